"""Markdown of policy notes to safe HTML: raw HTML is escaped first, the result is then sanitised."""

import markdown
import nh3

TO_FILL_IN = "待社区填写"
"""What stands where only the community knows; it is made to stand out."""

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td", "code", "pre", "del", "dl", "dt", "dd",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
_ATTRIBUTES |= {f"h{level}": {"id"} for level in (2, 3, 4)}


def as_html(text: str) -> str:
    """HTML of a note. Headings keep the ids that were given to them (`## 怎么办 {#how}`)."""
    md = markdown.Markdown(extensions=["tables", "sane_lists", "attr_list", "def_list"])
    # Typed HTML is text to be read, not to be run.
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    clean = nh3.clean(
        md.convert(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "tel", "mailto"},
        link_rel="noopener noreferrer",
    )
    return clean.replace(TO_FILL_IN, f'<span class="blank">{TO_FILL_IN}</span>')
