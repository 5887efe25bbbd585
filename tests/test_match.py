"""When two titles, venues, numbers and people are the same, and the ids that end all doubt."""

from dataclasses import replace
from random import Random

import pytest

from cvgen.diff.compare import diff
from cvgen.diff.match import candidates
from cvgen.diff.match.candidates import alike, sharing
from cvgen.diff.match.evidence import publication_keys
from cvgen.diff.match.lists import match_publications
from cvgen.diff.match.people import Authors, People
from cvgen.diff.match.same_work import ANSWERS, COPIES, DUPLICATES, LINKED, VERSIONS, same_work
from cvgen.diff.match.times import without_years, years_of
from cvgen.diff.match.titles import Title, similarity
from cvgen.diff.match.venues import same_venue
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.identifiers import identifiers_of, strong_identifiers, weak_identifiers
from cvgen.profile.ids import propose_ids
from cvgen.profile.model import Author, Award, Profile, Publication
from cvgen.profile.status import is_published, stage_of, venue_name, version_rank
from cvgen.profile.text import is_translated, reads_the_same
from tests.bounds import peak_memory, processor_time


def paper(title="Learning to Draw Sight Lines", authors=("Hao Zhao", "Anbang Yao"), **values):
    return Publication(title=title, authors=tuple(map(Author.from_text, authors)), **values)


PAGES = {"venue": "Journal of Tides", "year": 2019, "volume": "3"}


# ---- texts and titles ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Augmentation-free *Dense* Distillation", "Augmentation–Free {Dense} distillation"),
        ("QNSTOP-QuasiNewton Algorithm", "QNSTOP: Quasi-Newton Algorithm"),
        ("Erdős graphs", "Erdos Graphs"),
        ("1,200 gauges", "1200 gauges"),
        ("3110-3122", "3110–3122"),
        ("a \"quoted\" 'word'", "a “quoted” ‘word’"),
        ("[free licence](https://a.org)", "free licence"),
    ],
)
def test_texts_that_read_the_same(one, other):
    assert reads_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++ by example", "C by example"), ("£2.4 million", "€2.4 million"), ("1.5 GeV", "15 GeV"), ("12 3", "1 23"),
     ("2,000 papers", "2.000 papers"), ("over 45 papers", "over 50 papers"), ("", "x")],
)  # fmt: skip
def test_texts_that_do_not(one, other):
    assert not reads_the_same(one, other)


def test_a_translation_is_in_another_script():
    assert is_translated("Learning to draw", "学习绘制视线")
    assert not is_translated("Learning to draw", "Zeichnen lernen")  # nobody can tell it from another title
    assert not is_translated("2019", "学习")


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Heat and Control, Part II", {2}), ("Heat and Control II: Boundaries", {2}), ("Control, Vol. 3", {3}),
        ("Heat (part two)", {2}), ("Heat 2", {2}), ("Heat and Control, Part I", {1}), ("Heat and Control", {1}),
        ("Heat in the 21st Century", {1}), ("I, Robot, and Control", {1}), ("Control in 3D of 12 Robots", {1}),
    ],
)  # fmt: skip
def test_parts_of_a_series(title, parts):
    assert Title(title).parts == parts


def test_likeness_of_titles():
    """The figures of the research: different works of the example are below 63, true twins above 95."""
    twins = ("Learning Two-View Correspondences", "OANet: Learning Two-View Correspondences")
    others = ("Network Sketching of Binary Structure", "Knowledge Transfer via Mutual-distillation")

    assert similarity(*map(Title, twins)) > 85
    assert similarity(*map(Title, others)) < 63
    assert similarity(Title("Quasi-Newton Algorithm"), Title("QuasiNewton Algorithm")) == 100


# ---- venues --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("International Conference on Machine Learning (ICML)", "ICML 2024"),
        ("International Conference on Machine Learning (ICML)", "International Conference on Machine Learning"),
        ("International Conference on Machine Learning", "ICML"),
        ("IEEE Conference on Computer Vision and Pattern Recognition", "CVPR"),
        ("NIPS", "Advances in Neural Information Processing Systems"),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "IEEE Transactions on Pattern Analysis and Machine Intelligence"),
        (
            "36th International Conference on Machine Learning (ICML 2019)",
            "Proc. of the Int'l Conf. on Machine Learning",
        ),
        ("Workshop on Small Animals (WSA)", "WSA"),
        ("ACM MM", "ACM International Conference on Multimedia (ACM MM)"),
    ],
)
def test_one_venue(one, other):
    assert same_venue(one, other)
    assert same_venue(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ICML", "ICLR"),
        ("ICML", "ICML Workshop on Sparsity"),
        ("Workshop on Efficient Nets (ICML)", "ICML"),
        ("ACL", "Findings of ACL"),
        ("Journal of Tidal Research", "Journal of Tidal Research Letters"),
        ("Pattern Recognition", "Pattern Recognition Letters"),
        ("Nature", "Nature Physics"),
        ("Nature", None),
    ],
)
def test_two_venues(one, other):
    assert not same_venue(one, other)
    assert not same_venue(other, one)


# ---- how far a publication has come --------------------------------------------------------------


@pytest.mark.parametrize(
    ("venue", "status", "name"),
    [
        ("in review in Science - preprint on Arxiv", "under review", "Science - preprint on Arxiv"),
        ("accepted in Seismica", "accepted", "Seismica"),
        ("in press in Seismological Research Letters", "in press", "Seismological Research Letters"),
        ("Submitted to Nature", "submitted", "Nature"),
        ("ICLR 2021 submission", "submitted", "ICLR 2021"),
        ("arXiv preprint, 2024", "preprint", "arXiv preprint, 2024"),
        ("bioRxiv", "preprint", "bioRxiv"),
        ("To appear in Annals of Tides", "accepted", "Annals of Tides"),
        ("Physical Review Letters", "published", "Physical Review Letters"),
        ("Journal of Reviews", "published", "Journal of Reviews"),
        (None, "published", ""),
    ],
)
def test_the_status_that_a_venue_tells(venue, status, name):
    assert (stage_of(paper(venue=venue)), venue_name(paper(venue=venue))) == (status, name)


def test_what_is_said_of_the_status_counts_more():
    assert stage_of(paper(venue="arXiv", status="rejected")) == "rejected"
    assert not is_published(paper(venue="ICML", type="preprint"))
    assert is_published(paper(venue="ICML", status="in press"))


def test_a_journal_takes_more_than_a_conference():
    sizes = ["Workshop on Nets at ICML", "International Conference on Machine Learning", "Journal of Tides"]

    assert [version_rank(paper(venue=venue)) for venue in sizes] == [1, 2, 3]
    assert version_rank(paper(venue="Pattern Recognition", volume="3")) == 3
    assert version_rank(paper(venue="Somewhere")) is None


# ---- numbers and people --------------------------------------------------------------------------


def test_one_spelling_for_each_number():
    forms = ("10.48550/arXiv.2402.02377v2", "https://doi.org/10.48550/ARXIV.2402.02377")

    assert [identifiers_of(paper(doi=form)) for form in forms] == [{"arxiv": "2402.02377"}] * 2
    assert identifiers_of(paper(arxiv="arXiv:2402.02377v3")) == {"arxiv": "2402.02377"}
    assert identifiers_of(paper(doi="https://dx.doi.org/10.1145/ABC", isbn="978-0-306-40615-7")) == {
        "doi": "10.1145/abc",
        "isbn": "9780306406157",
    }


@pytest.mark.parametrize(
    "doi",
    ["10.1101/2020.01.30.927871v2", "10.1101/123456", "10.2139/ssrn.123", "10.31234/osf.io/x", "10.26434/chemrxiv-1",
     "10.21203/rs.3.rs-1/v1", "10.5194/acp-2019-123", "10.36227/techrxiv.1"],
)  # fmt: skip
def test_the_doi_of_a_preprint_is_a_hint(doi):
    assert (strong_identifiers(paper(doi=doi)), weak_identifiers(paper(doi=doi))) == (frozenset(), {("doi", doi)})


@pytest.mark.parametrize("doi", ["10.1101/gr.123456.107", "10.5194/acp-19-123-2019", "10.1145/3394171.3413621"])
def test_the_doi_of_a_paper_is_a_proof(doi):
    assert (strong_identifiers(paper(doi=doi)), weak_identifiers(paper(doi=doi))) == ({("doi", doi)}, frozenset())


def test_links_may_tell_numbers():
    links = {"Paper": "https://arxiv.org/pdf/2402.02377v1", "Forum": "https://openreview.net/forum?id=a-B_c&noteId=2"}

    assert weak_identifiers(paper(links=links)) == {("arxiv", "2402.02377"), ("openreview", "a-B_c")}
    assert not strong_identifiers(paper(isbn="978-0-306-40615-7", type="chapter"))  # all chapters have it


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (["Anbang Yao", "Hao Zhao"], ["A. Yao", "Zhao, Hao"], 1),
        (["Anbang Yao", "Hao Zhao"], ["Yao Anbang", "Zhao Hao"], 1),
        (["G. Aad", "et al."], ["G. Aad", "B. Abbott", "J. Abdallah"], 1),
        (["Theodora Kallimanis", "Lin Quaye"], ["Theodora Wray", "Lin Quaye"], 1),
        (["Anbang Yao", "Hao Zhao"], ["Anbang Yao", "Ming Lu"], 0.5),
        (["Anbang Yao"], ["Ting Yao"], 0),
        ([], ["Anbang Yao"], 0.5),
    ],
)
def test_people_in_common(one, other, share):
    people = People(Profile(name="Theodora Kallimanis"), Profile(name="Theodora Wray", aliases=("T. Kallimanis",)))
    lists = (Authors([Author(name) for name in names], people) for names in (one, other))

    assert people.overlap(*lists) == share


def test_two_people_have_two_names():
    people = People(Profile(name="Anbang Yao"), Profile(name="Theodora Wray"))

    assert not people.same("Anbang Yao", "Theodora Wray")


# ---- years ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name", "years"),
    [
        ("Gordy Award 2016/2015/2014", "Gordy Award", {2014, 2015, 2016}),
        ("Gordy Award (2014, 2015)", "Gordy Award", {2014, 2015}),
        ("Gordy Award in 2014", "Gordy Award", {2014}),
        ("Gordy Award", "Gordy Award", set()),
        ("2014", "2014", {2014}),
    ],
)
def test_years_in_the_title_of_an_award(title, name, years):
    assert (without_years(title), years_of(Award(title=title))) == (name, years)


# ---- what is the same ----------------------------------------------------------------------------


def pairs(old, new):
    found = match_publications(old, new, People(Profile(name="Anbang Yao"), Profile(name="Anbang Yao")))
    return [(pair.old, pair.new) for pair in sorted(found.pairs, key=lambda pair: pair.old)]


def test_the_best_pairs_are_taken_first():
    """The preprint has the number of both, the conference paper the title of both: each finds its own."""
    preprint = paper("Sight Lines", arxiv="1901.00001", venue="arXiv", year=2019)
    conference = paper("Learning to Draw Sight Lines", arxiv="1901.00001", venue="CVPR", year=2019)
    journal = paper("Learning to Draw Sight Lines", arxiv="1901.00001", venue="IJCV", year=2021)
    edited = [Publication(**{**vars(one), "note": "with code"}) for one in (journal, preprint, conference)]

    assert pairs([preprint, conference, journal], edited) == [(0, 1), (1, 2), (2, 0)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (paper("Heat, Part I", doi="10.1/1"), paper("Heat, Part II", doi="10.1/1")),
        (paper("Heat and its control", doi="10.1/1"), paper("Heat and its control", doi="10.1/2")),
        (paper("Correction to: Heat and its control", year=2019), paper("Heat and its control", year=2019)),
        (paper("Results of the 2015 challenge", year=2015), paper("Results of the 2016 challenge", year=2016)),
        (paper("Guest Editorial", venue="JV", year=2015), paper("Guest Editorial", venue="JV", year=2017)),
        (paper("Heat in control", type="dataset", year=2019), paper("Heat in control", type="journal", year=2020)),
        (paper("On the control of heat", arxiv="1901.00001"), paper("On the control of meat", arxiv="1901.00002")),
        (paper("Heat and its control", ["A. Bee"], doi="10.1/1"), paper("On the sea", ["C. Dee"], doi="10.1/1")),
        (paper("Sparse nets and their uses"), paper("On dense trees of all kinds")),
        (paper("Deep Networks for the Forecast of Tides"), paper("Deep Networks for the Memory of Storms")),
    ],
)  # fmt: skip
def test_two_works(old, new):
    assert pairs([old], [new]) == []
    assert pairs([new], [old]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            paper("A", pages="1–9", volume="3", year=2019, venue="J"),
            paper("Be", pages="1-9", volume="3", year=2019, venue="J"),
        ),
        (paper("Heat and its control", doi="10.1/1"), paper("On the Control of Hot Things", doi="10.1/1")),
        (paper("Heat in control", type="book", year=2019), paper("Heat in control", type="chapter", year=2019)),
        (paper("A", **PAGES, pages="1–9"), paper("B", **PAGES, pages="1-9")),
        (paper("Preface", doi="10.1/1"), paper("Preface", doi="10.1/1", year=2020)),
    ],
)  # fmt: skip
def test_one_work(old, new):
    assert pairs([old], [new]) == [(0, 0)]
    assert pairs([new], [old]) == [(0, 0)]


def test_the_venue_tells_twins_apart():
    old = [paper("Heat and its control", venue=venue, year=2019) for venue in ("Journal of Heat", "Nature", "ICML")]
    new = [Publication(**{**vars(one), "note": "with code"}) for one in reversed(old)]

    assert pairs(old, new) == [(0, 2), (1, 1), (2, 0)]


def test_a_rival_makes_doubtful():
    """Two entries that differ in a year alone: which is which is anybody's guess."""
    old = [paper("Heat and its control", venue="JV", year=2019), paper("Heat and its control", venue="JV", year=2020)]
    new = [paper("Heat and its control", venue="JV", year=year, note="new") for year in (2019, 2020)]
    certain = paper("Quite another paper on the sea", venue="JV", year=2020)
    events = diff(
        Profile(name="A", publications=(*old, certain)),
        Profile(name="A", publications=(*new, Publication(**{**vars(certain), "note": "new"}))),
    ).events

    assert [(event.old_key, event.new_key, event.match.is_sure) for event in events] == [
        (("publications", 0), ("publications", 0), False),
        (("publications", 1), ("publications", 1), False),
        (("publications", 2), ("publications", 2), True),
    ]


# ---- ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("publication", "name"),
    [
        (paper("Knowledge Transfer via Dense Layers", ["Anbang Yao+#"], year=2020), "yao2020-knowledge"),
        (paper("The *Long* Memory of Mud", ["van der Berg, Zoë"], year=2021), "berg2021-long"),
        (paper("NOAH: Learning Pairs", ["姚安邦"], year=2024), "姚安邦2024-noah"),
        (paper("Do Marshes Forget?", ["Jürgen Müller"]), "muller-marshes"),
        (paper("On the", []), "on"),
    ],
)
def test_ids_can_be_guessed(publication, name):
    assert propose_ids(Profile(name="A", publications=(publication,))) == {("publications", 0): name}


def test_ids_are_unique_and_those_that_are_there_stay():
    papers = [
        paper("Knowledge Transfer", ["A. Yao"], year=2020),
        paper("Knowledge Distillation", ["A. Yao"], year=2020),
        paper("Knowledge Transfer", ["A. Yao"], year=2020),
        paper("Other", ["A. Yao"], year=2020, id="mine"),
    ]
    awards = (Award(title="x", id="yao2020-knowledge"),)
    minted = propose_ids(Profile(name="A", publications=tuple(papers), awards=awards))

    assert minted == {
        ("publications", 0): "yao2020-knowledge-transfer",
        ("publications", 1): "yao2020-knowledge-distillation",
        ("publications", 2): "yao2020-knowledge-2",
    }


def test_with_ids_every_entry_finds_itself():
    """Titles, people, years and places all new: the id is enough."""
    old = [paper(f"Work {at}", id=f"work{at}") for at in range(9)]
    new = [Publication(id=one.id, title="Something else", authors=(Author("B. Bee"),), year=1999) for one in old]
    order = Random(1).sample(range(9), 9)

    assert pairs(old, [new[at] for at in order]) == [(at, order.index(at)) for at in range(9)]


# ---- one work, as strict as the purpose needs ----------------------------------------------------

ALL = {"VERSIONS": VERSIONS, "DUPLICATES": DUPLICATES, "ANSWERS": ANSWERS, "COPIES": COPIES}
PREPRINT = paper("Heat and its control in rivers of the far north", type="preprint", venue="arXiv", year=2019)
HEAT = paper("Heat and its control in rivers of the far north", venue="Journal of Heat", year=2019)


@pytest.mark.parametrize(
    ("one", "other", "accepting"),
    [
        (HEAT, HEAT, "VERSIONS DUPLICATES ANSWERS COPIES"),
        (PREPRINT, HEAT, "VERSIONS DUPLICATES ANSWERS COPIES"),
        # a conference paper and its journal version: no duplicate
        (replace(HEAT, venue="ICH", year=2017), HEAT, "VERSIONS ANSWERS COPIES"),
        # reworded: a source must say the same title
        (replace(PREPRINT, title=f"Understanding {HEAT.title}"), HEAT, "VERSIONS DUPLICATES"),
        (replace(PREPRINT, title="Heat control in northern rivers"), HEAT, "VERSIONS"),
        # a subtitle left out, and the years apart as databases have them
        (replace(HEAT, title=f"{HEAT.title}: a survey of sixty years of gauges", year=2012), HEAT, "ANSWERS"),
        # other people
        (replace(HEAT, authors=(Author("Ada Poe"),)), HEAT, "VERSIONS"),
        (replace(HEAT, authors=(Author("Ada Poe"),), venue="Nature"), HEAT, ""),
        # nobody named: a source is believed, and the owner is not asked
        (replace(HEAT, authors=()), HEAT, "VERSIONS ANSWERS COPIES"),
        # about the work, or another part of it
        (replace(HEAT, title=f"Correction to: {HEAT.title}"), HEAT, ""),
        (replace(HEAT, title=f"{HEAT.title}, Part II"), HEAT, ""),
        (replace(HEAT, title=f"{HEAT.title} 2"), HEAT, ""),
    ],
)  # fmt: skip
def test_same_work(one, other, accepting):
    mine, theirs = publication_keys([one, other], People(Profile(name="Anbang Yao"), Profile(name="Anbang Yao")))

    assert [name for name in ALL if same_work(mine, theirs, ALL[name])] == accepting.split()
    assert [name for name in ALL if same_work(theirs, mine, ALL[name])] == accepting.split()


def test_a_source_that_links_two_records_need_not_give_them_one_title():
    nobody = People(Profile(name=""), Profile(name=""))
    one, other, stranger = publication_keys([PREPRINT, paper("Hot rivers"), paper("Hot", ["A. Bee"])], nobody)

    assert same_work(one, other, LINKED)
    assert not same_work(one, stranger, LINKED)


# ---- long lists that have nothing in common ------------------------------------------------------


def lists_apart(kind, count):
    """Two versions of a profile with other entries of one kind, alike in all that candidates are looked up by."""
    lines = {
        "publications": "{{title: '{0} {1} about the tides {2}', authors: [Ada Poe], venue: Journal, year: 2020}}",
        "awards": "{{title: '{0} {1} {2}', organization: Org, year: 2020}}",
        "service": "{{role: Reviewer, organizations: ['{0} {1}'], years: [2020]}}",
        "talks": "{{title: 'On {0} {1}', event: '{0} {1}', date: 2020}}",
        "mentees": "{{name: 'Anna {0}{1}', role: phd, start: 2020}}",
    }
    for noun, end in (("Paper", "a"), ("Study", "b")):
        entries = "".join(f"- {lines[kind].format(noun, at, end)}\n" for at in range(count))
        yield profile_yaml.load(f"name: Ada Poe\n{kind}:\n{entries}").profile


@pytest.mark.long
@pytest.mark.parametrize("kind", ["publications", "awards", "service", "talks", "mentees"])
def test_long_lists_that_have_nothing_in_common(kind):
    """Four hundred entries on each side take less than 10 MB, of which each pair may have 20 bytes."""
    old, new = lists_apart(kind, 400)
    with peak_memory() as peak:
        assert diff(old, new).events
        assert peak() < 10_000_000


@pytest.mark.long
def test_a_line_of_skills_that_have_nothing_in_common():
    lines = (f"name: A\nskills: [{{name: S, items: [{', '.join(f'{noun} {at}' for at in range(3000))}]}}]\n"
             for noun in ("The paper of item", "A study of thing"))  # fmt: skip
    old, new = (profile_yaml.load(line).profile for line in lines)
    with processor_time() as taken:
        assert diff(old, new).events

    assert taken() < 2


@pytest.mark.long
def test_twenty_thousand_authors_in_another_order():
    names = [f"{first} {family}" for first, family in zip(long_titles(20_000, Random(1)), range(20_000), strict=True)]
    old, new = (Profile(name="Ada Poe", publications=(paper("Gas", side),)) for side in (names, names[::-1]))
    with processor_time() as taken:
        (event,) = diff(old, new).events

    assert [change.kind for change in event.changes] == ["author_order"]
    assert taken() < 3


def long_titles(count, random):
    """So many titles of words that are frequent or rare, as in any language."""
    syllables = [a + b for a in "bdfglmnprst" for b in ("a", "e", "i", "o", "on", "er", "is")]
    words = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(1000)]
    weights = [1 / (at + 1) for at in range(1000)]
    return [" ".join(random.choices(words, weights, k=random.randint(2, 9))) for _ in range(count)]


def retyped(title, random):
    """A title with two letters that changed places, and its words in another order."""
    at = random.randrange(len(title) - 1)
    return " ".join(sorted((title[:at] + title[at + 1] + title[at] + title[at + 2 :]).split()))


@pytest.mark.long
def test_an_edited_title_is_found_among_thousands(monkeypatch):
    """The similar titles that a comparison of all pairs shows are found by their rare letters, too."""
    random = Random(7)
    texts = long_titles(2000, random)
    old, new = [Title(text) for text in texts], [Title(retyped(text, random)) for text in texts]
    every = alike(old, new, 75)
    monkeypatch.setattr(candidates, "LONG", 1000)
    indexed = alike(old, new, 75)

    assert sum(at in places for at, places in enumerate(every)) > 1900
    assert [at for at, places in enumerate(every) if at in places and at not in indexed[at]] == []
    assert sum(map(len, indexed)) > 0.95 * sum(map(len, every))


def test_of_a_crowd_the_nearest_are_compared():
    found = sharing([["x"]] * 500, [["x"]] * 500)

    assert {(0, 0), (250, 250), (499, 499)} <= found
    assert len(found) == 500 * 30
    assert len(sharing([["x"]] * 50, [["x"]] * 50)) == 2500
