"""A draft: a build up to its plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import codes, phones, photos
from generator.extras import Extras
from generator.outputs import Outputs, Planned
from generator.pages.qr import Code
from generator.permit import Permit
from generator.problem import Problem
from generator.store import Database
from generator.traces import Traces
from generator.view import View


@dataclass(frozen=True, slots=True)
class Draft:
    """A build up to its plan: everything but the shells is known. `sign`: of the portal as it was before."""

    folder: Path
    database: Database
    view: View
    outputs: Outputs
    extras: Extras
    traces: Traces
    permit: Permit
    reminders: list[Problem]
    shelf: photos.Shelf
    coded: Sequence[Code]
    drawn: codes.Shelf
    sign: str

    @property
    def pages(self) -> list[Planned]:
        """All pages that are made from records, in order of their URL."""
        return self.outputs.pages()

    def has(self, path: str) -> bool:
        """Whether the site will have this file, beside what is written by hand and what the engine brings."""
        stem, dot, end = path.rpartition(".")
        drawn = dot and end in ("svg", "png") and any(each.stem == stem for each in self.coded)
        return bool(drawn) or self.outputs.has_file(path) or self.extras.has(path)

    def has_folder(self, path: str) -> bool:
        """Whether it will have any file in this folder."""
        there = self.outputs.has_folder(path) or self.extras.has_folder(path)
        return there or any(each.stem.startswith(f"{path}/") for each in self.coded)

    @property
    def facts(self) -> Mapping[str, object]:
        """What the theme prints of the portal on every page."""
        portal = self.view.portal
        headline, _, rest = (portal.notice or "").partition("\n")
        return {
            "name": portal.name,
            "publisher": portal.publisher,
            "about": portal.about,
            "notice": _pieces(headline.strip()),
            "notice_more": _pieces(rest.strip()),
            "home": self.view.site_url,
            "hotline": {**portal.hotline.model_dump(), **_dialled(portal.hotline.phone)},
            "icp": portal.footer.icp or "",
            "police": portal.footer.police or "",
            "police_code": re.sub("[^0-9]", "", portal.footer.police or ""),
            "indexed": portal.indexed,
            "zone": "" if portal.fixed_day else portal.timezone,  # a day that stands still needs no clock
        }


def _pieces(text: str) -> list[dict[str, str]]:
    """A text for the theme, which has no filters: what can be dialled apart from the rest."""
    return [{"text": part, "dial": number, "said": phones.apart(part)} for part, number in phones.parts(text) if part]


def _dialled(phone: str) -> dict[str, str]:
    return {"dial": phones.dial(phone), "said": phones.apart(phone)}
