"""sitemap.xml: the addresses of all pages, for search engines (https://www.sitemaps.org/protocol.html)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

LIMIT = 50_000
_PLAIN = re.compile("[A-Za-z0-9/-]*").fullmatch
"""Nearly all addresses have nothing to be written in another way."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def files(site_url: str, data_pages: Iterable[tuple[str, str]], engine_files: Iterable[str]) -> dict[str, bytes]:
    """`sitemap.xml`; where there are more than `LIMIT` addresses, an index of parts by the month of their last events.

    So an event touches two parts, however many there are.

    `data_pages`: URL and date of the last event (2026-11-20, or nothing); `engine_files`: paths of hand-written pages.
    """
    written = [(path.removesuffix("index.html"), "") for path in engine_files if path.endswith("/index.html")]
    pages = sorted([*data_pages, *written], key=lambda each: each[0])
    home = escape(site_url, quote=False)
    entries = [_entry(home + (url if _PLAIN(url) else escape(quote(url), quote=False)), day) for url, day in pages]
    if len(entries) <= LIMIT:
        return {"sitemap.xml": _document("urlset", entries)}
    months = defaultdict[str, list[str]](list)
    for (_, day), entry in zip(pages, entries, strict=True):
        months[day[:7] or "undated"].append(entry)
    made = {
        f"sitemap-{month}{f'-{start // LIMIT + 1}' if start else ''}.xml": _document(
            "urlset", all_[start : start + LIMIT]
        )
        for month, all_ in sorted(months.items())
        for start in range(0, len(all_), LIMIT)
    }
    index = [f"<sitemap><loc>{escape(site_url + name, quote=False)}</loc></sitemap>\n" for name in made]
    return {"sitemap.xml": _document("sitemapindex", index), **made}


def _entry(url: str, day: str) -> str:
    return f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>\n" if day else f"<url><loc>{url}</loc></url>\n"


def _document(name: str, entries: list[str]) -> bytes:
    return f'{_HEAD}<{name} xmlns="{_SCHEMA}">\n{"".join(entries)}</{name}>\n'.encode()
