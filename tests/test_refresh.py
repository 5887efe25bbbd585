"""Keeping a profile fresh: what sources have and it lacks, against a server on this machine."""

import functools
import json
from dataclasses import replace

import pytest

from cvgen.cli import main
from cvgen.diff.compare import diff
from cvgen.diff.merge import merge
from cvgen.online import fetcher, pages
from cvgen.online.services import BASES, SERVICES, address
from cvgen.profile import yaml as profile_yaml
from cvgen.templates.context import PRIVATE
from tests.replay import Reply, Server, Time

ORCID, OPENALEX, PID, ARXIV = "0000-0002-1825-0097", "A5023888391", "65/9612", "lovelace_a_1"
PROFILE = f"""\
# my record
name: Ada Lovelace
sources:
  dblp: {PID}
  openalex: {OPENALEX}   # the second of two
publications:
  # the one everybody cites
  - title: Notes on the Analytical Engine
    authors: [Ada Lovelace, Alan Turing]
    venue: Journal of Examples
    year: 2023
"""
LOOMS = {"title": "Weaving algebraic patterns on looms", "doi": "10.5555/looms.1", "year": 2026}
NOTES = {
    "title": "Notes on the Analytical Engine",
    "doi": "10.5555/notes.1",
    "year": 2023,
    "venue": "Journal of Examples",
}


def work(title, doi="", year=2026, authors=("Ada Lovelace",), venue="Conference on Looms", kind="article", **keys):
    """A work as OpenAlex has it."""
    return {
        "id": "https://openalex.org/W1", "title": title, "publication_year": year, "type": kind,
        "doi": f"https://doi.org/{doi}" if doi else None,
        "authorships": [{"author": {"display_name": name}, "raw_author_name": name} for name in authors],
        "primary_location": {"source": {"display_name": venue, "type": "journal"}}, **keys,
    }  # fmt: skip


def listed(*works, count=None, cursor=None):
    meta = {"count": len(works) if count is None else count, "next_cursor": cursor}
    return Reply(json.dumps({"meta": meta, "results": works}).encode())


def person(*records, name="Ada Lovelace"):
    """A person's page of DBLP."""
    found = ""
    for at, (title, authors, venue, year) in enumerate(records):
        people = "".join(f"<author>{one}</author>" for one in authors)
        where = f"<title>{title}.</title><journal>{venue}</journal><year>{year}</year>"
        found += f'<r><article key="journals/x/{at}">{people}{where}</article></r>'
    text = f'<?xml version="1.0"?><dblpperson name="{name}" pid="65/9612" n="1">{found}</dblpperson>\n'
    return Reply(text.encode(), media="application/xml")


@pytest.fixture(scope="module")
def server():
    one = Server()
    yield one
    one.close()


class Desk:
    """A profile in a folder of its own, and the services that its sources ask."""

    def __init__(self, server, folder, capsys):
        self.server, self.path, self.capsys = server, folder / "profile.yaml", capsys
        self.path.write_text(PROFILE, "utf-8")

    def replies(self, key, number, *replies, cursor="*"):
        self.server.replies[address(key, number, {key: ""}, "", cursor)] = list(replies)

    def openalex(self, *works):
        self.replies("openalex", OPENALEX, listed(*works))

    def dblp(self, *records, **keys):
        self.replies("dblp", PID, person(*records, **keys))

    def run(self, *words):
        """Run cvgen refresh -> exit code, what it prints, what it says on stderr."""
        self.capsys.readouterr()
        code = main(["refresh", str(self.path), *words])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def found(self, *words):
        """Return the JSON of a refresh."""
        return json.loads(self.run("--json", *words)[1])

    @property
    def text(self):
        return self.path.read_text("utf-8")

    @property
    def profile(self):
        return profile_yaml.load(self.text).profile


@pytest.fixture
def desk(server, tmp_path, monkeypatch, capsys):
    server.reset()
    clock = Time()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENALEX_API_KEY", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    here = {"bases": dict.fromkeys(BASES, server.base), "sleep": clock.sleep, "clock": clock.clock}
    monkeypatch.setattr(fetcher, "Fetcher", functools.partial(fetcher.Fetcher, **here))
    (tmp_path / "cv").mkdir()
    one = Desk(server, tmp_path / "cv", capsys)
    one.clock = clock
    return one


# What is new


def test_what_is_new_is_shown_and_then_written_with_the_rest_untouched(desk):
    desk.dblp(("Weaving algebraic patterns on looms", ["Ada Lovelace"], "J. Looms", 2026))
    desk.openalex(work(**LOOMS), work(**NOTES, authors=("A. Lovelace", "Alan Turing")))
    code, out, err = desk.run()

    assert code == 1
    assert out == SHOWN
    assert err == f"\ndry run; add --write to apply to {desk.path}\n"
    assert desk.text == PROFILE

    assert desk.run("--write")[0] == 1
    assert desk.text == WRITTEN
    code, out, err = desk.run("--write")
    assert (code, desk.text) == (0, WRITTEN)
    assert "No change." in out
    assert err == f"\n{desk.path} is up to date\n"


SHOWN = """\
Ada Lovelace
DBLP, OpenAlex → yours

Publications
============

+ Weaving algebraic patterns on looms
  Ada Lovelace · J. Looms · 2026 · 10.5555/looms.1

~ Notes on the Analytical Engine
  type added: journal
  doi added: 10.5555/notes.1
"""
WRITTEN = (
    PROFILE.replace(
        "publications:\n",
        """\
publications:
  - title: Weaving algebraic patterns on looms
    authors: [Ada Lovelace]
    venue: J. Looms
    year: 2026
    type: journal
    doi: 10.5555/looms.1

""",
    )
    + "    doi: 10.5555/notes.1\n    type: journal\n"
)


@pytest.mark.long
def test_markdown_for_a_pull_request_pings_nobody_and_is_short_enough(desk):
    desk.dblp()
    people = [f"Ada Lovelace {'x' * 100}", "Ada Lovelace", f"{'y' * 118} @torvalds"]
    works = [work(f"{at * 7919} looms of {at * 104729} and [x](https://e.org)", authors=people) for at in range(250)]
    desk.openalex(work("Looms of @torvalds fixes #1 [x](https://e.org)"), *works)
    code, out, _ = desk.run("--to", "md")

    assert code == 1
    assert out.startswith("# Ada Lovelace\n")
    assert "@\u2060torvalds fixes \\#\u20601 \\[x" in out
    assert len(out) < 65_536
    assert out.endswith("see the changed file.\n")


def test_json_for_a_program(desk):
    desk.openalex(work(**LOOMS), work("On salt", "10.5555/salt.1", authors=("Bob Miller",)))
    desk.replies("dblp", PID, Reply(status=403))
    found = desk.found()

    assert found["schema"] == "cvgen-refresh/1"
    assert [(one["name"], one["works"], one["failed"]) for one in found["sources"]] == [
        ("DBLP", None, "DBLP refuses to answer (status 403)"), ("OpenAlex", 1, None),
    ]  # fmt: skip
    assert [event["title"] for event in found["diff"]["events"]] == [LOOMS["title"]]
    assert found["new"][0] == {
        "title": LOOMS["title"], "authors": ["Ada Lovelace"], "venue": "Conference on Looms", "year": 2026,
        "doi": "10.5555/looms.1", "arxiv": None,
    }  # fmt: skip
    assert [(one["source"], one["title"]) for one in found["doubtful"]] == [("OpenAlex", "On salt")]


@pytest.mark.long
def test_every_source_is_asked_by_the_number_of_a_person(desk):
    (desk.path.parent / "refs.bib").write_text(
        "@article{b1, author={Lovelace, Ada}, title={A paper from the bibliography file}, journal={J}, year={2020}}",
        "utf-8",
    )
    sources = f"{{orcid: {ORCID}, openalex: {OPENALEX}, dblp: {PID}, arxiv: {ARXIV}, crossref: {ORCID}, bib: refs.bib}}"
    desk.path.write_text(f"name: Ada Lovelace\nsources: {sources}\n", "utf-8")
    desk.dblp(("A paper from the computer scientists", ["Ada Lovelace"], "J", 2021))
    desk.openalex(work("A paper from the open catalog of works", "10.5555/a.1"))
    item = {"DOI": "10.5555/c.1", "title": ["A paper from the publishers themselves"], "type": "journal-article",
            "author": [{"given": "Ada", "family": "Lovelace"}], "issued": {"date-parts": [[2022]]}}  # fmt: skip
    desk.replies(
        "crossref-works", ORCID, Reply(json.dumps({"message": {"items": [item], "total-results": 1}}).encode())
    )
    desk.replies("arxiv-author", ARXIV, Reply(FEED, media="application/atom+xml"))
    group = {"title": {"title": {"value": "A paper from the record of the person"}}, "type": "journal-article"}
    record = {
        "orcid-identifier": {"path": ORCID},
        "activities-summary": {"works": {"group": [{"work-summary": [group]}]}},
    }
    desk.replies("orcid", ORCID, Reply(json.dumps(record).encode()))
    code, out, _ = desk.run("--write")

    assert code == 1
    assert [(paper.title, paper.id) for paper in desk.profile.publications] == [
        ("A paper from the record of the person", None),
        ("A paper from the archive of preprints", None),
        ("A paper from the publishers themselves", None),
        ("A paper from the open catalog of works", None),
        ("A paper from the computer scientists", None),
        ("A paper from the bibliography file", "b1"),
    ]
    assert (
        "Without authors: cvgen enrich adds them\n=======================================\n\nA paper from the record"
        in out
    )
    assert not any("search" in path or "query" in path for path in desk.server.paths)
    assert desk.run("--offline")[0] == 0


FEED = b"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<id>https://arxiv.org/a/lovelace_a_1.atom2</id><entry><id>http://arxiv.org/abs/2402.99991v3</id>
<published>2024-02-04T03:15:00Z</published><title>A paper from the archive of preprints</title>
<author><name>Ada Lovelace</name></author></entry></feed>"""


def test_a_preprint_that_has_appeared_stays_as_it_is_and_is_said(desk):
    desk.path.write_text(
        f"name: Ada Lovelace\nsources: {{openalex: {OPENALEX}}}\npublications:\n"
        "  - {title: Weaving algebraic patterns on looms, authors: [Ada Lovelace], status: preprint, venue: arXiv}\n",
        "utf-8",
    )
    desk.openalex(work(**LOOMS, venue="Journal of Looms", biblio={"volume": "3", "first_page": "1"}))
    _, out, _ = desk.run("--write")
    (paper,) = desk.profile.publications

    assert "Has appeared: change status" in out
    assert "Ada Lovelace · Journal of Looms · 2026 · 10.5555/looms.1" in out
    assert (paper.status, paper.venue, paper.doi) == ("preprint", "arXiv", "10.5555/looms.1")
    assert (paper.volume, paper.pages, paper.type, paper.year) == (None, None, None, None)


def test_abstracts_do_not_fill_a_profile(desk):
    desk.dblp()
    desk.openalex(work(**LOOMS, abstract_inverted_index={"We": [0], "weave.": [1]}))

    assert desk.run("--write")[0] == 1
    assert "abstract" not in desk.text


# What never comes back


def test_a_rejected_work_never_comes_back_nor_does_another_record_of_it(desk):
    title, people = "On the salt of the northern seas", ["Ada Lovelace", "Bob Miller"]
    desk.openalex(work(title, "10.5555/salt.1", authors=people))
    desk.dblp((title, people, "J. Seas", 2026))
    assert [one["title"] for one in desk.found()["new"]] == [title]

    code, out, _ = desk.run("--reject", "doi:10.5555/SALT.1")
    assert (code, out) == (0, "doi:10.5555/SALT.1: refresh will leave it out\n")
    (rejected,) = desk.profile.sources.not_mine
    assert (rejected.title, rejected.doi, rejected.authors) == (title, "10.5555/salt.1", tuple(people))
    assert desk.text.startswith("# my record\nname: Ada Lovelace\nsources:\n  dblp: 65/9612\n")
    assert desk.text.endswith(PROFILE[PROFILE.index("publications:") :])
    assert "# the second of two\n  not_mine:" in desk.text

    assert desk.found()["new"] == []  # although DBLP gives no DOI
    desk.replies("openalex", OPENALEX, Reply(status=403))
    desk.clock.now += 100_000
    assert desk.found("--write")["new"] == []
    assert desk.run("--reject", "doi:10.5555/salt.1")[1] == "doi:10.5555/salt.1: was rejected before\n"


@pytest.mark.parametrize("written", ["doi:10.5555/looms.1", LOOMS["title"].upper(), "{doi: 10.5555/looms.1}"])
def test_a_rejection_may_be_a_line_of_the_owners(desk, written):
    desk.path.write_text(f"name: Ada Lovelace\nsources:\n  openalex: {OPENALEX}\n  not_mine: [{written}]\n", "utf-8")
    desk.openalex(work(**LOOMS))

    assert desk.run() == (0, "Ada Lovelace\nOpenAlex → yours\n\nNo change.\n", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"sources: {{openalex: {OPENALEX}}}", "not_mine: [{title: W"),
        (
            f"sources: {{openalex: {OPENALEX}, not_mine: ['doi:10.5555/x.1']}}",
            "not_mine: ['doi:10.5555/x.1', {title: W",
        ),
        (f"sources:\n  openalex: {OPENALEX}\n  not_mine:\n    - doi:10.5555/x.1  # not me", "# not me\n"),
    ],
)
def test_a_rejection_is_written_in_the_form_that_the_file_has(desk, before, after):
    desk.path.write_text(f"name: Ada Lovelace # me\n{before}\n# end\n", "utf-8")
    desk.openalex(work(**LOOMS))
    desk.run()

    assert desk.run("--reject", LOOMS["title"])[0] == 0
    assert after in desk.text
    assert desk.profile.sources.not_mine[-1].doi == LOOMS["doi"]
    assert desk.text.startswith("name: Ada Lovelace # me\nsources:")
    assert desk.text.endswith("# end\n")
    assert desk.run()[0] == 0


def test_a_rejection_asks_nobody_and_says_what_it_can_not_do(desk):
    code, _, err = desk.run("--reject", "Some title")
    assert code == 2
    assert "no source has a work with the title 'Some title'" in err

    assert desk.run("--reject", "doi:10.5555/other.1")[0] == 0
    assert desk.profile.sources.not_mine[0].doi == "10.5555/other.1"
    code, _, err = desk.run("--reject", "Notes on the Analytical Engine", "--reject", "doi:10.5555/third.1")
    assert code == 2  # nothing of it is written
    assert len(desk.profile.sources.not_mine) == 1
    assert desk.server.paths == []


def test_an_entry_of_the_profile_is_not_deleted_by_a_rejection(desk):
    desk.dblp()
    desk.openalex(work(**NOTES))
    desk.run("--write")
    _, _, err = desk.run("--reject", "doi:10.5555/notes.1")

    assert "'Notes on the Analytical Engine' is an entry of the profile, and stays there" in err
    assert len(desk.profile.publications) == 1


def test_duplicates_in_one_source_and_across_sources_are_one_entry(desk):
    desk.dblp(
        ("Weaving algebraic patterns on looms.", ["A. Lovelace"], "CoRR", 2025),
        ("Weaving Algebraic Patterns on Looms", ["Ada Lovelace"], "J. Looms", 2026),
    )
    desk.openalex(work(**LOOMS), work(**{**LOOMS, "title": "Weaving algebraic patterns on looms."}), work(**NOTES))
    desk.run("--write")

    assert len(desk.profile.publications) == 2
    assert desk.found()["new"] == []


def test_the_journal_version_of_a_conference_paper_is_another_work(desk):
    desk.dblp()
    desk.openalex(
        work(LOOMS["title"], "10.5555/c.1", 2022, venue="Conference on Looms"),
        work(LOOMS["title"], "10.5555/j.1", 2026, venue="Journal of Looms"),
    )
    desk.run("--write")

    assert len(desk.profile.publications) == 3


def test_other_people_are_doubtful_until_the_owner_says_that_it_is_a_form_of_the_name(desk):
    desk.dblp()
    desk.openalex(work("On salt and light", "10.5555/salt.1", authors=("A. Byron", "Bob Miller")))
    code, out, _ = desk.run("--write")

    assert (code, desk.text) == (0, PROFILE)
    assert out.endswith(
        "You are not among the authors: left out\n=======================================\n\nOn salt and light\n"
        "  A. Byron, Bob Miller · Conference on Looms · 2026 · 10.5555/salt.1\n"
        "  from OpenAlex; never again:  cvgen refresh --reject doi:10.5555/salt.1\n"
    )
    desk.path.write_text(PROFILE + "aliases: [Ada Byron]\n", "utf-8")
    assert [one["title"] for one in desk.found()["new"]] == ["On salt and light"]


def test_a_number_of_somebody_else_is_noticed(desk):
    desk.dblp(("On salt", ["Ada Lovelace"], "J. Seas", 2026), name="Charles Babbage")
    desk.openalex()
    code, _, err = desk.run()

    assert code == 3
    assert "DBLP: this is Charles Babbage, not Ada Lovelace\n    correct the number under  sources" in err


def test_a_deleted_entry_does_not_come_back_even_after_an_answer_without_works(desk):
    desk.dblp()
    desk.openalex(work(**LOOMS))
    desk.run("--write")
    desk.path.write_text(PROFILE, "utf-8")
    assert "You deleted these: left out" in desk.run("--write")[1]

    desk.clock.now += 100_000
    desk.openalex()
    code, _, err = desk.run("--write")
    assert (code, desk.text) == (3, PROFILE)
    assert "OpenAlex gave no works, and 1 the last time" in err

    desk.clock.now += 100_000
    desk.openalex(work(**LOOMS))
    assert desk.run("--write")[0] == 0
    assert desk.text == PROFILE


# What goes wrong


def test_the_others_count_if_one_source_fails(desk):
    desk.replies("dblp", PID, Reply(status=503))
    desk.openalex(work(**LOOMS))
    code, out, err = desk.run("--write")

    assert code == 1
    assert "DBLP is not available (status 503)\n    try again later" in err
    assert "No answer\n=========\n\nDBLP is not available (status 503)" in out
    assert desk.profile.publications[0].title == LOOMS["title"]
    assert desk.run()[0] == 3  # nothing new, and DBLP still silent


def test_nothing_is_written_if_all_fail(desk):
    desk.replies("dblp", PID, Reply(status=403))
    desk.replies("openalex", OPENALEX, Reply(status=403))
    code, out, err = desk.run("--write")

    assert (code, out, desk.text) == (2, "", PROFILE)
    assert "DBLP refuses to answer" in err
    assert "OpenAlex refuses to answer" in err
    assert not (desk.path.parent / ".cvgen").exists()


def test_offline_nobody_is_asked(desk):
    code, _, err = desk.run("--offline")
    assert code == 2
    assert "DBLP: no answer about dblp:65/9612 is stored" in err
    assert desk.server.paths == []

    desk.dblp()
    desk.openalex(work(**LOOMS))
    desk.run()
    asked = len(desk.server.paths)
    desk.clock.now += 1_000_000
    code, out, _ = desk.run("--offline")
    assert code == 1
    assert "From the cache\n==============\n\nDBLP: used the cached answer of" in out
    assert len(desk.server.paths) == asked


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"<html>Log in</html>", media="text/html"), "answers with text/html instead of data"),
        (Reply(b'{"results": "' + b"x" * 100), "gave an incomplete answer"),
        (Reply(b"[1, 2]"), "gave an incomplete answer"),
        (Reply(b'{"results": {"a": 1}}'), "gave an answer without a list of works"),
        (Reply(b'{"error": "no"}'), "gave an answer without a list of works"),
        (Reply(status=302, headers={"Location": "https://127.0.0.1:9/x"}), "which is an address in a private network"),
        (Reply(status=302, headers={"Location": "http://192.168.1.1/x"}), "which is not a secure address"),
        (listed(count=10_234), "lists 10,234 works, more than the 5,000"),
        (listed(*({} for _ in range(10_000))), "lists 10,000 works, more than the 5,000"),
    ],
)
def test_garbage_is_one_sentence_and_changes_nothing(desk, reply, said):
    desk.dblp()
    desk.replies("openalex", OPENALEX, reply)
    code, out, err = desk.run("--write")

    assert (code, desk.text) == (3, PROFILE)
    assert said in err
    assert err.count("warning: ") == 1
    assert out.endswith(f"No answer\n=========\n\n{err.split('warning: ')[1].splitlines()[0]}\n")


def test_works_that_are_none_are_left_out(desk):
    desk.dblp()
    desk.openalex({"title": 7}, None, ["x"], {"authorships": {}}, {"title": "", "doi": []}, work(**LOOMS))

    assert desk.run("--write")[0] == 1
    assert [paper.title for paper in desk.profile.publications][-2:] == [LOOMS["title"], NOTES["title"]]


def test_marks_that_reorder_a_text_are_deleted(desk):
    desk.dblp()
    desk.openalex(work("Weaving \u202epatterns\u202c on \u200blooms", authors=("Ada\u202e Lovelace",)))

    assert desk.run("--write")[0] == 1
    assert desk.profile.publications[0].title == "Weaving patterns on looms"
    assert not set("\u202e\u202c\u200b") & set(desk.text)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("", "does not say where to look for new works\n    add for example  sources: {orcid:"),
        ("sources: {not_mine: [x]}", "does not say where to look"),
        ("sources: {bib: missing.bib}", "missing.bib: the file 'missing.bib' is not in the folder of the profile"),
        ("sources: {bib: ../refs.bib}", "is outside the folder of the profile"),
        ("sources: {dblp: Ada Lovelace}", "DBLP: 'dblp:Ada Lovelace' is not a DBLP person"),
        ("sources: {orcid: 0000-0002-1825-0098}", "ORCID: '0000000218250098' is not an ORCID"),
        ("sources: {scopus: 1}", "unknown key 'scopus' in sources"),
    ],
)
def test_mistakes_in_the_profile_are_explained(desk, sources, said):
    desk.path.write_text(f"name: Ada Lovelace\n{sources}\n", "utf-8")
    code, out, err = desk.run("--write")

    assert (code, out) == (2, "")
    assert said in err
    assert desk.server.paths == []


# Lists in pages


def pages_of(*works, size=2):
    """A service that gives works in pages, and what it was asked for."""
    asked = []

    def ask(cursor):
        asked.append(cursor)
        at = 0 if cursor == "*" else int(cursor)
        more = str(at + size) if at + size < len(works) else None
        return listed(*works[at : at + size], count=len(works), cursor=more).body

    return ask, asked


def test_pages_are_joined():
    ask, asked = pages_of(*range(5))

    assert json.loads(pages.joined(ask, SERVICES["openalex"].pages))["results"] == [0, 1, 2, 3, 4]
    assert asked == ["*", "2", "4"]


def test_a_list_without_a_total_ends_at_a_page_without_works():
    replies = {"*": [1, 2], "a": [3], "b": []}
    cursors = {"*": "a", "a": "b", "b": "c"}
    where = SERVICES["crossref-works"].pages

    def ask(cursor):
        return json.dumps({"message": {"items": replies[cursor], "next-cursor": cursors[cursor]}}).encode()

    assert json.loads(pages.joined(ask, where))["message"]["items"] == [1, 2, 3]


def test_a_list_that_never_ends_is_refused(monkeypatch):
    where = SERVICES["openalex"].pages
    numbers = iter(range(1, 10**9))
    endless = lambda cursor: json.dumps({"results": [1] * 100, "meta": {"next_cursor": str(next(numbers))}}).encode()  # noqa: E731
    with pytest.raises(pages.ShapeError, match="lists 5,100 works"):
        pages.joined(endless, where)
    circle = json.dumps({"results": [1], "meta": {"next_cursor": "again"}}).encode()
    assert json.loads(pages.joined(lambda cursor: circle, where))["results"] == [1, 1]
    monkeypatch.setattr(pages, "MOST_BYTES", 5_000)
    with pytest.raises(pages.ShapeError, match="sent more than"):
        pages.joined(endless, where)


def test_a_page_that_fails_is_asked_again_and_a_list_is_whole_or_not_there(desk):
    desk.dblp()
    first = listed(work(**LOOMS), count=2, cursor="two")
    desk.replies("openalex", OPENALEX, first)
    desk.replies("openalex", OPENALEX, Reply(status=503), listed(work(**NOTES), count=2), cursor="two")
    assert [one["title"] for one in desk.found()["new"]] == [LOOMS["title"]]

    desk.clock.now += 100_000
    desk.replies("openalex", OPENALEX, Reply(status=403), cursor="two")
    assert desk.found()["sources"][1]["failed"] == "OpenAlex refuses to answer (status 403)"


def test_the_key_of_the_user_goes_to_openalex_alone(desk, monkeypatch):
    monkeypatch.setenv("OPENALEX_API_KEY", "s3cret")
    desk.dblp()
    desk.server.replies[address("openalex", OPENALEX, {"openalex": ""}, "", api_key="s3cret")] = [listed()]
    assert desk.run()[0] == 0

    assert [path.endswith("&api_key=s3cret") for path in desk.server.paths] == [False, True]
    assert [
        file for file in desk.path.parent.parent.rglob("*") if file.is_file() and b"s3cret" in file.read_bytes()
    ] == []


# The key `sources` elsewhere


def test_the_sources_are_no_change_of_a_cv_and_no_import_changes_them():
    with_sources = profile_yaml.load(PROFILE).profile
    without = replace(with_sources, sources=None)

    assert diff(without, with_sources).events == ()
    assert merge(with_sources, without, with_sources).profile.sources == with_sources.sources
    assert merge(without, with_sources).profile.sources is None
    assert profile_yaml.load(profile_yaml.dump(with_sources)).profile == with_sources
    assert "sources" in PRIVATE  # of templates; that no PDF has them is in test_cases.py
