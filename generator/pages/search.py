"""/search/: words in, cases out. The page is the same whatever the records say; `generator.search` makes its files."""

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup

from generator import search
from generator.pages.page import Filled, Page, Templates, page
from generator.pages.telling import Told, tell
from generator.records.events import Assigned
from generator.search import Document, Index
from generator.view import View

KIND = "search"


def pages(view: View) -> Iterator[Page]:
    yield page("search/", KIND)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    return templates.fill(page, view, "查一件事", "写几个字、小区名，或者编号，看一件事办到哪一步了。")


def parts(view: View) -> list[str]:
    """The blocks."""
    return search.blocks(view.cases.found_in_months)


def files(view: View, part: str) -> Iterator[tuple[str, bytes]]:
    made = _index(view, part)
    told(view, part, made)  # remembered for the first file, while the documents are at hand
    yield from ((f"search/{part}/{file}", data) for file, data in made.files.items())


def told(view: View, block: str, made: Index | None = None) -> search.Part:
    """What the first file must know of a block; `made`: its index, if that is at hand."""

    def part() -> search.Part:
        return search.part((made or _index(view, block)).documents)

    return view.of_all(f"part {block}", _keys(view, block), part)


def _index(view: View, block: str) -> Index:
    keys = _keys(view, block)

    def make(before: Index | None, new: Mapping[str, Document]) -> Index:
        known = {each.id: each for each in before.documents} if before else {}
        return search.revised(before, [new.get(key) or known[key] for key in keys])

    return view.revised(f"index {block}", keys, partial(document, view), make)


def _keys(view: View, block: str) -> list[str]:
    found = view.cases.found_in_months
    return sorted(key for month in search.months(block, found) for key in view.cases.found(month))


def document(view: View, key: str) -> Document:
    """What can be found of one case that was not withdrawn: what its page tells of it."""
    each, summary = view.case(key), view.summary(key)
    record, registered = each.record, summary.registered
    pieces = [summary.title, record.summary, record.nature, record.category, record.source or "", record.origin or ""]
    pieces += [step.reason for step in view.handling.steps(key) if step.reason]
    for entry in each.standing.entries:
        told = tell(entry, view, view.pictures(key, entry))
        if not (told.hidden or told.struck):
            what = entry.happening.what
            pieces += [*(what.to if isinstance(what, Assigned) else ()), *_texts(told)]
    return Document(
        id=key,
        title=summary.title,
        face=summary.face,
        seal=summary.seal,
        open=summary.open,
        category=summary.category,
        day=registered.earliest if registered.known else None,
        said_day=registered.iso if registered.known else "",
        places=tuple(place.name for place in summary.places),
        codes=tuple(dict.fromkeys(up.code for place in each.places for up in view.up(place.code))),
        pieces=tuple(dict.fromkeys(filter(None, pieces))),
    )


def _texts(told: Told) -> Iterator[str]:
    yield from (told.by, told.text, told.next_step, *(picture.says for picture in told.pictures))
    for _, text in told.facts:
        yield text.striptags() if isinstance(text, Markup) else str(text)
