"""Profile -> the full CV, or a document of the user's own: its sections in order, everything that is not hidden."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cvgen.composers import entries
from cvgen.composers.entries import shown
from cvgen.composers.narrowed import narrow
from cvgen.composers.publications import sections as publication_sections
from cvgen.document import Document, Item, Photo, Section
from cvgen.fields import Text
from cvgen.options import DocumentOptions, PublicationChoice
from cvgen.profile import Mentee, Profile

SUMMARY_WORDS = 100
ON_REQUEST = ("news",)  # sections that stand only where the options name them
STANDARD = DocumentOptions()


def compose(profile: Profile, date: str, photo: Photo | None = None, options: DocumentOptions = STANDARD) -> Document:
    """The profile, the date to print, the options -> the CV; the photo stays out of it, as application rules want."""
    profile = narrow(profile, options)
    label = options.title or "Curriculum Vitae"
    return Document(
        title=f"{profile.name} – {label}",
        label=label,
        header=entries.header(profile),
        sections=tuple(section for section in chosen(profile, options, BUILDERS) if section.items or section.sections),
        author=profile.name,
        date=date,
        website=profile.website or "",
    )


def compose_publications(
    profile: Profile, date: str, photo: Photo | None = None, options: DocumentOptions = STANDARD
) -> Document:
    """The same, with publications and nothing else unless the options name sections."""
    only = options.sections or entries.choices("publications")
    return compose(
        profile, date, photo, replace(options, sections=only, title=options.title or Text("List of Publications"))
    )


Builder = Callable[[Profile, DocumentOptions], Iterable[Section]]


def chosen(profile: Profile, options: DocumentOptions, builders: dict[str, Builder]) -> Iterator[Section]:
    """The sections that the options name, with their headings, or all in the order of the builders."""
    for choice in options.sections or entries.choices(*(name for name in builders if name not in ON_REQUEST)):
        if choice.name in builders:
            found = list(builders[choice.name](profile, options))
        else:
            found = [section for section in _own(profile, options) if section.title == choice.name]
        if found and choice.title:
            found[0] = replace(found[0], title=choice.title)
        yield from found


def listing(title: str, name: str, make: Callable[..., Item]) -> Builder:
    """A heading, the name of a list and what makes an item of an entry -> the builder of that section."""
    return lambda profile, options: [Section(title, entries.items(name, getattr(profile, name), make))]


def _summary(profile: Profile, options: DocumentOptions) -> Iterator[Section]:
    """The biography whose length suits the top of a CV best."""
    texts = profile.bio.longest_first() if profile.bio else ()
    best = min(texts, key=lambda text: abs(len(text.split()) - SUMMARY_WORDS), default="")
    yield Section("Summary", entries.prose(best) if best else (), kind="prose")


def _interests(profile: Profile, options: DocumentOptions) -> Iterator[Section]:
    yield Section("Research interests", entries.interests(profile), run_in=True)


def _publications(profile: Profile, options: DocumentOptions) -> list[Section]:
    return publication_sections(profile, options.publications or PublicationChoice())


def _mentees(profile: Profile, options: DocumentOptions) -> Iterator[Section]:
    """Mentored people with the number of papers in this CV that were written with each."""
    papers, interns = list(shown(profile.publications)), entries.are_interns(profile)

    def item(person: Mentee) -> Item:
        return entries.mentee(person, entries.papers_with(person, papers), with_role=not interns)

    items = entries.items("mentees", profile.mentees, item)
    yield Section(entries.mentees_heading(profile), items, kind="mentees")


def _own(profile: Profile, options: DocumentOptions) -> Iterator[Section]:
    """Sections in the user's own words."""
    for at, section in enumerate(profile.sections):
        if not section.hidden:
            found = entries.items("entries", section.entries, entries.other)
            yield Section(section.title, tuple(replace(item, key=("sections", at, *item.key)) for item in found))


# The sections of the full CV, in the order in which committees read.
BUILDERS: dict[str, Builder] = {
    "summary": _summary,
    "positions": listing("Positions", "positions", entries.position),
    "education": listing("Education", "education", entries.education),
    "interests": _interests,
    "grants": listing("Grants", "grants", entries.grant),
    "awards": listing("Awards", "awards", entries.award),
    "publications": _publications,
    "patents": listing("Patents", "patents", entries.patent),
    "talks": listing("Talks", "talks", entries.talk),
    "teaching": listing("Teaching", "teaching", entries.teaching),
    "service": listing("Academic service", "service", entries.service),
    "mentees": _mentees,
    "memberships": listing("Memberships", "memberships", entries.membership),
    "skills": listing("Skills", "skills", entries.skill),
    "sections": _own,
    "references": listing("References", "references", entries.reference),
    "news": listing("News", "news", entries.news),
}
