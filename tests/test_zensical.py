"""The engine can be exchanged: Zensical builds the same docs tree, and its shells give the same bytes."""

import shutil

import portals
import pytest

from generator import build, engine
from generator.engine import Built
from generator.pages.page import Templates

pytestmark = pytest.mark.wide

pytest.importorskip("zensical", reason="Zensical is not installed: pip install 'deskboard[zensical]'")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[build.Draft, Built, Built]:
    """One docs tree, built by MkDocs and by Zensical."""
    folder = tmp_path_factory.mktemp("zensical")
    portal = portals.copy(portals.SAMPLES / "small", folder / "portal")
    portals.edit(portal / "content" / "portal.yml", "固定日期", "提示: |\n  甲 & \"乙\" '丙' <丁>\n  其余\n固定日期")
    draft = build.draft(portal)
    keys = draft.outputs.shells()
    engine.write_docs(engine.given(portal, keys, draft.facts), folder / "one")
    shutil.copytree(folder / "one", folder / "other")
    engine.run(folder / "one")
    done = portals.process("-m", "zensical", "build", "-f", "mkdocs.yml", "--strict", cwd=folder / "other")
    assert done.returncode == 0, done.stdout + done.stderr
    return draft, engine.collect(portal, folder / "one", keys), engine.collect(portal, folder / "other", keys)


def test_every_shell_has_its_slots(both: tuple[build.Draft, Built, Built]) -> None:
    draft, one, other = both
    assert sorted(other.shells) == sorted(one.shells) == draft.outputs.shells()
    for key, shell in other.shells.items():
        assert shell.slots == one.shells[key].slots, key


def test_stamped_pages_are_the_same(both: tuple[build.Draft, Built, Built]) -> None:
    draft, one, other = both
    templates = Templates(draft.folder / "templates")
    for page, module in draft.pages:
        slots = module.fill(page, draft.view, templates).slots
        first, second = (each.shells[page.shell].stamp(slots).decode() for each in (one, other))
        assert second.splitlines() == first.splitlines(), page.url
        assert second == first


def test_pages_written_by_hand_and_assets_are_the_same(both: tuple[build.Draft, Built, Built]) -> None:
    _, one, other = both
    assert portals.differing(dict(one.files), dict(other.files)) == []
