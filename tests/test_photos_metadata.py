"""What a photograph's file says beside the picture: none of it is published, all of it is handed on to be checked."""

import json
import shutil
import struct
import subprocess
from pathlib import Path

import pictures
import pytest
from test_photos import JPEG, KINDS, encoded, opened

from generator import photos
from generator.problem import REMINDER

SECRET = "13x老王家3单元"
ALLOWED = {"SOI", "APP0", "DQT", "SOF2", "DHT", "SOS", "DRI", "EOI"}
FORMS = [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")]


def marks(secret: str) -> list[bytes]:
    return [secret.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]


@pytest.mark.parametrize("form, ending", FORMS)
def test_no_metadata_is_left(form: str, ending: str) -> None:
    raw = pictures.talkative(SECRET, form)
    assert any(mark in raw for mark in marks(SECRET)), "it was there"
    for data in encoded(raw, f"a{ending}").values():
        found = pictures.markers(data)
        assert {name for name, _ in found} <= ALLOWED
        (jfif,) = [data for name, data in found if name == "APP0"]
        assert len(jfif) == 14 and jfif.startswith(b"JFIF\0") and jfif[-2:] == b"\0\0", "no thumbnail"
        assert not any(mark in data for mark in (*marks(SECRET), b"Exif", b"GPS", b"xmp", b"ICC_PROFILE", b"Photoshop"))
    again = photos.rewritten(raw, ending)
    image = opened(again)
    assert image.format == form
    assert not image.getexif() and not {"icc_profile", "xmp", "comment", "exif", "Comment", "Title"} & image.info.keys()
    assert not any(mark in again for mark in marks(SECRET))


def test_what_a_phone_appends_is_gone() -> None:
    raw = pictures.talkative(SECRET) + b"ftypmp42" + SECRET.encode()
    assert pictures.markers(raw)[-1][0] == "after"
    assert [name for name, _ in pictures.markers(encoded(raw)[640])][-1] == "EOI"


@pytest.mark.skipif(not shutil.which("exiftool"), reason="no exiftool on this machine")
@pytest.mark.parametrize("form, ending", FORMS)
def test_exiftool_finds_nothing(form: str, ending: str, tmp_path: Path) -> None:
    raw = pictures.talkative(SECRET, form)
    (tmp_path / f"source{ending}").write_bytes(raw)
    (tmp_path / f"again{ending}").write_bytes(photos.rewritten(raw, ending))
    for width, data in encoded(raw, f"a{ending}").items():
        (tmp_path / f"{width}.jpg").write_bytes(data)
    told = subprocess.run(["exiftool", "-j", "-G", "-a", "-u", str(tmp_path)], capture_output=True, check=True).stdout
    for each in json.loads(told):
        groups = {key.partition(":")[0] for key in each} - {"SourceFile", "File", "ExifTool", "Composite"}
        if Path(each["SourceFile"]).stem == "source":
            assert {"EXIF", "XMP"} <= groups
        else:
            assert groups <= {"JFIF", "PNG", "RIFF"}, groups
            assert not {key for key in each if "Text" in key or "Comment" in key}


# What it says is handed on


@pytest.mark.parametrize("form, ending", FORMS)
def test_all_that_it_says_is_handed_on(form: str, ending: str) -> None:
    photo, problems = photos.glance(f"a{ending}", pictures.talkative(SECRET, form))
    assert photo
    said = dict(photo.texts)
    expected = {
        "ImageDescription": f"描述 {SECRET}",
        "Artist": f"作者 {SECRET}",
        "XPComment": f"备注 {SECRET}",
        "UserComment": f"用户 {SECRET}",
        "CameraOwnerName": f"owner {SECRET}",
    }
    expected |= {"JPEG": {"Comment": f"注 {SECRET}", "IPTC 2:120": f"题 {SECRET}"},
                 "PNG": {"Comment": f"甲 {SECRET}", "Title": f"乙 {SECRET}", "Author": f"c {SECRET}"},
                 "WEBP": {}}[form]  # fmt: skip
    assert {name: said.get(name) for name in expected} == expected
    assert f"说 {SECRET}" in said["XMP"] and "013912345678" not in said["XMP"]
    assert [(each.code, each.level) for each in problems] == [("照片带位置", REMINDER)]
    assert not any("40" in each.message + each.remedy for each in problems)


def test_a_plain_photograph_says_nothing() -> None:
    assert all(photos.glance(name, raw)[0].texts == () for name, raw in KINDS.values())  # type: ignore[union-attr]


@pytest.mark.parametrize("order", ["<", ">"])
def test_texts_in_the_codings_of_old_cameras(order: str) -> None:
    said = "小区门口".encode("gb18030")
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    entry = struct.pack(order + "HHII", 0x010E, 2, len(said), 26)
    tiff = head + struct.pack(order + "H", 1) + entry + bytes(4) + said
    photo, _ = photos.glance("a.jpg", JPEG[:2] + pictures.segment(0xE1, b"Exif\0\0" + tiff) + JPEG[2:])
    assert photo and photo.texts == (("ImageDescription", "小区门口"),)


CIRCLES = [struct.pack("<IHHHIII", 8, 1, 0x8769, 4, 1, 8, 8), struct.pack("<IHI", 8, 0, 8)]


@pytest.mark.parametrize("directories", CIRCLES)
def test_directories_in_a_circle_end(directories: bytes) -> None:
    circle = b"II*\0" + directories
    photo, _ = photos.glance("a.jpg", JPEG[:2] + pictures.segment(0xE1, b"Exif\0\0" + circle) + JPEG[2:])
    assert photo and photo.texts == ()
