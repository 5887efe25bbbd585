"""Biographies as plain text: within each limit, grammatical, and nothing in them that the profile does not say."""

import dataclasses
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.cli import main
from cvgen.composers.textbio import Limit, compose, own_biographies, wording, wording_facts
from cvgen.composers.textbio.casing import lower_first
from cvgen.composers.textbio.grammar import a, counted, family_name, listed, pronoun, sentence, the
from cvgen.composers.textbio.limit import words
from cvgen.composers.textbio.record import STUDENTS
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.model import Position, Profile
from tests.conftest import CASES, ROOT
from tests.test_profile_yaml import values

TODAY = Date(2026, 11, 22)
LIMITS = [Limit(n) for n in (25, 50, 75, 100, 150, 200, 300)] + [Limit(n, "characters") for n in (300, 600, 1500)]
OWN, FACTS = "own words", "facts alone"  # the profile as it is; the profile without its biography

# Where a text stays below 80 % of the limit, and why the facts do not suffice: all they give is said by then.
SHORT_OF_FACTS = {
    # a first-year student has a role, a degree and two interests
    "small": "50 words, 75 words, 100 words, 150 words, 200 words, 300 words, 600 characters, 1,500 characters",
    # most entries are a bare title, or too long for a sentence; without the biography, still fewer
    "hostile": "300 words, 1,500 characters",
    ("hostile", FACTS): "200 words",
    # Chinese and Hebrew say in 1,100 characters what takes more in English
    ("names", FACTS): "1,500 characters",
    # few entries, in words that stand for whole phrases
    "scripts": "300 words",
    ("scripts", FACTS): "200 words, 1,500 characters",
}


def short_of_facts(case, kind):
    rows = (SHORT_OF_FACTS.get(key) for key in (case, (case, kind)))
    return {limit for row in rows if row for limit in re.split(", (?!500)", row)}


# Every word that a sentence may have without having it from the profile.
OF_OURS = set(
    """
    a an the is are has was holds also working toward at from in on of for by with as and who research interests
    interest include including thesis entitled advised published since most often book books chapter chapters paper
    papers publication publications honors among received one two three four five six seven eight nine ten eleven
    twelve no times twice awards further served reviewed mentored doctoral student students postdoctoral researcher
    researchers master’s bachelor’s intern interns many them person people other others inventor patent patents
    application applications given invited talk talks keynote keynotes venues funded projects work been supported
    courses course taught member earlier she he they her his their was honored distinction
    serves serve forthcoming edited volume volumes both all
    """.split()  # noqa: SIM905  (a list of words reads best as words)
)
SEEN_AFTER_CLEANING = {"Zerowidthspace", "wordjoiner", "softhyphen", "break", "space", "pq", "rs"}
ENDS = re.compile(r"[.?!。？！…][\"'”’»)\]）」』]*$")


@cache
def profile(case, kind=OWN):
    loaded = profile_yaml.load(CASES[case].read_text("utf-8")).profile
    return loaded if kind == OWN else dataclasses.replace(loaded, bio=None)


@cache
def texts(case, kind):
    """The biography of a case for each limit."""
    return {limit: compose(profile(case, kind), limit, TODAY) for limit in LIMITS}


@cache
def source(case, pattern):
    """What a pattern finds in the text of a case's profile.yaml."""
    return frozenset(re.findall(pattern, CASES[case].read_text("utf-8").casefold()))


def of(**facts):
    return Profile(name="Ada Lovelace", **facts)


each = pytest.mark.parametrize(("case", "kind"), [(case, kind) for case in CASES for kind in (OWN, FACTS)])


PEOPLE = ROOT / "tests" / "bios"


@cache
def people(name):
    """The people of a file of tests/bios, each with the comment that says who it is."""
    texts = (PEOPLE / f"{name}.yaml").read_text("utf-8").split("\n---\n")
    return {text.partition("\n")[0].strip("# "): profile_yaml.load(text).profile for text in texts}


# ---- what holds for everybody --------------------------------------------------------------------


@pytest.mark.golden
@pytest.mark.parametrize("name", ["people", "people-de"])
def test_people_read_aloud(name, golden):
    told = (f"{about}\n\n{compose(one, Limit(150), TODAY)}\n" for about, one in people(name).items())
    golden(PEOPLE / f"{name}.txt", "\n\n".join(told))


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_german_is_within_the_limit_and_of_whole_sentences(limit):
    for one in people("people-de").values():
        told = compose(one, limit, TODAY)
        assert limit.fits(told)
        assert not told or ENDS.search(told)
        assert not re.search(r"\b(and|the|has|with|from)\b|[{}|]|\s{2}| [,;.]|\.\.", told)


@pytest.mark.golden
@pytest.mark.parametrize("case", CASES)
def test_the_bios_say_what_their_file_says(case, golden):
    kinds = [OWN, FACTS] if profile(case).bio else [OWN]
    told = [
        f"{limit} ({limit.measure(text):,}), {kind}\n\n{text}\n"
        for kind in kinds
        for limit, text in texts(case, kind).items()
    ]
    golden(ROOT / "tests" / "cases" / case / "bios.txt", "\n\n".join(told))


@each
def test_never_over_the_limit_and_filled_where_the_facts_suffice(case, kind):
    found = texts(case, kind)
    assert [str(limit) for limit, told in found.items() if not limit.fits(told)] == []
    assert {str(limit) for limit, told in found.items() if not limit.filled(told)} == short_of_facts(case, kind)


@each
def test_the_text_is_clean_and_every_sentence_is_whole(case, kind):
    markup = r"[*`_]|\]\(|<|>" if case != "hostile" else r"\*\*bold"
    for told in texts(case, kind).values():
        assert ENDS.search(told)
        assert not re.search(r"\s{2}|[\n\t\u00a0]| [,;.:]|,,|\.\.", told)
        assert case == "hostile" or not re.search(markup, told)


@each
def test_every_word_is_the_profile_s_or_one_of_ours(case, kind):
    own = " ".join(own_biographies(profile(case, kind)))
    known = source(case, r"[^\W_]+") | set(re.findall(r"[^\W_]+", own.casefold()))
    found = set(re.findall(r"[^\W\d_](?:[\w’]*\w)?", " ".join(texts(case, kind).values())))
    unknown = {word for word in found if word.lower() not in OF_OURS and known.isdisjoint(pieces(word))}
    assert unknown <= (SEEN_AFTER_CLEANING if case == "hostile" else set())


def pieces(word):
    """A word and its stem: owners’ and owner are one."""
    return {word.casefold(), word.casefold().removesuffix("’s"), *re.findall(r"[^\W_]+", word.casefold())[:1]}


@each
def test_every_number_is_the_profile_s_or_counts_one_of_its_lists(case, kind):
    own = profile(case)
    out = [paper for paper in own.publications if paper.status == "published" and not paper.hidden]
    counts = {len(out), sum(len(paper.honors) for paper in out)}
    counts |= {sum(other.role == one.role for other in own.mentees) for one in own.mentees}
    counts |= {sum(other.title == one.title for other in own.awards) for one in own.awards}
    counts |= {Counter(honor.text for paper in out for honor in paper.honors)["Best Paper"]}
    found = set(re.findall(r"\d+", " ".join(texts(case, kind).values())))
    assert found - source(case, r"\d+") - set(map(str, counts)) == set()


@pytest.mark.parametrize("kind", [OWN, FACTS])
def test_nothing_hidden_is_told(kind):
    told = [*texts("senior", kind).values(), compose(profile("senior", kind), Limit(5000), TODAY)]
    assert re.findall("HIDDEN-SECRET|ABSTRACT", " ".join(told)) == []


@settings(max_examples=20, deadline=None)
@given(values(Profile), st.sampled_from(LIMITS), st.sampled_from([TODAY, Date(1980, 1, 1)]))
def test_any_profile_gives_clean_text_within_the_limit(found, limit, today):
    told = compose(found, limit, today)
    assert limit.fits(told)
    assert not told or ENDS.search(told)
    assert told == " ".join(told.split())


# ---- the owner's words ---------------------------------------------------------------------------

HAND = "Ada Lovelace is a mathematician who writes programs for machines that nobody has built yet"
FACT = {"headline": "Mathematician", "awards": [{"title": "Engine Medal", "year": 1843}]}


def load(**data):
    return profile_yaml.load(json.dumps({"name": "Ada Lovelace", **data})).profile


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (15, f"{HAND}."),
        (18, f"{HAND}."),
        (14, "Ada Lovelace is a Mathematician and has received the Engine Medal (1843)."),
        (30, f"{HAND}. Lovelace has received the Engine Medal (1843)."),
    ],
)
def test_a_bio_of_one_s_own_is_taken_where_it_fills_the_limit_and_extended_where_it_does_not(limit, expected):
    assert compose(load(bio={"short": HAND}, **FACT), Limit(limit), TODAY) == expected


def test_what_the_owner_has_told_is_not_told_again():
    own = load(bio=f"{HAND}, and received the Engine Medal.", **FACT)
    assert compose(own, Limit(50), TODAY).count("Medal") == 1


def test_counts_are_of_the_whole_list_even_where_the_bio_names_some_of_it():
    papers = [{"title": f"Notes on the engine {n}", "venue": "Journal of Engines", "type": "journal"} for n in "abc"]
    own = load(bio="Ada Lovelace wrote Notes on the engine a.", publications=papers)
    assert "has published three papers, all in the Journal of Engines." in compose(own, Limit(30), TODAY)


def test_what_people_write_in_one_line_makes_no_odd_sentence():
    own = load(
        awards=["Prize of the Ebb Society, 2020"],
        service=["Chair of the Ethics Committee", "Senator, 2018-2020", "Member: Research Council, since 2020"],
        teaching=["Tutor, Statistics for Biologists, 2023-2024"],
    )
    assert compose(own, Limit(60), TODAY) == (
        "Ada Lovelace has received the Prize of the Ebb Society (2020) and has served as Chair of the Ethics Committee."
    )


def test_the_roles_of_mentees_count_in_any_spelling():
    roles = ["PhD", "Ph.D. student", "doctoral", "MSc", "master's student", "Bachelor", "postdoctoral fellow", "guest"]
    own = load(mentees=[{"name": role, "role": role} for role in roles])
    assert compose(own, Limit(60), TODAY) == (
        "Ada Lovelace has mentored three doctoral students, one postdoctoral researcher, two master’s students, one "
        "bachelor’s student and one other."
    )


def test_a_chapter_with_editors_and_without_authors_is_the_owner_s():
    chapter = {"title": "Salt", "type": "chapter", "venue": "Handbook", "editors": ["Bo Lee"], "year": 2020}
    volume = {"title": "Sugar", "type": "edited volume", "editors": ["Bo Lee"], "venue": "Series", "year": 2020}
    article = {"title": "Tides", "venue": "Journal of Tides", "year": 2021}
    own = load(publications=[chapter, volume, article])
    assert compose(own, Limit(60), TODAY) == "Ada Lovelace has published one book chapter and one paper."


def test_names_in_chinese_characters_make_room():
    own = load(bio="Ada Lovelace won the Moore Prize (摩尔奖, 2014) and another one (戈登·摩尔奖) later.")
    assert compose(own, Limit(13), TODAY) == "Ada Lovelace won the Moore Prize (2014) and another one later."
    assert "摩尔奖" in compose(own, Limit(21), TODAY)


# ---- grammar -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pronouns", "expected"),
    [
        ("she/her", "She has mentored one intern. Her awards include the A Prize and the B Prize."),
        ("She / Her / Hers", "She has mentored one intern. Her awards include the A Prize and the B Prize."),
        ("he/him", "He has mentored one intern. His awards include the A Prize and the B Prize."),
        ("they/them", "They have mentored one intern. Their awards include the A Prize and the B Prize."),
        ("she/they", "She has mentored one intern. Her awards include the A Prize and the B Prize."),
        ("ze/hir", "Lovelace has mentored one intern. Awards include the A Prize and the B Prize."),
        ("any", "Lovelace has mentored one intern. Awards include the A Prize and the B Prize."),
        (None, "Lovelace has mentored one intern. Awards include the A Prize and the B Prize."),
    ],
)
def test_pronouns(pronouns, expected):
    own = load(
        headline="Countess, Analyst",
        mentees=[{"name": "Bo", "role": "intern"}],
        awards=[{"title": "A Prize"}, {"title": "B Prize"}],
        **({"pronouns": pronouns} if pronouns else {}),
    )
    found = compose(own, Limit(100), TODAY)
    awards, mentored = expected.split(". ")[1], expected.split(". ")[0]
    assert found == f"Ada Lovelace is a Countess, Analyst. {awards} {mentored}."


@pytest.mark.parametrize(
    ("own", "subject"),
    [
        ("Ada Lovelace is a poet. She is well.", "She has"),
        ("Ada Lovelace is a poet. He is well.", "He has"),
        ("Ada Lovelace works with Charles and his engines.", "Lovelace has"),
        ("Ada Lovelace is a poet. She works with Charles and his engines.", "Lovelace has"),
        ("Ada Lovelace is a poet. They are well.", "Lovelace has"),  # they may be others
    ],
)
def test_behind_the_owner_s_words_goes_the_pronoun_that_they_use(own, subject):
    assert f"{own} {subject} received" in compose(load(bio=own, **FACT), Limit(30), TODAY)
    ze = compose(load(bio=own, pronouns="ze/hir", **FACT), Limit(30), TODAY)
    assert f"{own} Lovelace has received" in ze


def test_they_lead_and_have_but_the_full_name_is_one():
    own = of(
        pronouns="they/them",
        positions=(Position(title="Head of Engines", end=Date(9999), summary="Leads a group of four."),),
    )
    assert compose(own, Limit(30), TODAY) == "Ada Lovelace is Head of Engines. They lead a group of four."


@pytest.mark.parametrize(
    ("name", "aliases", "expected"),
    [
        ("Ada Lovelace", (), "Lovelace"),
        ("Zoë de Groot", (), "de Groot"),
        ("Ludwig van der Berg", (), "van der Berg"),
        ("Ada K. Byron Jr.", (), "Byron"),
        ("Gabriel García Márquez", (), "Gabriel García Márquez"),  # who could tell from the name alone?
        ("Gabriel García Márquez", ("García Márquez, Gabriel",), "García Márquez"),
        ("Yao Ming", ("Yao, Ming",), "Yao"),
        ("欧阳云蘅", (), "欧阳云蘅"),
        ("Plato", (), "Plato"),
    ],
)
def test_family_names(name, aliases, expected):
    assert family_name(Profile(name=name, aliases=aliases)) == expected
    assert pronoun(Profile(name=name, aliases=aliases)).subject == expected


@pytest.mark.parametrize(
    "noun",
    [
        "an Area Chair", "an Associate Professor", "an honorary member", "an MIT fellow", "an M.Sc. in Physics",
        "an MSc in Law",
        "an intern", "an unusual role", "an R&D Engineer", "an 8th-grade teacher", "an FBI agent",
        "a Principal Scientist", "a University Lecturer", "a European Fellow", "a Ph.D. in Physics", "a B.Sc.",
        "a UNESCO chair", "a one-time member", "a 文学博士", "a Senior Fellow", "a user", "a PhD student",
    ],
)  # fmt: skip
def test_a_and_an(noun):
    assert a(noun.split(" ", 1)[1]) == noun


@pytest.mark.parametrize(
    "name",
    [
        "the University of Carrow", "Tsinghua University", "the Institute of Scripts", "Patmouth College",
        "the Max Planck Institute for Physics", "Harbour Institute of Technology", "the Royal Society",
        "the Journal of Tidal Research", "Sediment Letters", "CVPR", "the Society for Coastal Science",
        "the Estuarine Union", "Intel Labs China", "the Conference on Measuring the Sea", "the National Science Fund",
    ],
)  # fmt: skip
def test_the(name):
    assert the(name.removeprefix("the ")) == name


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A and B", "C"], "A and B, and C"),
        (["A", "B, C", "D"], "A; B, C; and D"),
        (["A (x, 2019)", "B", "C"], "A (x, 2019), B and C"),
    ],
)
def test_lists(items, expected):
    assert listed(items) == expected


def test_numbers_and_full_stops():
    assert [counted(1, "paper"), counted(12, "paper"), counted(13, "paper"), counted(1300, "paper")] == [
        "one paper", "twelve papers", "13 papers", "1,300 papers"]  # fmt: skip
    assert sentence("she works at", "Example Inc.") == "She works at Example Inc."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Knowledge distillation", "knowledge distillation"),
        ("Bayesian statistics", "Bayesian statistics"),
        ("Shakespeare and his time", "Shakespeare and his time"),
        ("Beijing opera", "Beijing opera"),
        ("C++, C# and F*", "C++, C# and F*"),
        ("3D vision", "3D vision"),
        ("AI safety", "AI safety"),
    ],
)
def test_a_list_s_capital_goes_where_the_word_is_no_name(typed, told):
    assert lower_first(typed) == told


def test_words_are_counted_as_an_editor_would():
    assert [words("one two-three – 4"), words("文学博士"), words("(戈登·摩尔奖), won"), words("書体とその歴史")] == [
        4,
        4,
        6,
        7,
    ]
    own = [one for case in CASES for one in own_biographies(profile(case))]
    assert len(own) > len(CASES)
    assert [one for one in own if words(one) < len(one.split())] == []  # no counter that goes by spaces finds more


# ---- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2026-10", "Earlier, Lovelace was an Analyst at Engines (2020–2026)."),
        ("2026", "Ada Lovelace is an Analyst at Engines."),  # it may not have ended yet
        ("2027-05", "Ada Lovelace is an Analyst at Engines."),
        ("present", "Ada Lovelace is an Analyst at Engines."),
    ],
)
def test_a_position_is_held_until_it_has_ended(end, expected):
    post = {"title": "Analyst", "organization": "Engines", "start": "2020", "end": end}
    headline = {"headline": "Countess"} if end == "2026-10" else {}
    assert expected in compose(load(positions=[post], **headline), Limit(30), TODAY)


def test_a_degree_that_has_not_been_earned_is_not_held():
    study = {"degree": "Ph.D. in Physics", "institution": "University of Carrow", "start": "2024", "end": "present"}
    found = compose(load(headline="Student", education=[study]), Limit(30), TODAY)
    assert "is working toward a Ph.D. in Physics at the University of Carrow" in found


# ---- the command ---------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """A profile and words behind `cvgen bio` -> exit code, stdout, stderr."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22

    def call(own, *arguments):
        (tmp_path / "p.yaml").write_text(own, "utf-8")
        code = main(["bio", str(tmp_path / "p.yaml"), *arguments])
        return (code, *capsys.readouterr())

    return call


SMALL = "name: Ada Lovelace\nheadline: Mathematician\naffiliation: Example University\n"


def test_one_limit_prints_the_text_alone(run):
    assert run(SMALL, "--words", "9") == (0, "Ada Lovelace is a Mathematician at Example University.\n", "")


def test_several_limits_print_their_lengths_on_stderr(run):
    told = "Ada Lovelace is a Mathematician at Example University."
    assert run(SMALL, "--words", "10", "--chars", "60") == (
        0, f"{told}\n\n{told}\n", "10 words (8)\n60 characters (54)\n")  # fmt: skip
    assert run(SMALL)[2] == "50 words (8)\n100 words (8)\n200 words (8)\n"


def test_a_limit_in_which_nothing_fits_is_an_error(run):
    code, out, err = run(SMALL, "--words", "3", "--words", "50")
    assert (code, out) == (1, "")
    assert "no sentence fits into 3 words\n    the shortest sentence has 8 words" in err


def test_a_profile_without_facts_says_what_is_missing(run):
    code, out, err = run("name: Ada", "--chars", "100")
    assert (code, out) == (1, "")
    assert "add a headline or a position" in err


@pytest.mark.parametrize("wrong", ["0", "-1", "x", "1.5"])
def test_a_limit_is_a_number(run, wrong):
    with pytest.raises(SystemExit) as leaving:
        run(SMALL, f"--words={wrong}")
    assert leaving.value.code == 2


def test_what_the_facts_contradict_is_warned_of_with_its_place(run):
    own = f"{SMALL}bio:\n  short: Ada has won two Engine Medals.\nawards:\n  - {{title: Engine Medal, year: 1843}}\n"
    code, out, err = run(own, "--words", "6")
    assert (code, out) == (0, "Ada has won two Engine Medals.\n")
    assert "p.yaml:5:10: warning: the short biography says 'two Engine Medals', but the profile lists 1" in err


# ---- works of others -----------------------------------------------------------------------------


def test_a_book_by_somebody_else_does_not_count():
    from cvgen.composers.textbio import Limit, compose
    from cvgen.profile.dates import Date
    from cvgen.profile.yaml import load

    text = """name: Margarethe von Hohenfels
headline: Professor of History
publications:
  - {title: The Cheese and the Worms, authors: [Carlo Ginzburg], type: book, year: 2010}
  - {title: A Book Without Names, type: book, year: 2011}
  - {title: Migration, editors: [Margarethe von Hohenfels, Hans Maier], type: book, year: 2014}
"""
    said = compose(load(text).profile, Limit(100, "words"), Date(2026, 11))

    assert "one book and edited one volume" in said


@pytest.mark.parametrize(
    ("facts", "expected", "unwanted"),
    [
        ({"service": [{"role": "Editorial board", "organization": "The Library"}]},
         "has served on the editorial board of The Library", "as Editorial"),
        ({"service": [{"role": "Chair of Appointment committee", "organization": "Ebb College"}]},
         "as Chair of the Appointment committee at Ebb College", "for Ebb"),
        ({"service": [{"role": "Program Committee", "organizations": ["CDE", "VLDB"]}]},
         "on the program committees of CDE and VLDB", "for CDE"),
        ({"service": [{"role": "Co-editor", "organization": "Urban Notes", "start": 2019, "end": "present"}]},
         "serves as Co-editor of Urban Notes", "has served"),
        ({"interests": ["history of reading", "Print culture", "Alpine history"]},
         "history of reading, print culture and Alpine history", "Print"),
        ({"publications": [{"title": "Salt", "type": "book", "honors": ["Gladstone Prize"]}]},
         "book “Salt” received the Gladstone Prize", "papers"),
        ({"publications": [{"title": "Salt", "type": "book", "honors": ["Shortlisted for the Gladstone Prize"]}]},
         "book “Salt” was shortlisted for the Gladstone Prize", "received"),
        ({"publications": [{"title": "Salt", "type": "book", "status": "in press", "publisher": "Reclam"}]},
         "book “Salt” is forthcoming from Reclam", "published"),
        ({"publications": [{"title": "Salt", "type": "book", "status": "under contract", "publisher": "Reclam"}]},
         "book “Salt” is under contract with Reclam", "published"),
        ({"publications": [{"title": "Salt", "type": "edited volume"}, {"title": "Sea", "type": "translation"}]},
         "has published one translation and edited one volume", "book"),
        ({"publications": [{"title": "Salt", "type": "book review"}, {"title": "Sea", "type": "book review"}]},
         "has published two book reviews", "paper"),
        ({"publications": [{"title": "Salt", "type": "book", "editors": ["Ada Lovelace"]}]},
         "has edited one volume", "published"),
        ({"positions": [{"title": "Intern", "organization": "Engines", "start": 2012, "end": 2013}]},
         "Earlier, Lovelace was an intern at Engines", "was Intern"),
        ({"grants": [{"title": "Salt", "organization": "DFG", "start": 2028, "end": 2030}]}, "Ada Lovelace is", "DFG"),
        ({"grants": [{"title": "Salt", "organization": "DFG", "start": 2025, "end": 2030}]},
         "work is supported by DFG", "has been"),
        ({"talks": [{"title": "Salt", "event": "Sather Lecture", "kind": "keynote"}]},
         "has given the Sather Lecture", "keynote"),
        ({"awards": [{"title": "Young Printmaker"}]}, "has received the award Young Printmaker", "received Young"),
        ({"positions": [{"title": "Professor of Nursing", "organization": "Ebb College", "start": 2016}]},
         "is a Professor of Nursing at Ebb College", "Countess"),
        ({"positions": [{"title": "Dean", "organization": "Ebb College", "end": "present"},
                        {"title": "Lecturer", "organization": "Ebb College", "end": "present"}]},
         "is Dean and a Lecturer at Ebb College", "Ebb College and"),
    ],
)  # fmt: skip
def test_sentences_that_people_would_write(facts, expected, unwanted):
    found = compose(load(headline="Countess", **facts), Limit(60), TODAY)
    assert expected in found
    assert unwanted not in found


# ---- other languages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "at", "of", "by"),
    [
        ("Universität Basel", "an der Universität Basel", "der Universität Basel", "von der Universität Basel"),
        ("Technische Universität Wien", "an der Technischen Universität Wien", "der Technischen Universität Wien",
         "von der Technischen Universität Wien"),
        ("Deutsches Institut für Watt", "am Deutschen Institut für Watt", "des Deutschen Instituts für Watt",
         "vom Deutschen Institut für Watt"),
        ("Intel Labs", "bei Intel Labs", "von Intel Labs", "von Intel Labs"),
        ("The Library", "bei The Library", "von The Library", "von The Library"),
        ("ETH Zürich", "an der ETH Zürich", "der ETH Zürich", "von der ETH Zürich"),
        ("University of Carrow", "an der University of Carrow", "der University of Carrow",
         "von der University of Carrow"),
    ],
)  # fmt: skip
def test_organizations_in_german_cases(name, at, of, by):
    german = wording.load("de")
    assert [german.place(name, relation) for relation in ("at", "of", "by")] == [at, of, by]


def test_a_language_file_counts_what_the_facts_count():
    """Every sentence and every thing that the facts ask for is in each language file."""
    asked = Path(wording_facts.__file__).read_text("utf-8")
    facts = set(re.findall(r'(?:tell|lists)\("(\w+)"', asked)) | {"serves", "served", "supported", "was_supported"}
    for language in wording.languages():
        words = wording.load(language)
        assert facts <= set(words.sentences)
        assert {"book", "chapter", "paper", "volume", *STUDENTS} <= set(words.counts)


def profile_file(folder, text):
    path = folder / "profile.yaml"
    path.write_text(f"name: Ada Poe\n{text}", "utf-8")
    return str(path)


def test_the_language_is_that_of_the_profile_or_the_one_asked_for(tmp_path, capsys):
    post = "positions: [{title: Professorin, organization: Universität Basel, start: 2016, end: present}]\n"
    path = profile_file(tmp_path, f"language: de\nbio: {{short: Ada Poe liest.}}\n{post}")

    for options, said in ((["--words", "8"], "ist Professorin an der Universität Basel."),
                          (["--language", "en"], "is a Professorin at Universität Basel."),
                          (["--words", "3"], "Ada Poe liest.")):  # fmt: skip
        assert main(["bio", path, *options]) == 0
        assert said in capsys.readouterr().out


def test_in_any_other_language_only_the_owner_s_words_are_printed(tmp_path, capsys):
    path = profile_file(tmp_path, "language: fr\nheadline: Professeure\n")
    assert main(["bio", path, "--words", "50"]) == 1
    assert "in en and de only, not in 'fr'" in capsys.readouterr().err

    path = profile_file(tmp_path, "language: fr\nheadline: Professeure\nbio: Ada Poe lit.\n")
    assert main(["bio", path, "--words", "50"]) == 0
    assert capsys.readouterr().out == "Ada Poe lit.\n"


def test_pronouns_in_german_give_english_ones():
    awards = [{"title": "A Medal"}, {"title": "B Medal"}]
    assert "Her awards include" in compose(load(headline="Dr.", pronouns="sie/ihr", awards=awards), Limit(50), TODAY)
