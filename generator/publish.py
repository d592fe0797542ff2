"""`deskboard publish`: check, build, and make the result live in one step; or take that step back."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generator import __version__, build, gits, release, report, settings, site
from generator.problem import PROBLEMS
from generator.release import NoWayBack, TakenBack
from generator.site import Change

UNTOUCHED = "线上的网站没有动，还是原来的样子。"
_PUBLISHED = ("content", "templates", settings.CONFIG)


class Uncommitted(Exception):
    """Something that would be published is in no commit: `args` are the files."""


def run(folder: Path, home: Path, today: date | None, todo: Path | None, forget: bool) -> int:
    """Publish the portal in `folder` into `home` and return the exit status; what there is to say has been said."""

    def work() -> None:
        changes = publish(folder.resolve(), home, today, todo, forget)
        sys.stdout.write(said(changes, str(home / release.LIVE)))

    return _reported(work)


def back(home: Path, todo: Path | None) -> int:
    """Make the release before the live one live again, and return the exit status."""

    def work() -> None:
        if not home.is_dir():
            raise NoWayBack
        with release.opened(home) as releases:
            source = releases.live.source
            releases.back(todo)
        sys.stdout.write("退回上一版了。\n")
        if source:
            sys.stdout.write(f"刚才那一版（提交 {source[:8]}）不会自己再上线。改好、提交以后，再发布一次。\n")

    return _reported(work)


def publish(
    folder: Path, home: Path, today: date | None = None, todo: Path | None = None, forget: bool = False
) -> list[Change]:
    """Build the portal in `folder` and make it live in `home`: in what that differs from what was live.

    `todo` and `forget` are those of `Releases.publish`. What is live stays when this raises anything: what `build` and
    `release` raise, or Uncommitted.
    """
    target = settings.site_dir(folder)
    site.refuse_within(home, folder, target)
    with release.opened(home) as releases:
        source = committed(folder)
        if source and source == releases.taken_back:
            raise TakenBack(source)
        if forget:
            build.clean(folder)  # what was read and made is in the store, word for word
        build.build(folder, target, today, report.progress, report.remind)
        return releases.publish(target, source, stamp(target), todo, forget)


def committed(folder: Path) -> str:
    """The commit that the portal is; empty where there is no git, or no commit. Raises Uncommitted, NoAnswer."""
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return ""
    try:
        head = gits.ask(folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
        loose = gits.ask(folder, "-c", "core.quotePath=false", "status", "--porcelain", "-z", "--", *_PUBLISHED)
    except gits.NoAnswer as error:
        if str(error).strip() or isinstance(error, gits.NoGit | gits.TooSlow):  # without a word: no commit yet
            raise
        return ""
    if loose:
        raise Uncommitted(*(each[3:].decode(errors="replace") for each in loose.split(b"\0")[:-1]))
    return head


def stamp(target: Path) -> str:
    """What a release depends on beside its commit: the day that the site in `target` reckons by, and the program."""
    return f"{json.loads((target / 'state.json').read_bytes())['as_of']} {__version__}"


def said(changes: Sequence[Change], where: str) -> str:
    """What came of it, in one line; `where` it is seen now."""
    if not changes:
        return "网站和线上的一样，没有变化。\n"
    count = Counter(each.kind for each in changes)
    return f"上线了：{where}（新增 {count['new']}，更新 {count['changed']}，移除 {count['removed']}）\n"


def _reported(work: Callable[[], None]) -> int:
    try:
        return report.reported(work, UNTOUCHED)
    except NoWayBack:
        report.say(f"没有上一版可以退：只留最近的两版，已经退过一次的，也不能再退。{UNTOUCHED}\n")
    except TakenBack as error:
        report.say(
            f"这一版（提交 {error.args[0][:8]}）上线以后又退回了，没有再上线。改好、提交以后再发布；"
            f"还是要这一版上线，先提交一次空的（git commit --allow-empty）。\n{UNTOUCHED}\n"
        )
    except Uncommitted as error:
        files = "、".join(error.args[:3]) + ("等" if len(error.args) > 3 else "")
        report.say(f"还有没提交的改动：{files}。先提交（git commit），再发布。\n{UNTOUCHED}\n")
    return PROBLEMS
