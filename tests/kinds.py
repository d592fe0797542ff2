"""A page of each kind of the repo's own site, by name: what browsers and checkers look at instead of at every page."""

from pathlib import Path

import ledger
from ledger import TODAY

OPEN = [key for key, case in ledger.cases().items() if ledger.standing(key).open and not ledger.reported(case)]
LATE = next(key for key in OPEN if ledger.standing(key).due < TODAY)
STEPS = next(key for key in OPEN if ledger.cases()[key].get("流程") == "五步法")
PHOTOS = next(
    key
    for key, case in ledger.cases().items()
    if ledger.standing(key).face != "撤下" and any("照片" in each for each in case["进展"])
)
WENT_UP = next(key for key in OPEN if any(each["环节"] == "上报" for each in ledger.standing(key).story))
CORRECTED = next(
    key
    for key, case in ledger.cases().items()
    if ledger.standing(key).face != "撤下" and any(each["环节"] == "更正" for each in case["进展"])
)
KINDS = {
    "home": "",
    "cases": "cases/",
    "open case": f"cases/{OPEN[0]}/",
    "late case": f"cases/{LATE}/",
    "case with steps": f"cases/{STEPS}/",
    "closed case": f"cases/{next(key for key in ledger.cases() if ledger.standing(key).face == '已解决')}/",
    "reported case": f"cases/{next(key for key, case in ledger.cases().items() if ledger.reported(case))}/",
    "case with a step passed over": f"cases/{next(key for key, case in ledger.cases().items() if '略过' in case)}/",
    "case that went up": f"cases/{WENT_UP}/",
    "case with photographs": f"cases/{PHOTOS}/",
    "merged case": f"cases/{next(key for key in ledger.cases() if ledger.standing(key).face == '并入')}/",
    "corrected case": f"cases/{CORRECTED}/",
    "withdrawn case": f"cases/{next(key for key in ledger.cases() if ledger.standing(key).face == '撤下')}/",
    "year": f"cases/{TODAY.year}/",
    "month": f"cases/{TODAY.year}/{TODAY.month:02}/",
    "search": "search/",
    "places": "places/",
    "place": f"places/{ledger.spot('桑榆苑').code}/",
    "desk": "desk/",
    "desk month": f"desk/{TODAY.year}-{TODAY.month:02}/",
    "results": "results/",
    "figures": "figures/",
    "figure": "figures/solved/",
    "behind a figure": f"figures/received/{TODAY:%Y-%m}/",
    "counts": "figures/petitions/",
    "results of a year": f"results/{TODAY.year}/",
    "what is not solved": "results/unsolved/",
    "policies": "policies/",
    "policy": "policies/ershi-gongshui/",
    "notices": "notices/",
    "notice": "notices/2026-10-29-ludeng-dianlan/",
    "months of notices": f"notices/{TODAY.year}/",
    "notices of a month": f"notices/{TODAY.year}/{TODAY.month:02}/",
    "stations": "stations/",
    "station": f"stations/{ledger.load('stations.yml')[0]['代码']}/",
    "meetings": "meetings/",
    "meetings of a year": f"meetings/{TODAY.year}/",
    "answers": "answers/",
    "contact": "contact/",
    "printing": "print/",
    "changes": "changes/",
    "changes of a month": f"changes/{TODAY:%Y-%m}/",
    "digests": "digest/",
    "weeks of a year": f"digest/{TODAY.year - 1}/",
    "week": f"digest/{TODAY.strftime('%G-W%V')}/",
    "guide": "guide/",
    "unhappy": "unhappy/",
    "privacy": "privacy/",
    "corrections": "corrections/",
    "accessibility": "accessibility/",
    "about": "about/",
    "not found": "404.html",
}

FORMER = next((old, code) for code, spot in ledger.spots().items() for old in spot.record.get("曾用代码", ()))
"""A former code of a place, and the code that it leads to."""

SHEETS = {
    "board": f"print/places/{ledger.spot('桑榆苑').code}/",
    "boards": "print/boards/",
    "posters": "print/desk/",
    "result notices": "print/results/",
    "notices on paper": "print/notices/",
    "cards": f"print/cards/{ledger.spot('桑榆苑').code}/",
    "receipts": f"print/receipts/{ledger.spot('桑榆苑').code}/",
}
"""What is printed; on a screen it is as wide as paper."""

LEFT = {
    "moved place": f"places/{FORMER[0]}/",
    "moved sheet": f"print/places/{FORMER[0]}/",
    "withdrawn notice": f"notices/{next(slug for slug, note in ledger.notices().items() if '撤下' in note[0])}/",
    "withdrawn policy": f"policies/{next(slug for slug, note in ledger.policies().items() if '撤下' in note[0])}/",
    "withdrawn station": f"stations/{next(each['代码'] for each in ledger.load('stations.yml') if '撤下' in each)}/",
}
"""What is there for its address alone."""

ALL = KINDS | SHEETS | LEFT


def files(site: Path) -> list[Path]:
    """The file of each of them in a built site."""
    return [site / (url if url.endswith(".html") else f"{url}index.html") for url in dict.fromkeys(ALL.values())]
