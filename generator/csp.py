"""The Content-Security-Policy of the site: what its pages may do, worked out from the layout alone.

Staff's text is never looked at for it, so nothing that slips into a page can allow itself.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

MARK = "deskboard-csp"
"""What stands for the policy in the layout's <meta>."""

_META = f'<meta http-equiv="Content-Security-Policy" content="{MARK}">'
_GIVEN = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_HASH = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([^\s\"'>]*)", re.IGNORECASE)
_DATA = ("application/json", "application/ld+json")
"""Types of a <script> that is data: no browser runs it."""


def policy(layouts: Iterable[str]) -> str:
    """The policy under which the scripts and styles of the layouts work, and no others."""
    found = {(kind, name) for html in layouts for _, kind, name in inline(html)}
    scripts, styles = (sorted(name for kind, name in found if kind == wanted) for wanted in ("script", "style"))
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(scripts) or "'none'",
        "style-src": " ".join(styles) or "'none'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def inline(html: str) -> Iterator[tuple[int, str, str]]:
    """What a page does by itself: (position, "script" or "style", its hash as a policy names it).

    A script of another file has an empty hash, which no policy names.
    """
    for found in _INLINE.finditer(html):
        kind, given = found[1].lower(), found[2]
        named = _TYPE.search(given)
        if kind == "script" and named and named[1].lower() in _DATA:
            continue
        yield found.start(), kind, "" if re.search(r"\bsrc\s*=", given, re.IGNORECASE) else hashed(found[3])


@lru_cache(maxsize=64)  # all shells have the same
def hashed(text: str) -> str:
    """A hash of what stands between the tags, as a browser reads it."""
    digest = sha256(text.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def worded(text: str) -> str:
    """The text without the hashes of a policy: letters by chance, some of which look like a number of somebody."""
    return _HASH.sub("", text)


def filled(html: str, rules: str) -> str | None:
    """The page with its policy; None if it has no place for one before anything else can happen."""
    at = html.find(_META)
    if at < 0 or re.search(r"<(?:title|link|style|script|body)\b", html[:at], re.IGNORECASE):
        return None
    return html[:at] + _META.replace(MARK, rules) + html[at + len(_META) :]


def given(html: str) -> str:
    """The policy that a page has; empty if it has none."""
    found = _GIVEN.search(html)
    return found[1] if found else ""


def admitted(html: str, script: str) -> str:
    """The page, in which one more script may run: for a preview that reloads itself."""
    rules = given(html)
    return html.replace(rules, rules.replace("script-src ", f"script-src {hashed(script)} "), 1) if rules else html
