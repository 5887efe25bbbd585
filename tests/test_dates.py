"""Dates are read strictly, ordered by what is known, and printed as a CV has them."""

import pytest

from cvgen.profile.dates import PRESENT, Date, guess, parse, show, show_range, show_years


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019", Date(2019)),
        ("2019-05", Date(2019, 5)),
        ("2019-5", Date(2019, 5)),
        ("2020-02-29", Date(2020, 2, 29)),
        ("Present", PRESENT),
    ],
)
def test_reads(text, date):
    assert parse(text) == date


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2019-13", "13 is not a month"),
        ("2019-02-29", "Feb 2019 has no day 29"),
        ("0999", "not a year"),
        ("May 2019", "not a date"),
        ("2019-00", "0 is not a month"),
        ("", "not a date"),
        ("２０１９", "not a date"),
    ],
)
def test_refuses(text, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse(text)


@pytest.mark.parametrize(
    ("text", "meant"), [("May 2019", "2019-05"), ("05/2019", "2019-05"), ("since 2019", "2019"), ("lately", "")]
)
def test_guesses_what_was_meant(text, meant):
    assert guess(text) == meant


@pytest.mark.parametrize("text", ["2019", "2019-05", "2019-05-14", "present"])
def test_str_reads_back(text):
    assert str(parse(text)) == text


def test_order():
    dates = [Date(2018, 12, 31), Date(2019), Date(2019, 5), Date(2019, 5, 14), Date(2020), PRESENT]

    assert sorted(reversed(dates)) == dates


def test_shows_one():
    assert [show(date) for date in (Date(2019), Date(2019, 5), Date(2019, 5, 14), PRESENT)] == [
        "2019",
        "May 2019",
        "14 May 2019",
        "present",
    ]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (Date(2010), Date(2014), "2010–2014"),
        (Date(2010), PRESENT, "2010–present"),
        (Date(2010, 5), PRESENT, "May 2010 – present"),
        (Date(2010), Date(2014, 5), "2010 – May 2014"),
        (Date(2010), Date(2010), "2010"),
        (None, Date(2010, 1), "Jan 2010"),
        (Date(2010), None, "2010"),
        (None, None, ""),
        (None, PRESENT, ""),
    ],
)
def test_shows_a_range(start, end, shown):
    assert show_range(start, end) == shown


@pytest.mark.parametrize(
    ("years", "shown"),
    [((2016, 2014, 2015), "2014–2016"), ((2022, 2021, 2019), "2019, 2021, 2022"), ((2020, 2020), "2020"), ((), "")],
)
def test_shows_years(years, shown):
    assert show_years(years) == shown


@pytest.mark.parametrize(
    ("language", "said"), [("en", "since 2016"), ("de", "seit 2016"), ("fr", "depuis 2016"), ("ja", "2016から")]
)
def test_a_period_without_an_end_goes_on(language, said):
    from cvgen.composers import languages

    words = languages.load(language)
    assert words.span(Date(2016), None) == said
    assert words.span(None, Date(2016)) == "2016"
    assert words.span(PRESENT, None) == ""
