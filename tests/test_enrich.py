"""Filling in what databases know: only what is empty, only from the same work, and nothing in silence."""

from dataclasses import replace

import pytest

from cvgen.importers import importer
from cvgen.online.enrich import Completion, Enrichment, complete, enrich, missing, queries, with_completions
from cvgen.online.fetcher import Fetcher
from cvgen.online.identifiers import parse_identifier
from cvgen.online.services import BASES
from cvgen.problems import InputError, Location
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import Identifier, Text, Url, Year
from cvgen.profile.model import Author, Profile, Publication
from tests.conftest import CASES
from tests.replay import Server, Time
from tests.test_fetch import ATOM, Reply, body

TITLE = "Salt and light in the inner fjord"
ZOE, NOOR = Author("Zoë Brightwater"), Author("Noor Haverkamp")
DOI, ARXIV = "10.5555/jf.2021.7", "2102.99991"
BY_DOI, BY_ARXIV = f"doi:{DOI}", f"arxiv:{ARXIV}"
JOURNAL = Text("Journal of Fjords")


def paper(title=TITLE, **keys):
    return Publication(title=Text(title), **{"authors": (ZOE,), **keys})


def person(*papers):
    return Profile(name="Zoë Brightwater", publications=papers)


def says(*papers):
    """An answer of a database."""
    return Profile(name="", publications=papers)


ENTRY = paper(doi=DOI, type="journal")
ARTICLE = paper(
    doi=Identifier(DOI), type="journal", venue=JOURNAL, year=Year(2021), volume="44", issue="6", pages="3110–3122",
    publisher=Text("Example Press"), abstract=Text("We row."), authors=(Author("Z. Brightwater"), NOOR),
)  # fmt: skip
PREPRINT = paper(
    arxiv=Identifier(ARXIV),
    type="preprint",
    status="preprint",
    venue=Text("arXiv"),
    year=Year(2021),
    authors=(ZOE, NOOR),
)


def fills(entry, other, name=BY_DOI):
    """What an answer fills into an entry, by key."""
    return {fill.key: fill.value for fill in enrich(person(entry), {name: says(other)}).fills}


def doubts(entry, other, name=BY_DOI):
    problems = enrich(person(entry), {name: says(other)}).problems
    assert all(problem.hint and problem.severity == "warning" for problem in problems)
    return [problem.message for problem in problems]


# What is asked about


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (paper(doi="https://doi.org/10.5555/JF.7"), ["doi:10.5555/jf.7"]),
        (paper(arxiv="arXiv:2102.99991v2"), [BY_ARXIV]),
        (paper(doi=DOI, arxiv=ARXIV), [BY_DOI, BY_ARXIV]),
        (paper(doi="10.48550/arXiv.2102.99991"), [BY_ARXIV]),
        (paper(links={"Code": Url("https://git.example.org"), "Paper": Url(f"https://doi.org/{DOI}")}), [BY_DOI]),
        (paper(links={"Data": Url("https://doi.org/10.5555/zenodo.9")}), []),
        (paper(links={"PDF": Url("https://arxiv.org/pdf/2102.99991v1")}), [BY_ARXIV]),
        (paper(links={"PDF": Url("http://arxiv.org/abs/math.GT/0309136")}), ["arxiv:math/0309136"]),
        (paper(), []),
    ],
)  # fmt: skip
def test_queries(entry, expected):
    assert queries(entry) == expected
    assert {parse_identifier(name).scheme for name in expected} <= set(BASES)  # each can be fetched


@pytest.mark.parametrize(
    ("entry", "is_open"),
    [
        (ENTRY, True),
        (ARTICLE, False),
        (replace(ARTICLE, issue=None, publisher=None), False),
        (replace(ARTICLE, pages=None), True),
        (replace(ARTICLE, pages=None, type="conference"), True),
        (replace(ARTICLE, pages=None, type=None), False),
        (replace(ARTICLE, volume=None, type="conference"), False),
        (replace(ARTICLE, authors=()), True),
        (replace(ARTICLE, doi=None, arxiv=ARXIV), True),
        (replace(ARTICLE, pages=None, hidden=True), False),
        (replace(ARTICLE, pages=None, doi=None), False),
        (replace(PREPRINT, doi=DOI), True),  # it may have appeared since
        (replace(ARTICLE, status="in press"), True),
    ],
)
def test_what_is_worth_a_question(entry, is_open):
    found = missing(person(paper("Another"), entry))

    assert [path for path, _ in found] == [("publications", 1)] * is_open


# What is filled in


def test_what_is_empty_is_filled_and_nothing_else():
    assert fills(ENTRY, ARTICLE) == {
        "venue": JOURNAL, "year": 2021, "volume": "44", "issue": "6", "pages": "3110–3122",
    }  # fmt: skip


def test_what_is_there_stays_as_it_is():
    entry = replace(ENTRY, venue=Text("J. Fjords"), year=Year(2020), pages="1", title=Text(TITLE.upper()))

    assert fills(entry, ARTICLE) == {"volume": "44", "issue": "6"}
    assert fills(ARTICLE, replace(ARTICLE, venue=Text("Else"), pages="7")) == {}


def test_a_date_has_a_year_in_it():
    entry = profile_yaml.load(f"name: Z\npublications: [{{title: {TITLE}, date: 2021-03-01, doi: {DOI}}}]").profile

    assert {fill.key for fill in enrich(entry, {BY_DOI: says(ARTICLE)}).fills} & {"year", "date"} == set()


def test_authors_are_filled_where_there_are_none():
    assert fills(replace(ENTRY, authors=()), ARTICLE)["authors"] == ARTICLE.authors
    assert fills(replace(PREPRINT, authors=()), PREPRINT, BY_ARXIV) == {"authors": PREPRINT.authors}


def test_publishers_are_those_of_books():
    assert "publisher" not in fills(ENTRY, ARTICLE)
    assert fills(replace(ENTRY, type="book"), replace(ARTICLE, type="book"))["publisher"] == "Example Press"


def test_arxiv_knows_the_doi_of_a_paper():
    entry = paper(arxiv=ARXIV, type="conference", venue=Text("FJORD"), year=Year(2021))
    other = replace(PREPRINT, doi=Identifier(DOI))

    assert fills(entry, other, BY_ARXIV) == {"doi": DOI}
    assert doubts(entry, other, BY_ARXIV) == []


def test_a_link_may_lead_to_the_doi():
    entry = paper(links={"Paper": Url(f"https://doi.org/{DOI}")}, type="journal")

    assert fills(entry, ARTICLE)["doi"] == DOI


@pytest.mark.parametrize("status", ["preprint", "submitted", "under review", "accepted", "in press"])
def test_status_and_type_are_for_the_owner_to_change(status):
    entry = paper(arxiv=ARXIV, doi=DOI, status=status)
    problems = enrich(person(entry), {BY_DOI: says(ARTICLE)}).problems

    assert fills(entry, ARTICLE) == {}  # pages do not go with a preprint
    assert [problem.message for problem in problems] == [f"'{TITLE}' has appeared in Journal of Fjords, 2021"]
    assert problems[0].hint == "if so, set  status: published,  type: journal  and the venue, then run cvgen enrich"


def test_a_preprint_gets_what_is_known_of_the_preprint():
    entry = paper(arxiv=ARXIV, status="preprint")

    assert fills(entry, PREPRINT, BY_ARXIV) == {"venue": "arXiv", "year": 2021}
    assert fills(replace(entry, status="submitted"), PREPRINT, BY_ARXIV) == {}
    assert doubts(entry, PREPRINT, BY_ARXIV) == []


def test_a_preprint_may_take_years_to_appear():
    entry = paper(arxiv=ARXIV, status="preprint", year=Year(2017))

    assert fills(entry, ARTICLE, BY_ARXIV) == {"doi": DOI}
    assert len(doubts(entry, ARTICLE, BY_ARXIV)) == 1


def test_a_preprint_does_not_say_where_a_paper_appeared():
    entry = paper(arxiv=ARXIV)

    assert fills(entry, PREPRINT, BY_ARXIV) == {}
    assert doubts(entry, PREPRINT, BY_ARXIV) == [f"'{TITLE}' is known only as a preprint"]
    assert doubts(replace(entry, venue=JOURNAL), PREPRINT, BY_ARXIV) == []


def test_the_doi_of_a_preprint_is_not_that_of_the_paper():
    other = replace(PREPRINT, doi=Identifier("10.1101/2021.01.01.1"), venue=Text("bioRxiv"), arxiv=None)
    entry = replace(ENTRY, doi=other.doi)

    assert doubts(entry, other, f"doi:{other.doi}") == [f"doi:{other.doi} is the DOI of a preprint"]
    assert fills(entry, other, f"doi:{other.doi}") == {}
    linked = paper(links={"Published version": Url(f"https://doi.org/{other.doi}")}, venue=JOURNAL)
    assert fills(linked, other, f"doi:{other.doi}") == {}


# Answers about something else


@pytest.mark.parametrize(
    "title",
    [
        "Salt and Light in the Inner Fjord.",
        "**Salt** and [light](https://example.org) in the inner fjord",
        "Salt and light in the inner fjord: a study of two winters",
        "Salt and light in the inner fjords",
        "Sált & light in the inner fjord",
    ],
)
def test_titles_that_agree(title):
    assert "pages" in fills(ENTRY, replace(ARTICLE, title=Text(title)))
    assert "pages" in fills(replace(ENTRY, title=Text(title)), ARTICLE)


@pytest.mark.parametrize(
    "title",
    [
        "Boats that listen",
        "Salt and light in the inner fjord II",
        "Salt and light in the outer fjord of the far north",
        "Salt",
        "...",
        "内湾的盐与光",
        "Correction to: Salt and light in the inner fjord",
    ],
)
def test_a_wrong_doi_fills_nothing_and_is_told(title):
    wrong = replace(ARTICLE, title=Text(title))

    assert fills(ENTRY, wrong) == {}
    assert doubts(ENTRY, wrong) == [
        f"{BY_DOI} is '{title}' by Z. Brightwater and others, not '{TITLE}' by Zoë Brightwater"
    ]


def test_a_title_is_not_enough():
    stranger = replace(ARTICLE, authors=(Author("Ada Nordahl"),))
    assert fills(ENTRY, stranger) == {}
    assert len(doubts(ENTRY, stranger)) == 1

    short = replace(ENTRY, title=Text("Salt"))
    assert fills(short, replace(ARTICLE, title=Text("Salt: a history of everything in the sea"))) == {}

    editorial = replace(ENTRY, title=Text("Editorial"), year=Year(2019))
    assert fills(editorial, replace(ARTICLE, title=Text("Editorial"))) == {}
    assert "pages" in fills(editorial, replace(ARTICLE, title=Text("Editorial"), year=Year(2020)))


def test_a_link_to_something_else_is_nobodys_mistake():
    entry = paper(links={"Paper": Url(f"https://doi.org/{DOI}")})

    assert doubts(entry, replace(ARTICLE, title=Text("Boats that listen"))) == []
    assert fills(entry, replace(ARTICLE, title=Text("Boats that listen"))) == {}


def test_the_conference_version_gets_no_pages_of_the_journal():
    entry = paper(doi=DOI, type="conference", venue=Text("FJORD"), year=Year(2021))

    assert fills(entry, ARTICLE) == {}
    (said,) = doubts(entry, ARTICLE)
    assert said == f"'{TITLE}' is another version than the one in this entry: journal, Journal of Fjords, 2021"
    assert (
        doubts(replace(entry, volume="1", issue="2", pages="3"), ARTICLE) == []
    )  # nothing to fill in, nothing to tell


def test_years_apart_is_another_version_too():
    assert fills(replace(ENTRY, year=Year(2018)), ARTICLE) == {}
    assert "pages" in fills(replace(ENTRY, year=Year(2020)), ARTICLE)


def test_problems_know_their_line():
    places = {("publications", 0): Location(3), ("publications", 0, "doi"): Location(5, 10)}
    wrong = says(replace(ARTICLE, title=Text("Boats that listen")))

    assert enrich(person(ENTRY), {BY_DOI: wrong}, places).problems[0].place == Location(5, 10)
    assert enrich(person(replace(ENTRY, status="submitted")), {BY_DOI: says(ARTICLE)}, places).problems[
        0
    ].place == Location(3)


def test_empty_answers_and_hidden_entries_are_passed_over():
    assert enrich(person(ENTRY), {BY_DOI: says()}) == Enrichment()
    assert enrich(person(replace(ENTRY, hidden=True)), {BY_DOI: says(ARTICLE)}) == Enrichment()


# All of it


def test_fills_go_to_their_entries():
    profile = person(paper("Boats that listen"), ENTRY)
    result = enrich(profile, {BY_DOI: says(ARTICLE)})
    after = with_completions(profile, result.fills)

    assert result.fills[0] == Completion(("publications", 1), "venue", JOURNAL, BY_DOI)
    assert after.publications[0] == profile.publications[0]
    assert (after.publications[1].pages, after.publications[1].authors) == ("3110–3122", (ZOE,))
    assert enrich(after, {BY_DOI: says(ARTICLE)}) == Enrichment()
    assert with_completions(profile, []) == profile


def ask(answers, asked):
    return lambda name: asked.append(name) or answers.get(name)


def test_one_answer_leads_to_the_next():
    answers = {BY_ARXIV: says(replace(PREPRINT, doi=Identifier(DOI))), BY_DOI: says(ARTICLE)}
    asked = []
    result = complete(person(paper(arxiv=ARXIV, type="journal")), ask(answers, asked))

    assert asked == [BY_ARXIV, BY_DOI]
    assert {fill.key: fill.by for fill in result.fills} == {
        "doi": BY_ARXIV, "venue": BY_DOI, "year": BY_DOI, "volume": BY_DOI, "issue": BY_DOI, "pages": BY_DOI,
    }  # fmt: skip


@pytest.mark.parametrize("change", [{"title": Text("Boats that listen")}, {"type": "journal", "year": Year(2024)}])
def test_a_doi_that_arxiv_names_is_looked_at_before_it_is_taken(change):
    entry = paper(
        arxiv=ARXIV, type="conference", venue=Text("FJORD"), year=Year(2021), volume="1", issue="1", pages="1–9"
    )
    answers = {BY_ARXIV: says(replace(PREPRINT, doi=Identifier(DOI))), BY_DOI: says(replace(ARTICLE, **change))}
    asked = []
    result = complete(person(entry), ask(answers, asked))

    assert asked == [BY_ARXIV, BY_DOI]
    assert result.fills == []
    assert len(result.problems) == 1


def test_everybody_is_asked_once():
    asked = []
    complete(person(ENTRY, ENTRY, paper("Boats that listen", doi=DOI)), ask({}, asked))

    assert asked == [BY_DOI]


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_profile_knows_nothing_new_about_itself(case):
    profile = profile_yaml.load(CASES[case].read_text("utf-8")).profile
    answers = {name: says(profile.publications[at]) for (_, at), name in missing(profile)}

    assert enrich(profile, answers).fills == []
    assert complete(profile, lambda name: None) == Enrichment()
    assert not [problem for problem in enrich(profile, answers).problems if ", not '" in problem.message]


def test_from_the_identifier_to_the_filled_file(tmp_path):
    """What cvgen enrich does, with a server that replays arXiv and Crossref, and knows nothing of the second paper."""
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id><entry>
    <id>http://arxiv.org/abs/{ARXIV}v2</id><published>2021-02-04T03:15:00Z</published><title>{TITLE}</title>
    <author><name>Zoë Brightwater</name></author><doi xmlns="http://arxiv.org/schemas/atom">{DOI}</doi></entry></feed>"""
    work = {"message-type": "work", "message": {
        "DOI": DOI, "type": "journal-article", "title": [TITLE], "volume": "44", "page": "3110-3122",
        "author": [{"given": "Zoë", "family": "Brightwater"}], "container-title": ["Journal of Fjords"],
        "issued": {"date-parts": [[2021]]}, "reference-count": 0,
    }}  # fmt: skip
    server, time, failed = Server(), Time(), []
    server.replies |= {f"/api/query?max_results=1&id_list={ARXIV}": [Reply(feed.encode(), media=ATOM)]}
    server.replies |= {"/works/10.5555%2Fjf.2021.7": [Reply(body(work))]}
    mine = person(paper(arxiv=ARXIV, type="journal"), paper("Boats that listen", doi="10.5555/gone"))
    bases = dict.fromkeys(BASES, server.base)
    with Fetcher(tmp_path, bases=bases, sleep=time.sleep, clock=time.clock) as fetcher:

        def asked(name):
            try:
                fetched = fetcher.fetch(name)
            except InputError as error:
                failed.append(str(error))
                return None
            return importer(fetched.kind)(fetched.data.decode()).profile

        result = complete(mine, asked)
    server.close()
    first, second = with_completions(mine, result.fills).publications

    assert (first.doi, first.venue, first.year, first.volume, first.pages) == (DOI, JOURNAL, 2021, "44", "3110–3122")
    assert second == mine.publications[1]
    assert failed == ["doi.org does not know 10.5555/gone"]
    assert result.problems == []
