"""What the workflow files say: taken by the hosts' own parsers; what begins when, and with which rights."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import portals
import pytest
import workflows
from portals import REPO
from workflows import FORGEJO, GITEA, GITHUB, GITLAB

pytestmark = pytest.mark.wide

ACTIONS = [GITHUB, GITEA, FORGEJO]
ALL = [*ACTIONS, GITLAB]


def named(file: Path) -> str:
    return file.relative_to(REPO).parts[0].removesuffix(".yml")


# The hosts' own schemas


def refused_by_act(file: Path) -> str:
    checker = Path(sys.executable).with_name("act")
    done = subprocess.run(
        [checker, "--validate", "--strict", "-W", file], capture_output=True, text=True, check=False, timeout=60
    )
    return "" if done.returncode == 0 else done.stderr


def refused_by_gitlab(file: Path) -> str:
    command = ["-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file)]
    done = portals.process(*command, cwd=REPO)
    return "" if done.returncode == 0 else done.stdout


def refused_by_github(file: Path) -> str:
    try:
        workflows.begun(file)
    except ValueError as error:
        return str(error)
    return ""


ORACLES = [
    (GITHUB, refused_by_github, ("cancel-in-progress", "cancel-in-progres")),
    (GITHUB, refused_by_github, ("needs: site", "needs: nobody")),
    (GITHUB, refused_by_github, ("pages: write", "pages: please")),
    (GITLAB, refused_by_gitlab, ("resource_group", "resource_grup")),
    (GITLAB, refused_by_gitlab, ("when: always", "when: sometimes")),
    *((file, refused_by_act, ("cancel-in-progress", "cancel-in-progres")) for file in (GITEA, FORGEJO)),
    *((file, refused_by_act, ("continue-on-error", "continue-on-errors")) for file in (GITEA, FORGEJO)),
]


@pytest.mark.parametrize("file, refused, slip", ORACLES, ids=lambda each: each[1] if isinstance(each, tuple) else None)
def test_the_host_takes_the_file_and_would_not_take_a_slip(
    file: Path, refused: Callable[[Path], str], slip: tuple[str, str], tmp_path: Path
) -> None:
    assert refused(file) == ""
    text = file.read_text("utf-8")
    assert slip[0] in text
    other = tmp_path / "site.yml"
    other.write_text(text.replace(*slip), "utf-8")
    assert refused(other)


def test_gitea_and_forgejo_have_the_same_but_for_the_label_of_a_runner() -> None:
    one, other = (re.sub("runs-on: .*", "", file.read_text("utf-8")).split("\nname:")[1] for file in (GITEA, FORGEJO))
    assert one == other


# What begins when


PUBLICATIONS = ("push", "night", "by hand")
NOTHING = ("push of another branch", "by hand on another branch")


@pytest.mark.parametrize("file", ACTIONS, ids=named)
def test_only_the_default_branch_is_published(file: Path) -> None:
    found = workflows.begun(file)
    assert {event for event, jobs in found.items() if "publish" in jobs} == set(PUBLICATIONS)
    assert [found[event] for event in NOTHING] == [{}, {}]
    for event in ("pull request", "pull request of a fork"):
        (steps,) = found[event].values()
        assert {"检查", "生成网站"} <= set(steps) and not any("发布" in step or "存下来" in step for step in steps)


@pytest.mark.parametrize("file", [GITEA, FORGEJO], ids=named)
def test_nothing_is_written_to_a_pull_request_where_the_token_may_not(file: Path) -> None:
    found = workflows.begun(file)
    (own,), (fork,) = found["pull request"].values(), found["pull request of a fork"].values()
    assert set(own) - set(fork) == {"把问题写到那几行旁边"}


@pytest.mark.parametrize("file", ACTIONS, ids=named)
def test_it_begins_by_itself_and_by_hand(file: Path) -> None:
    begins = workflows.read(file)["on"]
    assert set(begins) == {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert begins["push"] == {"branches": ["**"]}, "no tags"
    (when,) = begins["schedule"]
    minute, hour, *rest = when["cron"].split()
    here = datetime(2026, 11, 20, int(hour), int(minute), tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai"))
    assert (here.hour, rest) == (0, ["*"] * 3) and here.minute != 0
    assert f"UTC: 00:{here.minute:02} in Asia/Shanghai" in file.read_text("utf-8")


def test_gitlab_begins_by_merge_requests_and_publishes_the_default_branch_only() -> None:
    file = workflows.read(GITLAB)
    publishes = {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}  # of a merge request, CI_COMMIT_BRANCH is empty
    assert file["workflow"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}, publishes]
    assert file["pages"]["rules"] == [publishes]
    assert file["pages"]["artifacts"]["paths"] == ["public"]


# Rights


@pytest.mark.parametrize("file", ACTIONS, ids=named)
def test_what_a_pull_request_runs_has_no_rights(file: Path) -> None:
    flow = workflows.read(file)
    assert flow["permissions"] == {"contents": "read"}
    assert not {"pull_request_target", "workflow_run"} & set(flow["on"])
    text = file.read_text("utf-8")
    assert not re.search(r"\bsecrets\b(?! and)[.\[]", text), "and asks for no secret"
    for job in workflows.begun(file)["pull request"]:
        may = flow["jobs"][job].get("permissions", {})
        assert may in ({}, {"contents": "read", "pull-requests": "write"}), "a comment, at most"
        (checkout,) = [step for step in flow["jobs"][job]["steps"] if "checkout" in step.get("uses", "")]
        assert checkout["with"]["persist-credentials"] == "false"


def test_on_github_the_job_that_may_write_runs_nothing_of_the_repository() -> None:
    jobs = workflows.read(GITHUB)["jobs"]
    may_write = [name for name, job in jobs.items() if "write" in job.get("permissions", {}).values()]
    assert may_write == ["publish"]
    assert [list(step) for step in jobs["publish"]["steps"]] == [["name", "id", "uses"]]
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


@pytest.mark.parametrize("file", ACTIONS, ids=named)
def test_all_actions_are_the_host_s_own_and_pinned(file: Path) -> None:
    used = re.findall(r"uses: (\S+)", file.read_text("utf-8"))
    assert used and all(re.fullmatch(r"actions/[a-z-]+(/[a-z]+)?@v\d+", each) for each in used), used


@pytest.mark.parametrize("file", ALL, ids=named)
def test_the_whole_history_is_there(file: Path) -> None:
    flow = workflows.read(file)
    if file == GITLAB:
        assert flow["variables"]["GIT_DEPTH"] == "0"
    else:
        steps = [step for job in flow["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")]
        assert steps and all(step["with"]["fetch-depth"] == "0" for step in steps)


@pytest.mark.parametrize("file", ALL, ids=named)
def test_it_is_installed_as_the_readme_says_and_the_cache_is_kept(file: Path) -> None:
    text = file.read_text("utf-8")
    (told,) = re.findall(r"## Without make\n\n```sh\n(.*?)```", (REPO / "README.md").read_text("utf-8"), re.DOTALL)
    for line in told.splitlines():
        assert line in text, line
    assert ".deskboard" in text and re.search(r"cache: pip|\.cache/pip", text)


@pytest.mark.parametrize("file", ALL, ids=named)
def test_what_staff_see_is_chinese(file: Path) -> None:
    flow = workflows.read(file)
    jobs = flow["jobs"].values() if "jobs" in flow else []
    shown = [*(flow["stages"] if file == GITLAB else [flow["name"]]), *(each["name"] for each in jobs)]
    shown += [step["name"] for job in jobs for step in job["steps"]]
    assert all(re.search("[\u4e00-\u9fff]", each) for each in shown), shown
