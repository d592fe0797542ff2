"""Codes are kept by their content: none is drawn twice, and none that was damaged is used."""

import errno
from collections.abc import Iterator
from pathlib import Path

import portals
import pytest
import segno
import zxingcpp
from PIL import Image

from generator import codes, making

HOME = "https://deskboard.example.org/"
CARD = f"{HOME}contact/card.vcf"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What segno was asked for."""
    asked: list[str] = []
    make = segno.make

    def counted(address: str, **options: object) -> object:
        asked.append(address)
        return make(address, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(segno, "make", counted)
    monkeypatch.setattr(making, "_FEW", 10**6)  # in this process, where it is counted
    return asked


def kept(portal: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (portal / ".deskboard" / "codes").iterdir()}


@pytest.mark.wide
def test_none_is_drawn_twice(small: Path, made: list[str], tmp_path: Path) -> None:
    site = portals.build(small, "--clean")
    before = portals.tree(site)
    assert len(made) == len(set(made)) == len(kept(small)) > 5, "one for both files"
    made.clear()
    portals.build(small)
    portals.build(small, "--site", str(tmp_path / "elsewhere"))
    assert made == []
    portals.edit(small / "content" / "places.yml", "代码: dongyuan", "代码: dong-yuan")
    portals.build(small)
    assert set(made) == {f"{HOME}places/dong-yuan/"}
    assert f"{HOME}places/dongyuan/" not in {
        zxingcpp.read_barcodes(Image.open(each))[0].text for each in site.rglob("*qr.png")
    }
    assert len(kept(small)) == len({data for path, data in portals.tree(site).items() if path.endswith("qr.png")})
    portals.edit(small / "content" / "places.yml", "代码: dong-yuan", "代码: dongyuan")
    made.clear()
    portals.build(small, "--clean")
    assert len(made) == len(kept(small)) and portals.tree(site) == before


DAMAGE = {
    "cut": lambda raw, other: raw[:-9],
    "flipped": lambda raw, other: raw[:99] + bytes([raw[99] ^ 1]) + raw[100:],
    "empty": lambda raw, other: b"",
    "another": lambda raw, other: other,
    "another's body": lambda raw, other: raw[:32] + other[32:],
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_code_is_drawn_anew(tmp_path: Path, made: list[str], how: str) -> None:
    shelf = codes.Shelf(tmp_path)
    first = shelf.take(HOME)
    (file,) = tmp_path.iterdir()
    other = shelf.take(CARD)
    (beside,) = set(tmp_path.iterdir()) - {file}
    raw = file.read_bytes()
    file.write_bytes(DAMAGE[how](raw, beside.read_bytes()))
    made.clear()
    again = codes.Shelf(tmp_path)
    assert (again.take(HOME), again.take(CARD)) == (first, other)
    assert made == [HOME] and file.read_bytes() == raw


def test_what_was_not_asked_for_leaves_the_shelf(tmp_path: Path) -> None:
    shelf = codes.Shelf(tmp_path)
    shelf.take(HOME)
    (tmp_path / "0123.svg").write_bytes(b"of another version")
    (tmp_path / "half.77").write_bytes(b"of a build that was killed")
    (tmp_path / "folder").mkdir()
    again = codes.Shelf(tmp_path)
    again.take(CARD)
    again.prune([CARD])
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == 1
    assert codes.Shelf(tmp_path / "none").prune([]) is None


def test_another_version_draws_anew(tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    codes.Shelf(tmp_path).take(HOME)
    monkeypatch.setattr(codes, "_stamp", lambda: b"segno 2")
    codes.Shelf(tmp_path).take(HOME)
    assert made == [HOME, HOME]


@pytest.fixture(params=["full", "a file in its place"])
def bad_disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    if request.param == "full":

        def full(path: Path, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "no space")

        monkeypatch.setattr(Path, "write_bytes", full)
        yield tmp_path
    else:
        (tmp_path / "codes").write_text("x", "utf-8")
        yield tmp_path / "codes"


def test_a_shelf_that_cannot_be_written_does_no_harm(bad_disk: Path, made: list[str]) -> None:
    shelf = codes.Shelf(bad_disk)
    assert (shelf.svg(HOME), shelf.png(HOME)) == (shelf.take(HOME).svg, shelf.take(HOME).png)
    shelf.prune([HOME])
    assert made == [HOME]
    assert codes.Shelf(bad_disk).take(HOME) == shelf.take(HOME) and made == [HOME, HOME]
