"""The same text on a page of Material for MkDocs as it comes, to compare with."""

import subprocess
import sys
from pathlib import Path

import htmls

SETTINGS = """site_name: 流动办公桌公开栏
theme:
  name: material
  language: zh
  font: false
"""


def built(page: Path, folder: Path) -> Path:
    """A site with one page, which has the headings and texts of `page` (its pictures and links left out)."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    (folder / "docs" / "index.md").write_text(_markdown(page), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "site")]
    subprocess.run(command, cwd=folder, check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "site"


def _markdown(page: Path) -> str:
    """The lines of a page as Markdown."""
    main = htmls.parse(page).one("main")
    marks = {"h1": "# ", "h2": "## ", "h3": "### "}
    lines = [
        marks.get(str(each.tag), "") + " ".join("".join(each.itertext()).split())
        for each in main.element.iter()
        if each.tag in {"h1", "h2", "h3", "p", "li", "dt", "dd", "th", "td", "summary"}
    ]
    return "\n\n".join(line for line in lines if line)
