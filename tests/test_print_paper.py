"""`deskboard print` with a real browser: what comes out is A4, says what the sheets say, and leads to the site."""

import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import htmls
import paper
import portals
import pytest

from generator import cli, press

pytestmark = pytest.mark.wide

NEAR = 10.0
"""Millimetres at the edge of the paper that stay white."""
HANDED_OUT = ("print/cards/", "print/receipts/")
HOME = "https://deskboard.example.org/"
PATIENCE = 120.0


def printed(portal: Path, out: Path, *places: str) -> dict[str, Path]:
    """What was printed, by its name."""
    paper.browser()
    assert cli.run(["-C", str(portal), "print", "--out", str(out), *(["--place", *places] if places else [])]) == 0
    return {path.stem: path for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def documents(own: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sheets of two places of the sample, by the address of their page."""
    codes = {"桑榆苑": "sangyuyuan", "槐安巷": "huaianxiang"}
    found = printed(own, tmp_path_factory.mktemp("paper"), *codes)
    return {
        f"print/{folder}/{code}/": found[f"{kind}-{name}"]
        for name, code in codes.items()
        for kind, folder in (("公开栏", "places"), ("连心卡", "cards"), ("回执", "receipts"))
    }


def letters(text: str) -> Counter[str]:
    return Counter(each for each in text if each.isprintable() and not each.isspace())


def holds(site: Path, url: str, pdf: Path) -> None:
    """The PDF is A4, and says and shows what the page of the site does."""
    page = htmls.page(site, url)
    sheets = paper.read(pdf)
    assert sheets and all(each.is_a4() for each in sheets)
    assert [each.outside(NEAR) for each in sheets] == [""] * len(sheets)
    smallest = 14 if url.startswith(HANDED_OUT) else 18
    assert [each.smaller(smallest) for each in sheets] == [""] * len(sheets), f"{url} has less than {smallest} pt"
    told = letters("".join(letter.text for each in sheets for letter in each.letters))
    says = letters(page.one("main").text)
    for hint in page.all("main .hint") + page.all("main .sr"):
        says -= letters(hint.text)  # for the screen, or the ear, only
    assert says - told == Counter(), f"letters of {url} that are not on paper"
    assert press.sheets(pdf.read_bytes()) == len(sheets)
    assert press.title(pdf.read_bytes()) == page.one("title").text
    drawn = [each.get("alt") for each in page.all("main img") if each.get("src").endswith(".svg#code")]
    read = [code for each in sheets for code in each.codes]
    assert all(each.startswith(HOME) for each in read)
    assert set(read) == {f"{HOME}{each.partition(HOME)[2]}".split()[0] for each in drawn}
    for each in set(read):
        path = each.removeprefix(HOME)
        assert (site / (f"{path}index.html" if path.endswith("/") or not path else path)).is_file()


def test_the_sheets_of_places(site: Path, documents: dict[str, Path]) -> None:
    assert len(documents) == 6
    for url, pdf in documents.items():
        holds(site, url, pdf)


def test_all_of_a_portal(built: Path, tmp_path: Path) -> None:
    found = printed(built, tmp_path / "纸 1")
    before = portals.times(built / "site")
    whole = {
        "公开栏（全部）": "print/boards/",
        "流动办公桌海报": "print/desk/",
        "办理结果公示": "print/results/",
        "要贴的通知": "print/notices/",
        "连心卡-东院": "print/cards/dongyuan/",
        "回执-东院": "print/receipts/dongyuan/",
    }
    assert len(found) == len(whole) + 4, "and those of 小河社区 and 西巷"
    for name, url in whole.items():
        holds(built / "site", url, found[name])
    assert portals.times(built / "site") == before


def test_the_result_of_a_case(built: Path, tmp_path: Path) -> None:
    paper.browser()
    case = built / "content/cases/2026/10/XH-2026-001.yml"
    case.write_text(case.read_text("utf-8").replace("2026-10-", "2026-03-"), "utf-8")
    assert cli.run(["-C", str(built), "print", "--case", "XH-2026-001", "--out", str(tmp_path)]) == 0
    sheets = paper.read(tmp_path / "办理结果公示-XH-2026-001.pdf")
    assert all(each.is_a4() and not each.outside(NEAR) and not each.smaller(18) for each in sheets)
    assert "巷口路灯不亮" in "".join(letter.text for letter in sheets[0].letters)
    assert {code for each in sheets for code in each.codes} == {f"{HOME}cases/XH-2026-001/"}


def test_what_the_browser_cannot_read_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(press.NotPrinted):
        press.pdf(paper.browser(), tmp_path / "nothing.html", tmp_path / "nothing.pdf")
    assert not (tmp_path / "nothing.pdf").exists()


HANGS = """#!/bin/sh
sleep 600 &
echo $$ $! >> {log}
wait
"""


@pytest.mark.parametrize(("asked", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 130)])
def test_interrupted(small: Path, tmp_path: Path, asked: signal.Signals, status: int) -> None:
    """Nothing that was started goes on, and nothing is left."""
    room, program, log = tmp_path / "room", tmp_path / "browser", tmp_path / "ids"
    room.mkdir()
    program.write_text(HANGS.format(log=log))
    program.chmod(0o755)
    environment = portals.plain_environment() | {press.VARIABLE: str(program), "TMPDIR": str(room)}
    running = subprocess.Popen(
        [portals.PYTHON, "-m", "generator", "-C", str(small), "print"],
        cwd=portals.REPO, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    end = time.monotonic() + PATIENCE
    while not (log.exists() and len(log.read_text().split()) == 2 * press.AT_ONCE) and time.monotonic() < end:
        time.sleep(0.05)
    running.send_signal(asked)
    said = b"".join(running.communicate(timeout=PATIENCE))
    assert running.returncode == status
    assert said == b""
    started = log.read_text().split()
    assert len(started) == 2 * press.AT_ONCE
    while any(runs(each) for each in started) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(runs(each) for each in started)
    assert list(room.iterdir()) == []
    assert list((small / "print").iterdir()) == [] and not (small / ".deskboard" / "print").exists()


def runs(number: str) -> bool:
    """Whether the process is there: not one that ended and nobody has asked after, nor another of its number."""
    try:
        ours = Path(f"/proc/{number}/cmdline").read_bytes().startswith((b"sleep\x00600\x00", b"/bin/sh\x00"))
        return ours and Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
