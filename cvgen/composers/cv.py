"""Profile -> the full CV: everything that is not hidden, in the order in which committees read."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from cvgen.composers import entries
from cvgen.composers.entries import shown
from cvgen.composers.publications import sections as publication_sections
from cvgen.document import Document, Item, Photo, Section
from cvgen.profile import Entry, Profile

E = TypeVar("E", bound=Entry)

SUMMARY_WORDS = 100


def compose(profile: Profile, date: str, photo: Photo | None = None) -> Document:
    """The profile and the date to print -> the CV; the photo stays out of it, as application rules want."""
    return Document(
        title=f"{profile.name} – Curriculum Vitae",
        label="Curriculum Vitae",
        header=entries.header(profile),
        sections=tuple(section for section in _sections(profile) if section.items or section.sections),
        author=profile.name,
        date=date,
        website=profile.website or "",
    )


def _sections(profile: Profile) -> Iterable[Section]:
    yield Section("Summary", _summary(profile), kind="prose")
    yield _section("Positions", profile.positions, entries.position)
    yield _section("Education", profile.education, entries.education)
    yield Section("Research interests", entries.listed(profile.interests), run_in=True)
    yield _section("Grants", profile.grants, entries.grant)
    yield _section("Awards", profile.awards, entries.award)
    yield from publication_sections(profile)
    yield _section("Patents", profile.patents, entries.patent)
    yield _section("Talks", profile.talks, entries.talk)
    yield _section("Teaching", profile.teaching, entries.teaching)
    yield _section("Academic service", profile.service, entries.service)
    yield _mentees(profile)
    yield _section("Memberships", profile.memberships, entries.membership)
    yield _section("Skills", profile.skills, entries.skill)
    for section in shown(profile.sections):
        yield _section(section.title, section.entries, entries.other)
    yield _section("References", profile.references, entries.reference)


def _section(title: str, found: Iterable[E], item: Callable[[E], Item]) -> Section:
    return Section(title, tuple(item(entry) for entry in shown(found)))


def _summary(profile: Profile) -> tuple[Item, ...]:
    """The biography whose length suits the top of a CV best."""
    texts = profile.bio.longest_first() if profile.bio else ()
    best = min(texts, key=lambda text: abs(len(text.split()) - SUMMARY_WORDS), default="")
    return tuple(entries.prose(best)) if best else ()


def _mentees(profile: Profile) -> Section:
    """Mentored people with the number of papers in this CV that were written with each."""
    people = list(shown(profile.mentees))
    papers = list(shown(profile.publications))
    interns = bool(people) and all(person.role == "intern" for person in people)
    items = tuple(
        entries.mentee(person, entries.papers_with(person, papers), with_role=not interns) for person in people
    )
    return Section("Mentored interns" if interns else "Mentoring", items, kind="mentees")
