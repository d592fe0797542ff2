"""contact/card.vcf and places/CODE/card.vcf: whom to call, to be kept in a phone (vCard 3.0, RFC 2426 and 2425).

The older of the two versions in use: phones of any age read it. One card a post, so that each number has its name.
"""

import re
from collections.abc import Iterator

from generator.fold.places import Place
from generator.phones import dial
from generator.view import Post, View

_OCTETS = 75
"""How long a line may be."""


def parts(view: View) -> tuple[str, ...]:
    return ("",)


def files(view: View, part: str) -> Iterator[tuple[str, bytes]]:
    """The community's cards, and those of each place: first the hotline, then the posts that answer."""
    yield "contact/card.vcf", _cards(view.community, f"{view.site_url}contact/", view)
    for place in view.places():
        data = _cards(place, f"{view.site_url}places/{place.code}/", view)
        for code in (place.code, *place.former):
            yield f"places/{code}/card.vcf", data


def _cards(place: Place, url: str, view: View) -> bytes:
    portal, around = view.portal, view.up(place.code)
    hotline = Post(portal.hotline.name, "", portal.hotline.phone, "", portal.hotline.hours, "")
    community = next((each for each in around if each.level == "社区"), place)
    lines: list[str] = []
    for post in (hotline, *view.contacts(place.code)):
        known = any(each.name in post.name for each in around)
        name = post.name if known else f"{post.name}（{community.name}）"
        lines += _card(name, post, post.unit or portal.publisher, url)
    return "".join(map(_folded, lines)).encode()


def _card(name: str, post: Post, unit: str, url: str) -> Iterator[str]:
    """The lines of one card. It has no day: what says the same is the same."""
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{_escaped(name)};;;;"
    yield f"FN:{_escaped(name)}"
    yield f"ORG:{_escaped(unit)}"
    for number, kind in ((post.phone, "WORK"), (post.mobile, "CELL")):
        if number:  # one that nobody should call stays as it was written: a sample's, which says so itself
            yield f"TEL;TYPE={kind},VOICE:{_escaped(dial(number) or number)}"
    # A phone dials no extension, so it is told.
    told = (post.matters, post.hours, *(f"电话 {each}" for each in (post.phone, post.mobile) if "转" in each))
    if any(told):
        yield f"NOTE:{_escaped('；'.join(filter(None, told)))}"
    yield f"URL:{url}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """Text as the value of a property: whatever staff pasted, it stays in its line."""
    one_line = re.sub(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    visible = re.sub(r"[\x00-\x08\x0e-\x1b\x1f\x7f]", "", one_line)
    return re.sub(r"([\\,;])", r"\\\1", visible).replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line, broken within its octets and never within a letter."""
    parts, room = [""], _OCTETS
    for letter in line:
        needs = len(letter.encode())
        if needs > room:
            parts.append(" ")
            room = _OCTETS - 1
        parts[-1] += letter
        room -= needs
    return "\r\n".join(parts) + "\r\n"
