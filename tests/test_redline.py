"""The redline: what is underlined is new, what is struck is gone, and without the marks it is the newer document."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.diff.word_diff import compare_words
from cvgen.document.redline import Wording, redline
from cvgen.document.tree import Document, Header, Item, Section, Span, every_item, plain
from cvgen.writers.txt import write

WORDING = Wording("Changes", (Span("new words are underlined"),), {"moved": "moved"})


def item(words, at, *lines, name="awards", **more):
    return Item((Span(words),), tuple((Span(line),) for line in lines), key=(name, at), **more)


def document(*sections, header=None):
    return Document("T", "CV", header or Header("Ada"), sections, "Ada", "")


def marked(old, new, same=None, moved=()):
    """The sections of a redline as plain text with signs, without the legend."""
    found = redline(
        old,
        new,
        same if same is not None else {(name, at): (name, at) for name in ("awards", "talks") for at in range(9)},
        compare_words,
        WORDING,
        moved,
    )
    return write(replace(found, sections=found.sections[1:])).data.decode()


def test_words_in_a_line():
    old = document(Section("Awards", (item("Ebb Prize 2019", 0, "for old mud"),)))
    new = document(Section("Awards", (item("Ebb Prize 2020", 0, "for old wet mud"),)))

    assert marked(old, new) == "Ada\n\nAwards\n======\n\nEbb Prize [-2019-]{+2020+}\n  for old {+wet +}mud\n"


def test_an_entry_that_came_and_one_that_went_stand_in_their_places():
    old = document(Section("Awards", (item("First", 0), item("Gone", 1), item("Last", 2))))
    new = document(Section("Awards", (item("Come", 0), item("First", 1), item("Last", 2))))

    text = marked(old, new, {("awards", 1): ("awards", 0), ("awards", 2): ("awards", 2)})
    assert text.split("======\n\n")[1] == "{+Come+}\nFirst\n[-Gone-]\nLast\n"


def test_one_that_stood_on_top_is_struck_there():
    old = document(Section("Awards", (item("Gone", 0), item("First", 1))))
    new = document(Section("Awards", (item("First", 0),)))

    assert marked(old, new, {("awards", 0): ("awards", 1)}).endswith("\n[-Gone-]\nFirst\n")


def test_a_section_that_went_stands_where_it_was():
    old = document(Section("Awards", (item("A", 0),)), Section("Talks", (item("On mud", 0, name="talks"),)))
    new = document(Section("Awards", (item("A", 0),)))

    assert marked(old, new).endswith("A\n\nTalks\n=====\n\n[-On mud-]\n")


def test_what_moved_says_so():
    old = document(Section("Awards", (item("A", 0),)))
    found = redline(old, old, {("awards", 0): ("awards", 0)}, compare_words, WORDING, [("awards", 0)])

    assert [one.change for one in every_item(found.sections)] == ["", "moved"]


def test_lines_that_came_and_went():
    old = document(Section("Awards", (item("A", 0, "one", "two three"),)))
    new = document(Section("Awards", (item("A", 0, "one", "two four", "five"),)))

    assert marked(old, new).endswith("A\n  one\n  two [-three-]{+four+}\n  {+five+}\n")


def test_a_changed_date_is_struck_and_the_new_one_marked():
    old = document(Section("Awards", (item("A", 0, aside="2019"),)))
    new = document(Section("Awards", (item("A", 0, aside="2020"),)))

    assert marked(old, new).endswith("A ([-2019-] {+2020+})\n")
    new = document(Section("Awards", (item("A", 0, aside="2019"), item("B", 1, aside="2020"))))
    assert "{+B+} ({+2020+})" in marked(old, new)


def test_paragraphs_of_one_biography():
    def bio(*texts):
        items = tuple(Item((Span(text),), kind="prose", key=("bio",)) for text in texts)
        return document(Section("Summary", items, kind="prose"))

    text = marked(bio("She studies mud.", "She sails."), bio("She studies wet mud."), {("bio",): ("bio",)})
    assert text.endswith("She studies {+wet +}mud.\n[-She sails.-]\n")


def test_the_header():
    old = document(header=Header("Ada Poe", lines=((Span("Dean"),),), contacts=((Span("a@x.org"),), (Span("Web"),))))
    new = document(header=Header("Ada Ray", lines=((Span("Rector"),),), contacts=((Span("Web"),), (Span("ORCID"),))))

    assert marked(old, new) == "Ada Ray\n[-Ada Poe-]\n[-Dean-]{+Rector+}\n[-a@x.org-] | Web | {+ORCID+}\n"


LETTERS = st.text("abc ", min_size=1, max_size=8).filter(str.strip)
ENTRIES = st.lists(st.tuples(st.integers(0, 8), LETTERS), max_size=6, unique_by=lambda pair: pair[0])


@settings(max_examples=60)
@given(ENTRIES, ENTRIES)
def test_without_its_marks_it_is_the_newer_one_and_without_the_new_the_older(before, after):
    """Whatever the two versions are: every word of both is there, marked on the right side."""
    old, new = (document(Section("Awards", tuple(item(text, at) for at, text in some))) for some in (before, after))
    keys = {("awards", at): ("awards", at) for at, _ in before}
    found = redline(old, new, keys, compare_words, WORDING)
    spans = [span for one in every_item(found.sections[1:]) for span in one.text]

    assert words(span for span in spans if "deleted" not in span.looks) == words(Span(text) for _, text in after)
    kept = words(span for span in spans if "inserted" not in span.looks)
    assert sorted(kept) == sorted(words(Span(text) for _, text in before))


def words(spans):
    return plain(spans).replace(" ", "")
