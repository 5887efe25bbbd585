"""Keep dates whole where they take two lines in a narrow column."""

RANGE = " – "


def whole_dates(aside: str) -> str:
    """Return dates that break only after the dash: "2022 – expected Mar 2027"; a list of years breaks anywhere."""
    if RANGE not in aside:
        return aside
    return RANGE.join(date.replace(" ", "\u00a0") for date in aside.split(RANGE))
