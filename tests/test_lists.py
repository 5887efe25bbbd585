"""Lists of publications as disciplines have them: whose name, which headings, which order, and no work twice."""

import math
from dataclasses import dataclass

import pytest

from cvgen.build.compile import with_expected_ends
from cvgen.build.page_limit import fit_to_pages
from cvgen.composers.cv import compose
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import every_item, every_section, plain
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions


def composed(text, **options):
    profile = profile_yaml.load(f"name: Ada Poe\n{text}").profile
    document = options and f"documents: {{a: {options['written']}}}"
    chosen = profile_yaml.load(f"name: A\n{document}").profile.documents["a"] if document else DocumentOptions()
    return compose(profile, "", options=chosen)


def lines(document):
    return [[plain(item.text), *map(plain, item.lines)] for item in every_item(document.sections)]


def headings(document):
    return [section.title for section in every_section(document.sections)]


def works(*years, authors="[Ada Poe]"):
    return "publications:\n" + "".join(
        f"- {{title: Work {at}, authors: {authors}, venue: J, year: {year}}}\n" for at, year in enumerate(years)
    )


BOOKS = """
publications:
- {title: Looms, authors: [Ada Poe], type: book, year: 2019, publisher: Clarendon Press, place: Oxford, pages: 412,
   isbn: "978-0-306-40615-7", edition: 2, series: Print Culture 12}
- {title: Lace, editors: ["Poe, Ada", Bo Ray], type: edited volume, year: 2018}
- {title: Wool, authors: [Ulf Ek], translators: [Ada Poe], original: Ull, type: translation, year: 2017,
   language: Danish}
- {title: On Silk, authors: [Ada Poe], reviewed: "Di Fox, Silk", venue: J, type: book review, year: 2016}
- {title: Felt, authors: [Ada Poe], with: [Bo Ray], status: under contract, type: book}
- {title: Hemp, authors: [Ada Poe], status: forthcoming, year: 2030, type: book}
"""


def test_a_book_is_printed_as_the_humanities_do():
    found = {title: rest for title, *rest in lines(composed(BOOKS, written="{publications: {sole_author: true}}"))}

    assert found["Looms"] == [
        "Ada Poe",
        "2nd edition, Print Culture 12, Oxford: Clarendon Press, 2019, 412\xa0pp., ISBN\xa0978-0-306-40615-7",
    ]
    assert found["Lace"] == ["Ada Poe, Bo Ray (eds.)", "2018"]
    assert found["Wool"] == ["Ulf Ek", "translated by Ada Poe, translation of Ull, 2017, in Danish"]
    assert found["On Silk"] == ["Ada Poe", "Review of Di Fox, Silk, J, 2016"]
    assert found["Felt"] == ["Ada Poe, with Bo Ray", "under contract"]


def test_the_title_of_a_book_is_italic_and_the_owner_bold_as_editor():
    items = {plain(item.text): item for item in every_item(composed(BOOKS).sections)}

    assert [("italic" in item.text[0].looks) for item in items.values()] == [title != "On Silk" for title in items]
    assert "bold" in items["Lace"].lines[0][0].looks
    assert any("bold" in span.looks for span in items["Wool"].lines[1])


def test_what_is_forthcoming_is_there_whatever_its_year():
    document = composed(BOOKS, written="{publications: {group: year}}")

    assert headings(document)[:3] == ["Publications", "Forthcoming", "2019"]
    assert "Submissions and manuscripts" in headings(document)


def test_types_have_headings_in_the_order_that_a_document_gives():
    document = composed(BOOKS, written="{publications: {group: type}}")
    ordered = composed(BOOKS, written="{publications: {group: type, types: [book review, edited volume, book]}}")

    assert headings(document)[:5] == ["Publications", "Books", "Edited volumes", "Translations", "Book reviews"]
    assert headings(ordered)[:4] == ["Publications", "Book reviews", "Edited volumes", "Books"]


@pytest.mark.parametrize(
    ("authors", "written", "printed"),
    [
        ("[Ada Poe]", "{}", False),
        ("[Ada Poe]", "{publications: {sole_author: true}}", True),
        ("[Ada Poe, Bo Ray]", "{}", True),
        ("[Ada Poe, Bo Ray]", "{publications: {sole_author: false}}", True),
    ],
)
def test_the_name_of_a_sole_author_is_left_out_where_nearly_all_is_by_one(authors, written, printed):
    found = lines(composed(works(2020, 2020, 2020, 2019, authors=authors), written=written))

    assert {any("Ada Poe" in line for line in rest) for _, *rest in found} == {printed}


def test_a_short_list_keeps_the_name():
    assert lines(composed(works(2020, 2019)))[0][1] == "Ada Poe"


def test_years_with_one_work_each_have_no_headings():
    assert headings(composed(works(2020, 2019, 2018, 2016))) == ["Publications"]
    assert headings(composed(works(2020, 2020, 2018, 2018, 2016, 2015))) == [
        "Publications",
        "2020",
        "2018",
        "2016",
        "2015",
    ]
    assert "2020" in headings(composed(works(2020, 2019, 2018, 2016), written="{publications: {group: year}}"))


def test_a_second_list_does_not_print_the_same_works_again():
    options = "{sections: [{name: publications, title: Books, publications: {types: [book]}}, publications]}"
    again = options.replace(", publications]", ", {name: publications, repeat: true}]")

    titles = [title for title, *_ in lines(composed(BOOKS, written=options))]
    assert sorted(titles) == ["Felt", "Hemp", "Lace", "Looms", "On Silk", "Wool"]
    assert len(lines(composed(BOOKS, written=again))) == 6 + 3
    assert headings(composed(BOOKS, written=options))[0] == "Books"


def test_an_end_in_the_future_is_expected():
    profile = profile_yaml.load(
        "name: A\neducation: [{degree: Ph.D., institution: Bonn, start: 2022-10, end: 2027-03},"
        " {degree: B.A., institution: Bonn, end: 2019}]\nmentees: [{name: Bo, role: phd, start: 2023, end: 2028}]"
    ).profile
    [one, other, bo] = lines_with_asides(compose(with_expected_ends(profile, Date(2026, 11)), ""))

    assert one.endswith("Oct 2022 – expected Mar 2027")
    assert other.endswith("| 2019")
    assert "Ph.D. student, 2023–expected 2028" in bo.replace(" – ", "–")


def lines_with_asides(document):
    return [f"{plain(item.text)} | {item.aside}" for item in every_item(document.sections)]


@pytest.mark.parametrize(
    ("grants", "printed"),
    [
        ("[{title: a, amount: 250000, currency: EUR}]", ["EUR\xa0250,000"]),
        (
            "[{title: a, amount: '£640,000', share: '£100,000'}, {title: b, amount: 10000, currency: £}]",
            ["£640,000, own share £100,000", "£10,000", "Total: £650,000, own share £110,000"],
        ),
        ("[{title: a, amount: EUR 1 million}, {title: b, amount: EUR 10}]", ["EUR 1 million", "EUR 10"]),
        ("[{title: a, amount: EUR 20}, {title: b, amount: USD 10}]", ["EUR 20", "USD 10"]),
        (
            "[{title: a, amount: EUR 20000}, {title: b, amount: 10.000 EUR}]",
            ["EUR 20,000", "10.000 EUR", "Total: EUR\xa030,000"],
        ),
    ],
)
def test_amounts_are_printed_with_their_currency_and_added_up(grants, printed):
    found = lines(composed(f"grants: {grants}"))

    assert [" ".join(rest) or title for title, *rest in found] == printed


@pytest.mark.parametrize(
    ("mentee", "printed"),
    [
        ("{name: Bo, role: phd, end: 2019}", "Bo, Ph.D. 2019"),
        ("{name: Bo, role: phd, start: 2014, end: 2019, thesis: Looms}", "Bo, Ph.D. 2019, Thesis: Looms"),
        ("{name: Bo, role: phd, start: 2014, end: 2019}", "Bo, Ph.D. student, 2014–2019"),
        (
            "{name: Bo, role: phd, start: 2014, end: present, co_advisor: Di}",
            "Bo, Ph.D. student, 2014–present, co-advised with Di",
        ),
        ("{name: Bo, role: intern, end: 2019}", "Bo, 2019"),
    ],
)
def test_a_mentee_who_finished_has_a_degree(mentee, printed):
    assert lines(composed(f"mentees: [{mentee}]")) == [[printed]]


def test_languages_and_single_skills_share_a_line():
    document = composed("languages: [{name: German, level: C1}, English]\nskills: [Python, R]")

    assert [section.run_in for section in document.sections] == [True, True]
    assert lines(document) == [["German (C1)"], ["English"], ["Python"], ["R"]]


def test_an_edition_has_its_ordinal_in_english():
    assert [ENGLISH.edition_of(one) for one in ("1", "2", "3", "11", "22nd", "revised edition")] == [
        "1st edition", "2nd edition", "3rd edition", "11th edition", "22nd edition", "revised edition",
    ]  # fmt: skip


def fitted(heights, page, most=1):
    """Fit entries of these heights, in lines, to pages of so many lines; a closer style takes a tenth less."""
    keys = [("awards", at) for at in range(len(heights))]

    def count(left_out, look):
        lines = sum(height for key, height in zip(keys, heights, strict=True) if key not in left_out)
        return math.ceil(lines * (1 - look.step / 10) / page)

    return fit_to_pages(count, keys, Look(0), most, fit=True)


@dataclass(frozen=True)
class Look:
    step: float

    def closer(self, step):
        return Look(step)


def test_a_short_entry_comes_back_into_the_gap_that_a_long_one_left():
    found = fitted([4, 30, 60], page=60)

    assert [key[1] for key in found.left_out] == [1]


def test_the_spacing_comes_back_where_there_is_room():
    assert fitted([30, 60], page=60).style == Look(0)
    assert fitted([30, 64], page=60).style == Look(0.8)
