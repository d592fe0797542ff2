"""What `make audit` measured: which reach was missed, and docs/audit.md (written with tests/audit/audit.md.jinja)."""

import re
import subprocess
from collections import Counter
from dataclasses import dataclass

import jinja2
import kinds
import nodes
import slowline
import support
import vnu
from lighthouse import REACH, Scores
from slowline import Arrival
from vnu import Said

SECONDS, BYTES = 2.0, 30_000
LIGHT = ("open case", "place")
"""The pages whose bytes have a limit: those without photographs."""
MATERIAL = "the open case's text in Material's default page"


@dataclass(frozen=True)
class Results:
    """All measurements of one run."""

    scores: dict[str, Scores]
    arrivals: dict[str, Arrival]
    said: list[Said]
    sheets: set[str]
    scripts: list[str]
    chromium: str

    def missed(self) -> list[str]:
        """Every reach that was missed, in words."""
        ours = {name: each for name, each in self.arrivals.items() if name != MATERIAL}
        return [
            *(
                f"Lighthouse, {name}: {', '.join(each.failed)}"
                for name, each in self.scores.items()
                if not each.reached
            ),
            *(f"slow line, {name}: {each.seconds:.2f} s" for name, each in ours.items() if each.seconds > SECONDS),
            *(f"slow line, {name}: {ours[name].bytes:,} bytes" for name in LIGHT if ours[name].bytes > BYTES),
            *(f"vnu, {each.url}:{each.line}: {each.text}" for each in vnu.errors(self.said)),
            *(f"too new: {each}" for each in sorted(self.sheets - support.ENHANCEMENTS.keys())),
            *(f"too new: {each}" for each in self.scripts),
        ]


def written(results: Results) -> str:
    """docs/audit.md."""
    engine = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    said = Counter(("error" if each.error else "warning", each.text.replace("|", "\\|")) for each in results.said)
    return engine.from_string((nodes.FOLDER / "audit.md.jinja").read_text("utf-8")).render(
        vars(results),
        missed=results.missed(),
        reach=REACH,
        visits=slowline.VISITS,
        seconds=SECONDS,
        bytes=BYTES,
        pages=len(set(kinds.ALL.values())),
        errors=len(vnu.errors(results.said)),
        said=sorted(said.items()),
        excused=vnu.EXCUSED,
        chromium_asked=support.CHROMIUM,
        enhancements=support.ENHANCEMENTS,
        tools=_tools(results.chromium),
    )


def _tools(chromium: str) -> list[tuple[str, str, str]]:
    """Name, version and licence of each."""
    return [
        ("Chromium", chromium, "BSD-3-Clause"),
        ("nginx", _version("nginx", "-v"), "BSD-2-Clause"),
        ("OpenJDK", _version("java", "-version"), "GPL-2.0 with Classpath exception"),
        ("Node.js", _version("node", "--version"), "MIT"),
        *((name, version, nodes.licence(name)) for name, version in nodes.pinned().items()),
    ]


def _version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "?"
