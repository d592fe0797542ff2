"""The documents below /print/, and what their files are called when they are printed into files."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.fold.places import Place
from generator.pages.sheets import answered, apart, boarded, result
from generator.view import View

WHOLE = {
    "print/boards/": "公开栏（全部）",
    "print/desk/": "流动办公桌海报",
    "print/results/": "办理结果公示",
    "print/notices/": "要贴的通知",
}
"""What is printed for the whole portal, by URL."""
PILED = ("print/boards/", "print/results/")
"""Those of them that are one document for each community, where there are many places (`apart`)."""
OF_A_PLACE = {"places": "公开栏", "cards": "连心卡", "receipts": "回执"}
"""What is printed for one place, by the folder of its pages."""
_LONGEST = 50
"""Letters of a place's name in a file's name, which must not have more than 255 bytes."""
_FORBIDDEN = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
"""What no file may be called on Windows, and what looks like it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its page, and the name of its file without the ending."""

    url: str
    name: str


def whole(view: View) -> list[Document]:
    """All that one needs who prints for the portal: the sheets of a single place stand in the first document."""
    parts, called = apart(view), names(view)
    found = list[Document]()
    for url, name in WHOLE.items():
        if parts and url in PILED:
            found += [Document(f"{url}{each.code}/", f"{name}-{called[each.code]}") for each in parts]
        else:
            found.append(Document(url, name))
    return found + _of(view, answered(view), ("cards", "receipts"))


def of(view: View, places: Iterable[Place]) -> list[Document]:
    """What belongs to these places."""
    return _of(view, places, tuple(OF_A_PLACE))


def _of(view: View, places: Iterable[Place], folders: Iterable[str]) -> list[Document]:
    called = names(view)
    return [
        Document(f"print/{folder}/{place.code}/", f"{OF_A_PLACE[folder]}-{called[place.code]}")
        for place in places
        for folder in folders
    ]


def of_cases(keys: Iterable[str]) -> list[Document]:
    """The result notice of each of these cases."""
    return [Document(result.page(key).url, f"办理结果公示-{key}") for key in keys]


def names(view: View) -> Mapping[str, str]:
    """What each place is called in the names of files, by code; no two alike, whatever system keeps them."""
    plain = {place.code: _fit(view.link(place).name) for place in boarded(view)}
    within = {
        code: f"{name}（{_fit(view.place(above).name)}）" if (above := view.place(code).parent) else name
        for code, name in plain.items()
    }
    seen, seen_within = (Counter(map(str.casefold, each.values())) for each in (plain, within))
    return {
        code: name
        if seen[name.casefold()] == 1
        else within[code]
        if seen_within[within[code].casefold()] == 1
        else f"{name}（{code}）"
        for code, name in plain.items()
    }


def _fit(name: str) -> str:
    return unicodedata.normalize("NFC", name).translate(_FORBIDDEN)[:_LONGEST].strip()
