"""What the audit and the pictures promise on paper: up to date with their tools, small, and shown."""

import json
import re

import nodes
import picturing
import pytest
from portals import REPO


def test_the_audit_names_the_tools_it_was_made_with() -> None:
    told = re.findall(r"^\| (\S+) \| (\S+) \| [^|]+ \|$", (REPO / "docs" / "audit.md").read_text("utf-8"), re.MULTILINE)
    assert nodes.pinned().items() <= dict(told).items(), "run: make audit"


def test_the_tools_are_pinned_and_locked_without_an_address() -> None:
    lock = (nodes.FOLDER / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert packages.pop("")["devDependencies"] == nodes.pinned()
    assert all(each.get("integrity") for each in packages.values())
    assert all(re.fullmatch(r"[\d.]+", version) for version in nodes.pinned().values())


@pytest.mark.parametrize("shot", picturing.SHOTS, ids=lambda shot: shot.name)
def test_every_picture_is_small_and_in_the_readme(shot: picturing.Shot) -> None:
    picture = picturing.FOLDER / f"{shot.name}.png"
    assert picture.stat().st_size < 100_000, "run: make pictures"
    assert re.search(
        rf'src="docs/pictures/{shot.name}\.png" width="\d+" alt="[^"]+"', (REPO / "README.md").read_text("utf-8")
    )


def test_no_other_picture_lies_there() -> None:
    assert {each.stem for each in picturing.FOLDER.iterdir()} == {shot.name for shot in picturing.SHOTS}
