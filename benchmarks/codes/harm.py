"""What happens to a printed code: it is soiled, blurred, and taken by a camera from too far away.

A picture is of one code with its quiet zone, grey, with some pixels to a module. `modules` are those of the code alone.
"""

import random
from collections.abc import Sequence
from math import pi

from PIL import Image, ImageChops, ImageDraw, ImageFilter

QUIET = 4
SHADES = (0, 110, 255)
"""Ink, mud, and paper where print was scratched off."""


CORNERS = ((0, 0), (1, 0), (0, 1))
"""Where the three finder patterns lie, squares of seven modules."""


def soiled(
    picture: Image.Image, modules: int, share: float, seed: int, wide: tuple[float, float] = (2, 8),
    *, corners: bool = True,
) -> Image.Image:  # fmt: skip
    """Spots that are so many modules `wide`, anywhere, until `share` of the code's area is covered.

    Without `corners` they leave the three finder patterns alone.
    """
    chance, dirt = random.Random(seed), _Dirt(picture, modules)
    while dirt.share() < share:
        x, y = chance.uniform(0, modules), chance.uniform(0, modules)
        spot = chance.uniform(*wide) / 2, chance.uniform(*wide) / 2
        far = modules - 3.5
        near = [abs(x - (far if right else 3.5)) < 3.5 + spot[0] and abs(y - (far if low else 3.5)) < 3.5 + spot[1]
                for right, low in CORNERS]  # fmt: skip
        if corners or not any(near):
            dirt.spot(x, y, *spot, chance.choice(SHADES))
    return dirt.picture


def stained(picture: Image.Image, modules: int, share: float, seed: int, many: int) -> Image.Image:
    """So many round stains of one size, anywhere, each wholly on the code; together `share` of its area."""
    chance, dirt = random.Random(seed), _Dirt(picture, modules)
    half = modules * (share / many / pi) ** 0.5
    for _ in range(many):
        x, y = chance.uniform(half, modules - half), chance.uniform(half, modules - half)
        dirt.spot(x, y, half, half, chance.choice(SHADES))
    return dirt.picture


def scratched(picture: Image.Image, modules: int, share: float, seed: int) -> Image.Image:
    """Lines of half a module to two across it, anywhere, until `share` of the code's area is covered."""
    chance, dirt = random.Random(seed), _Dirt(picture, modules)
    while dirt.share() < share:
        ends = [chance.uniform(0, modules) for _ in range(4)]
        dirt.line(ends, chance.uniform(0.5, 2), chance.choice(SHADES))
    return dirt.picture


class _Dirt:
    """A picture on which dirt gathers, and where it lies."""

    def __init__(self, picture: Image.Image, modules: int) -> None:
        self.picture = picture.copy()
        self._scale = picture.width / (modules + 2 * QUIET)
        self._covered = Image.new("L", picture.size)
        self._code = tuple(round(each * self._scale) for each in (QUIET, QUIET, QUIET + modules, QUIET + modules))

    def spot(self, x: float, y: float, wide: float, high: float, shade: int) -> None:
        """An ellipse around x, y; half as wide and high as it is."""
        box = self._pixels((x - wide, y - high, x + wide, y + high))
        for each, fill in ((self.picture, shade), (self._covered, 255)):
            ImageDraw.Draw(each).ellipse(box, fill=fill)

    def line(self, ends: Sequence[float], wide: float, shade: int) -> None:
        for each, fill in ((self.picture, shade), (self._covered, 255)):
            ImageDraw.Draw(each).line(self._pixels(ends), fill=fill, width=round(wide * self._scale))

    def share(self) -> float:
        """How much of the code is covered."""
        found = self._covered.crop(self._code)
        return found.histogram()[255] / (found.width * found.height)

    def _pixels(self, modules: Sequence[float]) -> list[float]:
        return [(QUIET + each) * self._scale for each in modules]


def corners_whole(picture: Image.Image, harmed: Image.Image, modules: int) -> bool:
    """Whether nothing has changed on the three finder patterns."""
    scale, far = picture.width / (modules + 2 * QUIET), modules - 7
    changed = ImageChops.difference(picture, harmed)
    starts = [((QUIET + far * right) * scale, (QUIET + far * low) * scale) for right, low in CORNERS]
    return not any(changed.crop((round(x), round(y), round(x + 7 * scale), round(y + 7 * scale))).getbbox()
                   for x, y in starts)  # fmt: skip


def blurred(picture: Image.Image, modules: int, radius: float) -> Image.Image:
    """Out of focus. `radius` in modules."""
    return picture.filter(ImageFilter.GaussianBlur(radius * picture.width / (modules + 2 * QUIET)))


def smaller(picture: Image.Image, share: float) -> Image.Image:
    """A print that is `share` smaller, seen by the same eye."""
    size = round(picture.width * (1 - share)), round(picture.height * (1 - share))
    return picture.resize(size, Image.Resampling.BILINEAR)


def photographed(picture: Image.Image, across: int, seed: int) -> Image.Image:
    """As a camera sees it for which the code is `across` pixels wide: held askew, a little out of focus, with noise."""
    chance = random.Random(seed)
    ground = Image.new("L", (round(picture.width * 1.6), round(picture.height * 1.6)), 235)
    ground.paste(picture, ((ground.width - picture.width) // 2, (ground.height - picture.height) // 2))
    turned = ground.rotate(chance.uniform(-12, 12), Image.Resampling.BICUBIC, fillcolor=235)
    scale = across / picture.width
    taken = turned.resize((round(ground.width * scale), round(ground.height * scale)), Image.Resampling.BOX)
    taken = taken.filter(ImageFilter.GaussianBlur(0.7))
    low = taken.point(lambda value: 40 + value * 150 // 255)  # dim light
    grain = Image.frombytes("L", low.size, chance.randbytes(low.width * low.height)).point(lambda value: value // 10)
    return ImageChops.add(low, grain)
