"""Read amounts of money: "£640,000" -> 640000, "£"."""

import re

AMOUNT = re.compile(
    r"(?P<before>[A-Za-z]{2,3}\$?|[€£$¥₹₩])?\s*(?P<number>\d[\d,.'’ \u00a0]*?)\s*(?P<after>[A-Za-z]{3}|[€£$¥₹₩])?"
)
THOUSANDS = re.compile(r"\d{1,3}(?:(?P<sign>[,.'’ \u00a0])\d{3})(?:(?P=sign)\d{3})*")
LONGEST = 40  # characters of a number
DOLLARS = ("$", "US$", "USD")  # of the United States


def parse_amount(amount: str, currency: str) -> tuple[int | None, str]:
    """Return the number and the currency of an amount: "£640,000" -> 640000, "£"; no number if it is unclear."""
    found = AMOUNT.fullmatch(amount.strip())
    if not found:
        return None, currency
    number = found["number"].strip()
    if len(number) > LONGEST or not (number.isdigit() or THOUSANDS.fullmatch(number)):
        return None, currency
    return int(re.sub(r"\D", "", number)), found["before"] or found["after"] or currency
