"""What browser tests run on a page, from files beside this one, and what fingers need."""

from pathlib import Path
from typing import Any

FINGER, MAIN, IN_A_LINE = 44, 60, 24
"""CSS px: what stands alone, the main actions, and links within a line of running text."""


def script(name: str) -> str:
    """The function in a file. A line `// colours.js` in it stands for what that file says."""
    folder = Path(__file__).parent
    text, colours = (folder.joinpath(each).read_text("utf-8") for each in (name, "colours.js"))
    return text.replace("  // colours.js\n", colours)


LOOK, REACH, CUT, FOCUS = (script(name) for name in ("look.js", "reach.js", "cut.js", "focus.js"))


def too_small(target: dict[str, Any]) -> bool:
    """Whether a finger would miss what REACH found."""
    if target["running"]:
        return bool(target["height"] < IN_A_LINE)
    return bool(target["height"] < (MAIN if target["call"] else FINGER) or target["width"] < FINGER)
