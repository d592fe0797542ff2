"""Photographs from the record to the site: what is shown is published, and nothing else."""

import hashlib
import os
import re
from datetime import date
from pathlib import Path

import browsing
import htmls
import pictures
import portals
import pytest
from playwright.sync_api import Browser
from records_helper import check
from test_pages_hidden import event, write

from generator import cli

pytestmark = pytest.mark.wide

KEY = "XH-2026-021"
FOLDER = Path("content/cases/2026/11")
TODAY = date(2026, 11, 20)
BIG = pictures.file(pictures.scene(2000, 1500))
OTHER = pictures.file(pictures.scene(1400, 1000))


def place(portal: Path, name: str, raw: bytes = BIG) -> None:
    """Put a photograph beside the cases of a month."""
    (portal / FOLDER).mkdir(parents=True, exist_ok=True)
    (portal / FOLDER / name).write_bytes(raw)


def photo(name: str, says: str = "水管接头在滴水") -> dict[str, str]:
    return {"文件": name, "说明": says}


def case(portal: Path, *more: dict[str, object], names: tuple[str, ...] = ("漏水 (1).jpg",)) -> None:
    """A case whose second event has photographs."""
    handled = {**event("03", "办理", 说明="来人看过。"), "照片": [photo(name) for name in names]}
    write(portal, KEY, [event("02", "登记"), handled, *more])  # type: ignore[list-item]


def addresses(raw: bytes, *widths: int) -> list[str]:
    digest = hashlib.sha256(raw).hexdigest()
    return [f"cases/{KEY}/{digest[:12]}-{width}.jpg" for width in widths]


def published(site: Path) -> list[str]:
    """The pictures of the site but for codes and those of the theme."""
    found = (
        path
        for path in portals.tree(site)
        if path.endswith((".jpg", ".png", ".webp")) and not path.startswith("assets/")
    )
    return sorted(path for path in found if not re.search(r"(^|[/-])qr\.png$", path))


def codes(portal: Path) -> list[str]:
    return [f"{Path(each.file).name}:{each.line} {each.code}" for each in check(portal / "content", TODAY)]


# Shown


def test_a_photograph_is_shown_in_two_sizes(small: Path) -> None:
    place(small, "漏水 (1).jpg", pictures.talkative("秘密"))
    place(small, "IMG_2.JPG")
    case(small, names=("漏水 (1).jpg", "IMG_2.JPG"))
    site = portals.build(small)
    figures = htmls.page(site, f"cases/{KEY}/").all("figure")
    assert len(figures) == 2
    image = figures[1].one("img")
    small_one, large_one = (f"../../{path}" for path in addresses(BIG, 480, 1280))
    assert image.get("src") == small_one
    assert figures[1].one("source").get("srcset") == figures[1].one("a").get("href") == large_one
    assert (image.get("width"), image.get("height")) == ("1280", "960")
    assert image.get("alt") == "水管接头在滴水" and figures[1].one("figcaption").text.startswith("水管接头在滴水")
    assert (image.get("loading"), image.get("decoding")) == ("lazy", "async")
    assert image.get("style") == ""
    assert published(site) == sorted(addresses(pictures.talkative("秘密"), 480, 640) + addresses(BIG, 480, 1280))
    assert not any("秘密".encode() in data for data in portals.tree(site).values())
    for path in published(site):
        assert {name for name, _ in pictures.markers((site / path).read_bytes())} <= {
            "SOI", "APP0", "DQT", "SOF2", "DHT", "SOS", "DRI", "EOI"
        }  # fmt: skip


def test_a_small_photograph_has_one_size(small: Path) -> None:
    raw = pictures.file(pictures.scene(300, 400))
    place(small, "a.jpg", raw)
    case(small, names=("a.jpg",))
    site = portals.build(small)
    figure = htmls.page(site, f"cases/{KEY}/").one("figure")
    image = figure.one("img")
    assert (image.get("width"), image.get("height")) == ("300", "400") and not figure.all("source")
    assert published(site) == addresses(raw, 300)


def test_a_changed_photograph_has_a_new_address(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    assert published(portals.build(small)) == sorted(addresses(BIG, 480, 1280))
    place(small, "a.jpg", OTHER)
    assert published(portals.build(small)) == sorted(addresses(OTHER, 480, 1280))


def test_what_is_said_of_a_photograph_cannot_leave_its_place(small: Path) -> None:
    place(small, "a.jpg")
    said = '看"><script>x</script>&amp;'
    handled = {**event("03", "办理"), "照片": [photo("a.jpg", "占位")]}
    write(small, KEY, [event("02", "登记"), handled])  # type: ignore[list-item]
    portals.edit(small / FOLDER / f"{KEY}.yml", "占位", said)
    page = htmls.page(portals.build(small), f"cases/{KEY}/")
    assert page.one("figure img").get("alt") == said == page.one("figcaption").text


def test_one_photograph_at_two_events(small: Path) -> None:
    place(small, "a.jpg")
    case(small, {**event("04", "办理"), "照片": [photo("a.jpg", "同一处")]}, names=("a.jpg",))
    site = portals.build(small)
    assert len(htmls.page(site, f"cases/{KEY}/").all("figure")) == 2
    assert published(site) == sorted(addresses(BIG, 480, 1280))


# Not shown


def taken_back(private: bool) -> dict[str, object]:
    more = {"涉及隐私": "是"} if private else {}
    return {**event("10", "更正", 更正哪条="2026-11-03 办理", 说明="原来写得不对。"), **more}


@pytest.mark.parametrize("private", [True, False])
def test_a_corrected_event_shows_no_photograph(small: Path, private: bool) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    assert published(portals.build(small)) != []
    case(small, taken_back(private), names=("a.jpg",))
    site = portals.build(small)
    assert published(site) == []
    assert "<figure" not in (site / f"cases/{KEY}/index.html").read_text("utf-8")


@pytest.mark.parametrize("private", [True, False])
def test_what_one_event_takes_back_for_privacy_no_other_shows(small: Path, private: bool) -> None:
    """Not even under another name."""
    place(small, "a.jpg")
    place(small, "b.jpg")
    case(small, {**event("04", "办理"), "照片": [photo("b.jpg")]}, taken_back(private), names=("a.jpg",))
    assert published(portals.build(small)) == ([] if private else sorted(addresses(BIG, 480, 1280)))


def test_a_correction_may_bring_another_photograph(small: Path) -> None:
    place(small, "a.jpg")
    place(small, "b.jpg", OTHER)
    case(small, {**taken_back(True), "照片": [photo("b.jpg")]}, names=("a.jpg",))
    assert published(portals.build(small)) == sorted(addresses(OTHER, 480, 1280))


def test_a_withdrawn_case_publishes_no_photograph(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    assert published(portals.build(small)) != []
    case(small, {**event("10", "撤下", 原因="不该公开。"), "照片": [photo("a.jpg")]}, names=("a.jpg",))
    site = portals.build(small)
    assert published(site) == []
    assert "<img" not in (site / f"cases/{KEY}/index.html").read_text("utf-8")


def test_what_no_record_names_is_not_published(small: Path) -> None:
    place(small, "没人用.jpg")
    site = portals.build(small)
    assert published(site) == []
    assert codes(small) == ["没人用.jpg:1 没用的照片"]


# Refused


def test_names_are_those_of_the_files(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.JPG", "b.jpg", "a.jpg"))
    found = [each for each in check(small / "content", TODAY) if each.code == "没有这张照片"]
    assert [each.line for each in found] == [16, 18]
    assert "a.jpg" in found[0].remedy


@pytest.mark.parametrize("name", ["../10/a.jpg", "/etc/passwd", "..\\a.jpg", "a#1.jpg", ".a.jpg"])
def test_a_name_leads_nowhere_else(small: Path, name: str) -> None:
    (small / "content/cases/2026/10/a.jpg").write_bytes(BIG)
    case(small, names=("占位",))
    portals.edit(small / FOLDER / f"{KEY}.yml", "占位", f"'{name}'")
    assert f"{KEY}.yml:16 照片名" in codes(small)


def test_two_names_that_differ_in_case_alone(small: Path) -> None:
    place(small, "a.jpg")
    place(small, "A.JPG", OTHER)
    if len(list((small / FOLDER).glob("[aA].*"))) < 2:
        pytest.skip("this disk takes them for one")
    case(small, names=("a.jpg", "A.JPG"))
    assert codes(small) == ["a.jpg:1 文件名"]


def test_the_same_name_in_two_folders(small: Path) -> None:
    place(small, "a.jpg")
    other = small / "content/cases/2026/10/A.jpg"
    other.write_bytes(OTHER)
    case(small, names=("a.jpg",))
    assert codes(small) == ["A.jpg:1 没用的照片"]


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_torn_photograph_stops_both_commands(built: Path, command: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = portals.times(built / "site")
    place(built, "a.jpg", BIG[: len(BIG) // 2])
    case(built, names=("a.jpg",))
    capfd.readouterr()
    for _ in range(2):
        assert cli.run(["-C", str(built), command]) == 1
        out, err = capfd.readouterr()
        assert f"{FOLDER.as_posix()}/a.jpg:1:1: 错误：这张照片打不开" in out + err
    assert portals.times(built / "site") == before


def test_no_more_is_read_than_shows_that_it_is_too_large(small: Path, capfd: pytest.CaptureFixture[str]) -> None:
    place(small, "a.jpg")
    with (small / FOLDER / "a.jpg").open("r+b") as file:
        file.truncate(50_000_000_000)  # a hole, which costs no disk
    case(small, names=("a.jpg",))
    assert cli.run(["-C", str(small), "check"]) == 1
    assert "超过 20 MB" in capfd.readouterr().out


# The shelf


def shelf(portal: Path) -> list[Path]:
    return sorted(path for path in (portal / ".deskboard/photos").rglob("*") if path.is_file())


def test_a_second_build_decodes_nothing(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    script = "import sys; from generator.cli import run; status = run(['build']); print(status, 'PIL' in sys.modules)"
    lines = [portals.process("-c", script, cwd=small).stdout.splitlines()[-1] for _ in range(2)]
    assert lines == ["0 True", "0 False"]


def test_check_decodes_for_the_build(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    assert cli.run(["-C", str(small), "check"]) == 0
    kept = {path: path.stat().st_mtime_ns for path in shelf(small)}
    portals.build(small)
    assert len(kept) == 2 and kept == {path: path.stat().st_mtime_ns for path in shelf(small)}


@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "another"])
def test_a_damaged_shelf_is_not_published(small: Path, how: str) -> None:
    place(small, "a.jpg")
    place(small, "b.jpg", OTHER)
    case(small, names=("a.jpg", "b.jpg"))
    site = portals.build(small)
    before = portals.tree(site)
    damaged = shelf(small)[0]
    raw = damaged.read_bytes()
    damaged.write_bytes({"cut": raw[:-9], "flipped": raw[:99] + bytes([raw[99] ^ 1]) + raw[100:], "empty": b"",
                         "another": bytes(32) + shelf(small)[1].read_bytes()[32:]}[how])  # fmt: skip
    for path in site.glob("cases/*/*.jpg"):
        path.unlink()  # so that it is taken from the shelf again
    portals.build(small)
    assert portals.tree(site) == before
    assert damaged.read_bytes() == raw


def test_what_belongs_to_no_photograph_leaves_the_shelf(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    portals.build(small)
    old = shelf(small)
    other = small / ".deskboard/photos/of-another-version"
    other.mkdir()
    (other / "x-480").write_bytes(b"x")
    place(small, "a.jpg", OTHER)
    portals.build(small)
    assert len(shelf(small)) == 2 and not {*old, other / "x-480"} & {*shelf(small)}
    assert not other.exists()
    (small / FOLDER / "a.jpg").unlink()
    (small / FOLDER / f"{KEY}.yml").unlink()
    portals.build(small, "--clean")
    assert not (small / ".deskboard/photos").exists() or shelf(small) == []


def test_a_clean_build_makes_them_anew(small: Path) -> None:
    place(small, "a.jpg")
    case(small, names=("a.jpg",))
    before = portals.tree(portals.build(small))
    for path in shelf(small):
        os.utime(path, (0, 0))
    assert portals.tree(portals.build(small, "--clean")) == before
    assert all(path.stat().st_mtime > 0 for path in shelf(small))


# Everywhere the same


def many(portal: Path) -> None:
    place(portal, "漏水 (1).jpg", pictures.talkative("秘密"))
    place(portal, "b.png", pictures.file(pictures.scene(900, 700).convert("RGBA"), "PNG"))
    place(portal, "修好了.webp", pictures.file(pictures.scene(700, 900), "WEBP"))
    case(portal, names=("漏水 (1).jpg", "b.png", "修好了.webp"))


@pytest.mark.wide
def test_both_commands_publish_the_same_photographs(small: Path, tmp_path: Path) -> None:
    many(small)
    done = portals.process("-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "out"), cwd=small)
    assert done.returncode == 0, done.stderr
    made = portals.tree(tmp_path / "out")
    assert len(published(tmp_path / "out")) == 6
    assert portals.differing(made, portals.clean_build(small, tmp_path)) == []


@pytest.mark.wide
def test_a_phone_loads_the_small_one_and_nothing_jumps(small: Path, browser: Browser) -> None:
    many(small)
    site = portals.build(small)
    with browsing.served(site) as home:
        reader = browsing.Reader(browser, home)
        for size in (browsing.PHONE, (520, 900), browsing.DESK):
            with reader.opened(f"cases/{KEY}/", size) as (page, wrong):
                boxes = "[...document.images].map(i => [i.offsetWidth, i.offsetHeight])"
                before = page.evaluate(boxes)
                page.evaluate("for (const i of document.images) i.loading = 'eager'")
                page.evaluate("Promise.all([...document.images].map(i => i.decode()))")
                assert page.evaluate(boxes) == before, "the place was kept"
                seen = page.evaluate(
                    "[...document.images].map(i => ({src: i.currentSrc, wide: i.naturalWidth, high: i.naturalHeight,"
                    " width: +i.getAttribute('width'), height: +i.getAttribute('height'),"
                    " fits: i.offsetWidth <= i.closest('li').clientWidth}))"
                )
                assert len(seen) == 3 and wrong == []
                for each in seen:
                    assert each["fits"]
                    assert abs(each["wide"] / each["high"] - each["width"] / each["height"]) < 0.01
                    assert each["src"].endswith("-480.jpg") == (size != browsing.DESK)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
