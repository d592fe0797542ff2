"""Which numbers in a text can be tapped, and what is dialled then."""

import pytest

from generator import phones


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("12345", "12345"),
        ("110", "110"),
        ("0473-1234567", "04731234567"),
        ("0473-1234567转8", "04731234567"),
        ("+86-473-1234567", "+864731234567"),
        ("400-000-0001", "4000000001"),
        ("000-0000-0000", ""),
        ("000-0000-0000转8", ""),
        ("+00-000", ""),
        ("", ""),
    ],
)
def test_what_is_dialled(typed: str, dialled: str) -> None:
    assert phones.dial(typed) == dialled


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("请打0471-1234567。", {"0471-1234567": "04711234567"}),
        ("请打 0471 - 号", {}),
        ("（0471）没有", {}),
        ("打010-12345678转8，或者13900001111", {"010-12345678转8": "01012345678", "13900001111": "13900001111"}),
        ("手机139-0000-1111、139 0000 1111", {"139-0000-1111": "13900001111", "139 0000 1111": "13900001111"}),
        ("客服 400-123-4567，95598", {"400-123-4567": "4001234567", "95598": "95598"}),
        ("打12345，或12333", {"12345": "12345", "12333": "12333"}),
        ("12345 件、12345元、12315户", {}),
        ("000-0000-0000", {}),
        ("2026-11-20 09:30，SY-2026-041，WQ-12345", {}),
        ("身份证110105194912310021，卡6222020000000000000", {}),
        ("1,234,567 和 3.14159265358", {}),
        ("2025012345 号", {}),
    ],
)
def test_which_numbers_are_known_again(text: str, called: dict[str, str]) -> None:
    parts = list(phones.parts(text))
    assert "".join(part for part, _ in parts) == text
    assert {part: number for part, number in parts if number} == called
