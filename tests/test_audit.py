"""What the audit and the pictures promise on paper: up to date with their tools, small, and shown."""

import json
import re

import audited
import nodes
import picturing
import pytest
import support
import vnu
from audited import Results
from lighthouse import REACH, Scores
from portals import REPO
from slowline import Arrival


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


def result(score: int = 100, seconds: float = 2.0, size: int = 30_000, text: str = "", sheet: str = "") -> Results:
    """A run that met every reach just so, but for what is given."""
    arrival = Arrival(seconds, size, 2)
    said = [
        vnu.Said("x/", False, "a warning", 1),
        *(vnu.Said("x/", True, each, 1) for each in (text, *vnu.EXCUSED) if each),
    ]
    return Results(
        {"home": Scores(dict.fromkeys(REACH, score) | {"performance": min(98, score)}, ("an-audit",))},
        dict.fromkeys(audited.LIGHT, arrival) | {audited.MATERIAL: Arrival(9.0, 99_999, 9)},
        said,
        {*support.ENHANCEMENTS, *({sheet} - {""})},
        [],
        "1",
    )


def test_a_run_that_met_every_reach_missed_nothing() -> None:
    assert result().missed() == []


@pytest.mark.parametrize(
    ("missed", "times"),
    [
        (result(score=99), 1),
        (result(seconds=2.01), 2),
        (result(size=30_001), 2),
        (result(text="an error"), 1),
        (result(sheet="aspect-ratio"), 1),
    ],
    ids=["scores", "seconds", "bytes", "errors", "too new"],
)
def test_a_missed_reach_is_said(missed: Results, times: int) -> None:
    assert len(missed.missed()) == times
