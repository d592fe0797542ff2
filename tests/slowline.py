"""A page on a slow line and a slow phone: when its first words are seen, and how many bytes came."""

import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser, CDPSession

BITS, LATENCY, SLOWER = 400_000, 400, 6
"""Bits a second, both ways; milliseconds that each request waits; how many times slower the processor is."""
VISITS = 5
SEEN = "performance.getEntriesByType('paint').find((each) => each.name === 'first-contentful-paint').startTime"


@dataclass(frozen=True)
class Arrival:
    """Medians of visits with a cold cache: seconds to the first contentful paint, bytes on the wire, requests."""

    seconds: float
    bytes: int
    requests: int


def arrivals(browser: Browser, url: str, visits: int = VISITS) -> Arrival:
    """Visit a page that nothing is known of yet."""
    seen = [_visit(browser, url) for _ in range(visits)]
    return Arrival(
        statistics.median(each.seconds for each in seen),
        round(statistics.median(each.bytes for each in seen)),
        round(statistics.median(each.requests for each in seen)),
    )


def _visit(browser: Browser, url: str) -> Arrival:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    loaded = _slowed(context.new_cdp_session(page))
    page.goto(url, wait_until="networkidle", timeout=120_000)
    seconds = page.evaluate(SEEN) / 1000
    context.close()
    return Arrival(seconds, round(sum(loaded)), len(loaded))


def _slowed(session: CDPSession) -> list[float]:
    """Slow the page down; gives the list to which the bytes of each request come, headers among them."""
    loaded: list[float] = []
    session.on("Network.loadingFinished", lambda said: loaded.append(said["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line = {"offline": False, "latency": LATENCY, "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return loaded
