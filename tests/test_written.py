"""Pages written by hand: what may stand at their head, what may lie beside them."""

from pathlib import Path

import pictures
import pytest
from hypothesis import given
from hypothesis import strategies as some
from mkdocs.utils.meta import get_data
from records_helper import steady

from generator import written
from generator.problem import Problem


class Taken:
    """What is made from records."""

    def has(self, path: str) -> bool:
        return path in ("index.html", "cases/index.html")

    def has_folder(self, path: str) -> bool:
        return path == "cases"


def check(pages: Path) -> list[Problem]:
    return list(written.check(pages, Taken()))


_FORMS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def of(tmp_path: Path, name: str, text: str = "x\n") -> list[Problem]:
    path = tmp_path / "pages" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    form = _FORMS.get(path.suffix.lower())
    path.write_bytes(pictures.file(pictures.scene(), form) if form else text.encode())
    return check(tmp_path / "pages")


@pytest.mark.parametrize(
    "text",
    [
        "# 标题\n",
        "---\ntitle: 甲\ndescription: 乙\n---\n正文\n",
        "---\ntitle: 甲\n放行:\n- {内容: 138****00, 原因: 问过}\n---\n",
        "---\r\ntitle: 甲\r\n---\r\n正文\r\n",
        "---\n---\n正文\n",
        "---\ntitle:\n---\n正文\n",
        "正文里有: 冒号\n",
        "\ntitle: 这是正文\n",
        "----\n",
    ],
)
def test_good(tmp_path: Path, text: str) -> None:
    assert of(tmp_path, "a.md", text) == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("---\ntitle: 甲\ntemplate: raw.html\n---\n", 3, "不认识的键"),
        ("---\nhide: [navigation]\n---\n", 2, "不认识的键"),
        ("---\nTitle: 甲\n---\n", 2, "不认识的键"),
        ("---\rtemplate: raw.html\r---\r正文\r", 2, "不认识的键"),
        ("---\n<<: {template: x}\n---\n", 2, ""),
        ("---\ntitle: [甲]\n---\n", 2, "要一句话"),
        ("---\n- 甲\n---\n", 2, "要分项"),
        ("---\n放行: [电话]\n---\n", 2, "要分项"),
        ("---\n放行:\n- 内容: 138****00\n---\n", 3, "缺少"),
        ("---\ntitle: 甲\n\n# 正文\n", 1, "开头"),
        ("---", 1, "开头"),
        ("title: 甲\n\n正文\n", 1, "开头"),
        ("template: raw.html\n", 1, "开头"),
        ("  Template : raw.html\n", 1, "开头"),
    ],
)
def test_a_head_that_is_wrong(tmp_path: Path, text: str, line: int, code: str) -> None:
    (problem,) = of(tmp_path, "a.md", text)
    assert problem.line == line and problem.remedy and code in ("", problem.code)


_PARTS = ["---", "...", "\n", "\r", "\r\n", " ", "\t", "title: x", "template: x", "template : x", "a", "{template: x}",
          "<<: ", '"template": x', "? template\n: x", "title: &a x", "description: *a", "#", "\x85",
          "\u2028", "\ufeff"]  # fmt: skip


@steady
@given(some.lists(some.sampled_from(_PARTS), max_size=8), some.sampled_from(["", "---\n", "---\r", "--- \n"]))
def test_mkdocs_sees_no_other_settings_in_a_page_that_is_let_through(parts: list[str], start: str) -> None:
    text = start + "".join(parts)
    if not list(written._check_text(text.encode(), "x.md")):
        seen = text.encode().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")  # as open() reads it
        assert get_data(seen)[1].keys() <= {"title", "description", "放行"}, text


def test_a_picture_must_be_one(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.jpg").write_text("<svg onload=alert(1)>", "utf-8")
    assert [each.code for each in check(tmp_path / "pages")] == ["照片格式"]


@pytest.mark.parametrize("name", ["图/a.jpg", "a.JPEG", "a b.png", "图（一）.webp", "folder/甲.md", "a-1.md"])
def test_files_that_may_lie_there(tmp_path: Path, name: str) -> None:
    assert of(tmp_path, name) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.pdf", "姓名和电话"), ("a.DOCX", "姓名和电话"), ("a.html", ".md"), ("a.js", "删掉"), ("a.css", "templates/"),
        ("a.svg", ".png"), ("a.gif", ".jpg"), ("a.heic", ".jpg"), ("a.mp4", "视频"), ("a.zip", "压缩包"), 
        ("a.xyz", ".md"),
        ("a.markdown", "改成 .md"), ("a.MD", "改成 .md"), ("a.md.txt", "改成 .md"), ("a", "删掉"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_to_do_instead(tmp_path: Path, name: str, words: str) -> None:
    (problem,) = of(tmp_path, name)
    assert words in problem.remedy and problem.file == f"content/pages/{name}"


@pytest.mark.parametrize(
    "name", ["a<b>.md", 'a".md', "a'.md", "a&b.md", "a#b.md", "a%41.md", "a?.md", "a\u202eb.md", "a\nb.md"]
)
def test_a_name_with_odd_signs(tmp_path: Path, name: str) -> None:
    (problem,) = of(tmp_path, name)
    assert problem.code == "文件名" and "\n" not in problem.file


@pytest.mark.parametrize(
    ("one", "other"), [("a.md", "A.md"), ("a.png", "A.PNG"), ("a.md", "a/index.md"), ("é.png", "e\u0301.png")]
)
def test_names_that_cannot_be_told_apart(tmp_path: Path, one: str, other: str) -> None:
    of(tmp_path, one)
    found = of(tmp_path, other)
    assert found and {each.code for each in found} <= {"网址重复", "文件名"}


@pytest.mark.parametrize(
    "name",
    ["_headers", "404.html", "sitemap.xml", "index.md", "cases/index.md", "cases/XH-2026-001/0123456789ab-480.jpg"],
)
def test_what_is_made_here(tmp_path: Path, name: str) -> None:
    assert [each.code for each in of(tmp_path, name)] == ["网址重复"]
