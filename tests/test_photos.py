"""Photographs: which are refused, and what is left of those that are published."""

import io
import struct
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path

import pictures
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from records_helper import steady

from generator import photos
from generator.photos import encoding, looking
from generator.problem import REMINDER

pytestmark = pytest.mark.wide

SCENE = pictures.scene()
GREY = Image.new("L", (160, 120), 90)


def encoded(raw: bytes, name: str = "a.jpg") -> dict[int, bytes]:
    """What is published of a photograph that must be good."""
    photo, problems = photos.glance(name, raw)
    assert photo and all(each.level == REMINDER for each in problems), problems
    with photos.quietly():
        return encoding.encoded(raw, photo)


def opened(raw: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(raw))
    image.load()
    return image


def codes(name: str, raw: bytes) -> list[str]:
    photo, problems = photos.look(name, raw)
    assert (photo is None) == any(each.level != REMINDER for each in problems)
    return [each.code for each in problems]


# What may be published

KINDS = {
    "jpeg": ("a.jpg", pictures.file(SCENE)),
    "ending in capitals": ("a.JPEG", pictures.file(SCENE)),
    "grey": ("a.jpg", pictures.file(SCENE.convert("L"))),
    "progressive": ("a.jpg", pictures.file(SCENE, progressive=True)),
    "cmyk": ("a.jpg", pictures.file(SCENE.convert("CMYK"))),
    "png": ("a.png", pictures.file(SCENE, "PNG")),
    "palette": ("a.png", pictures.file(SCENE.convert("P"), "PNG")),
    "black and white": ("a.png", pictures.file(SCENE.convert("1"), "PNG")),
    "webp": ("a.webp", pictures.file(SCENE, "WEBP")),
    "webp without loss": ("a.webp", pictures.file(SCENE, "WEBP", lossless=True)),
    "webp with alpha": ("a.webp", pictures.file(SCENE.convert("RGBA"), "WEBP")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_published_is_upright_and_plain(kind: str) -> None:
    name, raw = KINDS[kind]
    assert codes(name, raw) == []
    made = encoded(raw, name)
    assert list(made) == [480, 640]
    for width, data in made.items():
        image = opened(data)
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (width, width * 3 // 4))
    if kind not in ("grey", "black and white"):
        assert pictures.corners(made[640]) == ["red", "green", "blue", "yellow"]


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    ramp = Image.frombytes("I;16", (256, 128), struct.pack("<256H", *range(0, 65536, 256)) * 128)
    (data,) = encoded(pictures.file(ramp, "PNG"), "a.png").values()
    image = opened(data).convert("L")
    assert all(abs(image.getpixel((x, 64)) - x) <= 4 for x in range(0, 256, 17))  # type: ignore[operator]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_white(mode: str) -> None:
    image = SCENE.convert("RGBA")
    image.paste((200, 0, 0, 0), (0, 0, 320, 480))
    raw = pictures.file(image.quantize() if mode == "P" else image.convert(mode), "PNG")
    published = opened(encoded(raw, "a.png")[640]).convert("RGB")
    assert min(published.getpixel((20, 20))) > 245  # type: ignore[type-var, arg-type]
    assert max(published.getpixel((600, 240))) < 160  # type: ignore[type-var, arg-type]


@pytest.mark.parametrize("form, name", [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_upright_whichever_way_the_phone_was_held(orientation: int, form: str, name: str) -> None:
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # how a phone that is held so lays the picture down
    lying = SCENE.transpose(Image.Transpose(back[orientation])) if orientation > 1 else SCENE
    exif = Image.Exif()
    exif[0x0112] = orientation
    raw = pictures.file(lying, form, exif=exif)
    photo, _ = photos.glance(name, raw)
    assert photo and (photo.width, photo.height) == (640, 480)
    for data in (*encoded(raw, name).values(), photos.rewritten(raw, Path(name).suffix)):
        assert opened(data).size[0] > opened(data).size[1]
        assert pictures.corners(data) == ["red", "green", "blue", "yellow"]


def test_colours_are_those_of_the_profile() -> None:
    raw = pictures.file(SCENE, icc_profile=pictures.swapped_profile())
    assert pictures.corners(encoded(raw)[640])[:2] == ["green", "red"]
    junk = pictures.file(SCENE, icc_profile=b"no profile at all" * 20)
    assert pictures.corners(encoded(junk)[640])[:2] == ["red", "green"]


@pytest.mark.parametrize(
    ("size", "widths"),
    [((4000, 3000), [480, 1280]), ((3000, 4000), [480, 1280]), ((1280, 960), [480, 1280]), ((1000, 700), [480, 1000]),
     ((480, 360), [480]), ((300, 200), [300])],
)  # fmt: skip
def test_two_sizes_and_never_larger_than_it_is(size: tuple[int, int], widths: list[int]) -> None:
    raw = pictures.file(pictures.scene(*size))
    photo, _ = photos.glance("a.jpg", raw)
    assert photo
    made = encoding.encoded(raw, photo)
    assert list(made) == widths == list(photo.widths)
    for width, data in made.items():
        assert opened(data).size == (width, photo.height_at(width))
        assert abs(photo.height_at(width) - size[1] * width / size[0]) <= 0.5


def test_of_two_pictures_in_one_file_the_first_is_taken() -> None:
    second = Image.new("RGB", (640, 480), "white")
    raw = pictures.file(SCENE, "MPO", save_all=True, append_images=[second])
    assert opened(raw).format == "MPO"
    assert codes("a.jpg", raw) == []
    assert pictures.corners(encoded(raw)[640]) == ["red", "green", "blue", "yellow"]


def test_the_same_bytes_give_the_same_bytes() -> None:
    for name, raw in KINDS.values():
        assert encoded(raw, name) == encoded(raw, name)
        assert photos.rewritten(raw, Path(name).suffix) == photos.rewritten(raw, Path(name).suffix)


# What is refused

ANIMATED = [Image.new("RGB", (160, 120), colour) for colour in ("red", "blue")]
MOVING = {"save_all": True, "append_images": ANIMATED[1:]}
JPEG = pictures.file(SCENE)
PNG = pictures.file(SCENE, "PNG")
WEBP = pictures.file(SCENE, "WEBP")
HEIC = b"\0\0\0\x18ftyp%b\0\0\0\0mif1heic" + bytes(400)
BAD = [
    ("a.jpg", PNG, "照片格式"),
    ("a.png", JPEG, "照片格式"),
    ("a.jpg", WEBP, "照片格式"),
    ("a.webp", JPEG, "照片格式"),
    ("a.jpg", b"<!doctype html><script>alert(1)</script>", "照片格式"),
    ("a.png", b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "照片格式"),
    ("a.jpg", b"PK\x03\x04" + bytes(60), "照片格式"),
    ("a.jpg", b"%PDF-1.7\n", "照片格式"),
    ("a.jpg", b"", "照片格式"),
    ("a.jpg", b"hello", "照片格式"),
    ("a.jpg", pictures.file(GREY, "GIF"), "照片格式"),
    ("a.jpg", pictures.file(GREY, "BMP"), "照片格式"),
    ("a.jpg", pictures.file(GREY, "TIFF"), "照片格式"),
    ("a.jpg", b"\0\0\0\x1cftypavif" + bytes(60), "照片格式"),
    ("a.jpg", b"\0\0\0\x1cftypmp42" + bytes(60), "照片格式"),
    ("a.gif", pictures.file(ANIMATED[0], "GIF", **MOVING), "照片格式"),
    ("a.svg", b"<svg/>", "照片格式"),
    ("a.mp4", b"\0\0\0\x1cftypmp42", "照片格式"),
    ("a.JFIF", JPEG, "照片格式"),
    ("a.heic", HEIC % b"heic", "苹果格式"),
    ("a.HEIF", HEIC % b"mif1", "苹果格式"),
    ("a.jpg", HEIC % b"heix", "苹果格式"),
    ("a.png", pictures.file(ANIMATED[0], "PNG", **MOVING), "动图"),
    ("a.webp", pictures.file(ANIMATED[0], "WEBP", **MOVING), "动图"),
    ("a.png", pictures.png(50_000, 50_000), "照片太大"),
    ("a.png", pictures.png(10_000, 5_001), "照片太大"),
    ("a.jpg", JPEG + bytes(looking.MAX_BYTES), "照片太大"),
    ("a.jpg", pictures.file(Image.new("L", (99, 120))), "照片太小"),
    ("a.png", pictures.png(6_000, 1_000), "照片太长"),
    ("a.png", pictures.png(0, 1_000), "打不开的照片"),
    ("a.png", pictures.png(800, 600), "打不开的照片"),
    ("a.jpg", JPEG[:300], "打不开的照片"),
    ("a.jpg", JPEG[: len(JPEG) // 2], "打不开的照片"),
    ("a.png", PNG[: len(PNG) // 2], "打不开的照片"),
    ("a.webp", WEBP[: len(WEBP) // 2], "打不开的照片"),
]  # fmt: skip


@pytest.mark.parametrize("name, raw, code", BAD, ids=lambda each: each if isinstance(each, str) else "")
def test_what_is_refused(name: str, raw: bytes, code: str) -> None:
    assert codes(name, raw) == [code]
    if Path(name).suffix in looking.FORMATS:
        with pytest.raises(ValueError, match="published"):
            photos.rewritten(raw, Path(name).suffix)


def test_the_limits_are_limits() -> None:
    fine, _ = photos.glance("a.png", pictures.png(10_000, 5_000))
    assert fine and fine.width * fine.height == looking.MAX_PIXELS
    assert codes("a.jpg", pictures.file(Image.new("L", (100, 500)))) == []


def test_heic_is_named_with_its_remedy() -> None:
    _, (problem,) = photos.look("a.heic", HEIC % b"heic")
    assert "HEIC" in problem.message
    assert "兼容性最佳" in problem.remedy and "微信" in problem.remedy


def test_a_picture_of_a_thousand_layers_is_not_decoded() -> None:
    photo, (problem,) = photos.glance("a.jpg", JPEG[:-2] + b"\xff\xda" * 1000)
    assert photo is None and problem.code == "打不开的照片"


def test_a_claim_costs_no_memory() -> None:
    bomb = pictures.png(60_000, 60_000, bytes(1_000_000))
    tracemalloc.start()
    assert codes("a.png", bomb) == ["照片太大"]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_headers_that_do_not_agree_are_refused() -> None:
    """A picture of many pixels behind a header that claims few of them."""
    inner = pictures.file(pictures.scene(3000, 2000), "WEBP")[12:]
    outer = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (199).to_bytes(3, "little") * 2
    webp = b"RIFF" + struct.pack("<I", 4 + len(outer) + len(inner)) + b"WEBP" + outer + inner
    assert codes("a.webp", webp) == ["打不开的照片"]
    second = struct.pack(">IIBBBBB", 200, 200, 8, 2, 0, 0, 0)
    assert codes("a.png", PNG[:-12] + pictures.chunk(b"IHDR", second) + PNG[-12:]) == ["打不开的照片"]
    frame = struct.pack(">BHHB", 8, 200, 200, 1) + b"\1\x11\0"
    assert codes("a.jpg", JPEG[:2] + pictures.segment(0xC0, frame) + JPEG[2:]) == ["打不开的照片"]


def test_a_text_that_unfolds_without_end_is_cut() -> None:
    bomb = pictures.chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 50_000_000, 9))
    photo, _ = photos.glance("a.png", PNG[:33] + bomb + PNG[33:])
    assert photo and max(len(text) for _, text in photo.texts) <= 1_000_000


FUZZED = [
    *((name, raw) for name, raw in KINDS.values()),
    *(
        (name, pictures.talkative("秘密", form))
        for name, form in (("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"))
    ),
    ("a.jpg", pictures.file(SCENE, "MPO", save_all=True, append_images=[SCENE])),
    ("a.jpg", pictures.file(SCENE, icc_profile=pictures.swapped_profile())),
]


@steady
@given(st.data())
def test_no_damage_makes_it_fail(data: st.DataObject) -> None:
    """Flipped, cut, doubled: a photograph or a problem, and never anything else."""
    name, raw = FUZZED[data.draw(st.integers(0, len(FUZZED) - 1))]
    torn = bytearray(raw)
    near = st.one_of(st.integers(0, min(len(raw), 700) - 1), st.integers(0, len(raw) - 1))
    for at in data.draw(st.lists(near, max_size=6)):
        torn[at] = data.draw(st.sampled_from((0, 1, 2, 0x7F, 0x80, 0xFF)))
    cut, to = sorted((data.draw(near), data.draw(near)))
    how = data.draw(st.sampled_from(("whole", "cut", "without", "twice")))
    made = bytes(
        {"whole": torn, "cut": torn[:to], "without": torn[:cut] + torn[to:], "twice": torn[:to] + torn[cut:]}[how]
    )
    photo, problems = photos.look(name, made)
    assert (photo is None) == any(each.level != REMINDER for each in problems)
    if photo:
        for width, data_ in encoded(made, name).items():
            assert opened(data_).size == (width, photo.height_at(width))


@given(st.binary(max_size=300), st.sampled_from(["a.jpg", "a.png", "a.webp"]))
@example(b"\xff\xd8\xff", "a.jpg")
@example(b"\x89PNG\r\n\x1a\n", "a.png")
@example(b"RIFF\xff\xff\xff\xffWEBP", "a.webp")
@steady
def test_noise_is_a_problem(raw: bytes, name: str) -> None:
    magic = {"a.jpg": b"\xff\xd8\xff", "a.png": b"\x89PNG\r\n\x1a\n", "a.webp": b"RIFF\xff\xff\0\0WEBP"}
    for each in (raw, magic[name] + raw):
        assert len(codes(name, each)) == 1


# Names

GOOD_NAMES = ["漏水.jpg", "IMG_0001.JPG", "微信图片_2026 (3).jpeg", "修好了（二）.png", "𠮷.webp", "a-1.jpg"]
BAD_NAMES = [
    "../a.jpg", "a/b.jpg", "a\\b.jpg", "/a.jpg", "C:\\a.jpg", ".a.jpg", "..jpg", " a.jpg", "a.jpg ", "a.php.jpg",
    "a.gif", "a", "", ".jpg", "a\0.jpg", "a\n.jpg", "a\u202egpj.jpg", "é.jpg", "a%2f.jpg", 'a".jpg', "a<b>.jpg",
    "a&b.jpg", "con.jpg", "LPT1.png", "a.ＪＰＧ", "a" * 81 + ".jpg", "a.jpg\n",
]  # fmt: skip


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_names_that_may_be_given(name: str) -> None:
    assert photos.is_name(name)


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_may_not(name: str) -> None:
    assert not photos.is_name(name)
    if name.lower().endswith(".jpg") and "/" not in name and name != ".jpg":
        assert [each.code for each in photos.glance(f"content/cases/{name}", JPEG, named=True)[1]] == ["照片名"]


def test_the_build_knows_pillow_in_one_module() -> None:
    script = "import sys, generator.build, generator.read, generator.photos; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
