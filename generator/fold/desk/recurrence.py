"""On which days a plan of a desk comes, and which of its places each of these days is at."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from generator import workdays
from generator.records.desk import Plan

T = TypeVar("T")


def days(plan: Plan) -> list[date]:
    """All days of a plan in order, holidays too."""
    if plan.days is not None:
        return sorted(plan.days)
    assert plan.first and plan.last
    span = (plan.last - plan.first).days
    return [day for ahead in range(span + 1) if _falls(plan, day := plan.first + timedelta(days=ahead))]


def _falls(plan: Plan, day: date) -> bool:
    if plan.weekly is not None:
        return day.weekday() in plan.weekly
    return any(each.falls_on(day) for each in plan.monthly or ())


def placed(plan: Plan, places: Sequence[T]) -> Iterator[tuple[date, T]]:
    """Each day with its place out of `places`, which are the plan's.

    A day that is stopped keeps its turn, so that no later day moves to another place for it.
    """
    found = days(plan)
    for turn, day in enumerate(found):
        first = plan.first or found[0]
        months = (day.year - first.year) * 12 + day.month - first.month
        yield day, places[(months if plan.rotation == "每月" else turn) % len(places)]


def off(plan: Plan, day: date) -> tuple[str, bool]:
    """(the holiday for which the plan does not come on `day`, empty if none; whether that is not known yet)"""
    stops = plan.holidays == "停" or (plan.holidays is None and plan.days is None)
    return workdays.holiday(day) if stops else ("", False)
