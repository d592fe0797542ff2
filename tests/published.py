"""A real community's portal in git, for tests: the small sample, with something of each kind that has an address."""

import subprocess
from datetime import date
from pathlib import Path

import portals
from repositories import commit, git, start

from generator import build, ledger
from generator.problem import Problem

DAY = date(2026, 11, 20)
SITE = "https://desk.xiaohe.gov.cn/"
FIRST = "content/cases/2026/10/XH-2026-001.yml"
NOTICE, POLICY, PAGE = "content/notices/tingshui.md", "content/policies/gongshui.md", "content/pages/banshi/wuye.md"
PLACES, STATIONS = "content/places.yml", "content/stations.yml"

NOTICE_TEXT = """---
标题: 停水半天
种类: 停水停电
从: 2026-11-25
到: 2026-11-25
地点: [东院]
更新: 2026-11-20
---

请先接一桶水。
"""
STATION_TEXT = """- 名称: 小河驿站
  代码: yizhan
  种类: 红色驿站
  地点: 西巷
  位置: 巷口
  开放:
    - 星期: 每天
      时间: 08:30-18:00
  服务: [政策咨询]
- 名称: 东院服务点
  代码: fuwudian
  种类: 服务点
  地点: 东院
  位置: 南门
  开放:
    - 星期: 每天
      时间: 08:30-18:00
  服务: [政策咨询]
"""


def portal(folder: Path, site: str = SITE) -> Path:
    """A portal whose first commit is in git already."""
    if not (folder / ".git").exists():
        start(folder)
    portals.copy(portals.SAMPLES / "small", folder)
    for path, text in ((NOTICE, NOTICE_TEXT), (STATIONS, STATION_TEXT), (PAGE, "# 物业\n\n请打社区电话。\n")):
        write(folder, path, text)
    at(folder, site)
    commit(folder, "2026-11-01")
    return folder


def at(folder: Path, site: str) -> None:
    """Say where the site is."""
    text = (folder / "mkdocs.yml").read_text("utf-8").splitlines()
    lines = [f"site_url: {site}" if line.startswith("site_url:") else line for line in text]
    write(folder, "mkdocs.yml", "\n".join(lines) + "\n")


def write(folder: Path, path: str, text: str) -> Path:
    """Write a file of the portal."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
    return file


def case(folder: Path, key: str, place: str = "东院", month: str = "11") -> Path:
    """Write a case; the words differ from those of all others."""
    text = f"""编号: {key}
标题: 第 {key} 件
性质: 诉求
类别: 供水
地点: [{place}]
来源: 流动办公桌
流程: 闭环
概述: 这是 {key} 那一件。
进展:
  - 日期: 2026-11-{int(key[-2:]) % 20 + 1:02}
    环节: 登记
"""
    return write(folder, f"content/cases/2026/{month}/{key}.yml", text)


def problems(folder: Path) -> list[Problem]:
    """All that is wrong before pages are filled, sorted; reminders too."""
    try:
        return build.draft(folder, DAY).reminders
    except build.ContentProblems as found:
        return list(found.problems)


def said(folder: Path) -> list[tuple[str, str]]:
    """(file, code) of what is wrong."""
    return [(each.file, each.code) for each in problems(folder)]


def known(folder: Path) -> set[str]:
    """Every address that the ledger has."""
    return set(ledger.read(folder).published(lambda address: True))


def merge(folder: Path, branch: str, *options: str) -> None:
    """Merge without a conflict."""
    when = "2026-11-15 12:00 +0800"
    git(folder, "merge", "-q", "--no-ff", "-m", "x", *options, branch, GIT_AUTHOR_DATE=when, GIT_COMMITTER_DATE=when)


def run(folder: Path, command: str) -> None:
    """Run a command as it stands in a remedy."""
    subprocess.run(command, shell=True, cwd=folder, check=True, capture_output=True)
