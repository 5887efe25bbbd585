"""Lists of authors in print: whole, cut by a document, too long to read, with a collaboration."""

from dataclasses import replace

import pytest

from cvgen.composers import languages
from cvgen.composers.citation import authors, imprint, signatories
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import plain
from cvgen.profile.model import Author, Profile, Publication

OWNER = Profile(name="Zoë Nordahl")
CROWD = tuple(Author(f"A. Crowd{number}") for number in range(2996))


def crowd(owner):
    """A list of 2997 authors with the owner at a place."""
    return (*CROWD[:owner], Author("Zoë Nordahl"), *CROWD[owner:])


@pytest.mark.parametrize(
    ("owner", "first", "printed"),
    [
        (700, None, "A. Crowd0, A. Crowd1, A. Crowd2, A. Crowd3, A. Crowd4, …, Zoë Nordahl, …, and 2,991 more"),
        (2, None, "A. Crowd0, A. Crowd1, Zoë Nordahl, A. Crowd2, A. Crowd3, …, and 2,992 more"),
        (2996, None, "A. Crowd0, A. Crowd1, A. Crowd2, A. Crowd3, A. Crowd4, …, Zoë Nordahl"),
        (700, 1, "A. Crowd0, …, Zoë Nordahl, …, and 2,995 more"),
    ],
)
def test_of_thousands_the_first_the_owner_and_the_number_of_the_others_are_printed(owner, first, printed):
    assert plain(authors(crowd(owner), OWNER, ENGLISH, first)) == printed


def test_a_document_may_print_all_of_them():
    assert plain(authors(crowd(700), OWNER, ENGLISH, 9999)).count("Crowd") == 2996


def test_the_number_is_written_as_in_the_language():
    assert plain(authors(crowd(0), OWNER, languages.load("de"), 1)) == "Zoë Nordahl, …, und 2.996 weitere"


def test_others_who_are_not_counted_are_et_al():
    assert plain(authors((*crowd(0), Author("et al.")), OWNER, ENGLISH, 1)) == "Zoë Nordahl, et al."


@pytest.mark.parametrize(
    ("names", "collaboration", "printed"),
    [
        (["G. Aad", "et al."], "ATLAS", "G. Aad, et al. (ATLAS Collaboration)"),
        (["G. Aad"], "LIGO Scientific, Virgo", "G. Aad (LIGO Scientific, Virgo Collaborations)"),
        (["G. Aad"], "Ice Tube Consortium", "G. Aad (Ice Tube Consortium)"),
        ([], "Planck Collaboration", "Planck Collaboration"),
        (["G. Aad", "…", "Zoë Nordahl"], None, "G. Aad, …, Zoë Nordahl"),
    ],
)
def test_the_collaboration_follows_the_authors(names, collaboration, printed):
    paper = Publication(title="A", authors=tuple(map(Author, names)), collaboration=collaboration)

    assert plain(signatories(paper, OWNER, ENGLISH)) == printed


def test_the_owner_may_be_among_those_who_are_not_named():
    paper = Publication(title="A", authors=(Author("G. Aad"),))

    assert not OWNER.wrote(paper)
    assert OWNER.wrote(Publication(title="A", authors=(Author("G. Aad"), Author("et al."))))
    assert OWNER.wrote(Publication(title="A", authors=(Author("G. Aad"),), collaboration="ATLAS"))


def test_the_volume_of_a_book_is_that_of_its_series():
    book = Publication(title="A", authors=(Author("B C"),), type="book", series="Notes on Ice", volume="33", year=2014)

    assert "Notes on Ice 33, 2014" in plain(imprint(book, Profile(name="B C"), ENGLISH))


def test_a_reviewed_book_is_named_once():
    review = Publication(
        title="Review of The Tides by A. Moor", authors=(Author("Zoë Nordahl"),), reviewed="The Tides", venue="Shore"
    )

    assert plain(imprint(review, OWNER, ENGLISH)) == "Shore"
    assert "The Tides" in plain(imprint(replace(review, title="Against the current"), OWNER, ENGLISH))
