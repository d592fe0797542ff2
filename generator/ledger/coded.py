"""What is said of lost codes of places and stations: where each belongs now, those of one place together."""

from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

from generator import intake, read
from generator.ledger import addresses
from generator.ledger.past import Published
from generator.problem import Fault, Problem, shown
from generator.read import Reading

_ROOM = 24
"""Signs for codes in one remedy, so that it stays short."""

Names = tuple[str, ...]


def lost(portal: Path, now: Reading | None, gone: Sequence[Published], fresh: Set[str]) -> Iterator[Problem]:
    """Problems of one file. `now`: what it says today; `fresh`: addresses in it that were never published."""
    file = gone[0].version.path
    below, home = file.removeprefix("content/"), _Homes(now, addresses.CODED[file], fresh)
    homeless, found = list[Published](), dict[tuple[Names, bool], list[Published]]()
    for each in gone:
        names = home.of(each.names)
        if names is None:
            homeless.append(each)
        else:
            found.setdefault((names, each.names[-1:] == names[-1:]), []).append(each)
    raw = intake.raw(portal / "content", below)
    for (names, itself), several in found.items():
        for some in _portions(several):
            fault = Fault((*home.at[names], "代码"), "网址没了", *(_itself if itself else _gone)(some, names))
            yield read.locate(below, raw, fault)
    for each in homeless:
        yield Problem(file, 1, 1, "网址没了", *(_closed(each) if below == "stations.yml" else _gone([each], ())))


class _Homes:
    """The places or stations of today."""

    def __init__(self, now: Reading | None, folder: str, fresh: Set[str]) -> None:
        self.at: dict[Names, addresses.At] = {}
        self._new: dict[str, list[Names]] = {}
        for code, names, at in addresses.codes(now.record) if now and now.record else ():
            if self.at.setdefault(names, at) is at and f"{folder}{code}/" in fresh:
                self._new.setdefault(names[-1], []).append(names)

    def of(self, names: Names) -> Names | None:
        """What has the code's name still, be it elsewhere and with a new code; or else what is left above it."""
        if names in self.at:
            return names
        moved = self._new.get(names[-1], ())
        return moved[0] if len(moved) == 1 else next((each for each in _above(names) if each in self.at), None)


def _above(names: Names) -> Iterator[Names]:
    return (names[:end] for end in range(len(names) - 1, 0, -1))


def _portions(several: Iterable[Published]) -> Iterator[list[Published]]:
    portion = list[Published]()
    for each in several:
        if portion and len(_codes([*portion, each], ", ")) > _ROOM:
            yield portion
            portion = []
        portion.append(each)
    yield portion


def _codes(several: Iterable[Published], between: str) -> str:
    return between.join(each.address.rstrip("/").rpartition("/")[2] for each in several)


def _itself(several: Sequence[Published], names: Names) -> tuple[str, str]:
    message = f"“{shown(names[-1])}”的代码 {_codes(several, '、')} 公布过，现在没有了"
    return message, f"在它的“代码”下面加一行 曾用代码: [{_codes(several, ', ')}]；已经有这一行的，加在里面"


def _gone(several: Sequence[Published], above: Names) -> tuple[str, str]:
    more = f"等 {len(several)} 个" if len(several) > 1 else ""
    message = f"地点“{shown(several[0].names[-1])}”{more}（代码 {_codes(several, '、')}）公布过，现在没有了"
    like = f"，比如这里的“{shown(above[-1])}”" if above else ""
    own = f"曾用代码: [{_codes(several, ', ')}]"
    return message, f"现在归谁，或者改叫什么，就在谁下面加一行 {own}{like}；已经有的，加在里面"


def _closed(each: Published) -> tuple[str, str]:
    code = _codes([each], "")
    message = f"服务点“{shown(each.names[-1])}”（代码 {code}）公布过，现在没有了"
    return message, f"写回来，加一行“撤下: 原因”；改了名称的，在它下面加一行 曾用代码: [{code}]"
