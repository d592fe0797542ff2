"""What the user sees of a run: progress at a terminal, and failures in words for people.

Nothing that identifies a person is repeated, wherever in a message it stands, a file's name included.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from generator import build, cores, disk, forms, gits, locks, privacy, problem, store
from generator.hook import ForeignHook, NoGit
from generator.pages.page import TemplateProblem
from generator.problem import DONE, PROBLEMS, WRONG_USE, Problem
from generator.settings import EngineError
from generator.shell import ShellError
from generator.site import ForeignFile, ForeignFolder, Unfinished, WrongFolder

_UNTOUCHED = "网站没有动，还是原来的样子。"
_WHOLE = "网站只更新了一部分，每个文件都是完整的。解决以后再运行一次，就会补齐。"


def progress(what: str, done: int, total: int, every: int = 50) -> None:
    """One line at a terminal, written over; nothing elsewhere."""
    if sys.stderr.isatty() and (done % every == 0 or done + 1 == total):
        line = "" if done + 1 == total else f"{what} {done + 1}/{total}"
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()


def show(problems: Sequence[Problem], form: str, folder: Path) -> None:
    """Print the problems of the portal in `folder` in a form of FORMS."""
    sys.stdout.write(privacy.masked(forms.written(problems, form, folder)))


def say(text: str) -> None:
    """Tell the user something."""
    sys.stderr.write(privacy.masked(text))


REMINDERS = 5
"""How many reminders a build shows."""


def remind(reminders: Sequence[Problem]) -> None:
    """Say what should be mended though it stopped nothing; the first ones, for `check` says all."""
    if reminders:
        say(forms.as_text(sorted(reminders)[:REMINDERS]))
        say(f"共 {len(reminders)} 处提醒，都要看，运行 deskboard check。\n" if len(reminders) > REMINDERS else "")


def reported(work: Callable[[], int | None], untouched: str = _UNTOUCHED) -> int:
    """Do `work`; say what went wrong, and what is as it was, and return the exit status."""
    try:
        return work() or DONE
    except problem.ContentProblems as found:
        _to_mend(found.problems, untouched)
    except EngineError as error:
        if error.problems:
            _to_mend(error.problems, untouched)
        else:
            say(f"页面没有做成：{error}\n{untouched}\n")
    except (TemplateProblem, ShellError) as error:
        say(f"模板写得不对，请管模板的人改：{error}\n{untouched}\n")
    except locks.Busy as error:
        minutes = int(locks.PATIENCE // 60)
        say(f"等了 {minutes} 分钟，{error} 还被另一个程序占着。等它做完再试。\n{untouched}\n")
    except Unfinished as error:
        say(f"写网站的时候停下了：{reason(error.args[0])}\n{_WHOLE}\n")
    except cores.Ended:
        say(f"电脑把做到一半的活停掉了，多半是内存不够。关掉别的程序，再运行一次。{untouched}\n")
    except store.Broken:
        say(f"上次留下的记忆（.deskboard/store.db）坏了，已经扔掉。再运行一次。{untouched}\n")
    except OSError as error:
        say(f"停下了：{reason(error)}\n{untouched}\n")
    except gits.NoAnswer as error:
        say(f"git 没有做成：{str(error).strip() or '没有回答'}\n{untouched}\n")
    except (ForeignFolder, ForeignFile, WrongFolder, build.WrongDay, NoGit, ForeignHook) as error:
        also = "" if isinstance(error, NoGit | ForeignHook) else f"{untouched}\n"
        say(f"{_wrong_use(error)}\n{also}")
        return WRONG_USE
    return PROBLEMS


def reason(error: OSError) -> str:
    """Why the computer would not: the file and the reason."""
    why = disk.why(error)
    files = [os.fsdecode(each) for each in (error.filename, error.filename2) if isinstance(each, str | bytes)]
    return f"{files[-1]}：{why}" if files else why


def _to_mend(problems: Sequence[Problem], untouched: str) -> None:
    say(forms.as_text(problems))
    say(f"{forms.count(problems)}。{untouched}\n")


def _wrong_use(error: Exception) -> str:
    if isinstance(error, ForeignFolder):
        return f"{error} 里有别的文件，怕弄坏，没有动。请换一个空文件夹。"
    if isinstance(error, ForeignFile):
        return f"{error} 不是这里做的，可是网站要用这个位置。请把它移走，再运行一次。"
    if isinstance(error, WrongFolder):
        return f"网站不能放在 {error}，那里是公开栏自己的文件。请换一个，比如 site。"
    if isinstance(error, ForeignHook):
        return f"{error} 已经有了，不是这里写的，没有动。可以在它里面加一行：deskboard check --staged || exit 1"
    if isinstance(error, NoGit):
        return f"{error}。"
    return "环境变量 SOURCE_DATE_EPOCH 要写成 1970 年以来的秒数。"
