"""Sample portals copied to a fresh folder, and the repo's own portal built once."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import browsing
import portals
import pytest
from browsing import Reader
from playwright.sync_api import Browser


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: one for all tests of a process, for there can be no second."""
    with browsing.launched() as found:
        yield found


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small portal, built. What lies in its cache is known by its content, not by its place."""
    portal = portals.copy(portals.SAMPLES / "small", tmp_path_factory.mktemp("small"))
    portals.build(portal)
    return portal


@pytest.fixture
def sample(tmp_path: Path, _small: Path) -> Callable[[str], Path]:
    """`sample("small")`: a portal with the records of tests/samples/small, to do with as one likes."""

    def make(name: str) -> Path:
        portal = portals.copy(portals.SAMPLES / name, tmp_path / name)
        shutil.copytree(_small / ".deskboard", portal / ".deskboard", copy_function=_linked)
        return portal

    return make


@pytest.fixture
def small(sample: Callable[[str], Path]) -> Path:
    """The small portal: one community, two places, three cases."""
    return sample("small")


@pytest.fixture
def built(small: Path, _small: Path) -> Path:
    """The small portal with its site."""
    shutil.copytree(_small / "site", small / "site")
    return small


def _linked(source: str, target: str) -> None:
    """A file of the cache: nothing writes into one, but into the store."""
    if source.endswith("store.db"):
        shutil.copy2(source, target)
    else:
        os.link(source, target)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repo's own portal, copied and built. Nobody may change it."""
    portal = portals.copy(portals.REPO, tmp_path_factory.mktemp("own"))
    portals.build(portal)
    return portal


@pytest.fixture(scope="session")
def site(own: Path) -> Path:
    """The site of the repo's own portal."""
    return own / "site"


@pytest.fixture(scope="session")
def reader(site: Path, browser: Browser) -> Iterator[Reader]:
    """Somebody who opens pages of that site."""
    with browsing.served(site) as home:
        yield Reader(browser, home)
