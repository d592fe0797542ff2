"""What is handed out and hung up, with texts that nobody would want in it: nothing leaves its card or its margins."""

from collections.abc import Iterator
from pathlib import Path

import browsing
import hostile
import paper
import payloads
import pytest
import yaml
from papers import hangs
from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sheets_hostile")]  # what they look at takes minutes to make

SPILLED = """() => [...document.querySelectorAll(".cut")].filter((cut) => {
  const own = cut.getBoundingClientRect();
  return [...cut.querySelectorAll("*")].some((each) => {
    const box = each.getBoundingClientRect();
    return box.top < own.top + 4 || box.bottom > own.bottom - 4 || box.left < own.left + 4 || box.right > own.right - 4
      || each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0;
  });
}).map((cut) => cut.textContent)"""


@pytest.fixture(scope="module")
def wild(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The hostile portal with some of its texts."""
    with pytest.MonkeyPatch.context() as patch:
        some = payloads.LINES[:: len(payloads.LINES) // 12]
        patch.setattr(hostile, "LINES", some)
        patch.setattr(hostile, "COUNT", len(some))
        patch.setattr(hostile, "PAYLOADS", payloads.PAYLOADS[:: len(payloads.PAYLOADS) // len(some)][: len(some)])
        made = hostile.portal(tmp_path_factory.mktemp("wild"))
        _called_by_anything(made.folder / "content" / "contacts.yml")
        made.built()
        yield made.folder


def _called_by_anything(contacts: Path) -> None:
    """Posts of one place with every hostile text for a name."""
    posts = yaml.load(contacts.read_text("utf-8"), yaml.BaseLoader)
    phones = {"电话": "000-0000-0000", "手机": "000-0000-0001", "本人同意公开": "是"}
    told = {"级别": "社区", "管什么": "什么都管", "地点": "东院", **phones}
    posts += [{**told, "岗位": f"卡{text}"[:120].strip()} for text in payloads.LINES]
    contacts.write_text(hostile.typed(posts), "utf-8")


def test_hostile_texts_stay_on_the_sheets(wild: Path, browser: Browser, tmp_path: Path) -> None:
    hangs(paper.sheets(wild / "site" / "print" / "notices" / "index.html", tmp_path / "x.pdf"))
    pages = (wild / "site" / "print" / "cards").glob("*/index.html")
    codes = sorted(each.parent.name for each in pages if 'http-equiv="refresh"' not in each.read_text("utf-8"))
    assert codes
    with browsing.served(wild / "site") as home:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.emulate_media(media="print")
        for kind in ("cards", "receipts"):
            for code in codes:
                page.goto(f"{home}print/{kind}/{code}/")
                assert not page.evaluate(SPILLED), (kind, code)
        page.close()
