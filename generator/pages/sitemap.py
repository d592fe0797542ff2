"""sitemap.xml: the addresses of all pages, for search engines (https://www.sitemaps.org/protocol.html)."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

LIMIT = 50_000
_PLAIN = re.compile("[A-Za-z0-9/-]*").fullmatch
"""Nearly all addresses have nothing to be written in another way."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def files(site_url: str, data_pages: Iterable[tuple[str, str]], engine_files: Iterable[str]) -> dict[str, bytes]:
    """`sitemap.xml`, cut into parts with an index where there are more than `LIMIT` addresses.

    `data_pages`: URL and date of the last event (2026-11-20, or nothing); `engine_files`: paths of hand-written pages.
    """
    written = [(path.removesuffix("index.html"), "") for path in engine_files if path.endswith("/index.html")]
    pages = sorted([*data_pages, *written], key=lambda each: each[0])
    home = escape(site_url, quote=False)
    entries = [_entry(home + (url if _PLAIN(url) else escape(quote(url), quote=False)), day) for url, day in pages]
    if len(entries) <= LIMIT:
        return {"sitemap.xml": _document("urlset", entries)}
    parts = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)]
    made = {f"sitemap-{n}.xml": _document("urlset", part) for n, part in enumerate(parts, 1)}
    index = [f"<sitemap><loc>{escape(site_url + name, quote=False)}</loc></sitemap>\n" for name in made]
    return {"sitemap.xml": _document("sitemapindex", index), **made}


def _entry(url: str, day: str) -> str:
    return f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>\n" if day else f"<url><loc>{url}</loc></url>\n"


def _document(name: str, entries: list[str]) -> bytes:
    return f'{_HEAD}<{name} xmlns="{_SCHEMA}">\n{"".join(entries)}</{name}>\n'.encode()
