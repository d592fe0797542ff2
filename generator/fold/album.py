"""Which photographs lie beside which records, and do the names in the records lead to them?"""

from collections.abc import Iterable, Mapping
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


def named(case: Case, path: str, folders: Folders) -> tuple[dict[str, Photo], list[Fault]]:
    """The photographs that a case names, and the names that lead nowhere. `path`: the record's file."""
    here = folders.get(str(PurePosixPath(path).parent), {})
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


def check(readings: Iterable[Reading]) -> list[Problem]:
    """Photographs that no record names."""
    problems: list[Problem] = []
    named: dict[str, set[str]] = {}
    unread: set[str] = set()
    photos = []
    for each in readings:
        folder = str(PurePosixPath(each.path).parent)
        if each.kind == "case" and each.record is None:
            unread.add(folder)  # what it names is not known
        elif each.kind == "case":
            named.setdefault(folder, set()).update(entry.file for e in each.record.events for entry in e.photos)
        elif each.kind == "photo":
            photos.append((folder, each))
    for folder, each in photos:
        name, file = PurePosixPath(each.path).name, f"content/{each.path}"
        if each.record is not None and folder not in unread and name not in named.get(folder, ()):
            remedy = "在那件事的“照片”里写上它的名字；不用就删掉"
            problems.append(Problem(file, 1, 1, "没用的照片", "没有哪件事用到这张照片", remedy, REMINDER))
    return problems
