"""What our case pages say, read back from a built site, so that other engines can print the same words.

Nothing here knows the generator, only the page that it published: so any version of it can be measured.
A page's words are taken apart into what a front matter holds: title, state, facts, events, relations.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any

Case = dict[str, Any]
"""The front matter of one case; values that begin with `<` or hold links are HTML."""

PAIRS = re.compile(r"<dt>(.*?)</dt><dd>(.*?)</dd>", re.S)
EVENT = re.compile(
    r'<li><h3>(?:<time datetime="([^"]*)">[^<]*</time>|<span class="by">([^<]*)</span>) (.*?)'
    r'(?: <span class="by">([^<]*)</span>)?</h3>\n(.*?)</li>',
    re.S,
)
FACT = re.compile(r'<p><span class="soft">([^<]*)：</span>(.*?)</p>', re.S)
STEP = re.compile(
    r'<li class="(\w+)"[^>]*><i aria-hidden="true">(.)</i><div class="said" data-said="([^"]*)">'
    r'<div aria-hidden="true">(.*?)(?:<small>(?:<time datetime="([^"]*)">.*?</time>|(.*?))</small>)?</div></div></li>',
    re.S,
)
LEG = re.compile(
    r'<li( class="on")?><span>([^<]*)(?: <small class="soft">([^<]*)</small>)? <small class="soft">'
    r'<time datetime="([^"]*)">[^<]*</time>起</small></span><span>(.*?)</span>'
    r'(?:<svg aria-hidden="true"><rect width="(\d+)%" height="12" rx="4"/></svg>)?</li>',
    re.S,
)
CALL = re.compile(
    r'<(?:div|a) class="call(?: unreal)?( plain)?"(?: href="([^"]*)")?>.*?</svg><span>(.*?)(?:<small>([^<]*)</small>)?'
    r'<small class="dial"><b>(.*?)</b>(?: <span>([^<]*)</span>)?</small></span></(?:div|a)>',
    re.S,
)


def cases(site: Path) -> list[Case]:
    """All cases of a built site, by id."""
    pages = sorted(site.glob("cases/*-*/index.html"))
    return [case(page.parent.name, page.read_text("utf-8")) for page in pages]


def case(key: str, page: str) -> Case:
    """One page, taken apart."""
    told = head(page)
    inner = main(page)
    told["id"] = key
    told["place"] = _first(
        r'itemprop="item" href="(\.\./\.\./places/[^"]*)"><span itemprop="name">([^<]*)</span>', inner
    )
    told["heading"] = _first(r"<h1>(.*?)</h1>", inner)
    told["rests"] = _first(r'<p class="rests soft">.*?datetime="([^"]*)"', inner)
    told["seal"] = _first(r'<span class="(seal[^"]*)">([^<]*)</span>', inner)
    now, _, rest = inner.partition('<div class="two">')
    if not rest:  # withdrawn
        told["reason"] = re.findall(r"<p>((?!<span class=\"seal).*?)</p>", now, re.S)
        return told
    told["marks"] = re.findall(r'<span class="mark">([^<]*)</span>', now.partition("</p>")[0])
    told["steps"] = [
        {"class": how, "sign": sign, "said": said, "name": name, "day": day, "word": word}
        for how, sign, said, name, day, word in STEP.findall(now)
    ]
    told["now"] = PAIRS.findall(now)
    told["passed"] = FACT.findall(now.partition("</dl>")[2])
    told["asked"] = _calls(now)
    first, *sections = re.split(r"<h2>", rest)[1:]
    told["matter"] = re.findall(r"<p>(.*?)</p>", first, re.S)
    told["events"] = [_event(*each) for each in EVENT.findall(sections[0])]
    told["silent"] = _first(r"<small>新的在上(.*?)</small>", sections[0])
    told["sections"] = [_section(each) for each in sections[1:]]
    return told


def head(page: str) -> Case:
    """What the head of a page says of this page alone."""
    names = {"title": "og:title", "picture": "og:image", "description": "og:description"}
    return {
        name: unescape(_first(rf'<meta property="{said}" content="([^"]*)">', page)) for name, said in names.items()
    }


def main(page: str) -> str:
    """The middle of a page."""
    return page.partition('<main id="content">')[2].partition("</main>")[0]


def words(html: str) -> str:
    """What a reader reads, without any blank."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def with_event(case: Case, day: str, note: str) -> Case:
    """The same case after one more 办理, the newest first."""
    return case | {"events": [_event(day, "", "办理", case["events"][0]["by"], f"<p>{note}</p>"), *case["events"]]}


def _event(day: str, undated: str, title: str, by: str, text: str) -> Case:
    struck = _first(r"<del>(.*?)</del>", text)
    plain = struck or text
    return {
        "day": day,
        "undated": undated,
        "title": title,
        "by": by,
        "struck": "<del>" in text,
        "text": re.findall(r'<p>((?!<span class="soft">[^<]*：|<a class="tap").*?)</p>', plain, re.S),
        "facts": FACT.findall(plain),
        "leads": re.findall(r'<p><a class="tap" href="([^"]*)">(.*?)</a></p>', text, re.S),
        "note": _first(r'<p class="soft">(.*?)</p>', text),
    }


def _section(html: str) -> Case:
    heading, _, body = html.partition("</h2>")
    legs = [
        {"on": bool(on), "unit": unit, "level": level, "day": day, "held": held, "share": share}
        for on, unit, level, day, held, share in LEG.findall(body)
    ]
    way = _first(r'<ol class="way"[^>]*>(.*?)</ol>', body)
    links = re.findall(r'<li([^>]*)><a class="card" href="([^"]*)"><b>(.*?)</b>(.*?)</a></li>', body, re.S)
    found = {
        "way": re.findall(r"<li>(.*?)</li>", way, re.S),
        "legs": legs,
        "pairs": PAIRS.findall(body),
        "links": links,
        "calls": _calls(body),
        "leads": re.findall(r'<p><a class="tap" href="([^"]*)">(.*?)</a></p>', body, re.S),
    }
    return {"heading": heading, **{name: what for name, what in found.items() if what}}


def _calls(html: str) -> list[Case]:
    return [
        {"plain": bool(plain), "href": href, "name": name, "about": about, "number": number, "hours": hours}
        for plain, href, name, about, number, hours in CALL.findall(html)
    ]


def _first(pattern: str, text: str) -> Any:
    found = re.search(pattern, text, re.S)
    if not found:
        return ""
    return found[1] if len(found.groups()) == 1 else list(found.groups())
