"""Which photographs lie beside which records, and do the names in the records lead to them?"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import PurePosixPath

from generator.photos import Photo
from generator.problem import REMINDER, Fault, Problem, did_you_mean, shown
from generator.read import Reading
from generator.records.case import Case

Folders = Mapping[str, Mapping[str, Photo | None]]
"""Folder → file name → photograph, or None for one that has problems of its own."""


def beside(readings: Iterable[Reading]) -> Folders:
    """All photographs by where they lie."""
    found: dict[str, dict[str, Photo | None]] = {}
    for each in readings:
        if each.kind == "photo":
            path = PurePosixPath(each.path)
            found.setdefault(str(path.parent), {})[path.name] = each.record
    return found


def named(case: Case, here: Mapping[str, Photo | None]) -> tuple[dict[str, Photo], list[Fault]]:
    """The photographs that a case names, and the names that lead nowhere. `here`: those beside it."""
    found: dict[str, Photo] = {}
    faults: list[Fault] = []
    for number, event in enumerate(case.events):
        for index, entry in enumerate(event.photos):
            photo = here.get(entry.file)
            if entry.file not in here:
                fault = Fault(("进展", number, "照片", index, "文件"), "没有这张照片", *_missing(entry.file, here))
                faults.append(fault)
            elif photo is not None:
                found[entry.file] = photo
    return found, faults


def _missing(name: str, here: Iterable[str]) -> tuple[str, str]:
    same = next((each for each in here if each.lower() == name.lower()), None)
    if same:
        return f"照片“{shown(name)}”的大小写和文件名不一样", f"照着文件名写：{shown(same)}"
    otherwise = "把照片放到这个文件旁边；看看名字和结尾（.jpg .png）是不是一样"
    remedy = did_you_mean(name, map(shown, here), otherwise, alike=0.6)
    return f"旁边没有叫“{shown(name)}”的照片", remedy


def unnamed(photos: Iterable[Reading], named: Callable[[str], Set[str]], unread: Set[str]) -> Iterator[Problem]:
    """Photographs that no record names. `named`: what is named in a folder; in those `unread`, nobody knows."""
    for each in photos:
        path = PurePosixPath(each.path)
        folder = str(path.parent)
        if each.record is not None and folder not in unread and path.name not in named(folder):
            remedy = "在那件事的“照片”里写上它的名字；不用就删掉"
            yield Problem(f"content/{each.path}", 1, 1, "没用的照片", "没有哪件事用到这张照片", remedy, REMINDER)
