"""A sidebar holds the contacts and the lists of words, where the first page has room for them."""

import io
from dataclasses import replace

import pikepdf
import pytest

from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.writers import style, writer
from cvgen.writers.sidebar import sidebar
from tests import built

LOOK = style.load("sidebar")
INTERESTS = Section("Interests", tuple(Item((Span(word),)) for word in ("tides", "mud", "storms")), run_in=True)
POSITIONS = Section("Positions", (Item((Span("Pilot"),)),))


def document(*sections):
    header = Header("Ada Poe", contacts=((Span("ada@example.org", url="mailto:ada@example.org"),),))
    return Document("CV", "CV", header, sections, "Ada Poe", "2026")


def test_it_holds_lists_of_words():
    assert sidebar(document(POSITIONS, INTERESTS), LOOK) == (INTERESTS,)


def test_other_styles_have_none():
    assert sidebar(document(INTERESTS), style.load("classic")) == ()


def test_what_has_no_room_beside_the_text_stays_in_it():
    long = replace(INTERESTS, items=INTERESTS.items * 30)

    assert sidebar(document(long), LOOK) == ()
    assert "<aside>" not in writer("html")(document(long), LOOK).data.decode()


@pytest.mark.pdf
@pytest.mark.parametrize("case", ["example", "senior"])
def test_it_is_read_after_the_text(case):
    with pikepdf.open(io.BytesIO(built.pdf(case, "cv", "sidebar").data)) as opened:
        kinds = [str(kid.S) for kid in opened.Root.StructTreeRoot.K[0].K]

    assert kinds[0] == "/NonStruct"
    assert kinds[-1] == "/NonStruct"
    assert set(kinds[1:-1]) == {"/Sect"}
