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


def rate(address: str, level: str, count: int, spoil: Callable[[Image.Image, int, int], Image.Image]) -> str:
    """How many of `count` spoilt pictures were read."""
    picture, modules = drawn(address, level)
    return str(sum(read(spoil(picture, modules, seed), address) for seed in range(count)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    count: int = parser.parse_args().count
    print(f"Read, of {count} soiled codes:\n")
    print("| soiled | L | M | Q | H |\n| --- | --: | --: | --: | --: |")
    for share in (0.05, 0.1, 0.15):
        for finders in (False, True):
            where = "anywhere" if finders else "not on the finder patterns"
            rates = [
                rate(ADDRESS, level, count, lambda p, m, s, a=share, f=finders: harm.soiled(p, m, a, s, finders=f))
                for level in "lmqh"
            ]
            print(f"| {share:.0%} {where} | {' | '.join(rates)} |")
    few = max(1, count // 5)
    print(f"\nRead, of {few} photographs in which the code is so many pixels wide, quiet zone and all:\n")
    print(f"| version | modules | letters | {' | '.join(map(str, ACROSS))} |\n| --- | {'--: | ' * (len(ACROSS) + 2)}")
    for version, length in LENGTHS.items():
        address = ("https://desk.example.org/" + "a-b1x7kq/" * 40)[:length]
        rates = [rate(address, "h", few, lambda p, m, s, a=across: harm.photographed(p, a, s)) for across in ACROSS]
        print(f"| {version} | {17 + 4 * version} | {length} | {' | '.join(rates)} |")


if __name__ == "__main__":
    main()
