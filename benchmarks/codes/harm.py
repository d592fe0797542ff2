"""What happens to a printed code: it is soiled, blurred, and taken by a camera from too far away.

A picture is of one code with its quiet zone, grey, with some pixels to a module. `modules` are those of the code alone.
"""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

QUIET = 4
SHADES = (0, 110, 255)
"""Ink, mud, and paper where print was scratched off."""


def soiled(picture: Image.Image, modules: int, share: float, seed: int, *, finders: bool = False) -> Image.Image:
    """Spots of 2 to 8 modules on `share` of the code's area; on its three finder patterns, too, if `finders`.

    No level of correction helps a code whose finder pattern is gone.
    """
    chance = random.Random(seed)
    scale = picture.width / (modules + 2 * QUIET)
    made = picture.copy()
    pen, spots = ImageDraw.Draw(made), Image.new("L", picture.size)
    marked = ImageDraw.Draw(spots)
    box = tuple(round(each * scale) for each in (QUIET, QUIET, QUIET + modules, QUIET + modules))
    corners = ((3.5, 3.5), (modules - 3.5, 3.5), (3.5, modules - 3.5))
    while spots.crop(box).histogram()[255] < share * (box[2] - box[0]) ** 2:
        x, y = chance.uniform(0, modules), chance.uniform(0, modules)
        wide, high = chance.uniform(1, 4), chance.uniform(1, 4)
        if not finders and any(abs(x - left) < 3.5 + wide and abs(y - top) < 3.5 + high for left, top in corners):
            continue
        spot = [(QUIET + each) * scale for each in (x - wide, y - high, x + wide, y + high)]
        pen.ellipse(spot, fill=chance.choice(SHADES))
        marked.ellipse(spot, fill=255)
    return made


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
