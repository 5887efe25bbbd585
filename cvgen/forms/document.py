"""Compose the document of a filled form: its headings in its order, with fixed texts, entries and statements."""

from collections.abc import Iterator

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Document, Header, Item, Section, Span, Spans
from cvgen.forms.fill import Filled, FilledPart
from cvgen.profile.model import Profile

LONGEST = 48  # characters of name and title that the foot of a page has room for in 12 points
NOTHING = Item((Span("–"),), kind="prose")  # below a heading that the form can't be without


def compose(filled: Filled, profile: Profile, date: str, words: Phrases, banner: str = "") -> Document:
    """Return the document of a filled form; `banner` is printed below its title, such as "Draft"."""
    title = plain_text(filled.form.title)
    headings = {part.title for part in filled.form.parts}
    lines: list[Spans] = [
        () if title in headings else (Span(title),),
        (Span(banner, frozenset({"bold"})),) if banner else (),
    ]
    sections: list[Section] = []
    for section, parts in filled.sections:
        below = [one for part in parts if (one := _part(part))]
        loose = tuple(item for one in below if not one.title for item in one.items)
        titled = tuple(one for one in below if one.title)
        if section.title and below:
            sections.append(Section(section.title, loose, titled))
        elif below:  # facts without a heading are about the person, whose name is above
            lines += [item.text for item in loose]
            sections += titled
    return Document(
        title=f"{profile.name} – {title}",
        label=title if len(profile.name + title) <= LONGEST else "CV",
        header=Header(profile.name, lines=tuple(filter(None, lines))),
        sections=tuple(sections),
        author=profile.name,
        date=date,
        language=words.language,
    )


def _part(one: FilledPart) -> Section | None:
    """Return the section of a part, None for one that is empty and not needed."""
    items = tuple(item for box in one.boxes for item in box.items)
    if not items and not one.part.text and not one.part.needed:
        return None
    return Section(one.part.title or "", (*_fixed(one), *(items or (NOTHING,) * one.part.needed)))


def _fixed(one: FilledPart) -> Iterator[Item]:
    """Yield the paragraphs of the fixed text of a part."""
    return (Item(spans(text), kind="prose") for text in (one.part.text or "").split("\n\n") if text)
