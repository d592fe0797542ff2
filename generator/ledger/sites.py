"""Where a site was: which addresses in mkdocs.yml are real, so that what stands there counts as published."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import yaml

_RESERVED = ("example.com", "example.net", "example.org", "example", "test", "invalid", "localhost")
"""Nobody can publish under these (RFC 2606, RFC 6761), nor under what lies below them."""


def named(raw: bytes) -> str:
    """The real address that a mkdocs.yml of these bytes names, in one spelling; empty where it names none."""
    try:
        loaded = yaml.safe_load(raw.decode("utf-8-sig"))
    except (yaml.YAMLError, ValueError, RecursionError):
        return ""
    return real(str(loaded.get("site_url") or "")) if isinstance(loaded, dict) else ""


def real(url: str) -> str:
    """An https address under a host that can be published, in one spelling; empty for any other."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme != "https" or not host or parts.query or parts.fragment or not url.isascii() or _reserved(host):
        return ""
    host = f"[{host}]" if ":" in host else host.rstrip(".")
    return f"https://{host}{f':{port}' if port not in (None, 443) else ''}/{parts.path.strip('/')}".rstrip("/") + "/"


def _reserved(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return any(f".{host.rstrip('.')}".endswith(f".{each}") for each in _RESERVED)
