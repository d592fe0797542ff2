"""The licences of all locked packages: `python tests/licences.py > docs/licences.md`."""

import re
import sys
from importlib import metadata
from pathlib import Path

REPO = Path(__file__).parents[1]

HEAD = """# Licences

Every package that `requirements/` locks, with the licence that it states of itself. Deskboard itself is under the
[MIT licence](../LICENSE). No package is part of a built site: that consists of the records, the templates and one small
script of this project. Made by `python tests/licences.py`; a test holds it to the locks.
The tools from npm that `make audit` measures with, and their licences, are in [audit.md](audit.md).

| package | licence | for |
| --- | --- | --- |
"""

# What a package's metadata say in other words, or only in a file.
_SPDX = {
    "MIT License": "MIT",
    "MIT Licence": "MIT",
    "BSD 2-Clause License": "BSD-2-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache": "Apache-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",  # pypdfium2, with PDFium in it
    "LGPL": "LGPL-2.1-or-later",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_ONLY_IN_A_FILE = dict.fromkeys(("colorama", "jinja2", "segno", "webencodings"), "BSD-3-Clause") | {
    "axe-playwright-python": "MIT AND MPL-2.0",  # with axe-core in it
}


def locked(name: str) -> set[str]:
    """The packages in a lock file."""
    return set(re.findall(r"^([a-z0-9._-]+)==", (REPO / "requirements" / name).read_text("utf-8"), re.MULTILINE))


def licence(package: str) -> str:
    """The licence that an installed package states (SPDX)."""
    stated = metadata.metadata(package)
    classifiers = [each.rpartition(" :: ")[2] for each in stated.get_all("Classifier") or [] if "License" in each]
    word = stated.get("License-Expression") or (stated.get("License") or "").split("\n")[0]
    if word in ("", "UNKNOWN", "BSD License"):
        word = _ONLY_IN_A_FILE.get(package) or classifiers[0]
    return _SPDX.get(word, word)


def rows() -> list[str]:
    """The rows of the table."""
    site, test = locked("site.txt"), locked("test.txt")
    return [
        f"| {package} | {licence(package)} | "
        f"{'building a site' if package in site else 'tests' if package in test else 'make bench'} |"
        for package in sorted(site | test | locked("bench.txt"))
    ]


if __name__ == "__main__":
    sys.stdout.write(HEAD + "\n".join(rows()) + "\n")
