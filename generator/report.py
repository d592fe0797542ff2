"""What the user sees of a run: progress at a terminal, and failures in words for people."""

import sys
from collections.abc import Callable

from generator import build, problem
from generator.engine import EngineError
from generator.pages.page import TemplateProblem
from generator.problem import DONE, PROBLEMS, WRONG_USE
from generator.shell import ShellError
from generator.site import ForeignFolder

_UNTOUCHED = "网站没有动，还是原来的样子。"


def progress(what: str, done: int, total: int) -> None:
    """One line at a terminal, written over; nothing elsewhere."""
    if sys.stderr.isatty() and (done % 50 == 0 or done + 1 == total):
        line = "" if done + 1 == total else f"{what} {done + 1}/{total}"
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()


def reported(work: Callable[[], object]) -> int:
    """Do `work`; say what went wrong, and return the exit status."""
    try:
        work()
        return DONE
    except build.ContentProblems as found:
        sys.stderr.write(problem.as_text(found.problems))
        sys.stderr.write(f"共 {len(found.problems)} 处要改。{_UNTOUCHED}\n")
    except EngineError as error:
        sys.stderr.write(f"页面没有做成：{error}\n{_UNTOUCHED}\n")
    except (TemplateProblem, ShellError) as error:
        sys.stderr.write(f"模板有错：{error}\n{_UNTOUCHED}\n")
    except ForeignFolder as error:
        sys.stderr.write(f"{error} 里有别的文件，怕弄坏，没有动。请换一个空文件夹。\n")
        return WRONG_USE
    return PROBLEMS
