"""The result notice of one case, whenever it was closed: printed when it is asked for, and no page of the site."""

from generator.pages.page import Filled, Page, Templates
from generator.pages.sheets import results, sheet
from generator.view import View


def page(key: str) -> Page:
    return sheet(f"print/results/{key}/", results.KIND, key)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    return results.sheets(page, view, templates, [view.summary(page.key)])


def refusal(view: View, key: str) -> str:
    """Why a case has no result to be printed; empty if it has one."""
    case = view.summary(key)
    if case.reported:
        return "是报道摘编的，不打印结果公示"
    if case.face in ("撤下", "并入"):
        return f"已经{case.face}，没有自己的结果"
    return "还没有办结，没有结果可以公示" if case.open else ""
