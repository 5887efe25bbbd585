"""Profile -> the full CV, or a document of the user's own: its sections in order, everything that is not hidden."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cvgen.composers import entries
from cvgen.composers.filter import filter_entries
from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.composers.mentees import section as mentee_section
from cvgen.composers.publications import sections as publication_sections
from cvgen.document.tree import Document, Item, Photo, Section
from cvgen.profile.document_options import DocumentOptions, MenteeChoice, PublicationChoice
from cvgen.profile.fields import Text
from cvgen.profile.model import Profile

SUMMARY_WORDS = 100
ON_REQUEST = ("news",)  # sections that stand only where the options name them
STANDARD = DocumentOptions()


def compose(
    profile: Profile,
    date: str,
    photo: Photo | None = None,
    options: DocumentOptions = STANDARD,
    words: Phrases = ENGLISH,
) -> Document:
    """The profile, the date to print, the options -> the CV; the photo stays out of it, as application rules want."""
    profile = filter_entries(profile, options)
    label = options.title or words.cv
    return Document(
        title=f"{profile.name} – {label}",
        label=label,
        header=entries.header(profile, words),
        sections=tuple(section for section in chosen(profile, options, words) if section.items or section.sections),
        author=profile.name,
        date=date,
        website=profile.website or "",
        language=words.language,
    )


def compose_publications(
    profile: Profile,
    date: str,
    photo: Photo | None = None,
    options: DocumentOptions = STANDARD,
    words: Phrases = ENGLISH,
) -> Document:
    """The same, with publications and nothing else unless the options name sections."""
    only = options.sections or entries.choices("publications")
    title = options.title or Text(words.publication_list)
    return compose(profile, date, photo, replace(options, sections=only, title=title), words)


Builder = Callable[[Profile, DocumentOptions, Phrases], Iterable[Section]]


def chosen(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """The sections that the options name, with their headings, or all in the order of the builders."""
    for choice in options.sections or entries.choices(*(name for name in BUILDERS if name not in ON_REQUEST)):
        if choice.name in BUILDERS:
            found = list(BUILDERS[choice.name](profile, options, words))
        else:
            found = [section for section in _own(profile, options, words) if section.title == choice.name]
        if found and choice.title:
            found[0] = replace(found[0], title=choice.title)
        yield from found


def listing(name: str, make: Callable[..., Item]) -> Builder:
    """The name of a list, which is that of its heading, and what makes an item of an entry -> the section's builder."""
    return lambda profile, options, words: [
        Section(getattr(words, name), entries.items(name, getattr(profile, name), make, words))
    ]


def _summary(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """The biography whose length suits the top of a CV best."""
    texts = profile.bio.longest_first() if profile.bio else ()
    best = min(texts, key=lambda text: abs(len(text.split()) - SUMMARY_WORDS), default="")
    yield Section(words.summary, entries.prose(best) if best else (), kind="prose")


def _interests(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    yield Section(words.interests, entries.interests(profile), run_in=True)


def _publications(profile: Profile, options: DocumentOptions, words: Phrases) -> list[Section]:
    return publication_sections(profile, options.publications or PublicationChoice(), words)


def _mentees(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    yield mentee_section(profile, options.mentees or MenteeChoice(), words)


def _own(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Sections in the user's own words."""
    for at, section in enumerate(profile.sections):
        if not section.hidden:
            found = entries.items("entries", section.entries, entries.other, words)
            yield Section(section.title, tuple(replace(item, key=("sections", at, *item.key)) for item in found))


# The sections of the full CV, in the order in which committees read.
BUILDERS: dict[str, Builder] = {
    "summary": _summary,
    "positions": listing("positions", entries.position),
    "education": listing("education", entries.education),
    "interests": _interests,
    "grants": listing("grants", entries.grant),
    "awards": listing("awards", entries.award),
    "publications": _publications,
    "patents": listing("patents", entries.patent),
    "talks": listing("talks", entries.talk),
    "teaching": listing("teaching", entries.teaching),
    "service": listing("service", entries.service),
    "mentees": _mentees,
    "memberships": listing("memberships", entries.membership),
    "skills": listing("skills", entries.skill),
    "sections": _own,
    "references": listing("references", entries.reference),
    "news": listing("news", entries.news),
}
