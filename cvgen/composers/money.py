"""Print amounts of money, and add them up."""

from collections.abc import Iterable

from cvgen.composers.languages.phrases import Phrases
from cvgen.profile.money import AMOUNT, parse_amount

SYMBOLS = "€£$¥₹₩"


def show(amount: str | None, currency: str | None, words: Phrases) -> str:
    """Return an amount in print: "250000", "EUR" -> "EUR 250,000"; "£640000" -> "£640,000"; other words stay."""
    if not amount:
        return ""
    found = AMOUNT.fullmatch(amount.strip())
    number = (
        words.number(int(found["number"])) if found and len(found["number"]) > 4 and found["number"].isdigit() else ""
    )
    text = amount if not found or not number else amount.replace(found["number"], number)
    has_currency = found is None or found["before"] or found["after"]
    return text if has_currency or not currency else with_currency(text, currency)


def with_currency(number: str, currency: str) -> str:
    """Return a number with its currency in front: "EUR 250,000", "£640,000"."""
    return f"{currency}{number}" if currency[-1] in SYMBOLS else f"{currency}\u00a0{number}"


def total(amounts: Iterable[tuple[str | None, str | None]], words: Phrases) -> str:
    """Return the sum of amounts, each with the currency beside it; "" unless all are whole numbers in one currency."""
    parsed = [parse_amount(amount or "", currency or "") for amount, currency in amounts]
    currencies = {currency for _, currency in parsed}
    if not parsed or len(currencies) != 1 or any(number is None for number, _ in parsed):
        return ""
    return (
        with_currency(words.number(sum(number or 0 for number, _ in parsed)), currencies.pop())
        if all(currencies)
        else ""
    )
