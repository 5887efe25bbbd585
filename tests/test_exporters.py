"""What other programs can read: each export is as its golden says, and reads back with all that its format can hold.

The tables below say what that is. A field with a word behind it comes back as that function leaves it: a dash of pages
becomes an en dash, a name in catalogue order becomes one as signed. Every other field comes back as it was.
"""

import dataclasses
import json
import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cvgen.document.markdown import spans
from cvgen.exporters import EXPORTERS, exporter
from cvgen.exporters.keys import ILLEGAL, keys
from cvgen.importers import detect, importer
from cvgen.importers.mapping.identifiers import pages as one_dash
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import PRESENT, Date, date_of, year_of
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Author, Honor, Patent, Point, Profile, Publication, Talk
from cvgen.profile.names import given_first
from tests.conftest import CASES, ROOT
from tests.test_profile_yaml import values

EXPORTS = ROOT / "tests/exports"
ENDINGS = {"bibtex": "bib", "csl-json": "csl.json", "jsonresume": "resume.json", "sciencv": "sciencv.xml",
           "vcf": "vcf"}  # fmt: skip
OF_WORKS = sorted(set(EXPORTERS) - {"sciencv", "vcf"})  # these have no works, and nothing imports them


def signed(people):
    """Authors as they are printed; their marks."""
    return [(given_first(author.name), author.marks) for author in people]


def unmarked(people):
    return [given_first(author.name) for author in people]


def looks(text):
    """A text -> its words with their looks, however they are written."""
    return merged(spans(text))


def bold_and_italic(text):
    """A text -> its words, of which only bold and italic ones are told apart."""
    kept = (dataclasses.replace(span, looks=span.looks & {"bold", "italic"}, url=None) for span in spans(text))
    return merged(kept)


def merged(found):
    """Spans -> each character with its look and address; white space is folded, as TeX and browsers fold it."""
    runs = []
    for span in found:
        for char in span.text:
            if not char.isspace():
                runs.append((char, span.looks, span.url))
            elif runs and runs[-1][0] != " ":
                runs.append((" ", frozenset(), span.url))
    return runs[:-1] if runs and runs[-1][0] == " " else runs


def dashed(pages):
    return one_dash(pages) if pages else pages


def number(identifier):
    return bare_arxiv(bare_doi(identifier)) if identifier else identifier


def honors(found):
    return [(looks(honor.text), honor.url) for honor in found]


def plain_honors(found):
    return [(honor.text, honor.url) for honor in found]


def exact(value):
    """A date that is more than a year, and not the present; other ones are the year."""
    return value if value and value.month else None


def once(value):
    return value


LINK_FIELDS = ("Paper", "PDF", "Code", "Slides", "Poster", "Video", "Website", "Supplement", "Blog", "Demo", "Data")

# What each format can hold of a publication, and how it comes back.
HOLDS = {
    "bibtex": {
        "id": once,  # if it can be a key of BibTeX
        "title": looks, "authors": signed, "collaboration": looks, "venue": looks, "year": once, "date": exact,
        "type": once, "status": once, "selected": once, "honors": honors, "doi": number, "arxiv": number, "pmid": once,
        "isbn": once, "volume": once,
        "issue": once, "pages": dashed, "publisher": looks, "editors": signed, "abstract": looks, "note": looks,
        "place": looks, "edition": looks, "series": looks, "original": looks, "translators": signed,
        "tags": once,  # without commas
        "links": once,  # with the labels of LINK_FIELDS, or one word that is no field already
    },
    "csl-json": {
        "id": once, "title": bold_and_italic, "authors": signed, "collaboration": bold_and_italic,
        "venue": bold_and_italic, "year": once, "date": exact, "type": once, "status": once,
        "selected": once, "honors": plain_honors, "links": once, "doi": number,
        "arxiv": number, "pmid": once, "isbn": once, "volume": once, "issue": once, "pages": dashed,
        "publisher": bold_and_italic, "editors": signed, "abstract": bold_and_italic, "note": bold_and_italic,
        "tags": once, "place": bold_and_italic, "edition": bold_and_italic, "series": bold_and_italic,
        "translators": unmarked, "original": bold_and_italic, "reviewed": bold_and_italic, "with_authors": signed,
        "url": once,
    },
    "jsonresume": {
        "title": once, "authors": signed, "venue": once, "date": exact, "type": once, "status": once, "selected": once,
        "links": once, "doi": number, "arxiv": number, "abstract": once,
    },
}  # fmt: skip

# What JSON Resume holds of the rest of a profile.
RESUME = {
    "": ("name", "headline", "location", "email", "phone", "website", "photo", "links", "interests"),
    "positions": ("title", "organization", "location", "start", "summary", "highlights", "url"),
    "education": ("degree", "institution", "start", "note", "url"),
    "awards": ("title", "organization", "years", "note", "url"),
    "service": ("role", "note", "url"),
    "skills": ("name", "items"),
    "references": ("name", "note"),
    "talks": ("title", "event", "date", "kind", "url", "note"),
    "grants": ("title", "organization", "role", "note", "url"),
    "teaching": ("course", "role", "institution", "note", "url"),
}


def read_back(kind, profile):
    """A profile -> what its export says when it is imported again; nothing in it may be news to the importer."""
    text = exporter(kind)(profile).decode()
    imported = importer(kind)(text)

    assert imported.problems == []
    return imported.profile


def shown(entries):
    return [entry for entry in entries if not entry.hidden]


def known(date):
    return date if date != PRESENT else None


def expected(work, field, kind):
    """What should come back of a field."""
    value = getattr(work, field)
    if field == "year":
        return year_of(work)
    if field == "date":
        return exact(date_of(work))
    if kind == "bibtex" and field == "links":
        return {label: url for label, url in value.items() if label in (*LINK_FIELDS, "Manuscript")}
    return HOLDS[kind][field](value)


def assert_same_works(kind, profile, back):
    works = shown(profile.publications)
    assert len(works) == len(back.publications)
    for work, again, key in zip(works, back.publications, keys(works), strict=True):
        for field, seen in HOLDS[kind].items():
            if field != "id" or work.id:
                assert seen(getattr(again, field)) == expected(work, field, kind), field
        if kind != "jsonresume":
            assert again.id in (key, None)
        else:
            assert (again.date.year if again.date else again.year) == year_of(work)


# ---- The cases ----------------------------------------------------------------------------------


@pytest.mark.golden
@pytest.mark.parametrize("kind", sorted(EXPORTERS))
@pytest.mark.parametrize("case", ["example", "senior", "hostile"])
def test_export(case, kind, golden):
    profile = profile_yaml.load(CASES[case].read_text("utf-8")).profile

    golden(EXPORTS / f"{case}.{ENDINGS[kind]}", exporter(kind)(profile).decode().replace("\r\n", "\n"))


@pytest.mark.parametrize("kind", OF_WORKS)
@pytest.mark.parametrize("case", sorted(CASES))
def test_a_case_comes_back_and_is_claimed_by_its_importer_alone(case, kind):
    profile = profile_yaml.load(CASES[case].read_text("utf-8")).profile
    text = exporter(kind)(profile).decode()

    assert "HIDDEN-SECRET" not in text
    assert detect("x", text) == [kind] or not shown(profile.publications)
    back = importer(kind)(text).profile
    for work, again in zip(shown(profile.publications), back.publications, strict=True):
        if kind != "csl-json" or is_plain(work):
            seen = bold_and_italic if kind == "csl-json" else looks
            people = (*work.authors, *work.with_authors) if kind == "bibtex" else work.authors
            assert (seen(again.title), signed(again.authors)) == (seen(work.title), signed(people))


# ---- Any profile --------------------------------------------------------------------------------

identifiers = st.none() | st.from_regex(r"[A-Za-zÀ-ÿ][\w:./+-]{0,12}", fullmatch=True).filter(
    lambda key: not ILLEGAL.search(key)
)
links = st.dictionaries(st.sampled_from([*LINK_FIELDS, "Manuscript"]), st.sampled_from(
    ["https://example.org/", "http://example.org/a_(b)?c=d&e#f%20", "https://example.org/~ada"]),
    max_size=3)  # fmt: skip
tags = st.lists(st.from_regex(r"[a-z&%_-]{1,6}( [a-z~]{1,4})?", fullmatch=True), max_size=3, unique=True).map(tuple)


def is_plain(work):
    """Whether no text of a work looks like HTML, which CSL and JSON Resume could not tell from HTML."""
    names = ("title", "collaboration", "venue", "publisher", "abstract", "note", "place", "edition", "series",
             "original", "reviewed", "language")  # fmt: skip
    texts = [getattr(work, name) for name in names]
    return not any(re.search(r"[<>&]", text or "") for text in texts)


def are_named(people):
    """Whether nobody is called "others" or "and 5 more", which comes back as "et al."."""
    return not any(author.left_out for author in people)


def says_something(entry):
    """Whether the title and the honors of an entry are more than white space, which no importer takes for a text."""
    return all(looks(text) for text in (entry.title, *(honor.text for honor in getattr(entry, "honors", ()))))


def of_a_kind(work):
    """Works whose type and status are told, as most importers else look for them in the venue.

    They are in one language, which a list does not repeat, and nobody wrote "with" the authors, which few formats know.
    """
    return dataclasses.replace(work, type=work.type or "other", language=None, with_authors=(), url=None)


publications = (
    st.builds(
        lambda work, key, found, words: dataclasses.replace(of_a_kind(work), id=key, links=found, tags=words),
        values(Publication), identifiers, links, tags,
    )
    .filter(lambda work: not work.hidden)
    .filter(lambda work: are_named(work.people) and says_something(work))
)  # fmt: skip


def named_once(works):
    """Works with ids that differ in more than case, and titles that differ, so that none is another's preprint."""
    ids = [work.id.lower() for work in works if work.id]
    return len(ids) == len(set(ids)) and len({re.sub(r"[\W_]+", "", work.title.casefold()) for work in works}) == len(
        works
    )


profiles = (
    st.lists(publications, min_size=1, max_size=3)
    .filter(named_once)
    .map(lambda works: Profile(name="Ada Nordahl", publications=tuple(works)))
)


def one_paper(**fields):
    return Profile(name="Ada Nordahl", publications=(Publication(title="A", type="other", **fields),))


@example(one_paper(note="a---b, x'''''"))  # came back with a dash and a curly quote
@example(one_paper(venue="x ://"))  # was taken for a link and lost
@example(one_paper(honors=(Honor("and", "https://example.org/"),)))  # came back as "and}"
@example(one_paper(note="*0:*¡"))  # lost its italics
@settings(max_examples=40, deadline=None)
@given(profiles)
def test_bibtex_gives_back_what_it_can_hold(profile):
    assert_same_works("bibtex", profile, read_back("bibtex", profile))


@settings(max_examples=40, deadline=None)
@given(profiles)
def test_csl_json_gives_back_what_it_can_hold(profile):
    assume(all(map(is_plain, profile.publications)))
    assert_same_works("csl-json", profile, read_back("csl-json", profile))


@settings(max_examples=40, deadline=None)
@given(profiles)
def test_json_resume_gives_back_the_works(profile):
    assert_same_works("jsonresume", profile, read_back("jsonresume", profile))


def is_shown_patent(patent):
    return not patent.hidden and are_named(patent.inventors) and says_something(patent)


@settings(max_examples=30, deadline=None)
@given(st.lists(values(Patent).filter(is_shown_patent), min_size=1, max_size=3))
def test_patents_come_back_from_bibtex_and_csl_json(patents):
    profile = Profile(name="Ada Nordahl", patents=tuple(patents))
    for kind, seen in (("bibtex", looks), ("csl-json", bold_and_italic)):
        if kind == "csl-json" and any(re.search(r"[<>&]", f"{one.title}{one.note}{one.number}") for one in patents):
            continue
        for patent, again in zip(
            patents, importer(kind)(exporter(kind)(profile).decode()).profile.patents, strict=True
        ):
            assert (seen(again.title), seen(again.note)) == (seen(patent.title), seen(patent.note))
            assert (
                again.number,
                again.status,
                signed(again.inventors) if kind == "bibtex" else unmarked(again.inventors),
            ) == (
                patent.number,
                patent.status,
                signed(patent.inventors) if kind == "bibtex" else unmarked(patent.inventors),
            )
            assert (again.date, again.url) == (known(patent.date), patent.url)


@example([Talk(title="A", event="*B*", location="*C*")])  # came back as <i>B</i> and <i>C</i>
@settings(max_examples=25, deadline=None)
@given(st.lists(values(Talk).filter(lambda talk: not talk.hidden and says_something(talk)), min_size=1, max_size=3))
def test_talks_come_back_from_csl_json(talks):
    assume(not any(re.search(r"[<>&]", f"{one.title}{one.note}{one.event}{one.location}") for one in talks))
    back = importer("csl-json")(exporter("csl-json")(Profile(name="Ada Nordahl", talks=tuple(talks))).decode()).profile

    for talk, again in zip(talks, back.talks, strict=True):
        assert [bold_and_italic(getattr(again, key)) for key in ("title", "event", "location", "note")] == [
            bold_and_italic(getattr(talk, key)) for key in ("title", "event", "location", "note")
        ]
        assert (again.date, again.kind, again.url) == (known(talk.date), talk.kind, talk.url)


def ends(entry):
    """The end of an entry as JSON Resume has it: without one, its start; today, if it says no end at all."""
    if entry.end == PRESENT and known(entry.start) is None:
        return None
    return entry.end or known(entry.start)


def distinct(entries):
    return len({(entry.title, entry.organization, entry.note, entry.url) for entry in entries}) == len(entries)


@settings(max_examples=25, deadline=None)
@given(values(Profile).filter(lambda profile: distinct(profile.awards)))
def test_json_resume_gives_back_the_rest_of_a_profile(profile):
    profile = dataclasses.replace(profile, publications=(), sections=())
    back = read_back("jsonresume", profile)

    for key, fields in RESUME.items():
        ours, theirs = ([profile], [back]) if not key else (shown(getattr(profile, key)), getattr(back, key))
        assert len(ours) == len(theirs), key
        for one, again in zip(ours, theirs, strict=True):
            for field in fields:
                value = profile.pages if field == "links" else getattr(one, field)
                value = known(value) if isinstance(value, Date) else value
                if field == "highlights":  # the format has no tags
                    value = tuple(Point(point.text) for point in value)
                assert getattr(again, field) == value, (key, field)
            if key in ("positions", "education"):
                assert again.end == ends(one)
    assert (back.bio and back.bio.long) == (profile.bio and next(iter(profile.bio.longest_first()), None))


def test_the_sections_of_a_person_come_back_from_json_resume():
    profile = profile_yaml.load(CASES["senior"].read_text("utf-8")).profile
    back = read_back("jsonresume", profile)

    assert [(one.title, one.entries) for one in back.sections] == [
        (
            one.title,
            tuple(dataclasses.replace(entry, location=None) for entry in shown(one.entries)),
        )  # the format has no place
        for one in shown(profile.sections)
    ]


# ---- Keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authors", "year", "title", "key"),
    [
        (["Anbang Yao"], 2020, "Knowledge Transfer via Dense Cross-Layer Mutual-Distillation", "yao2020-knowledge"),
        (["Zoë de Groot"], 2019, "A Müsli of Mud", "groot2019-musli"),
        (["Kallimanis-Wray, Theodora"], None, "On the {Origin}", "kallimaniswray-origin"),
        (["Robert Downey Jr."], 2001, "The *long* way", "downey2001-long"),
        (["李雷"], 2024, "冰", "anonymous2024"),
        ([], 2024, "A tide", "anonymous2024-tide"),
    ],
)
def test_a_key_is_minted_from_family_name_year_and_first_word(authors, year, title, key):
    assert keys([Publication(title=title, authors=tuple(map(Author.from_text, authors)), year=year)]) == [key]


def test_keys_are_the_ids_and_no_key_stands_twice():
    works = [
        Publication(title="A tide", id=key, year=2020) for key in ("x", None, None, "X", "a b,c", "anonymous2020-tide")
    ]

    assert keys(works) == ["x", "anonymous2020-tide-2", "anonymous2020-tide-3", "X-2", "a-b-c", "anonymous2020-tide"]


def test_tex_is_escaped_in_texts_and_never_in_addresses():
    work = Publication(
        title="100% of A_B & C#, {x} ~ $5 \\ ^", doi="10.1000/a_b%2", links={"Paper": "https://x.org/a_b%20#c"}
    )
    text = exporter("bibtex")(Profile(name="A", publications=(work,))).decode()

    assert (
        r"100\% of A\_B \& {C}\#, \lbrace{}x\rbrace{} \textasciitilde{} \$5 \textbackslash{} \textasciicircum{}" in text
    )
    assert "doi = {10.1000/a_b%2}" in text
    assert "url = {https://x.org/a_b%20#c}" in text


def test_json_is_utf_8_without_escapes():
    profile = Profile(name="Zoë 李雷", publications=(Publication(title="Möbius", authors=(Author("Zoë 李雷"),)),))
    for kind in ("csl-json", "jsonresume"):
        text = exporter(kind)(profile).decode()
        assert "Zoë 李雷" in text
        assert json.loads(text)
