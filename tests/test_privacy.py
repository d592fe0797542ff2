"""Nothing that identifies a private person gets past the check, into a message or onto the site."""

import json
from pathlib import Path

import pictures
import portals
import pytest

from generator import cli, privacy
from generator.build import check
from generator.problem import ERROR, REMINDER, Problem

MOBILE = "13912345678"
CASE = "content/cases/2026/11/XH-2026-002.yml"


def write(portal: Path, file: str, old: str, new: str) -> None:
    path = portal / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def found(portal: Path, level: str = ERROR) -> list[Problem]:
    return [each for each in check(portal) if each.level == level]


def test_the_portal_itself_has_nothing_private(small: Path) -> None:
    assert check(small) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "kind"),
    [
        (CASE, "三楼以上水压不足", f"请打{MOBILE}", "手机号"),
        (CASE, "标题: 高层水压不足", "标题: 3号楼2单元501室水压不足", "住址"),
        (CASE, "请供水公司来测压", "车主蒙A12345请挪车", "车牌"),
        (CASE, "性质: 诉求", f"性质: 诉求  # 他的电话 {MOBILE}", "手机号"),
        (CASE, "说明: 请供水公司来测压。", '说明: "\\x313\\u0039 1234 5678"', "手机号"),
        ("content/policies/gongshui.md", "---\n\n", f"---\n\n打 {MOBILE} 问。\n\n", "手机号"),
        ("content/policies/gongshui.md", "一句话: ", "一句话: 请发到 wang@example.com，", "邮箱"),
        ("content/pages/about.md", "\n# ", "\n微信号：wang_dayes88\n\n# ", "微信号"),
        ("content/rules.yml", "照明", "照明（王大爷患糖尿病）", "健康"),
        ("content/places.yml", "西巷", "西巷3号楼2单元501", "住址"),
        ("content/portal.yml", "主办: ", f"主办: {MOBILE}", "手机号"),
    ],
)
def test_wherever_it_is_typed(small: Path, file: str, old: str, new: str, kind: str) -> None:
    write(small, file, old, new)
    lines = (small / file).read_text("utf-8").split("\n")
    problems = [each for each in found(small) if each.code == kind]
    assert problems, found(small)
    for each in problems:
        assert each.file == file
        line = lines[each.line - 1]
        starts = {one.start + 1 for one in privacy.find(line)} | ({line.index('"') + 1} if "\\x" in line else set())
        assert each.column in starts


@pytest.mark.parametrize("path", [f"content/cases/{MOBILE}.yml", "content/pages/3号楼2单元501.md"])
def test_names_of_files_too(small: Path, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    (small / path).write_text("无", "utf-8")
    assert any(each.code in ("手机号", "住址") for each in found(small))
    assert cli.run(["-C", str(small), "check"]) == 1
    shown = capsys.readouterr()
    assert MOBILE not in shown.out + shown.err
    assert "501" not in shown.out + shown.err


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_message_repeats_it(small: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(small, CASE, "类别: 供水", f"类别: {MOBILE}")
    write(small, CASE, "高层水压不足", "家住3号楼2单元501室的11010519491231002X")
    assert cli.run(["-C", str(small), "check", "--format", form]) == 1
    shown = capsys.readouterr()
    for private in (MOBILE, "11010519491231002X", "501"):
        assert private not in shown.out + shown.err
    assert "139****78" in shown.out
    if form == "json":
        assert {each["code"] for each in json.loads(shown.out)} >= {"手机号", "身份证号", "住址"}


def test_a_line_and_a_column_for_github(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(small, CASE, "标题: 高层", f"标题: {MOBILE}高层")
    cli.run(["-C", str(small), "check", "--format", "github"])
    assert f"::error file={CASE},line=2,col=5,title=手机号::" in capsys.readouterr().out


def test_the_site_stays_as_it_was(built: Path) -> None:
    before = portals.tree(built / "site")
    write(built, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    assert cli.run(["-C", str(built), "build"]) == 1
    assert portals.tree(built / "site") == before


# Phones


@pytest.mark.wide
def test_a_public_phone_may_stand_in_any_text(small: Path) -> None:
    write(small, "content/units.yml", "企业\n  电话: 000-0000-0000", f"企业\n  电话: {MOBILE}")
    write(small, CASE, "三楼以上水压不足", "请打供水公司的 139 1234 5678")
    assert found(small) == []
    assert cli.run(["-C", str(small), "build"]) == 0


def test_the_mobile_of_a_post_needs_consent(small: Path) -> None:
    write(small, "content/contacts.yml", "  电话: ", f"  手机: {MOBILE}\n  电话: ")
    assert {each.code for each in found(small)} == {"手机未同意", "手机号"}
    write(small, "content/contacts.yml", "  电话: ", "  本人同意公开: 是\n  电话: ")
    write(small, CASE, "三楼以上水压不足", f"请打代办员 {MOBILE}")
    assert found(small) == []


def test_a_mobile_may_not_hide_under_the_office_phone_of_a_post(small: Path) -> None:
    write(small, "content/contacts.yml", "电话: 000-0000-0000", f"电话: {MOBILE}")
    assert [each.code for each in found(small)] == ["手机号"]


@pytest.mark.wide
def test_a_landline_that_nobody_has_made_public_is_a_reminder(small: Path) -> None:
    write(small, CASE, "三楼以上水压不足", "请打 0471-4567890")
    assert found(small) == []
    assert [each.code for each in found(small, REMINDER)] == ["座机"]
    write(small, "content/units.yml", "企业\n  电话: 000-0000-0000", "企业\n  电话: 0471-4567890")
    assert found(small, REMINDER) == []


# Names


@pytest.mark.wide
def test_a_name_is_a_reminder(small: Path) -> None:
    write(small, CASE, "早晚用水高峰时", "居民张建国反映，早晚")
    assert found(small) == []
    assert [each.code for each in found(small, REMINDER)] == ["姓名"]
    assert cli.run(["-C", str(small), "build"]) == 0


def test_a_name_stops_where_the_portal_says_so(small: Path) -> None:
    write(small, CASE, "早晚用水高峰时", "居民张建国反映，早晚")
    with (small / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write("隐私:\n  姓名也要改: 是\n")
    assert [each.code for each in found(small)] == ["姓名"]


# Waivers


REASON = "供水公司自己贴在楼门口的"
WAIVER = f"放行:\n  - 内容: 139****78\n    原因: {REASON}\n"


@pytest.mark.wide
def test_a_waiver_lets_it_stand_and_says_so(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(small, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    write(small, CASE, "进展:", f"{WAIVER}进展:")
    assert cli.run(["-C", str(small), "check"]) == 0
    assert REASON in capsys.readouterr().out
    assert cli.run(["-C", str(small), "build"]) == 0
    site = portals.tree(small / "site")
    assert MOBILE.encode() in site["cases/XH-2026-002/index.html"]
    for path, data in site.items():
        assert REASON.encode() not in data, path
        assert "放行".encode() not in data, path


def test_a_waiver_copied_with_its_quotes(small: Path) -> None:
    write(small, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    write(small, CASE, "进展:", WAIVER.replace("139****78", "“139****78”") + "进展:")
    assert found(small) == []


def test_one_waiver_lets_one_thing_stand(small: Path) -> None:
    plates = "放行:\n  - 内容: 蒙****\n    原因: 物业的抢修车\n"
    write(small, CASE, "三楼以上水压不足", "抢修车蒙A12345停在门口")
    write(small, CASE, "进展:", f"{plates}进展:")
    assert found(small) == []
    write(small, CASE, "停在门口", "停在门口，蒙B67890也在")
    assert [each.code for each in found(small)] == ["车牌", "车牌"]
    assert "一条只能放行一处" in found(small)[0].remedy


def test_what_portal_yml_lets_stand_is_for_settings_and_not_for_records(small: Path) -> None:
    write(small, CASE, "三楼以上水压不足", f"请打{MOBILE}")
    with (small / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write("隐私:\n  放行:\n    - 内容: 139****78\n      原因: 写在设置里\n")
    assert [each.code for each in found(small)] == ["手机号"]


def test_what_lies_hidden_in_content_is_in_git_all_the_same(small: Path) -> None:
    (small / "content/cases/.XH-2026-002.yml.swp").write_text(f"请打{MOBILE}", "utf-8")
    (small / "content/.bak").mkdir()
    (small / "content/.bak/old.yml").write_text("住3号楼2单元501室", "utf-8")
    assert {(each.file, each.code) for each in found(small)} == {
        ("content/cases/.XH-2026-002.yml.swp", "手机号"),
        ("content/.bak/old.yml", "住址"),
    }


@pytest.mark.wide
@pytest.mark.parametrize("words", ["到哪里办护照", "怎么办港澳通行证", "车辆通行证自2026-11-20起办理"])
def test_a_title_and_the_number_of_the_case_are_no_passport(small: Path, words: str) -> None:
    write(small, CASE, "高层水压不足", words)
    assert check(small) == []
    assert cli.run(["-C", str(small), "build"]) == 0


def test_a_waiver_holds_in_its_own_record_only(small: Path) -> None:
    write(small, CASE, "进展:", f"{WAIVER}进展:")
    write(small, "content/cases/2026/10/XH-2026-001.yml", "看不清路", f"请打{MOBILE}")
    assert [each.code for each in found(small)] == ["手机号"]
    assert [each.message for each in found(small, REMINDER)] == ["“放行”里有一条没有用上"]


NOTICE = (
    "---\n标题: 停水\n种类: 施工\n从: 2026-11-20\n到: 2026-11-21\n地点: 东院\n更新: 2026-11-20\n{}---\n\n打 {} 问。\n"
)


@pytest.mark.wide
def test_a_notice_is_looked_at_and_may_waive(small: Path) -> None:
    path = small / "content" / "notices" / "tingshui.md"
    path.parent.mkdir()
    path.write_text(NOTICE.format("", MOBILE), "utf-8")
    assert [(each.line, each.code) for each in found(small)] == [(10, "手机号")]
    path.write_text(NOTICE.format(WAIVER, MOBILE), "utf-8")
    assert found(small) == [] and [each.code for each in found(small, REMINDER)] == ["放行"]


@pytest.mark.parametrize(("number", "kinds"), [("0473-1234567", []), (MOBILE, ["手机号"])])
def test_the_phone_of_a_station_is_public_but_no_mobile(small: Path, number: str, kinds: list[str]) -> None:
    station = "- {名称: 驿站, 代码: a, 种类: 服务点, 地点: 东院, 位置: 南门, 服务: 打印, "
    station += "开放: [{星期: 一, 时间: 09:00-10:00}], 电话: "
    (small / "content" / "stations.yml").write_text(f"{station}{number}}}\n", "utf-8")
    assert [each.code for each in found(small)] == kinds


@pytest.mark.wide
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/policies/gongshui.md", "一句话: ", f"{WAIVER}一句话: {MOBILE}"),
        ("content/pages/about.md", "title:", f"{WAIVER}title: {MOBILE}"),
        ("content/portal.yml", "主办: ", "隐私:\n  " + WAIVER.replace("\n", "\n  ").rstrip() + f"\n主办: {MOBILE}"),
    ],
)
def test_waivers_of_other_files(small: Path, file: str, old: str, new: str) -> None:
    write(small, file, old, new)
    assert found(small) == []
    assert [each.code for each in found(small, REMINDER)] == ["放行"]
    site = portals.tree(portals.build(small))
    assert any(MOBILE.encode() in data for data in site.values())
    assert not any(REASON.encode() in data for data in site.values())


# What is about to be published


@pytest.mark.wide
def test_what_only_the_page_puts_together(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = small / "templates/case.html"
    template.write_text(template.read_text("utf-8") + "<p>1391<b>234</b>5678</p>", "utf-8")
    assert {each.file for each in found(small)} >= {"site/cases/XH-2026-002/index.html"}, "the hook sees it too"
    assert cli.run(["-C", str(small), "build"]) == 1
    shown = capsys.readouterr()
    assert "site/cases/XH-2026-002/index.html" in shown.err
    assert "139****78" in shown.err
    assert MOBILE not in shown.err
    assert not (small / "site").exists()
    with (small / "content/portal.yml").open("a", encoding="utf-8") as file:
        file.write(f"隐私:\n  放行:\n    - 内容: 139****78\n      原因: {REASON}\n")
    assert cli.run(["-C", str(small), "build"]) == 0, "and portal.yml can let it stand"


@pytest.mark.wide
@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("mkdocs.yml", "电话: contact", f"{MOBILE}: contact", "mkdocs.yml:"),
        ("templates/theme/lean.html", "<main", f"<p>{MOBILE}</p><main", "templates/theme/lean.html:"),
        ("templates/theme/404.html", "没有这一页", f"请打{MOBILE}", "templates/theme/404.html:"),
        ("templates/theme/assets/icon.svg", "<svg", f"<!-- {MOBILE} --><svg", "templates/theme/assets/icon.svg:"),
        ("templates/theme/lean.html", "<main", "<p>139<b>1234</b>5678</p><main", "site/:1:1"),
        ("templates/theme/404.html", "没有这一页", "139<b>1234</b>5678", "site/404.html"),
        ("templates/case.html", "{{ m.crumbs", "<!-- 139<b>1234</b>5678 -->{{ m.crumbs", "site/cases/"),
        ("templates/case.html", "<h1>", '<h1 data-x="139&#49;2345678">', "templates/case.html"),
        (
            "templates/case.html",
            "{{ m.crumbs",
            f'<a href="tel:%31%33%39{MOBILE[3:]}">打</a>{{{{ m.crumbs',
            "site/cases/",
        ),
        (
            "templates/case.html",
            "<h1>",
            f'<img alt="{MOBILE}" src="../../assets/icon.svg"><h1>',
            "templates/case.html:",
        ),
    ],
)
def test_shells_and_files_are_looked_at_too(
    small: Path, file: str, old: str, new: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(small, file, old, new)
    assert cli.run(["-C", str(small), "build"]) == 1
    shown = capsys.readouterr().err
    assert where in shown
    assert "像是手机号" in shown


@pytest.mark.wide
def test_mkdocs_own_log_repeats_nothing(small: Path) -> None:
    write(small, "mkdocs.yml", "nav:\n", f"nav:\n  - 找人: wang-{MOBILE}.md\n")
    done = portals.process("-m", "mkdocs", "build", cwd=small)
    assert done.returncode == 1
    assert MOBILE not in done.stdout + done.stderr
    assert "139****78" in done.stdout + done.stderr


# Photographs


def test_what_a_photograph_tells_beside_the_picture(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = small / "content/cases/2026/11/漏水.jpg"
    photo.write_bytes(pictures.talkative(f"王先生 {MOBILE}"))
    write(small, CASE, "环节: 登记", "环节: 登记\n    照片:\n      - 文件: 漏水.jpg\n        说明: 水表")
    problems = [each for each in found(small) if each.code == "手机号"]
    assert problems
    assert {each.file for each in problems} == {"content/cases/2026/11/漏水.jpg"}
    assert all("照片自带的文字里的“139****78”" in each.message for each in problems)
    photo.write_bytes(pictures.file(pictures.scene()))
    assert found(small) == []


def test_the_caption_of_a_photograph(small: Path) -> None:
    photo = small / "content/cases/2026/11/漏水.jpg"
    photo.write_bytes(pictures.file(pictures.scene()))
    write(small, CASE, "环节: 登记", "环节: 登记\n    照片:\n      - 文件: 漏水.jpg\n        说明: 车牌蒙A12345的车")
    assert [each.code for each in found(small)] == ["车牌"]
