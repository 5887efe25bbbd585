"""Profile -> the one-page bio: everything that may stand on it, ranked; the writer keeps what fits."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from cvgen.composers import entries
from cvgen.composers.citation import SEPARATOR, authors, shown_links, where
from cvgen.composers.entries import shown
from cvgen.composers.markup import join, plain_text, spans
from cvgen.composers.publications import PUBLISHED, heading, key, newest_first
from cvgen.document import Document, Item, Photo, Section
from cvgen.profile import Mentee, Profile, Publication

# The first of each kind comes before the second of any: every section gets its share of the page.
ABOUT, INTERESTS, PUBLICATIONS, AWARDS, POSITIONS, SERVICE, MENTEES = 0, 1, 10, 11, 12, 13, 14
STEP = 5


def compose(profile: Profile, date: str, photo: Photo | None = None) -> Document:
    """The profile, the date to print and the photo -> the bio; items carry ranks, lower ones are kept first."""
    return Document(
        title=f"{profile.name} – Biography",
        label="Biography",
        header=entries.header(profile, photo, pronounced=True),
        sections=tuple(section for section in _sections(profile) if section.items),
        author=profile.name,
        date=date,
        website=profile.website or "",
    )


def _sections(profile: Profile) -> Iterable[Section]:
    yield Section("Biography", _biography(profile), kind="prose")
    interests = (replace(item, rank=INTERESTS) for item in entries.interests(profile))
    yield Section("Research interests", tuple(interests), run_in=True)
    if not profile.bio:
        yield Section("Positions", _ranked(entries.items("positions", profile.positions, entries.position), POSITIONS))
        yield Section("Education", _ranked(entries.items("education", profile.education, entries.education), POSITIONS))
    yield _publications(profile)
    yield Section("Awards", _ranked(entries.items("awards", profile.awards, entries.award), AWARDS))
    yield Section("Academic service", _ranked(entries.items("service", profile.service, entries.service), SERVICE))
    yield _mentees(profile)


def _biography(profile: Profile) -> tuple[Item, ...]:
    """The longest biography, with the shorter ones in reserve; paragraphs are run together."""
    texts = [spans(" ".join(text.split("\n\n"))) for text in (profile.bio.longest_first() if profile.bio else ())]
    return (Item(texts[0], kind="prose", rank=ABOUT, key=("bio",), shorter=tuple(texts[1:])),) if texts else ()


def _publications(profile: Profile) -> Section:
    """Selected publications, newest first; when none is selected, the published ones."""
    published = [paper for paper in shown(profile.publications) if heading(paper) == PUBLISHED]
    selected = [paper for paper in shown(profile.publications) if paper.selected]
    papers = newest_first(selected or published)
    ranks = {id(paper): PUBLICATIONS + STEP * place for place, paper in enumerate(_most_telling(papers))}
    items = tuple(_cite(paper, profile, ranks[id(paper)]) for paper in papers)
    return Section("Selected publications" if selected else "Publications", items, kind="publications")


def _most_telling(papers: list[Publication]) -> list[Publication]:
    """Papers, newest first -> in turn the newest and the newest with an honor: a bio shows both."""
    honored = [paper for paper in papers if paper.honors]
    order: dict[int, Publication] = {}
    for pair in zip_longest(papers, honored):
        for paper in filter(None, pair):
            order.setdefault(id(paper), paper)
    return list(order.values())


def _cite(paper: Publication, profile: Profile, rank: int) -> Item:
    """A reference without link labels: the title leads to the paper."""
    url = next(iter(shown_links(paper).values()), None)
    honors = join([spans(honor.text, "bold") for honor in paper.honors[:1]])
    names = authors(tuple(replace(name, marks="") for name in paper.authors), profile)  # no legend, so no marks
    lines = (names, join([where(paper), honors], SEPARATOR))
    title = spans(paper.title, url=url)
    return Item(title, tuple(filter(None, lines)), kind="publication", rank=rank, key=key(paper, profile))


def _mentees(profile: Profile) -> Section:
    people = list(shown(profile.mentees))
    interns = bool(people) and all(person.role == "intern" for person in people)
    items = _ranked(entries.items("mentees", profile.mentees, _mentee), MENTEES)
    title = "Mentored interns" if interns else "Mentoring"
    return Section(title, items, kind="mentees", run_in=True, more="and {} more")


def _mentee(person: Mentee) -> Item:
    place = person.now or person.affiliation
    about = spans(f" ({plain_text(place)})", "quiet") if place else ()
    return Item((*spans(person.name, url=person.url), *about), kind="word")


def _ranked(items: Iterable[Item], first: int) -> tuple[Item, ...]:
    """Items in order -> with ranks from `first` on, so that they take turns with other sections."""
    return tuple(replace(item, rank=first + STEP * place) for place, item in enumerate(items))
