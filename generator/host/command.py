"""`deskboard host`: what it says, and the exit status."""

import sys
from collections.abc import Iterable
from pathlib import Path

from generator import report, settings
from generator.host import home, nginx, receive, setup
from generator.host.home import Home, NoHome, NotYours
from generator.problem import DONE, PROBLEMS, WRONG_USE
from generator.publish import Uncommitted

_NOTHING = "什么也没有装。"


def run(folder: Path, there: Path) -> int:
    """Set up a server in `there` for the portal in `folder`, and publish it."""
    if sys.platform == "win32":
        report.say(f"这个命令要在 Linux 的服务器上用。{_NOTHING}\n")
        return WRONG_USE
    made = list[Home]()
    try:
        status = report.reported(lambda: made.append(setup.install(folder, there)), _NOTHING)
    except setup.NoCommit:
        report.say(f"公开栏还没有在 git 的一个分支上提交过。先 git init，git add，git commit。{_NOTHING}\n")
        return PROBLEMS
    except Uncommitted as error:
        report.say(f"还有没提交的改动：{'、'.join(error.args[:3])}。先提交（git commit）。{_NOTHING}\n")
        return PROBLEMS
    except setup.Shallow:
        report.say(f"这份记录是不带历史的副本，先运行 git fetch --unshallow。{_NOTHING}\n")
        return PROBLEMS
    except NotYours as error:
        report.say(f"{_not_yours(error)}{_NOTHING}\n")
        return WRONG_USE
    except NoHome:
        report.say(f"{there} 里的仓库坏了，git 读不出来。{_NOTHING}\n")
        return PROBLEMS
    except nginx.Unwritable as error:
        report.say(f"{error}。{_NOTHING}\n")
        return WRONG_USE
    if status != DONE:
        return status
    status = receive.published(made[0], again=True)
    sys.stdout.write(_next(made[0], settings.site_url(made[0].portal)))
    if made[0].folder.owner() == "root":
        sys.stdout.write(
            f"提醒：这是用 root 装的。最好给它一个自己的账号：先 chown -R 账号 {there}，再用那个账号装。\n"
        )
    for each in setup.barred(made[0]):
        sys.stdout.write(f"提醒：网站服务器进不了 {each}。把服务器装在别处，比如 /srv 下面；或者 chmod o+x {each}\n")
    return status


def serve(there: Path, hook: str | None, lines: Iterable[str], forget: bool = False) -> int:
    """Do what a hook of git's, or the night, asks of the server in `there`."""
    try:
        found = home.opened(there)
    except NotYours as error:
        report.say(f"{_not_yours(error)}\n")
        return WRONG_USE
    except NoHome:
        report.say(f"{there} 里没有装过服务器。先运行 deskboard host {there}\n")
        return WRONG_USE
    if hook == "pre-receive":
        return receive.before(found, list(lines))
    if hook == "post-receive":
        return receive.after(found, list(lines))
    return receive.published(found, again=forget, forget=forget)


def _not_yours(error: NotYours) -> str:
    return f"这个服务器是账号 {error} 装的，要用那个账号运行（sudo -u {error} …）。"


def _next(made: Home, address: str) -> str:
    files = "\n".join(f"  {each}" for each in sorted(made.setup.glob("*/*")))
    return f"""装好了：{made.folder}
  工作人员推送到：{made.repository}（分支 {made.branch}）
  网站服务器读：{made.www / "live"}，网址 {address}
还要让网站服务器（nginx）看得到它，让它每天夜里更新。照 docs/hosting.md 一步一步来，用到的文件：
{files}
"""
