"""_headers and _headers.nginx: what the server should say with every file.

The first is read by hosts such as Cloudflare Pages and Netlify, the second is for an `include` in nginx.
Pages carry their policy themselves too, for hosts that read neither.
"""

_OFF = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
_CARDS = ("/contact/card.vcf", "/places/:place/card.vcf")
"""What must not come as a file of no kind, or phones would keep it and not open it. For nginx: docs/security.md."""


def files(policy: str) -> dict[str, bytes]:
    """Both files, for a site whose pages have `policy`."""
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{each}=()" for each in _OFF),
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    plain = "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
    plain += "/assets/*\n  Cache-Control: public, max-age=604800\n"  # a sign hardly ever changes
    plain += "".join(f"{path}\n  Content-Type: text/vcard; charset=utf-8\n" for path in _CARDS)
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    return {"_headers": plain.encode(), "_headers.nginx": nginx.encode()}
