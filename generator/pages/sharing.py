"""Open Graph (https://ogp.me): what a link to a page looks like where it is passed on.

What is the same for all pages, or said by a slot, stands in the layout.
"""

from html import escape

from generator.pictures import Picture

SITE = "assets/share.png"
"""The picture of every page that has none of its own; drawn by `make icons`."""


def head(title: str, home: str, picture: Picture | None = None) -> str:
    """For the head of a page. `home`: the address of the site, for a picture must have a whole one."""
    file = picture.files[-1][0] if picture else SITE
    told = {"og:title": title, "og:image": home + file}
    if picture:
        told["og:image:alt"] = picture.says
    return "\n".join(f'<meta property="{name}" content="{escape(said)}">' for name, said in told.items())
