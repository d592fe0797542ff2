"""What Lighthouse judges alike on every machine: accessibility, best practices, SEO (for speed: `make audit`)."""

from collections.abc import Iterator

import auditing
import lighthouse
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with auditing.live() as (_, home, _):
        yield home


@pytest.mark.parametrize("url", lighthouse.PAGES.values(), ids=[name.replace(" ", "-") for name in lighthouse.PAGES])
def test_lighthouse_finds_nothing(home: str, url: str) -> None:
    found = lighthouse.judged(home + url)
    assert found.reached, (found.scores, found.failed)
