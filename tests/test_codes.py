"""Printed codes: each leads where its page says it is, whatever happens to the paper."""

import io
import re
from html import unescape
from pathlib import Path

import htmls
import paper
import pytest
import segno
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser

from benchmarks.codes import harm, measure
from generator import codes

HOME = "https://deskboard.example.org/"
CARD = f"{HOME}contact/card.vcf"
SIDE = 420
"""Pixels of a code as the browser shows it, quiet zone and all: 8 to 10 a module."""
BLUR = 0.4
"""In modules: an edge is smeared over one; with half as much again none is read."""
SOME = [
    HOME,
    f"{HOME}places/sangyuyuan-1/",
    CARD,
    "https://liudong-bangongzhuo.qu.shi.example.cn/lanmu/places/sangyuyuan-1/",
]


def stems(site: Path) -> list[str]:
    """The codes of a site: their files, without the ending."""
    return sorted(str(path.relative_to(site))[:-4] for path in site.rglob("*qr.svg"))


SHEETS = {"print/results": "cases", "print/notices": "notices"}
"""Where codes lie that only sheets show, and where the pages lie that they lead to."""


def wanted(site: Path, stem: str) -> str:
    """The address for a code: what the page says of itself that it lies beside, or that its file is named for."""
    if stem == "contact/card-qr":
        return CARD
    folder, _, name = stem.rpartition("/")
    if folder in SHEETS:
        return canonical(site, f"{SHEETS[folder]}/{name.removesuffix('-qr')}/")
    assert name == "qr", stem
    return canonical(site, f"{folder}/" if folder else "")


def canonical(site: Path, url: str) -> str:
    return htmls.page(site, url).one("link[rel=canonical]").get("href")


def said(picture: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture)]


def shown(browser: Browser, files: list[Path], fragment: str, folder: Path) -> list[Image.Image]:
    """SVG files as Chromium shows them: each in a square for its code, or with its letters if there is no fragment."""
    high = f"{SIDE}px" if fragment else "auto"
    style = f"body{{margin:0}}img{{display:block;width:{SIDE}px;height:{high}}}"
    page = browser.new_page(viewport={"width": SIDE, "height": SIDE if fragment else SIDE * 3 // 2})
    found = []
    for each in files:
        sheet = folder / "shown.html"
        sheet.write_text(f'<!doctype html><style>{style}</style><img src="{each.as_uri()}{fragment}">', "utf-8")
        page.goto(sheet.as_uri())
        found.append(Image.open(io.BytesIO(page.screenshot())).convert("L"))
    page.close()
    return found


@pytest.fixture(scope="module")
def pictures(site: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Every SVG code of the site, without its letters, as Chromium shows it."""
    folder = tmp_path_factory.mktemp("shown")
    names = stems(site)
    return dict(
        zip(names, shown(browser, [site / f"{each}.svg" for each in names], "#code", folder), strict=True),
    )


def modules(address: str) -> int:
    return len(segno.make(address, error="h", micro=False).matrix)


def test_the_portal_the_desk_the_card_and_every_place_and_station_has_one(site: Path) -> None:
    beside = {"qr", "desk/qr", "contact/qr", "contact/card-qr"}
    for kind in ("places", "stations"):
        beside |= {f"{kind}/{path.parent.name}/qr" for path in (site / kind).glob("*/index.html") if no_way(path)}
    assert beside <= set(stems(site)) and len(beside) > 25
    assert {f"{stem}.png" for stem in stems(site)} == {str(p.relative_to(site)) for p in site.rglob("*qr.png")}


def no_way(path: Path) -> bool:
    """Whether a page is one of its own, and not on the way to another."""
    return 'http-equiv="refresh"' not in path.read_text("utf-8")


@pytest.mark.wide
def test_no_page_for_residents_shows_one(site: Path) -> None:
    for path in site.rglob("*.html"):
        if path.relative_to(site).parts[0] != "print":
            assert not [each for each in htmls.parse(path).all("img[src]") if "qr." in each.get("src")], path


@pytest.mark.wide
def test_every_code_leads_to_its_page(site: Path, pictures: dict[str, Image.Image]) -> None:
    for stem, picture in pictures.items():
        address = wanted(site, stem)
        assert said(picture) == [address], stem
        assert said(Image.open(site / f"{stem}.png")) == [address], stem
        url = address.removeprefix(HOME)
        assert url != address and (site / url).exists(), stem
        if url.endswith("/") or not url:
            assert canonical(site, url) == address, stem
    assert {folder for folder in SHEETS if any(stem.startswith(folder) for stem in pictures)} == set(SHEETS)
    assert len({wanted(site, stem) for stem in pictures}) > 25


@pytest.mark.wide
def test_with_its_letters_too(site: Path, pictures: dict[str, Image.Image], browser: Browser, tmp_path: Path) -> None:
    """What a printing shop is given: the SVG as it is, and the PNG; blurred and smaller, too."""
    names = list(pictures)
    whole = shown(browser, [site / f"{each}.svg" for each in names], "", tmp_path)
    for number, (stem, picture) in enumerate(zip(names, whole, strict=True)):
        address = wanted(site, stem)
        assert said(picture) == [address], stem
        if number % 4 == 0:
            for each in (picture, Image.open(site / f"{stem}.png")):
                assert all(said(poor) == [address] for poor in poor_prints(each, modules(address))), stem


def poor_prints(picture: Image.Image, many: int) -> list[Image.Image]:
    """Blurred over a module, 30 % smaller, and both."""
    blur = harm.blurred(picture, many, BLUR)
    return [blur, harm.smaller(picture, 0.3), harm.smaller(blur, 0.3)]


@pytest.mark.wide
def test_every_code_is_read_where_the_print_is_poor(site: Path, pictures: dict[str, Image.Image]) -> None:
    for stem, picture in pictures.items():
        address = wanted(site, stem)
        assert all(said(poor) == [address] for poor in poor_prints(picture, modules(address))), stem


STAINED = 8
"""How often each code is stained: by one stain, by two, by one …"""


@pytest.mark.wide
def test_every_code_is_read_with_stains_on_a_tenth_of_it(site: Path, pictures: dict[str, Image.Image]) -> None:
    """One stain or two, anywhere: what cannot be read has lost a corner square, which no code survives."""
    found, whole = [], []
    for stem, picture in pictures.items():
        address = wanted(site, stem)
        many = modules(address)
        stained = [harm.stained(picture, many, 0.1, seed, seed % 2 + 1) for seed in range(STAINED)]
        corners = [harm.corners_whole(picture, each, many) for each in stained]
        read = [said(each) == [address] for each in stained]
        assert sum(read) >= STAINED / 2, stem
        found += read
        whole += [was_read for was_read, spared in zip(read, corners, strict=True) if spared]
    assert sum(found) >= 0.7 * len(found)
    assert sum(whole) >= 0.95 * len(whole) and len(whole) > len(found) / 2


@pytest.mark.wide
def test_every_code_is_read_with_spots_on_a_tenth_of_it(site: Path, pictures: dict[str, Image.Image]) -> None:
    """Many spots, all beside the corner squares: in most of four ways."""
    found = 0
    for stem, picture in pictures.items():
        address = wanted(site, stem)
        many = modules(address)
        soiled = [harm.soiled(picture, many, 0.1, seed, corners=False) for seed in range(4)]
        read = sum(said(each) == [address] for each in soiled)
        assert read >= 2, stem
        found += read
    assert found >= 0.9 * 4 * len(pictures)


@pytest.mark.parametrize(
    ("level", "stains", "spots"),
    [("l", (0, 1), (0, 2)), ("m", (0, 15), (0, 8)), ("h", (22, 30), (27, 30))],
)
def test_the_level_makes_the_difference(level: str, stains: tuple[int, int], spots: tuple[int, int]) -> None:
    """Of 30 soiled ones; at a lower level the tests above could not hold."""
    picture, many = measure.drawn(measure.ADDRESS, level)
    assert said(picture) == [measure.ADDRESS]
    for (least, most), spoil in ((stains, "one stain, anywhere"), (spots, SPOTS)):
        soiled = [measure.SOILED[spoil](picture, many, 0.1, seed) for seed in range(30)]
        assert least <= sum(measure.read(each, measure.ADDRESS) for each in soiled) <= most, spoil


SPOTS = "spots of 2 to 8 modules, not on the corner squares"


def test_a_code_without_one_of_its_corner_squares_is_not_read() -> None:
    """At no level: a code must be put up anew then."""
    for level in "lmqh":
        picture, many = measure.drawn(measure.ADDRESS, level)
        side = picture.width // (many + 2 * harm.QUIET)
        start = harm.QUIET * side
        covered = picture.copy()
        covered.paste(110, (start, start, start + 7 * side, start + 7 * side))
        assert not harm.corners_whole(picture, covered, many)
        assert not measure.read(covered, measure.ADDRESS)


def test_a_code_that_is_blurred_more_is_not_read() -> None:
    picture, many = measure.drawn(measure.ADDRESS, "h")
    assert [said(harm.blurred(picture, many, BLUR * share)) for share in (1, 1.6)] == [[measure.ADDRESS], []]


# The files


@pytest.mark.parametrize("address", SOME)
def test_level_quiet_zone_and_pixels(address: str) -> None:
    drawn = codes.draw(address)
    picture = Image.open(io.BytesIO(drawn.png))
    (found,) = zxingcpp.read_barcodes(picture)
    assert (found.text, found.ec_level, found.format) == (address, "H", zxingcpp.BarcodeFormat.QRCode)
    many = modules(address)
    scale, left = divmod(picture.width, many + 8)
    assert left == 0 and picture.width >= 600, "whole pixels, enough for 5 cm at 300 dots an inch"
    assert round(picture.info["dpi"][0]) == 300
    inside = picture.crop((4 * scale, 4 * scale, (4 + many) * scale, (4 + many) * scale))
    middles = [each * scale + scale // 2 for each in range(many)]
    assert inside.getcolors() and {value for _, value in inside.getcolors()} == {0, 255}
    rows = [[inside.getpixel((x, y)) == 0 for x in middles] for y in middles]
    assert rows == [list(map(bool, row)) for row in segno.make(address, error="h", micro=False).matrix]
    whole = picture.copy()
    whole.paste(255, (4 * scale, 4 * scale, (4 + many) * scale, (4 + many) * scale))
    assert whole.crop((0, 0, picture.width, (many + 8) * scale)).getextrema() == (255, 255), "four modules of white"


@pytest.mark.parametrize("address", [*SOME, "https://" + "w" * 60 + ".example/", "https://a.b/" + "m" * 80 + "/x/"])
def test_the_address_stands_under_it_and_nothing_is_cut(address: str) -> None:
    drawn = codes.draw(address)
    text = drawn.svg.decode()
    lines = re.findall(r'<text x="(\S+)" y="(\S+)" textLength="(\S+)"[^>]*>([^<]*)</text>', text)
    plain = address.removeprefix("https://").removesuffix("/")
    assert unescape("".join(line[3] for line in lines)) == plain
    (view,) = re.findall(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)"', text)
    size, height = map(int, view)
    (letter,) = map(float, re.findall(r'font-size="(\S+)"', text))
    assert letter >= 3, "9 pt where the code is 5 cm"
    for x, y, length, line in lines:
        assert float(length) <= size - 2 and float(x) == size / 2
        assert size + letter * 0.7 < float(y) < height - letter * 0.25
        assert float(length) == pytest.approx(len(line) * letter * 0.6, abs=0.01)
    picture = Image.open(io.BytesIO(drawn.png))
    label = picture.crop((0, picture.width, picture.width, picture.height))
    ink = label.point(lambda value: 255 - value).getbbox()
    assert ink and ink[0] > 0 and ink[1] > 0 and ink[2] < label.width and ink[3] < label.height
    assert f"<title>二维码，打开 {address}</title>" in text and 'shape-rendering="crispEdges"' in text


def test_where_the_address_breaks() -> None:
    def lines(address: str) -> list[str]:
        return re.findall(r">([^<]*)</text>", codes.draw(address).svg.decode())

    assert lines(f"{HOME}places/sangyuyuan-1/") == ["deskboard.example.org/", "places/sangyuyuan-1"]
    assert lines("https://x.cn/") == ["x.cn"]
    assert lines(SOME[-1])[0].endswith(".")


@pytest.mark.wide
def test_a_sheet_shows_the_code_without_its_letters(tmp_path: Path) -> None:
    """What is clipped is not in the PDF: a reader of text would find it there."""
    address = SOME[1]
    (tmp_path / "qr.svg").write_bytes(codes.draw(address).svg)
    for fragment, letters in (("#code", ""), ("", "deskboard.example.org/places/sangyuyuan-1")):
        (tmp_path / "a.html").write_text(
            "<!doctype html><style>img{width:42mm;height:42mm}</style>"
            f'<img src="qr.svg{fragment}" alt=""><img src="qr.svg{fragment}" alt="">',
            "utf-8",
        )
        (sheet,) = paper.sheets(tmp_path / "a.html", tmp_path / "a.pdf")
        assert "".join(each.text for each in sheet.letters if each.text.strip()) == letters * 2
        assert sheet.codes == (address, address)


def test_the_same_address_gives_the_same_files() -> None:
    assert codes.draw(HOME) == codes.draw(HOME) != codes.draw(CARD)
