"""Room on cards, receipts and sheets is reckoned before it is taken."""

from generator.pages.sheets import cards, fit, receipts
from generator.records.portal import Hotline
from generator.view import Post

HOTLINE = Hotline(名称="小河社区便民服务大厅", 电话="0000-0000000", 时间="周一至周五 8:30–18:00")
LONG_PLACE = "小河社区幸福花园五期（南区）原第二毛纺织厂职工家属宿舍大院"


def posts(count: int, name: str = "网格员", mobile: str = "") -> list[Post]:
    return [Post(f"{name}{n}", "", "0000-0000000", mobile, "每天 8:30–20:00", "网格") for n in range(count)]


def test_two_posts_stand_on_a_card_if_they_can() -> None:
    made = cards.card(LONG_PLACE, HOTLINE, posts(14, "小河社区第几网格的网格员", "00000000000"), ())
    assert len(made.fronts) == 7 and made.place.endswith("…")
    assert cards.card(LONG_PLACE, HOTLINE, posts(1, "网格员", "00000000000"), ()).place == LONG_PLACE, "one is one"


def test_lines_that_are_left_over_tell_hours() -> None:
    (calls,) = cards.card("东院", HOTLINE, posts(1), ()).fronts
    assert [each.hours for each in calls] == ["每天 8:30–20:00", "周一至周五 8:30到18:00"]
    (calls,) = cards.card("东院", HOTLINE, posts(5), ()).fronts
    assert [each.hours for each in calls] == [""] * 6, "numbers come first"
    for count in range(12):
        for calls in cards.card("东院", HOTLINE, posts(count), ()).fronts:
            taken = sum(each.lines + bool(each.hours) for each in calls)
            assert taken == cards.LINES - 1 or all(each.hours for each in calls), "no line is empty"


def test_a_receipt_says_whose_the_phone_is_where_that_has_room() -> None:
    short, long = (HOTLINE.model_copy(update={"name": each}) for each in ("社区办公室", "很长很长的社区办公室"))
    address = ("https://a.example.org/places/x/",)
    assert receipts.receipt("东院", short, address).phone == "社区办公室 0000-0000000"
    assert receipts.receipt("东院", long, address).phone == "电话 0000-0000000"
    for each in (short, long):
        assert receipts.receipt("东院", each, address).address == ("a.example.org/places/x",)


def test_lines_are_counted_and_names_are_shortened() -> None:
    assert fit.lines("一" * 17, 17) == 1 and fit.lines("一" * 18, 17) == 2 and fit.lines("", 17) == 0
    assert fit.shortened("一二三四五", 4) == "一二三…" and fit.shortened("一二三四", 4) == "一二三四"
    assert fit.spelled("https://a.example.org/places/x/", 14, 2) == ("a.example.org/", "places/x")
    assert fit.spelled("https://a.example.org/places/x/", 14, 1) == ()
    assert fit.spelled("https://aaaa.bbbb.example.org/", 13, 2) == ("aaaa.bbbb", ".example.org")
    assert fit.spelled("https://aaaa.bbbb.example.org/", 11, 2) == ("aaaa.bbbb.e", "xample.org"), "neither is neat"
    assert fit.reachable(["https://a.example.org/places/x/", "https://a.example.org/"], 14, 1) == ("a.example.org",)
