"""What is said of a published address that would be no more, and how staff bring it back."""

from collections.abc import Iterable, Mapping, Set
from pathlib import Path, PurePosixPath

from generator import intake, privacy, read, yamls
from generator.ledger import addresses, coded, sites
from generator.ledger.owners import Exchange
from generator.ledger.past import Gap, Published
from generator.problem import ERROR, REMINDER, Fault, Problem, shown
from generator.read import Reading
from generator.records.portal import Portal

_CONFIG = "mkdocs.yml"
_BLIND = (
    ("none", "没有存档", "git 里还没有这个网址的公开栏，没法查公布过的网址还在不在",
     "刚开始用的，提交一次就好了；发布要用 git 克隆出来的文件夹"),
    ("lacking", "没有存档", "这台电脑上没有 git 这个程序，查不了公布过的网址还在不在",
     "装上 git，在命令行里运行 git --version 要有回答；GitHub Desktop 自带的不算"),
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
        remedy = "改回去；非换不可，先让老网址一直转到新网址，再在 portal.yml 里写 曾用网址: [https://…]"
        problems.append(Problem(_CONFIG, *place, "网址改了", message, remedy))
    return problems


def lost(
    portal: Path,
    readings: Iterable[Reading],
    gone: Iterable[Published],
    successors: Mapping[str, str],
    fresh: Set[str],
) -> list[Problem]:
    """What is said of lost addresses. `successors`: of the files that they seem to have become; `fresh`: by codes
    that were never published."""
    kinds: dict[str, list[Published]] = {}
    for each in gone:
        kinds.setdefault(addresses.folder(each.address), []).append(each)
    now = {f"content/{each.path}": each for each in readings}
    problems = list[Problem]()
    for kind in kinds.values():
        told, more = kind[: yamls.MAX_PROBLEMS], kind[yamls.MAX_PROBLEMS :]
        if told[0].names:
            problems += coded.lost(portal, now.get(told[0].version.path), told, fresh)
        else:
            problems += [_file(each, successors.get(each.address)) for each in told]
        if more:
            message = f"还有 {len(more)} 个网址公布过，现在没有了"
            remedy = "先补好上面这些，再检查一遍；不小心删多了的，从存档里整个取回来"
            problems.append(Problem(more[0].version.path, 1, 1, yamls.TOO_MANY[0], message, remedy))
    return problems


def exchanged(portal: Path, readings: Iterable[Reading], given: Mapping[str, Iterable[Exchange]]) -> list[Problem]:
    """Codes that stand on paper and were given to others, by the file that says so."""
    records = {f"content/{each.path}": each.record for each in readings if each.record}
    problems = []
    for file, exchanges in given.items():
        at: dict[str, tuple[str, addresses.At]] = {}
        has: dict[addresses.At, int] = {}
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
    "cases/": ("编号", "再加一条“撤下”，写明原因"),
    "notices/": ("通知", "开头加一行“撤下: 原因”"),
    "policies/": ("政策说明", "开头加一行“撤下: 原因”"),
}
_PAGE = ("网页", "写一句现在到哪里看")


def _file(each: Published, successor: str | None) -> Problem:
    path, name = each.version.path, PurePosixPath(each.version.path).stem
    what, then = _FILES.get(addresses.folder(each.address), _PAGE)
    names = "编号和文件名" if what == "编号" else "文件名"
    message = f"{what} {shown(name)} 公布过，现在没有了"
    if successor is not None and successor.casefold() == each.address.casefold():
        message += "，像是改了大小写"
        remedy = f"{names}改回 {shown(name)}；只差大小写的，留不下两个"
    elif successor:
        message += f"，像是改成了 {shown(PurePosixPath(successor).name)}"
        remedy = f"{names}改回 {shown(name)}；真要换的，把老的也放回来，{then}"
    elif _tells_too_much(each.raw):
        remedy = f"存档里的那份有隐私，不要放回来；照{names}新写一份，不写那些话，{then}"
    else:
        remedy = f"放回来（git checkout {_short(each.version.commit)} -- {_quoted(path)}），{then}"
    return Problem(path, 1, 1, "网址没了", message, remedy)


def _tells_too_much(raw: bytes) -> bool:
    """Whether a file could not be published today. A number with an area code is mostly an office's."""
    text = raw.decode("utf-8-sig", errors="replace")
    return privacy.is_too_much(text) or any(each.sure and each.kind != "座机" for each in privacy.find(text))


def _short(commit: str) -> str:
    """Enough of a commit's id for git, and no digits that look like somebody's phone."""
    return next((commit[:end] for end in range(10, 40) if privacy.masked(commit[:end]) == commit[:end]), commit)


def _quoted(path: str) -> str:
    plain = path.isprintable() and not set(path) & set(" \t'\"$`\\&;()<>|*?!#~")
    return path if plain else f'"{path}"'
