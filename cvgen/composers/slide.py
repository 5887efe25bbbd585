"""Compose the slide for whoever introduces the speaker: who that is, a few facts, interests and main awards."""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.composers import entries
from cvgen.composers.facts import facts
from cvgen.composers.filter import filter_entries
from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.document.markdown import plain_text
from cvgen.document.tree import Document, Photo, Section, Span
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile

INTERESTS, AWARDS = 3, 2  # the most of each: a slide is read in seconds
STANDARD = DocumentOptions()


def compose(
    profile: Profile,
    date: str,
    photo: Photo | None = None,
    options: DocumentOptions = STANDARD,
    words: Phrases = ENGLISH,
) -> Document:
    """Return the slide of a profile; its only contact is the website, which has a code, too."""
    whole, profile = profile, filter_entries(profile, options)
    texts = profile.bio.longest_first() if profile.bio else ()
    label = options.title or words.biography
    header = entries.header(profile, words, photo, pronounced=True)
    site = (Span(entries.address(profile.website), url=profile.website),) if profile.website else ()
    return Document(
        title=f"{profile.name} – {label}",
        label=label,
        header=replace(header, contacts=(site,) if site else (), facts=facts(whole, words, map(plain_text, texts))),
        sections=tuple(section for section in _sections(profile, words) if section.items),
        author=profile.name,
        date=date,
        website=profile.website or "",
        language=words.language,
    )


def _sections(profile: Profile, words: Phrases) -> Iterator[Section]:
    """Yield the first interests and the selected awards, each section on one line."""
    yield Section(words.interests, entries.interests(profile)[:INTERESTS], run_in=True)
    awards = entries.items("awards", profile.awards, entries.award, words)
    selected = tuple(replace(item, lines=()) for item in awards if profile.awards[int(item.key[1])].selected)
    yield Section(words.awards, selected[:AWARDS], run_in=True)
