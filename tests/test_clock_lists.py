"""Lists that the clock empties, in Chromium on a shifted clock: the next takes the place of what is over."""

import clocks
import pytest
from clocks import BUILT, Make, reading
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.wide

# From 11-20, for thirty days: 11-23, 11-25, 11-30, 12-02 (called off), 12-07, 12-09, 12-14, 12-16.
DESK = """\
名称: 流动四桌
桌子: [答复]
参加: [小河社区代办员]
服务: [打印复印]
安排:
  - 每周: [一, 三]
    时间: 14:30-17:00
    从: 2026-11-01
    到: 2026-12-16
    地点: [东院]
停办:
  - 日期: 2026-12-02
    原因: 院里换水管
"""
NOTICE = """\
---
标题: {title}
种类: 通知
从: {first}
到: {last}
地点: [东院]
更新: 2026-11-18
---

看一看。
"""
NOTICES = [("甲", "2026-11-18", "2026-11-21"), ("乙", "2026-11-18", "2026-11-22"), ("丙", "2026-11-18", "2026-11-24"),
           ("丁", "2026-11-18", "2026-11-28")]  # fmt: skip
AT_PLACE = [
    "11月30日（周一）下午 14:30到17:00",
    "停办 12月2日（周三）下午：不来。流动四桌，院里换水管",
    "12月7日（周一）下午 14:30到17:00",
]


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    portal = clocks.portal(tmp_path_factory.mktemp("lists"))
    notices = {
        f"notices/n{at}.md": NOTICE.format(title=title, first=first, last=last)
        for at, (title, first, last) in enumerate(NOTICES)
    }
    for name, text in {"desks/sizhuo.yml": DESK, **notices}.items():
        (portal / "content" / name).parent.mkdir(exist_ok=True)
        (portal / "content" / name).write_text(text, "utf-8")
    return clocks.builder(portal)


def seen(page: Page, heading: str) -> list[str]:
    """What can be seen of a list, a line for each item."""
    after = f"h2:has-text('{heading}')"
    found = page.locator(f"{after} + ul[data-show], {after} + .card ul[data-show]").first
    return [" ".join(each.split()) for each in found.locator("li:visible").all_inner_texts()]


def days(found: list[str]) -> list[str]:
    return [each.partition("（")[0] for each in found]


NONE = "再往后的日子，这里还没写上来。想知道哪天来，请打小河社区办公室 000-0000-0000（周一至周五 8:30到18:00）。"


@pytest.mark.parametrize("url", ["", "places/dongyuan/"])
def test_the_next_session_takes_the_place_of_one_that_is_over(make: Make, browser: Browser, url: str) -> None:
    for when in (f"{BUILT}T09:00", "2026-11-26T09:00", "2026-12-02T09:00"):
        with reading(browser, make(when[:10]), url, when, script=False) as page:
            wanted = seen(page, "流动办公桌")
        with reading(browser, make(BUILT), url, when) as page:
            assert seen(page, "流动办公桌") == wanted, "as a build of that day says"
    assert days(wanted) == ["停办 12月2日", "12月7日", "12月9日", "12月14日"], "what is called off is not counted"
    with reading(browser, make(BUILT), url, "2026-12-14T17:00") as page:
        assert days(seen(page, "流动办公桌")) == ["12月14日", "12月16日"]
        page.clock.fast_forward("02:00")
        assert days(seen(page, "流动办公桌")) == ["12月16日"]
    with reading(browser, make(BUILT), url, "2026-12-16T17:01") as page:
        assert seen(page, "流动办公桌") == [NONE]
    with reading(browser, make(BUILT), url, "2026-12-20T09:00", script=False) as page:
        assert days(seen(page, "流动办公桌")) == ["11月23日", "11月25日", "11月30日"], "as it was built"


def test_no_card_of_the_desk_is_only_a_name(make: Make, browser: Browser) -> None:
    for when, said in (
        ("2026-11-26T09:00", AT_PLACE),
        ("2027-03-01T09:00", [NONE]),
    ):
        with reading(browser, make(BUILT), "desk/", when) as page:
            lines = page.locator("#dongyuan summary .more > span:visible").all_inner_texts()
            assert [" ".join(each.split()) for each in lines] == said
            page.locator("#dongyuan summary").click()
            visits = page.locator("#dongyuan dl:visible")
            assert visits.count() == sum(":00到" in each or ":30到" in each for each in said) - (said == [NONE])
            assert said == [NONE] or visits.first.inner_text().split()[1].startswith("11月30日")


def test_the_next_of_a_month_is_found_from_its_top(make: Make, browser: Browser) -> None:
    with reading(browser, make(BUILT), "desk/2026-11/", "2026-11-26T09:00") as page:
        jump = page.locator("p[data-show] a:visible")
        assert jump.inner_text() == "跳到下一场：11月30日（周一）下午 14:30到17:00"
        assert page.locator(f"[id='{(jump.get_attribute('href') or '')[1:]}']").is_visible()
    with reading(browser, make(BUILT), "desk/2026-11/", "2026-12-01T09:00") as page:
        assert not page.locator("p[data-show] a:visible").count()


def test_notices_that_are_over_make_room(make: Make, browser: Browser) -> None:
    def titles(url: str, heading: str, when: str) -> str:
        with reading(browser, make(BUILT), url, when) as page:
            return "".join(each[0] for each in seen(page, heading))

    assert titles("", "通知", "2026-11-20T09:00") == "甲乙丙"
    assert titles("", "通知", "2026-11-22T09:00") == "乙丙丁"
    assert titles("", "通知", "2026-11-25T09:00") == "丁"
    for url in ("notices/", "places/dongyuan/"):
        heading = "现在" if url == "notices/" else "通知"
        assert titles(url, heading, "2026-11-20T09:00") == "甲乙丙丁"
        assert titles(url, heading, "2026-11-25T09:00") == "丁"
        assert titles(url, heading, "2026-11-29T09:00") == "这"
    with reading(browser, make(BUILT), "", "2026-11-29T09:00") as page:
        assert seen(page, "通知") == ["现在没有通知。"]


def test_a_week_that_is_over_by_now_says_how_far_it_was_told(make: Make, browser: Browser) -> None:
    for url in ("digest/", "digest/2026-W47/"):
        for when, said in (("2026-11-22T23:59", "，这个星期还没有过完"), ("2026-11-23T00:00", "，写到11月20日")):
            with reading(browser, make(BUILT), url, when) as page:
                assert page.locator("[data-to='2026-11-22T23:59']").inner_text() == said
