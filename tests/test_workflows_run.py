"""The workflow files, run: by act or by bash, with real git, in a clone whose content is a community's own."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import portals
import pytest
import workflows
from repositories import git
from test_forms import CODE_QUALITY, REVIEW
from workflows import BOARD, GITEA, GITHUB, GITLAB, act, bash, pull

CASE = "content/cases/2026/11/XH-2026-002.yml"
PAGE = "cases/XH-2026-002/index.html"


@pytest.fixture
def clone(small: Path, tmp_path: Path) -> Path:
    """A community's repository, with its origin beside it."""
    return workflows.community(tmp_path, small)


@pytest.fixture
def installed(clone: Path, small: Path) -> Path:
    """The same after the installation, with what an earlier run has kept."""
    shutil.copytree(small / ".deskboard", clone / ".deskboard")
    return workflows.install(clone)


def spoil(clone: Path) -> int:
    """Something wrong is pushed; the line where it stands."""
    portals.edit(clone / CASE, "性质: 诉求", "性质: 求诉")
    workflows.push(clone)
    return (clone / CASE).read_text("utf-8").splitlines().index("性质: 求诉") + 1


def published(clone: Path) -> str:
    """The commit of the branch pages."""
    return git(clone, "ls-remote", "origin", "refs/heads/pages").partition("\t")[0]


def script(file: Path, job: str, *names: str) -> str:
    """What steps of a workflow run."""
    steps = workflows.read(file)["jobs"][job]["steps"]
    found = [step["run"] for step in steps if step["name"] in names]
    assert len(found) == len(names)
    return "\n".join(found)


@pytest.mark.slow
def test_github_publishes_what_was_pushed(clone: Path, tmp_path: Path) -> None:
    ran = act(GITHUB, "push", BOARD, clone, tmp_path / "run")
    assert ran.well, ran.log
    assert ran.jobs == {"检查并生成", "发布"}
    assert ran.called[-2:] == ["actions/upload-pages-artifact", "actions/deploy-pages"]
    assert "三楼以上水压不足" in (ran.handed / PAGE).read_text("utf-8")


@pytest.mark.wide
def test_github_is_told_where_it_is_wrong_and_nothing_is_built(installed: Path) -> None:
    line = spoil(installed)
    done = bash(script(GITHUB, "site", "检查", "生成网站"), installed)
    assert done.returncode == 1
    assert re.search(rf"^::error file={CASE},line={line},col=", done.stdout, re.MULTILINE)
    assert f"{CASE}:{line}:" in done.stdout, "and once more for people"
    assert not (installed / "site").exists()


@pytest.mark.slow
def test_gitea_writes_problems_to_their_lines(clone: Path, tmp_path: Path) -> None:
    line = spoil(clone)
    with workflows.listening() as host:
        told = {"GITHUB_API_URL": f"{host.home}/api/v1", "GITHUB_REPOSITORY": "desk/board"}
        ran = act(GITEA, "pull_request", pull("desk/board"), clone, tmp_path / "run", "of-the-job", **told)
    assert not ran.well and ran.jobs == {"检查并生成"}
    assert f"{CASE}:{line}:" in ran.log and "网站做好了" not in ran.log
    reviews = "/api/v1/repos/desk/board/pulls/7/reviews"
    assert [request[:3] for request in host.requests] == [
        ("GET", f"{reviews}?limit=50", "token of-the-job"),
        ("POST", reviews, "token of-the-job"),
    ]
    (review,) = host.reviews
    jsonschema.validate(review, REVIEW)
    assert [(each["path"], each["new_position"]) for each in review["comments"]] == [(CASE, line)]
    assert published(clone) == ""


@pytest.mark.parametrize("status", [200, 403])
def test_a_review_is_sent_once_and_a_host_that_does_not_take_it_is_no_error(status: int, tmp_path: Path) -> None:
    send = script(GITEA, "check", "把问题写到那几行旁边")
    review = tmp_path / "review.json"
    review.write_text('{"event": "COMMENT", "body": "共 1 处要改。<!-- deskboard abc -->"}', "utf-8")
    with workflows.listening() as host:
        host.status = status
        for _ in range(2):
            done = bash(send, tmp_path, TOKEN="t", REVIEWS=f"{host.home}/reviews")
            assert done.returncode == 0, done.stderr
            assert ("没能写到合并请求上" in done.stdout) is (status != 200)
        posted = [request for request in host.requests if request[0] == "POST"]
        assert len(posted) == (1 if status == 200 else 2)
        review.write_text("", "utf-8")
        before = len(host.requests)
        assert bash(send, tmp_path, TOKEN="t", REVIEWS=f"{host.home}/reviews").returncode == 0
        assert len(host.requests) == before, "nothing to say, nothing sent"


@pytest.mark.wide
def test_gitea_publishes_a_branch_without_a_past_and_no_older_site_overtakes_a_newer(
    installed: Path, tmp_path: Path
) -> None:
    publish = script(GITEA, "publish", "生成网站并发布")
    first = bash(publish, installed, BRANCH="main")
    assert first.returncode == 0 and "发布好了" in first.stdout, first.stderr
    site = published(installed)
    git(installed, "fetch", "-q", "origin", "pages")
    assert git(installed, "rev-list", "--count", site) == "1\n"
    git(installed, "worktree", "add", "-q", "--detach", str(tmp_path / "pages"), site)
    (tmp_path / "pages" / ".git").unlink()
    assert portals.tree(tmp_path / "pages") == portals.tree(installed / "site")
    assert not (tmp_path / "pages" / ".deskboard").exists(), "what the builder keeps for itself"

    # A run has fetched the records and will build, when a newer commit comes and another run publishes that.
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", "origin.git", str(other))
    workflows.install(other)
    shutil.copytree(installed / ".deskboard", other / ".deskboard")
    portals.edit(installed / CASE, "三楼以上水压不足", "四楼以上水压不足")
    workflows.push(installed)
    portals.edit(installed / CASE, "四楼以上水压不足", "五楼以上水压不足")
    git(installed, "commit", "-qam", "x")
    git(installed, "branch", "newer")
    hook = installed / ".git" / "hooks" / "post-checkout"
    hook.write_text(
        f"#!/bin/sh\nrm {hook}\nunset $(git rev-parse --local-env-vars)\ngit push -q origin newer:main\n"
        f'cd {other} && bash -eo pipefail -c "$PUBLISH" >{tmp_path}/log 2>&1\nexit 0\n',
        "utf-8",
    )
    hook.chmod(0o755)
    late = bash(publish, installed, BRANCH="main", PUBLISH=publish)
    assert "发布好了" in (tmp_path / "log").read_text("utf-8")
    assert late.returncode == 0 and "再来一次" in late.stdout and "网站没有变" in late.stdout, late.stderr
    git(installed, "fetch", "-q", "origin", "pages")
    assert "五楼以上水压不足" in git(installed, "show", f"FETCH_HEAD:{PAGE}")


@pytest.mark.wide
def test_gitea_publishes_nothing_that_is_wrong(installed: Path) -> None:
    spoil(installed)
    assert bash(script(GITEA, "publish", "生成网站并发布"), installed, BRANCH="main").returncode == 1
    assert published(installed) == ""


def gitlab(job: str, clone: Path, source: str) -> "subprocess.CompletedProcess[str]":
    """Run the script of a job of GitLab's file."""
    variables = {"CI_PIPELINE_SOURCE": source, "CI_DEFAULT_BRANCH": "main"}
    variables |= {"CI_REPOSITORY_URL": str(clone.parent / "origin.git")}
    return bash("\n".join(workflows.read(GITLAB)[job]["script"]), clone, **variables)


def report(clone: Path) -> list[tuple[str, int]]:
    """The places in the report that GitLab is given, which must be as GitLab wants it."""
    found = json.loads((clone / "codequality.json").read_text("utf-8"))
    jsonschema.validate(found, CODE_QUALITY)
    return [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in found]


@pytest.mark.wide
def test_gitlab_builds_merge_requests_and_publishes_the_newest_commit(installed: Path) -> None:
    done = gitlab("检查", installed, "merge_request_event")
    assert done.returncode == 0, done.stderr
    assert report(installed) == [] and (installed / "site" / "index.html").is_file()
    portals.edit(installed / CASE, "三楼以上水压不足", "四楼以上水压不足")
    workflows.push(installed)
    git(installed, "checkout", "-q", "--detach", "HEAD~1")  # the commit of a pipeline that waited
    done = gitlab("pages", installed, "push")
    assert done.returncode == 0, done.stderr
    assert "四楼以上水压不足" in (installed / "public" / PAGE).read_text("utf-8")


@pytest.mark.wide
def test_gitlab_is_told_where_it_is_wrong_and_nothing_is_built(installed: Path) -> None:
    line = spoil(installed)
    done = gitlab("检查", installed, "merge_request_event")
    assert done.returncode == 1 and f"{CASE}:{line}:" in done.stdout
    assert report(installed) == [(CASE, line)]
    assert gitlab("pages", installed, "push").returncode == 1
    assert not (installed / "site").exists() and not (installed / "public").exists()
