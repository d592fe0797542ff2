"""Measure how much a printed code bears: `python -m benchmarks.codes.measure`. Prints Markdown."""

import argparse
import io
from collections.abc import Callable

import segno
import zxingcpp
from PIL import Image

from benchmarks.codes import harm

ADDRESS = "https://deskboard.example.org/places/sangyuyuan-1/"
LENGTHS = {4: 34, 5: 44, 6: 58, 7: 64, 8: 84, 9: 98, 10: 119, 12: 155}
"""How many letters a code of a version holds at level H."""
ACROSS = (90, 110, 120, 130, 140, 160, 180)


def drawn(address: str, level: str) -> tuple[Image.Image, int]:
    """A code at ten pixels a module, and how many modules it has."""
    code, out = segno.make(address, error=level, micro=False, boost_error=False), io.BytesIO()
    code.save(out, kind="png", scale=10, border=harm.QUIET)
    return Image.open(out).convert("L"), len(code.matrix)


def read(picture: Image.Image, address: str) -> bool:
    """Whether the picture says the address."""
    return any(each.text == address for each in zxingcpp.read_barcodes(picture))


Spoil = Callable[[Image.Image, int, float, int], Image.Image]
"""Called with a picture, its modules, the share of its area that is soiled, and a seed."""

SOILED: dict[str, Spoil] = {
    "spots of 2 to 8 modules, not on the corner squares": lambda *each: harm.soiled(*each, corners=False),
    "spots of 1 to 3 modules, not on the corner squares": lambda *each: harm.soiled(*each, (1, 3), corners=False),
    "one stain, anywhere": lambda *each: harm.stained(*each, 1),
    "two stains, anywhere": lambda *each: harm.stained(*each, 2),
    "four stains, anywhere": lambda *each: harm.stained(*each, 4),
    "spots of 2 to 8 modules, anywhere": harm.soiled,
    "spots of 1 to 3 modules, anywhere": lambda *each: harm.soiled(*each, (1, 3)),
    "specks of half a module to 2, anywhere": lambda *each: harm.soiled(*each, (0.5, 2)),
    "scratches, anywhere": harm.scratched,
}


def rate(address: str, level: str, count: int, spoil: Spoil, share: float) -> str:
    """How many of `count` spoilt pictures were read, of all and of those whose corners are whole."""
    picture, modules = drawn(address, level)
    made = [spoil(picture, modules, share, seed) for seed in range(count)]
    whole = [harm.corners_whole(picture, each, modules) for each in made]
    found = [read(each, address) for each in made]
    both = sum(a and b for a, b in zip(found, whole, strict=True))
    return f"{sum(found)} ({both} of {sum(whole)})"


def far(address: str, count: int, across: int) -> str:
    """How many of `count` photographs were read."""
    picture, _ = drawn(address, "h")
    return str(sum(read(harm.photographed(picture, across, seed), address) for seed in range(count)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    count: int = parser.parse_args().count
    print(f"Read, of {count} soiled codes; in brackets how many of those whose corner squares are whole:\n")
    print("| area | dirt | L | M | Q | H |\n| --- | --- | --: | --: | --: | --: |")
    for share in (0.05, 0.1, 0.15):
        for name, spoil in SOILED.items():
            rates = [rate(ADDRESS, level, count, spoil, share) for level in "lmqh"]
            print(f"| {share:.0%} | {name} | {' | '.join(rates)} |", flush=True)
    few = max(1, count // 5)
    print(f"\nRead, of {few} photographs in which the code is so many pixels wide, quiet zone and all:\n")
    print(f"| version | modules | letters | {' | '.join(map(str, ACROSS))} |\n| --- | {'--: | ' * (len(ACROSS) + 2)}")
    for version, length in LENGTHS.items():
        address = ("https://desk.example.org/" + "a-b1x7kq/" * 40)[:length]
        rates = [far(address, few, across) for across in ACROSS]
        print(f"| {version} | {17 + 4 * version} | {length} | {' | '.join(rates)} |")


if __name__ == "__main__":
    main()
