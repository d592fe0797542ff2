"""The hooks: before a push is accepted, and after. What they say stands in the pusher's own terminal."""

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import PurePosixPath
from typing import TextIO, cast

from generator import gits, problem, report, settings
from generator.host import incoming, live
from generator.host.home import Home
from generator.host.incoming import Update
from generator.problem import DONE, ERROR, PROBLEMS, ContentProblems, Problem
from generator.release import TakenBack

_REFUSED = "没有收下这次推送，仓库和网站都没有动。"
_REWRITE, _TEMPLATES = "deskboard.rewrite", "deskboard.templates"
"""What an administrator may let through: `git config KEY true`."""
_MOMENT = 0.3
_REFS = ("refs/heads/", "refs/tags/", "refs/notes/")


class _Refused(Exception):
    """A push that is not taken, whatever is in it; the message says why, and what to do."""


def before(home: Home, lines: Sequence[str]) -> int:
    """Look at a push, as git's pre-receive hook tells of it; anything but 0 refuses it whole."""
    pushed = incoming.updates(lines)

    def work() -> int:
        for each in pushed:
            _allowed(home, each)
        main = next((each for each in pushed if each.ref == home.ref), None)
        begun = time.monotonic()
        with home.alone():
            if time.monotonic() > begun + _MOMENT:
                time.sleep(_MOMENT)  # git moves the branch of the push before this one right after its hook has ended
            if main:
                _still_there(home, main)
                _harmless(home, main)
            problems = incoming.private(home.portal, pushed, main.new if main else "")
            if main:
                with _tried(home, main.new):
                    problems += _built(home, main)
                    _still_there(home, main)
                    if problem.stops(problems):
                        raise ContentProblems(problems)
        if problem.stops(problems):
            raise ContentProblems(problems)
        return DONE

    with _listener():
        try:
            status = report.reported(work, _REFUSED)
        except _Refused as error:
            report.say(f"{error}\n{_REFUSED}\n")
            status = PROBLEMS
    verb = "收下" if status == DONE else "没有收下"
    home.note(f"{verb} {'、'.join(f'{each.ref} {each.new[:8]}' for each in pushed)}")
    return status


def after(home: Home, lines: Sequence[str]) -> int:
    """Publish, if a push moved the published branch. Whoever pushed may have gone by then."""
    with suppress(ValueError):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    moved = {each.ref for each in incoming.updates(lines)}
    with _listener():
        if home.ref in moved:
            return published(home)
        names = "、".join(sorted(each.removeprefix("refs/heads/").removeprefix("refs/") for each in moved))
        report.say(f"{names} 收下了。网站只看 {home.branch}，没有动。\n")
    return DONE


def published(home: Home, again: bool = False, forget: bool = False) -> int:
    """Make the published branch live and say so; the exit status. Nothing is said where there was nothing to do."""

    def work() -> None:
        report.say(live.refresh(home, again, forget))

    try:
        status = report.reported(work, "线上的网站没有动，还是原来的样子。")
    except TakenBack as error:
        report.say(f"这一版（提交 {error.args[0][:8]}）上线以后又退回了，没有再上线。改好、提交、推送，就会上线。\n")
        return DONE
    if status != DONE:
        home.note("没有上线，原因在推送的人那里，或者在 journalctl 里")
        report.say(f"记录收下了，可是网站没有更新。请管服务器的人看 {home.folder / 'log'}。\n")
    return status


def _allowed(home: Home, each: Update) -> None:
    """Raise _Refused for what would rewrite what was published, or what git itself reads."""
    if not each.ref.startswith(_REFS):
        raise _Refused(f"只收分支和标签，不收 {each.ref}。")
    if each.ref != home.ref or each.creates:
        return
    if each.deletes:
        raise _Refused(f"{home.branch} 是网站用的分支，不能删掉。")
    if _lets(home, _REWRITE) or not gits.ask(home.work, "rev-list", "--max-count=1", each.old, f"^{each.new}"):
        return
    raise _Refused(
        f"这次推送会丢掉 {home.branch} 上已经有的提交（强推，或者别人先推送了）。"
        "先 git pull --rebase，再 git push；不要用 --force。"
    )


def _still_there(home: Home, main: Update) -> None:
    """Git would refuse the later one of two pushes itself, in its own words and after all the work."""
    if not main.creates and home.head() != main.old:
        raise _Refused("别人刚刚先推送了。先 git pull --rebase，再 git push。")


def _harmless(home: Home, main: Update) -> None:
    """Raise _Refused for what a build would run, or where it would lead out of its own folder.

    Templates are programs (Jinja2), and mkdocs.yml names some; who may write records need not be one who may run
    something on the server.
    """
    for path in incoming.links(home.portal, main.new):
        raise _Refused(f"{path} 是指到别处的链接，或者另外一个仓库。把真的文件放进来。")
    if any(path.startswith(".deskboard/") for path in incoming.files(home.portal, main.new)):
        raise _Refused("缓存 .deskboard 不要提交：git rm -r --cached .deskboard，再写进 .gitignore。")
    if main.creates or _lets(home, _TEMPLATES):
        return
    look = str(PurePosixPath(settings.read(home.portal)["theme"]["custom_dir"]))
    barred = ("templates/", settings.CONFIG, f"{look}/")
    for path in sorted(incoming.touched(home.portal, main)):
        if path.startswith(barred):
            raise _Refused(
                f"这次推送改了 {path}。模板和网站的设置能在服务器上运行程序，所以平时不收。"
                f"真要改，请管服务器的人先运行 git -C {home.repository} config {_TEMPLATES} true，改完再关上。"
            )


def _lets(home: Home, key: str) -> bool:
    """Whether the administrator lets something through that is refused otherwise."""
    with suppress(gits.NoAnswer):
        return gits.ask(home.repository, "config", "--type=bool", key).strip() == b"true"
    return False


@contextmanager
def _tried(home: Home, commit: str) -> Iterator[None]:
    """The work tree as it would be; as it was, if the push is not taken."""
    report.say("正在检查……\n")
    try:
        home.check_out(commit)
        if not (home.portal / "content").is_dir():
            raise _Refused("这次推送里没有 content 文件夹。")
        yield
    except BaseException:
        home.check_out("HEAD")
        raise


def _built(home: Home, main: Update) -> list[Problem]:
    """Build what would be live; what is wrong with it. Of what only reminds, the pusher's own."""
    files = set() if main.creates else incoming.touched(home.portal, main)

    def own(problems: Sequence[Problem]) -> list[Problem]:
        return [each for each in problems if each.level == ERROR or each.file in files]

    try:
        live.built(home, main.new, remind=lambda reminders: report.remind(own(reminders)))
    except ContentProblems as found:
        return own(found.problems)
    return []


@contextmanager
def _listener() -> Iterator[None]:
    """Let nothing stop when nobody listens any more: a connection breaks, a terminal is closed."""
    kept = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = cast(TextIO, _Patient(kept[1]))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = kept


class _Patient:
    """A stream that does not mind."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
            self._stream.flush()
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()

    def isatty(self) -> bool:
        return False
