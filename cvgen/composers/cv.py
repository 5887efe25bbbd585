"""Profile -> the full CV: everything that is not hidden, in the order in which committees read."""

from collections.abc import Iterable
from dataclasses import replace

from cvgen.composers import entries
from cvgen.composers.entries import shown
from cvgen.composers.publications import sections as publication_sections
from cvgen.document import Document, Item, Photo, Section
from cvgen.profile import Mentee, Profile

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
    yield Section("Positions", entries.items("positions", profile.positions, entries.position))
    yield Section("Education", entries.items("education", profile.education, entries.education))
    yield Section("Research interests", entries.interests(profile), run_in=True)
    yield Section("Grants", entries.items("grants", profile.grants, entries.grant))
    yield Section("Awards", entries.items("awards", profile.awards, entries.award))
    yield from publication_sections(profile)
    yield Section("Patents", entries.items("patents", profile.patents, entries.patent))
    yield Section("Talks", entries.items("talks", profile.talks, entries.talk))
    yield Section("Teaching", entries.items("teaching", profile.teaching, entries.teaching))
    yield Section("Academic service", entries.items("service", profile.service, entries.service))
    yield _mentees(profile)
    yield Section("Memberships", entries.items("memberships", profile.memberships, entries.membership))
    yield Section("Skills", entries.items("skills", profile.skills, entries.skill))
    for at, section in enumerate(profile.sections):
        if not section.hidden:
            found = entries.items("entries", section.entries, entries.other)
            yield Section(section.title, tuple(replace(item, key=("sections", at, *item.key)) for item in found))
    yield Section("References", entries.items("references", profile.references, entries.reference))


def _summary(profile: Profile) -> tuple[Item, ...]:
    """The biography whose length suits the top of a CV best."""
    texts = profile.bio.longest_first() if profile.bio else ()
    best = min(texts, key=lambda text: abs(len(text.split()) - SUMMARY_WORDS), default="")
    return entries.prose(best) if best else ()


def _mentees(profile: Profile) -> Section:
    """Mentored people with the number of papers in this CV that were written with each."""
    people, papers = list(shown(profile.mentees)), list(shown(profile.publications))
    interns = bool(people) and all(person.role == "intern" for person in people)

    def item(person: Mentee) -> Item:
        return entries.mentee(person, entries.papers_with(person, papers), with_role=not interns)

    items = entries.items("mentees", profile.mentees, item)
    return Section("Mentored interns" if interns else "Mentoring", items, kind="mentees")
