"""Invented identifiers from an oracle that nobody here wrote: Faker's zh_CN providers and python-stdnum's Luhn digit.

Nothing here knows the finder's rules; what an identifier looks like is what Faker says it looks like. Where Faker has
no provider (new energy plates, travel permits, WeChat and QQ ids) the form is the published one, filled at random.
"""

from random import Random

from faker import Faker
from stdnum import luhn

PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # I and O are not issued
NEWER_RANGES = ("162", "165", "166", "167", "170", "171", "172", "173", "175", "176", "177", "178", "184", "190", "191",
                "192", "193", "195", "196", "197", "198", "199")  # fmt: skip


class Oracle:
    """A seeded source of identifiers: the same seed gives the same ones with the same versions of Faker."""

    def __init__(self, seed: int) -> None:
        self.faker = Faker("zh_CN")
        self.faker.seed_instance(seed)
        self.random: Random = self.faker.random

    def resident(self) -> str:
        """An 18-digit resident identity number; its area code may be one that is no longer in use, as in real life."""
        return self.faker.ssn(min_age=1, max_age=95)

    def resident15(self) -> str:
        """The number as it was before 1999: no century, no check digit. Only people born before 1999 have one."""
        number = self.faker.ssn(min_age=30, max_age=90)
        while number[6:8] != "19":
            number = self.faker.ssn(min_age=30, max_age=90)
        return number[:6] + number[8:17]

    def mobile(self) -> str:
        """Faker knows the ranges of ten years ago; every third number is of a newer range."""
        number = self.faker.phone_number()
        if self.random.random() < 0.35:
            return self.random.choice(NEWER_RANGES) + number[3:]
        return number

    def card(self) -> str:
        """Mostly UnionPay (62…, 16 to 19 digits), some Visa and Mastercard; all with a right Luhn digit."""
        draw = self.random.random()
        if draw < 0.1:
            return self.faker.credit_card_number("visa")
        if draw < 0.2:
            return self.faker.credit_card_number("mastercard")
        length = self.random.choice((16, 16, 17, 18, 19, 19, 19))
        body = "62" + "".join(self.random.choices("0123456789", k=length - 3))
        return body + luhn.calc_check_digit(body)

    def plain_plate(self) -> str:
        plate = self.faker.license_plate().replace("-", "")
        return plate if plate[1] in PLATE_LETTERS else plate[0] + "A" + plate[2:]

    def plate(self) -> str:
        """Faker's plate is a province, a letter and five digits; real ones hold up to two letters among the five."""
        plate = list(self.plain_plate())
        for _ in range(self.random.choice((0, 0, 1, 1, 2))):
            plate[self.random.randrange(2, 7)] = self.random.choice(PLATE_LETTERS)
        return "".join(plate)

    def green_plate(self) -> str:
        """A new energy plate: D or F (or another of A–K) before five digits, or after them on large vehicles."""
        plate = self.plain_plate()
        letter = self.random.choice("DDDFFFABCEGHJK")
        if self.random.random() < 0.2:
            return plate + letter
        return plate[:2] + letter + plate[2:]

    def passport(self) -> str:
        digits = "".join(self.random.choices("0123456789", k=8))
        return self.random.choice(("E", "E", "E", "G", "D", "S", "P")) + digits

    def new_passport(self) -> str:
        digits = "".join(self.random.choices("0123456789", k=7))
        return "E" + self.random.choice("ABCDEFGHJKLM") + digits

    def permit(self) -> str:
        """港澳通行证 (C), 往来台湾通行证 (T, L), 回乡证 (H, M)."""
        digits = "".join(self.random.choices("0123456789", k=8))
        return self.random.choice("CCTLHM") + digits

    def taiwan_permit(self) -> str:
        """台胞证: eight digits and nothing else."""
        return str(self.random.randrange(1, 10)) + "".join(self.random.choices("0123456789", k=7))

    def email(self) -> str:
        domain = self.random.choice(("qq.com", "163.com", "126.com", "sina.cn", "139.com", "outlook.com", "gmail.com"))
        user = self.faker.user_name()
        draw = self.random.random()
        if draw < 0.2:
            return self.faker.email()
        if draw < 0.4:
            return f"{user}.{self.random.randrange(1960, 2010)}@{domain}"
        if draw < 0.5:
            return f"{user}_{self.faker.user_name()}@mail.{domain}"
        return f"{user}@{domain}"

    def wechat(self) -> str:
        """Six to twenty of letters, digits, _ and -, beginning with a letter."""
        draw = self.random.random()
        user = self.faker.user_name()
        if draw < 0.15:
            return "wxid_" + "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=14))
        joint = self.random.choice(("", "_", "-", ""))
        return f"{user}{joint}{self.random.randrange(1000, 999999)}"[:20]

    def qq(self) -> str:
        length = self.random.choice((6, 7, 8, 9, 9, 10, 10))
        return str(self.random.randrange(1, 10)) + "".join(self.random.choices("0123456789", k=length - 1))

    def landline(self) -> str:
        """Area code and number, joined by a dash (the spellings take it apart again)."""
        area = self.random.choice(("0471", "0472", "0538", "0755", "010", "021", "028", "0311", "0991"))
        length = 8 if len(area) == 3 or area in ("0755", "0311") else 7
        number = self.random.choice("345678") + "".join(self.random.choices("0123456789", k=length - 1))
        return f"{area}-{number}"

    def name(self) -> str:
        return self.faker.name()

    def surname(self) -> str:
        return self.faker.last_name()

    def pick(self, things: "tuple[str, ...] | list[str]") -> str:
        return self.random.choice(things)
