"""Charts: their numbers, counted by hand here, their words and tables, and what they look like to every engine."""

import io
import itertools
import re
from collections import Counter

import pikepdf
import pytest

from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.composers.charts import CHARTS
from cvgen.composers.charts.network import around
from cvgen.composers.facts import facts
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import Bar, Chart, plain
from cvgen.exporters.coauthors import coauthors
from cvgen.problems import InputError
from cvgen.profile.coauthors import People
from cvgen.profile.dates import Date
from cvgen.profile.yaml import load
from cvgen.writers.drawing import draw
from cvgen.writers.drawing.shapes import WIDTH, Box, filled, fitted, width_of
from tests import built
from tests.conftest import CASES
from tests.test_conformance import failures
from tests.test_typst import letters

# By year: 2020 two articles and a book, 2021 nothing, 2022 an article; one without a year. By type: 4 articles, 1 book.
# What is in press, a preprint, hidden, or by others alone does not count among publications.
# Joint works: Bo 3 (2 of them with Cy, 1 with Di), Cy 2, Di 1, Ed 1 (in press).
# Mentees: Bo as intern 2019-2020, Cy as doctoral student 2020-2022 (now), Flo without dates.
PROFILE = """name: Ada Poe
publications:
  - {title: A, authors: [Ada Poe, Bo Ray, Cy Dow], venue: Ice, type: journal, year: 2020}
  - {title: B, authors: [B. Ray, Ada Poe, Cy Dow], venue: Ice, type: journal, year: 2020}
  - {title: C, authors: [Ada Poe, "Ray, Bo", Di Oz], publisher: Mud, type: book, year: 2020}
  - {title: D, authors: [Ada Poe], venue: Ice, type: journal, year: 2022}
  - {title: E, authors: [Ada Poe], venue: Ice, type: journal}
  - {title: F, authors: [Ada Poe, Ed Ix], venue: Ice, type: journal, year: 2022, status: in press}
  - {title: G, authors: [Ada Poe], venue: arXiv, year: 2021}
  - {title: H, authors: [Ada Poe, Gus Um], venue: Ice, type: journal, year: 2021, hidden: true}
  - {title: I, authors: [Hal Yo], venue: Ice, type: journal, year: 2021}
mentees:
  - {name: Bo Ray, role: intern, start: 2019-06, end: 2020-02}
  - {name: Cy Dow, role: PhD student, start: 2020, end: present}
  - {name: Flo Vu}
awards: [{title: X}, {title: Y}, {title: Z}]
"""


def chart(name, text=PROFILE, this_year=2022):
    return CHARTS[name][2](load(text).profile, this_year, ENGLISH)


def rows(found):
    return [(bar.label, *bar.values) for bar in found.bars]


def test_publications_by_year():
    found = chart("years")

    assert found.series == ("Journal articles", "Books")
    assert rows(found) == [("2020", 2, 1), ("2021", 0, 0), ("2022", 1, 0)]
    assert found.finding == "5 publications since 2020, most in 2020 (3)"
    assert found.description == (
        "5 publications since 2020, most in 2020 (3): 3 in 2020 (Journal articles: 2, Books: 1); "
        "1 in 2022 (Journal articles: 1); Undated: 1"
    )
    assert found.table == (
        ("Year", "Number", "Journal articles", "Books"),
        ("2020", "3", "2", "1"),
        ("2022", "1", "1", "0"),
        ("Undated", "1", "", ""),
    )


def test_publications_by_type():
    found = chart("types")

    assert rows(found) == [("Journal articles", 4), ("Books", 1)]
    assert found.description == ("5 publications, most often Journal articles (4): Journal articles: 4; Books: 1")


def test_mentees_by_year():
    found = chart("mentees")

    assert found.series == ("Ph.D. students", "Interns")
    assert rows(found) == [("2019", 0, 1), ("2020", 1, 1), ("2021", 1, 0), ("2022", 1, 0)]
    assert found.finding == "3 mentees since 2019, most in 2020 (2)"
    assert found.note == "Undated: 1"


def test_a_mentee_who_is_expected_to_leave_counts_up_to_this_year():
    mentees = "mentees: [{name: Bo Ray, start: 2020, end: expected 2024}, {name: Cy Dow, start: 2021, end: 2021}]"

    assert rows(chart("mentees", f"name: A\n{mentees}")) == [("2020", 1), ("2021", 2), ("2022", 1)]


def test_coauthors():
    found = chart("coauthors")
    people = [bar.label for bar in found.bars]
    links = {frozenset((people[a], people[b])): weight for a, b, weight in found.links}

    assert dict(rows(found)) == {"Bo Ray": 3, "Cy Dow": 2, "Di Oz": 1, "Ed Ix": 1}
    assert links == {frozenset({"Bo Ray", "Cy Dow"}): 2, frozenset({"Bo Ray", "Di Oz"}): 1}
    assert found.finding == "4 co-authors, most with Bo Ray (3)"
    assert found.table == (
        ("Name", "Joint papers", "Also with"),
        ("Bo Ray", "3", "Cy Dow (2), Di Oz (1)"),
        ("Cy Dow", "2", "Bo Ray (2)"),
        ("Di Oz", "1", "Bo Ray (1)"),
        ("Ed Ix", "1", ""),
    )


@pytest.mark.parametrize("case", ["example", "senior", "names"])
def test_one_fact_has_one_number(case):
    """The charts say what the facts of the bio and `cvgen coauthors` say."""
    profile = load((CASES[case]).read_text("utf-8")).profile
    years, types, network = (CHARTS[name][2](profile, 2026, ENGLISH) for name in ("years", "types", "coauthors"))
    listed = {one.name: one.papers for one in coauthors(profile, Date(1000))}
    said = {plain(one) for one in facts(profile, ENGLISH)}

    if types:
        count = sum(bar.total for bar in types.bars)
        assert not [one for one in said if "publication" in one] or f"{count} publications" in said
        assert years.finding.startswith(f"{count} publications since ")
    if network:
        assert {bar.label: bar.total for bar in network.bars}.items() <= listed.items()
        assert network.finding.startswith(f"{len(listed)} co-authors")


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(
    "text", ["name: A", "name: A\npublications: [{title: B, authors: [A, Bo Ray, Cy Dow], venue: C, year: 2020}]"]
)
def test_little_gives_no_chart(name, text):
    assert chart(name, text) is None


def test_of_many_types_the_rest_is_one_series():
    kinds = [("journal", 4), ("book", 3), ("other", 3), ("thesis", 1), ("report", 1)]
    works = [f"{{title: T, type: {kind}, year: {2000 + at}}}" for kind, count in kinds for at in range(count)]
    found = chart("years", f"name: A\npublications: [{', '.join(works)}]")

    assert found.series == ("Journal articles", "Books", "Other publications", "All others")
    assert rows(found)[0] == ("2000", 1, 1, 1, 2)


def test_centuries_are_columns_of_several_years():
    found = chart(
        "years", "name: A\npublications: [{title: A, year: 1003}, {title: B, year: 1009}, {title: C, year: 2022}]"
    )

    assert rows(found)[0] == ("1000–1099", 2)
    assert rows(found)[-1] == ("2000–2099", 1)
    assert len(found.bars) == 11


def test_an_order_around_the_circle_uncrosses_links():
    """Two triangles whose corners take turns: their sides cross six times, and need not."""
    links = dict.fromkeys([(0, 2), (2, 4), (0, 4), (1, 3), (3, 5), (1, 5)], 1)
    place = {one: at for at, one in enumerate(around(6, links))}

    assert crossings(links) == 6
    assert crossings([(place[a], place[b]) for a, b in links]) == 0


def crossings(links):
    pairs = itertools.combinations([tuple(sorted(link)) for link in links], 2)
    return sum(a < c < b < d or c < a < d < b for (a, b), (c, d) in pairs)


@pytest.mark.parametrize("count", [3, 7, 20])
def test_names_around_a_network_are_never_on_each_other(count):
    bars = tuple(Bar(f"Wolfram {'W' * 300}" if at % 2 else "Bo Ray", (at + 1,)) for at in range(count))
    found = draw(Chart(bars, "", "", kind="network", links=((0, 1, 1),)))
    boxes = [edges(words) for words in found.words]

    assert all(left >= 0 and right <= WIDTH for left, right, _, _ in boxes)
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]


def test_words_of_columns_and_their_legend_are_never_on_each_other():
    bars = tuple(Bar(str(year), (year % 7, year % 5, year % 3)) for year in range(1960, 2031))
    series = ("Zeitschriftenartikel", "Herausgegebene Bände", "W" * 300)
    found = draw(Chart(bars, "", "", series=series, note="Ohne Jahr: 3"))
    boxes = [edges(words) for words in found.words]

    assert all(left >= -1 and right <= WIDTH + 1 and low <= found.height for left, right, _, low in boxes)
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]


def edges(words):
    width = width_of(words.text)
    left = words.x - {"start": 0, "middle": width / 2, "end": width}[words.anchor]
    return left, left + width, words.baseline - 7, words.baseline + 2


def overlap(one, two):
    return one[0] < two[1] and two[0] < one[1] and one[2] < two[3] and two[2] < one[3]


def test_patterns_differ_without_color():
    """Each covers another share of its box, the narrowest and the lowest ones as well."""
    for box in (Box(0, 0, 7, 7), Box(0, 0, 4.5, 30), Box(0, 0, 20, 8)):
        looks = [tuple(filled(box, pattern)) for pattern in range(4)]
        assert len(set(looks)) == 4
        assert all(len(look) > 4 for look in (looks[1], looks[3]))


def test_a_label_that_is_too_long_is_cut():
    assert fitted("Bo Ray", 100) == "Bo Ray"
    assert fitted("W" * 300, 100).endswith("W…")
    assert width_of(fitted("W" * 300, 100)) <= 100


def test_names_of_one_person_have_one_number():
    people = People()

    assert [people.number(name) for name in ("B. Ray", "Jörg Müller", "Bob Ray", "J. Mueller", "Ray B", "Bo")] == [
        0, 1, 0, 1, 0, 2,
    ]  # fmt: skip
    assert people.names == ["Bob Ray", "Jörg Müller", "Bo"]


def test_thousands_of_authors_are_counted_in_time():
    """Each name is compared with a few others, not with all: five thousand take less than a second, not minutes."""
    people = People()
    numbers = {people.number(f"{chr(65 + at % 26)}nn{at} Lee{at % 977}") for at in range(5000)}

    assert len(numbers) == 5000


def test_a_misspelled_chart_gets_a_suggestion():
    with pytest.raises(InputError) as caught:
        load("name: A\ndocuments:\n  cv: {charts: [years, coauthor]}")

    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (3, 24)
    assert "can't be 'coauthor'" in problem.message
    assert problem.hint == "did you mean 'coauthors'?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a profile whose documents have every chart."""
    found = tmp_path_factory.mktemp("charts")
    options = "charts: [years, types, mentees, coauthors]"
    (found / "profile.yaml").write_text(
        f"{PROFILE}documents:\n  cv: {{{options}}}\n  old: {{chart: true}}\n  bio: {{{options}}}\n", "utf-8"
    )
    return found


def written(folder, name, kind, **options):
    path = folder / "profile.yaml"
    request = BuildRequest(path, built.TODAY, names=(name,), formats=(kind,), **options)
    return build_targets(plan_targets(load_profile(path), request), str)[f"{name}.{kind}"]


def test_charts_are_before_their_sections(folder):
    assert re.findall(r"^## (.*)", written(folder, "cv", "md").data.decode(), re.MULTILINE) == [
        "Awards", "Publications by year", "Publications by type", "Co-authors", "Publications", "Preprints",
        "Mentees by year", "Mentoring",
    ]  # fmt: skip


def test_text_and_markdown_have_the_table(folder):
    text, markdown = (written(folder, "cv", kind).data.decode() for kind in ("txt", "md"))

    assert "4 co-authors, most with Bo Ray (3)\n\nBo Ray  3  Also with: Cy Dow (2), Di Oz (1)\n" in text
    assert "2020     3  Journal articles: 2, Books: 1\n2022     1  Journal articles: 1\nUndated  1\n" in text
    assert (
        "| Year | Number | Journal articles | Books |\n| --- | ---: | ---: | ---: |\n| 2020 | 3 | 2 | 1 |" in markdown
    )


def test_a_page_has_the_table_and_the_words(folder):
    page = written(folder, "cv", "html").data.decode()

    assert Counter(re.findall(r"<(svg|details|table)\b", page)) == {"svg": 4, "details": 4, "table": 4}
    assert '<th scope="row">2020</th><td>3</td><td>2</td><td>1</td>' in page.replace("\n", "")
    assert "<title>4 co-authors, most with Bo Ray (3): " in page


def test_an_old_profile_has_its_chart(folder):
    page = written(folder, "old", "html").data.decode()

    assert "<title>5 publications since 2020" in page
    assert page.count("<svg") == 1


@pytest.mark.pdf
@pytest.mark.parametrize(("name", "engine"), [("cv", "weasyprint"), ("cv", "typst"), ("bio", None)])
def test_every_engine_draws_and_tells_them(folder, name, engine):
    data = written(folder, name, "pdf", engine=engine).data
    with pikepdf.open(io.BytesIO(data)) as opened:
        told = {str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}

    assert failures(data) == set()
    for chart_name in CHARTS:
        assert chart(chart_name, this_year=2026).description in told


@pytest.mark.pdf
def test_engines_draw_the_same_words(folder):
    """The words of a picture are in another order in the file."""
    usual, other = (sorted(letters(written(folder, "cv", "pdf", engine=one).data)) for one in ("weasyprint", "typst"))

    assert usual == other


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["cv", "bio"])
def test_joined_letters_are_drawn_as_words(tmp_path, name):
    """WeasyPrint draws the letters of SVG one by one, so that such names are over it, whole and in order."""
    people = 'authors: [Ada Poe, "مريم الخوارزمي", "आरती शर्मा", "דוד לוי"]'
    (tmp_path / "profile.yaml").write_text(
        f"name: Ada Poe\npublications: [{{title: A, venue: Ice, year: 2020, {people}}}]\n"
        f"documents: {{{name}: {{sections: [interests], charts: [coauthors]}}}}\ninterests: [Ice]",
        "utf-8",
    )
    data = written(tmp_path, name, "pdf").data

    assert failures(data) == set()
    if name == "cv":
        assert "مريمالخوارزمي" in letters(data)
        assert "आरतीशर्मा" in letters(data)
