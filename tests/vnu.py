"""The Nu Html Checker (vnu) on pages: what the W3C's checker says of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import nodes

EXCUSED = {
    "CSS: “counter-set”: Property “counter-set” doesn't exist in “CSS Level 3 + SVG” but exists in “[css3]”.": (
        "sheets of a pile count their own pages; the property is CSS Lists 3, which the checker's profile leaves out"
    ),
}
"""Errors that are the checker's own, each with its reason."""


@dataclass(frozen=True)
class Said:
    """One message; `url` is below the site."""

    url: str
    error: bool
    text: str
    line: int


def check(home: str, urls: Iterable[str]) -> list[Said]:
    """What the checker says of these pages of a site that is served at `home`."""
    loopback = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
    command = (nodes.java(), loopback, "-jar", nodes.tool("vnu-jar/build/dist/vnu.jar"))
    options = ("--stdout", "--exit-zero-always", "--format", "json")
    said = json.loads(nodes.run(*command, *options, *(home + url for url in urls)))["messages"]
    return [
        Said(each["url"].removeprefix(home), each["type"] != "info", each["message"], each.get("lastLine", 0))
        for each in said
        if each["type"] != "info" or each.get("subType") == "warning"
    ]


def errors(said: Iterable[Said]) -> list[Said]:
    """Those that are the page's own."""
    return [each for each in said if each.error and each.text not in EXCUSED]
