"""The benchmark beside other engines: what it reads back from our pages, and the tables that it makes."""

from pathlib import Path

import pytest
import yaml

from benchmarks.engines import hugo, published
from benchmarks.engines.published import Case
from benchmarks.engines.raw import load
from benchmarks.engines.table import MARKS, RAW, README, tables

pytestmark = pytest.mark.wide


def test_the_tables_of_the_readme_are_those_of_the_raw_output() -> None:
    made = README.read_text("utf-8").partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert made.strip("\n") == tables(load(RAW))


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, Case]:
    return {each["id"]: each for each in published.cases(site)}


def test_what_is_read_back_is_what_the_records_say(own: Path, told: dict[str, Case]) -> None:
    records = {
        each["编号"]: each
        for path in (own / "content" / "cases").rglob("*.yml")
        if (each := yaml.safe_load(path.read_text("utf-8")))
    }
    assert told.keys() == records.keys()
    for key, each in told.items():
        if "events" not in each:  # withdrawn: its page says why, and nothing else
            assert records[key]["进展"][-1]["环节"] == "撤下"
            assert each["reason"]
            continue
        assert each["heading"] == records[key]["标题"]
        days = {event["日期"].isoformat() for event in records[key]["进展"] if hasattr(event["日期"], "isoformat")}
        assert days <= {event["day"][:10] for event in each["events"]}
        assert len(each["events"]) >= len(records[key]["进展"])


def test_a_shell_is_a_page_without_what_is_its_own(site: Path, told: dict[str, Case]) -> None:
    for key, each in told.items():
        shell = hugo.shell((site / "cases" / key / "index.html").read_text("utf-8"))
        assert shell.count("{{ .Title }}") == 2
        assert each["heading"] not in shell
        assert each["description"] not in shell
        assert key not in shell


def test_no_shell_is_made_of_what_hugo_would_take_for_its_own() -> None:
    with pytest.raises(SystemExit, match="stands in our shell"):
        hugo.shell("<title>{{ x }}</title>")
