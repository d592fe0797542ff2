"""/figures/, /figures/KEY/, /figures/KEY/2026-09/: every figure, how it is made, and what is behind it."""

from collections.abc import Iterator, Sequence

from generator.fold.figures.computed import Figure, Mark
from generator.pages import resting
from generator.pages.charts import Chart, bars
from generator.pages.page import Filled, Page, Templates, page
from generator.pages.say import month_name
from generator.view import Heading, View

KIND = "figures"
_MONTHS = 12
_BEHIND = {"meetings": "meetings/{0:.4}/", "sessions": "desk/{}/", "served": "desk/{}/", "on-the-spot": "desk/{}/"}
"""Where what is behind a month can be seen, of figures that are not made of matters."""


def pages(view: View) -> Iterator[Page]:
    yield page("figures/", KIND)
    for figure in view.figures.all():
        key = figure.definition.key
        yield page(f"figures/{key}/", KIND, key)
        if figure.definition.marks:
            for month in sorted({*view.figures.every_month, *figure.months}):
                yield page(f"figures/{key}/{month}/", KIND, f"{key}/{month}")
    for count in view.figures.counts():
        yield page(f"figures/{count.key}/", KIND, count.key)


def fill(page: Page, view: View, templates: Templates) -> Filled:
    key, _, month = page.key.partition("/")
    counted = next((each for each in view.figures.counts() if each.key == key), None)
    if month:
        return _behind(page, view, templates, view.figures.figure(key), month)
    if counted:
        return templates.fill(
            page, view, counted.name, counted.says, template="figures_counted.html", definition=counted,
            tables=view.figures.tables(counted), places=view.figures.counts_by_place(counted),
            line=view.figures.count_line(counted),
            year=view.figures.year, instant=view.figures.instant() if counted.kind == "即办" else None,
            listed=counted in view.figures.counted(),
        )  # fmt: skip
    if key:
        return _one(page, view, templates, view.figures.figure(key))
    return _all(page, view, templates)


def _all(page: Page, view: View, templates: Templates) -> Filled:
    return templates.fill(
        page,
        view,
        "数字",
        "收到多少、办好多少、几天有答复、大家满不满意：每个数都能查到是怎么算出来的。",
        year=view.figures.year,
        lines=view.figures.lines(),
        counted=view.figures.count_lines(),
        charts=_charts(view),
        told=view.figures.reports(),
        updated=resting.everything(view),
    )


def _charts(view: View) -> list[Chart]:
    figures = view.figures
    months = figures.last_months(_MONTHS)
    by_month = [
        (month_name(month), tuple(figures.value(key, month).part for key in ("received", "closed"))) for month in months
    ]
    faces = [(view.word(face), (number,)) for face, number in figures.states().items()]
    ages = [(label, (number,)) for label, number in figures.ages().items()]
    return [
        bars("最近一年，每个月收到和办结多少件", "哪个月", ("收到", "办结"), by_month),
        bars("所有的事，现在到了哪一步", "哪一步", ("件数",), faces),
        bars("正在办的事，记下来多久了", "多久了", ("件数",), ages),
    ]


def _one(page: Page, view: View, templates: Templates, figure: Figure) -> Filled:
    key = figure.definition.key
    return templates.fill(
        page,
        view,
        f"数字：{figure.definition.name}",
        figure.definition.says,
        template="figures_one.html",
        figure=figure,
        definition=figure.definition,
        year=view.figures.year,
        now=figure.value(view.figures.year),
        ever=figure.value(),
        least=view.figures.least.survey if figure.definition.least == "测评" else view.figures.least.rate,
        months=view.figures.months(key),
        behind=_BEHIND.get(key, f"figures/{key}/{{}}/"),
        tables=[
            (name, rows, by)
            for name, by in (("地点", "place"), ("类别", "category"), ("来源", "source"))
            if (rows := view.figures.rows(key, by))  # type: ignore[arg-type]
        ],
        updated=resting.everything(view),
    )


def _behind(page: Page, view: View, templates: Templates, figure: Figure, month: str) -> Filled:
    definition = figure.definition
    marks = view.figures.behind(definition.key, month)
    counted, rest = [each for each in marks if each.part], [each for each in marks if not each.part]
    if definition.kind == "median" or definition.unit == "人":
        counted, rest = sorted(marks, key=lambda each: (each.part, each.name)), []
    title = f"{definition.name}：{month_name(month)}"
    return templates.fill(
        page,
        view,
        title,
        f"{title}，这个数背后的一件件事。",
        template="figures_behind.html",
        definition=definition,
        month=month,
        value=view.figures.in_month(definition.key, month),
        counted=_listed(view, counted),
        rest=_listed(view, rest),
        updated=resting.newest(view.figures.behind_days(definition.key, month)),
        listed=bool(marks),
    )


def _listed(view: View, marks: Sequence[Mark]) -> list[tuple[Heading, Mark]]:
    return [(view.heading(each.name), each) for each in marks]
