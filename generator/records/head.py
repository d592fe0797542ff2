"""The head of a page that people write by hand (content/pages/*.md): what may stand between its two ---.

An engine would take more: another template, other settings.
"""

from generator.records.base import Line, Prose, Record, key
from generator.records.waiver import WAIVERS, Waivers


class Head(Record):
    """Front matter of a hand-written page. The keys are the engine's, so they are English."""

    title: Line | None = key("title", "网页的标题", None)
    description: Prose | None = key("description", "一两句话，给搜索和转发时看", None)
    waivers: Waivers = WAIVERS
