"""Markdown of policy notes to safe HTML: raw HTML is escaped first, the result is then sanitised."""

import re

import markdown
import nh3

MAX_SIGNS, MAX_BRACKETS, MAX_NESTED = 10_000, 300, 20
"""The Markdown package takes time by the square of these, and calls itself for each list in a list."""

TO_FILL_IN = "待社区填写"
"""What stands where only the community knows; it is made to stand out."""

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "del", "dl", "dt", "dd",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
_ATTRIBUTES |= {f"h{level}": {"id"} for level in (2, 3, 4)}
_LEVELS = {"1": "2", "5": "4", "6": "4"}
_TAG_OR_BLANK = re.compile(rf'<(?:"[^"]*"|[^">])*>|{TO_FILL_IN}')


def too_much(text: str) -> tuple[int, int, str, str, str] | None:
    """Line, column, code, message and remedy, if a text is more than a page can be made from in no time."""
    nested = re.search(rf"^[ \t]*(?:(?:[-*+]|[0-9]+\.)[ \t]+){{{MAX_NESTED},}}", text, re.MULTILINE)
    if len(text) > MAX_SIGNS:
        return 1, 1, "正文太长", f"正文超过 {MAX_SIGNS // 10000} 万字", "写短一些，或者拆成几份"
    if text.count("[") > MAX_BRACKETS:
        return 1, 1, "正文太长", f"正文里的方括号超过 {MAX_BRACKETS} 个", "链接少放一些，或者拆成几份"
    if nested:
        line = text.count("\n", 0, nested.start()) + 1
        return line, 1, "层数太深", "一行里套了太多层列表", "删掉多出来的短横线或数字"
    return None


def as_html(text: str) -> str:
    """HTML of a note. Headings keep the ids that were given to them (`## 怎么办 {#how}`).

    The page has its own first heading, so the note's are of levels 2 to 4.
    """
    tables = {"tables": {"use_align_attribute": True}}
    md = markdown.Markdown(extensions=["tables", "sane_lists", "attr_list", "def_list"], extension_configs=tables)
    # Typed HTML is text to be read, not to be run.
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    html = re.sub("(</?h)([156])", lambda found: found[1] + _LEVELS[found[2]], md.convert(text))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "tel", "mailto"},
        link_rel="noopener noreferrer",
    )
    return _TAG_OR_BLANK.sub(_marked, clean)


def _marked(found: re.Match[str]) -> str:
    return f'<span class="blank">{TO_FILL_IN}</span>' if found[0] == TO_FILL_IN else found[0]
