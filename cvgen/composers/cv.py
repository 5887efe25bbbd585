"""Compose the full CV, or a custom document: its sections in order, with every entry that is not hidden."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from cvgen.composers import entries, money
from cvgen.composers.filter import filter_entries, hide
from cvgen.composers.languages.phrases import ENGLISH, Phrases, fill_in
from cvgen.composers.mentees import section as mentee_section
from cvgen.composers.publications import sections as publication_sections
from cvgen.composers.tables import with_columns
from cvgen.document.markdown import spans
from cvgen.document.tree import Document, Item, Photo, Section, every_item
from cvgen.profile.document_options import DocumentOptions, MenteeChoice, PublicationChoice, SectionChoice
from cvgen.profile.fields import EntryPath, Text
from cvgen.profile.model import Profile

SUMMARY_WORDS = 100  # the best length of a biography at the top of a CV
ON_REQUEST = ("news", "breaks", "achievements")  # sections that appear only if the options name them
STANDARD = DocumentOptions()


def compose(
    profile: Profile,
    date: str,
    photo: Photo | None = None,
    options: DocumentOptions = STANDARD,
    words: Phrases = ENGLISH,
) -> Document:
    """Return the CV of a profile. The photo is not printed: application guidelines advise against it."""
    profile = filter_entries(profile, options)
    label = options.title or words.cv
    return Document(
        title=f"{profile.name} – {label}",
        label=label,
        header=entries.header(profile, words),
        sections=tuple(
            section for section in chosen_sections(profile, options, words) if section.items or section.sections
        ),
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
    """Return a document of publications alone, unless the options name sections."""
    only = options.sections or entries.choices("publications")
    title = options.title or Text(words.publication_list)
    return compose(profile, date, photo, replace(options, sections=only, title=title), words)


Builder = Callable[[Profile, DocumentOptions, Phrases], Iterable[Section]]


def chosen_sections(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Yield the sections that the options name, with their headings; by default all, in the order of BUILDERS."""
    printed: set[EntryPath] = set()  # the publications of earlier lists
    for choice in options.sections or entries.choices(*(name for name in BUILDERS if name not in ON_REQUEST)):
        if choice.name == "publications":
            found = list(_publications(_unprinted(profile, choice, printed), _chosen_by(options, choice), words))
            printed |= {item.key for item in every_item(found)}
        elif choice.name in BUILDERS:
            found = list(BUILDERS[choice.name](profile, options, words))
        else:
            found = [section for section in _custom_sections(profile, options, words) if section.title == choice.name]
        if found and choice.title:
            found[0] = replace(found[0], title=choice.title)
        yield from found


def _unprinted(profile: Profile, choice: SectionChoice, printed: Collection[EntryPath]) -> Profile:
    """Return a profile with the publications of one list: those it chooses, without those already printed."""
    rest = profile if choice.repeat else hide(profile, printed)
    return filter_entries(rest, DocumentOptions(publications=choice.publications))


def _chosen_by(options: DocumentOptions, choice: SectionChoice) -> DocumentOptions:
    """Return the options of a document with those of one list in place of the ones for all publications."""
    return replace(options, publications=choice.publications) if choice.publications else options


def list_builder(name: str, make: Callable[..., Item]) -> Builder:
    """Return the builder of a section for a list of the profile.

    `name` is the key of the list and of its heading; `make` turns an entry into an item.
    """
    return lambda profile, options, words: [_listed(name, profile, make, words)]


def _listed(name: str, profile: Profile, make: Callable[..., Item], words: Phrases) -> Section:
    """Return the section for a list of the profile, with columns where its entries can be rows of a table."""
    items = entries.items(name, getattr(profile, name), make, words)
    return with_columns(name, Section(getattr(words, name), items), words)


def _summary(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Yield the biography whose length is nearest to SUMMARY_WORDS."""
    texts = profile.bio.longest_first() if profile.bio else ()
    best = min(texts, key=lambda text: abs(len(text.split()) - SUMMARY_WORDS), default="")
    yield Section(words.summary, entries.prose(best) if best else (), kind="prose")


def _interests(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    yield Section(words.interests, entries.interests(profile), run_in=True)


def _grants(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Yield the grants, and below several of them their total, where their currencies agree."""
    shown = list(entries.visible_entries(profile.grants))
    section = _listed("grants", profile, entries.grant, words)
    total = money.total([(one.amount, one.currency) for one in shown], words) if len(shown) > 1 else ""
    shares = [(one.share or one.amount, one.currency) for one in shown]
    share = money.total(shares, words) if any(one.share for one in shown) else ""
    said = fill_in(words.total_share, total, share) if share else fill_in(words.total, total)
    yield replace(section, items=(*section.items, Item(spans(said, "quiet"), kind="total"))) if total else section


def _languages(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Yield the languages as one paragraph."""
    found = entries.items("languages", profile.languages, entries.language, words)
    yield Section(words.languages, found, run_in=True)


def _skills(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Yield the skills: groups on a line each, single skills as one paragraph."""
    found = entries.items("skills", profile.skills, entries.skill, words)
    if any(one.items for one in entries.visible_entries(profile.skills)):
        yield Section(words.skills, found)
    else:
        yield Section(words.skills, tuple(replace(item, kind="word") for item in found), run_in=True)


def _publications(profile: Profile, options: DocumentOptions, words: Phrases) -> list[Section]:
    return publication_sections(profile, options.publications or PublicationChoice(), words)


def _mentees(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    yield mentee_section(profile, options.mentees or MenteeChoice(), words)


def _custom_sections(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterator[Section]:
    """Yield the custom sections of the profile that are not hidden."""
    for at, section in enumerate(profile.sections):
        if not section.hidden:
            found = entries.items("entries", section.entries, entries.other, words)
            yield Section(section.title, tuple(replace(item, key=("sections", at, *item.key)) for item in found))


# The sections of the full CV, in the order in which committees read.
BUILDERS: dict[str, Builder] = {
    "summary": _summary,
    "positions": list_builder("positions", entries.position),
    "education": list_builder("education", entries.education),
    "breaks": list_builder("breaks", entries.career_break),
    "achievements": list_builder("achievements", entries.achievement),
    "interests": _interests,
    "grants": _grants,
    "awards": list_builder("awards", entries.award),
    "publications": _publications,
    "patents": list_builder("patents", entries.patent),
    "talks": list_builder("talks", entries.talk),
    "exhibitions": list_builder("exhibitions", entries.exhibition),
    "media": list_builder("media", entries.media),
    "teaching": list_builder("teaching", entries.teaching),
    "service": list_builder("service", entries.service),
    "mentees": _mentees,
    "memberships": list_builder("memberships", entries.membership),
    "languages": _languages,
    "skills": _skills,
    "sections": _custom_sections,
    "references": list_builder("references", entries.reference),
    "news": list_builder("news", entries.news),
}
