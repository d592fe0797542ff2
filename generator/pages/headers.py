"""What a server should say with every file: `_headers`, for hosts such as Cloudflare Pages and Netlify; and for nginx.

Pages carry their policy themselves too, for hosts that know neither.
"""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

POLICY = "Content-Security-Policy"
POLICIES = "policies.nginx"
"""The file beside releases that has the policies of each."""
_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{each}=()" for each in _OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What goes with every file, whichever policy its pages have."""
LEAST = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
"""A policy that contradicts that of no page: for pages whose own policy the server does not know."""
FOR_A_WEEK = "public, max-age=604800"
"""For /assets/: a sign hardly ever changes."""

_CARDS = ("/contact/card.vcf", "/places/:place/card.vcf")
"""What must not come as a file of no kind, or phones would keep it and not open it."""
_READABLE = re.compile(r"[ !#%-\[\]-~]{1,4000}")
"""What nginx takes for one value, between double quotes: no quotation mark, backslash or variable, and not too long."""


def files(policy: str) -> dict[str, bytes]:
    """The file, for a site whose pages have `policy`."""
    every = {POLICY: f"{policy}; frame-ancestors 'none'", **ALWAYS}
    text = "/*\n" + "".join(f"  {name}: {value}\n" for name, value in every.items())
    text += f"/assets/*\n  Cache-Control: {FOR_A_WEEK}\n"
    text += "".join(f"{path}\n  Content-Type: text/vcard; charset=utf-8\n" for path in _CARDS)
    return {"_headers": text.encode()}


def policy_of(site: Path) -> str:
    """The policy that the server should say with the files of a built site; empty if it says none."""
    found = re.search(f"^  {POLICY}: (.*)$", (site / "_headers").read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def short(policy: str) -> str:
    """A policy as a name: what nginx knows it again by."""
    return hashlib.sha256(policy.encode()).hexdigest()[:12]


def for_nginx(policies: Mapping[str, str]) -> dict[str, str]:
    """What nginx has to know of releases: files by name. `policies` are those of their folders.

    The lines of a map, and nothing that could be a directive. A policy that nginx could not read is left out: it then
    says LEAST.
    """
    known = sorted({(short(each), each) for each in policies.values() if _READABLE.fullmatch(each)})
    return {POLICIES: "".join(f'"~-{name}$" "{policy}";\n' for name, policy in known)}
