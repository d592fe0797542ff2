"""What is said of a published address that would be no more, and how staff bring it back."""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from generator import intake, privacy, read, written, yamls
from generator.ledger import addresses, sites
from generator.ledger.owners import Exchange
from generator.ledger.past import Gap, Published
from generator.problem import ERROR, REMINDER, Fault, Problem, shown
from generator.read import Reading
from generator.records.portal import Portal

_CONFIG = "mkdocs.yml"
_BLIND = (
    ("none", "没有存档", "git 里还没有这个网址的公开栏，没法查公布过的网址还在不在",
     "刚开始用的，提交一次就好了；发布要用 git 克隆出来的文件夹"),
    ("shallow", "存档不全", "这份拷贝没有以前的提交，查不了公布过的网址还在不在",
     "运行 git fetch --unshallow；自动发布的，让取代码的那一步写 fetch-depth: 0"),
    ("part", "存档不全", "这份拷贝缺了以前的文件，查不了公布过的网址还在不在",
     "重新克隆一份完整的：用 git clone，不要加 --filter"),
    ("slow", "存档没有回答", "git 太久没有回答，查不了公布过的网址还在不在",
     "等电脑不忙的时候再运行一次；总是这样，运行 git gc"),
    ("refused", "存档没有回答", "git 不肯回答，查不了公布过的网址还在不在",
     "在这个文件夹里运行 git log，照它说的改（常见的是 safe.directory）"),
)  # fmt: skip


def blind(gap: Gap) -> Problem:
    """What is said where git does not know what was published."""
    _, code, message, remedy = next(row for row in _BLIND if row[0] == gap)
    return Problem(_CONFIG, 1, 1, code, message, remedy, REMINDER if gap == "none" else ERROR)


def moved(portal: Path, readings: Iterable[Reading], site_url: str, was: Mapping[str, str]) -> list[Problem]:
    """The site had another address, and nobody has said that it leads here."""
    record = next((each.record for each in readings if isinstance(each.record, Portal)), None)
    if record is None or not site_url:
        return []
    now = sites.real(site_url)
    former = {sites.real(url): index for index, url in enumerate(record.former_sites)}
    problems = []
    if now and now in former:
        fault = Fault(("曾用网址", former[now]), "曾用网址", "这就是现在的网址", "删掉这一条；“曾用网址”只写以前的")
        problems.append(read.locate("portal.yml", intake.raw(portal / "content", "portal.yml"), fault))
    tree, _ = yamls.parse((portal / _CONFIG).read_text("utf-8-sig"), _CONFIG)
    place = tree.place(("site_url",)) if tree else (1, 1)
    for url in sorted(was.keys() - former.keys() - {now}):
        message = f"网址以前是 {url}，二维码已经印出去了"
        remedy = "改回去；老网址会一直转到新网址的，在 portal.yml 里写 曾用网址: [老网址]"
        problems.append(Problem(_CONFIG, *place, "网址改了", message, remedy))
    return problems


def lost(
    portal: Path, readings: Iterable[Reading], gone: Iterable[Published], successors: Mapping[str, str]
) -> list[Problem]:
    """One problem for each lost address. `successors`: the addresses of the files that they seem to have become."""
    coded = {f"content/{each.path}": each for each in readings if f"content/{each.path}" in addresses.CODED}
    problems = []
    for each in gone:
        if each.names:
            problems.append(_code(portal, each, coded.get(each.version.path)))
        else:
            problems.append(_file(each, successors.get(each.address)))
    return problems


def exchanged(portal: Path, readings: Iterable[Reading], given: Mapping[str, Iterable[Exchange]]) -> list[Problem]:
    """Codes that stand on paper and were given to others, by the file that says so."""
    records = {f"content/{each.path}": each.record for each in readings if each.record}
    problems = []
    for file, exchanges in given.items():
        at: dict[str, tuple[str, addresses.Path]] = {}
        has: dict[addresses.Path, int] = {}
        for code, names, path in addresses.codes(records[file]) if file in records else ():
            number = has[path] = has.get(path, -1) + 1
            at.setdefault(code, (names[-1], (*path, *(("曾用代码", number - 1) if number else ("代码",)))))
        for code, was, there in exchanges:
            if code not in at:  # the file cannot be read; that is what is to be mended
                continue
            now, path = at[code]
            message = f"代码 {code} 以前是“{shown(was[-1])}”的，印出去的二维码会带错地方"
            remedy = f"换回来；或者给“{shown(now)}”换一个没用过的，这个写进“{shown(there[-1])}”的“曾用代码”"
            if path[-1] != "代码":
                remedy = f"从这里删掉，写回“{shown(there[-1])}”的“曾用代码”"
            below = file.removeprefix("content/")
            fault = Fault(path, "代码给了别处", message, remedy)
            problems.append(read.locate(below, intake.raw(portal / "content", below), fault))
    return problems


def earlier(portal: Path, month: str, address: str) -> Problem:
    """The first date of all was written anew."""
    message = f"{month} 的网页 /{address} 公布过，现在没有了：最早的日子改晚了"
    fault = Fault(("最早的月份",), "网址没了", message, f"在 portal.yml 里写一行 最早的月份: {month}；日子照改")
    return read.locate("portal.yml", intake.raw(portal / "content", "portal.yml"), fault)


_FILES = {
    "cases": ("编号", "再加一条“撤下”，写明原因"),
    "notices": ("通知", "开头加一行“撤下: 原因”"),
    "policies": ("政策说明", "开头加一行“撤下: 原因”"),
}
_PAGE = ("网页", "写一句现在到哪里看")


def _file(each: Published, successor: str | None) -> Problem:
    path, name = each.version.path, PurePosixPath(each.version.path).stem
    what, then = _PAGE if written.is_page(path) else _FILES[each.address.split("/")[0]]
    message = f"{what} {shown(name)} 公布过，现在没有了"
    if successor:
        message += f"，像是改成了 {shown(successor.split('/')[1])}"
        names = "编号和文件名" if what == "编号" else "文件名"
        remedy = f"{names}改回 {shown(name)}；真要换的，把老的也放回来，{then}"
    else:
        remedy = f"放回来（git checkout {_short(each.version.commit)} -- {_quoted(path)}），{then}"
    return Problem(path, 1, 1, "网址没了", message, remedy)


def _code(portal: Path, each: Published, now: Reading | None) -> Problem:
    """A code that nobody has any more: where it belongs, in places.yml or stations.yml."""
    file, code = each.version.path, each.address.rstrip("/").rpartition("/")[2]
    name, station = each.names[-1], file == "content/stations.yml"
    fault, at = None, {}
    if now and now.record:
        at = {names: path for _, names, path in addresses.codes(now.record)}
    if each.names in at:
        message = f"“{shown(name)}”的代码 {code} 公布过，现在没有了"
        remedy = f"在它的“代码”下面加一行 曾用代码: [{code}]；已经有这一行的，加在里面"
        fault = Fault((*at[each.names], "代码"), "网址没了", message, remedy)
    elif station:
        message = f"服务点“{shown(name)}”（代码 {code}）公布过，现在没有了"
        remedy = f"写回来，加一行“撤下: 原因”；改了名称的，在它下面加一行 曾用代码: [{code}]"
    else:
        message = f"地点“{shown(name)}”（代码 {code}）公布过，现在没有了"
        above = next((each.names[:end] for end in range(len(each.names) - 1, 0, -1) if each.names[:end] in at), ())
        like = f"，比如这里的“{shown(above[-1])}”" if above else ""
        remedy = f"现在归谁，或者改叫什么，就在谁下面加一行 曾用代码: [{code}]{like}"
        fault = Fault((*at[above], "代码"), "网址没了", message, remedy) if above else None
    if fault is None:
        return Problem(file, 1, 1, "网址没了", message, remedy)
    below = file.removeprefix("content/")
    return read.locate(below, intake.raw(portal / "content", below), fault)


def _short(commit: str) -> str:
    """Enough of a commit's id for git, and no digits that look like somebody's phone."""
    return next((commit[:end] for end in range(10, 40) if privacy.masked(commit[:end]) == commit[:end]), commit)


def _quoted(path: str) -> str:
    plain = path.isprintable() and not set(path) & set(" \t'\"$`\\&;()<>|*?!#~")
    return path if plain else f'"{path}"'
