"""Compose the one-page bio: every candidate for the page, with its rank; the writer keeps as many as fit."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import zip_longest

from cvgen.composers import entries
from cvgen.composers.citation import SEPARATOR, is_alone, shown_links, signatories, title, venue_and_date
from cvgen.composers.entries import visible_entries
from cvgen.composers.facts import facts
from cvgen.composers.filter import filter_entries
from cvgen.composers.languages.phrases import ENGLISH, Phrases
from cvgen.composers.mentees import heading as mentees_heading
from cvgen.composers.publications import PUBLISHED, heading, key, newest_first, writes_alone
from cvgen.document.markdown import join, plain_text, spans
from cvgen.document.tree import Document, Item, Photo, Section
from cvgen.profile.document_options import DocumentOptions, PublicationChoice
from cvgen.profile.model import Mentee, Profile, Publication

# The ranks of the first entries. The first entry of every section ranks before the second of any section, so that
# every section gets its share of the page.
ABOUT, INTERESTS, PUBLICATIONS, AWARDS, POSITIONS, SERVICE, MENTEES = 0, 1, 10, 11, 12, 13, 14
STEP = 5

STANDARD = DocumentOptions()


def compose(
    profile: Profile,
    date: str,
    photo: Photo | None = None,
    options: DocumentOptions = STANDARD,
    words: Phrases = ENGLISH,
) -> Document:
    """Return the bio of a profile. Its items have ranks: on a full page, items of lower rank are kept first."""
    whole, profile = profile, filter_entries(profile, options)
    texts = profile.bio.longest_first() if profile.bio else ()
    label = options.title or words.biography
    return Document(
        title=f"{profile.name} – {label}",
        label=label,
        header=replace(
            entries.header(profile, words, photo, pronounced=True), facts=facts(whole, words, map(plain_text, texts))
        ),
        sections=tuple(section for section in _sections(profile, options, words) if section.items),
        author=profile.name,
        date=date,
        website=profile.website or "",
        language=words.language,
    )


def _sections(profile: Profile, options: DocumentOptions, words: Phrases) -> Iterable[Section]:
    """Yield the sections that the options name, with their headings; by default all.

    By default, positions and education are left out where there is a biography, which covers them.
    """

    def listed(name: str, make: Callable[..., Item], first: int) -> Section:
        return Section(getattr(words, name), _ranked(entries.items(name, getattr(profile, name), make, words), first))

    found = {
        "summary": Section(words.biography, _biography(profile), kind="prose"),
        "interests": Section(words.interests, _unranked(entries.interests(profile), INTERESTS), run_in=True),
        "positions": listed("positions", entries.position, POSITIONS),
        "education": listed("education", entries.education, POSITIONS),
        "publications": _publications(profile, options.publications or PublicationChoice(), words),
        "awards": Section(words.awards, _awards(profile, words)),
        "talks": listed("talks", entries.talk, SERVICE),
        "service": listed("service", entries.service, SERVICE),
        "mentees": _mentees(profile, words),
    }
    omitted = ("positions", "education", "talks") if profile.bio else ("talks",)
    for choice in options.sections or entries.choices(*(name for name in found if name not in omitted)):
        if choice.name in found:
            yield replace(found[choice.name], title=choice.title or found[choice.name].title)


def _unranked(items: Iterable[Item], rank: int) -> tuple[Item, ...]:
    """Return the items with one common rank, so that all of them are kept or none."""
    return tuple(replace(item, rank=rank) for item in items)


def _biography(profile: Profile) -> tuple[Item, ...]:
    """Return the longest biography as one paragraph; the shorter ones are its other wordings."""
    texts = [spans(" ".join(text.split("\n\n"))) for text in (profile.bio.longest_first() if profile.bio else ())]
    return (Item(texts[0], kind="prose", rank=ABOUT, key=("bio",), shorter=tuple(texts[1:])),) if texts else ()


def _publications(profile: Profile, choice: PublicationChoice, words: Phrases) -> Section:
    """Return the selected publications, newest first; when none is selected, the published ones."""
    published = [paper for paper in visible_entries(profile.publications) if heading(paper) == PUBLISHED]
    selected = [paper for paper in visible_entries(profile.publications) if paper.selected]
    papers = newest_first(selected or published)
    ranks = {id(paper): PUBLICATIONS + STEP * place for place, paper in enumerate(_newest_and_honored(papers))}
    items = tuple(_cite(paper, profile, choice, words, ranks[id(paper)]) for paper in papers)
    return Section(words.selected_publications if selected else words.publications, items, kind="publications")


def _newest_and_honored(papers: list[Publication]) -> list[Publication]:
    """Take turns between the newest papers and the newest papers with an honor: a bio shows both."""
    honored = [paper for paper in papers if paper.honors]
    order: dict[int, Publication] = {}
    for pair in zip_longest(papers, honored):
        for paper in filter(None, pair):
            order.setdefault(id(paper), paper)
    return list(order.values())


def _cite(paper: Publication, profile: Profile, choice: PublicationChoice, words: Phrases, rank: int) -> Item:
    """Return a reference without link labels: the title links to the paper."""
    url = next(iter(shown_links(paper).values()), None)
    honors = join([spans(honor.text, "bold") for honor in paper.honors[:1]])
    unmarked = replace(paper, authors=tuple(replace(name, marks="") for name in paper.authors))  # there is no legend
    unsigned = is_alone(paper, profile) and (
        writes_alone(profile) if choice.sole_author is None else not choice.sole_author
    )
    if choice.style:
        from cvgen.composers.references import cite_in_style, load_style  # here, as few documents have a style

        style = load_style(choice.style, words.language)
        item = cite_in_style(unmarked, profile, style, words, is_signed=not unsigned, links=False)
        return replace(item, rank=rank, key=key(paper, profile))
    lines = (
        () if unsigned else signatories(unmarked, profile, words, choice.authors),
        join([venue_and_date(paper, profile, words), honors], SEPARATOR),
    )
    return Item(title(paper, url), tuple(filter(None, lines)), kind="publication", rank=rank, key=key(paper, profile))


def _awards(profile: Profile, words: Phrases) -> tuple[Item, ...]:
    """Return the awards in the order of the profile; the selected ones have the better ranks."""
    items = entries.items("awards", profile.awards, entries.award, words)
    order = sorted(items, key=lambda item: not profile.awards[int(item.key[1])].selected)
    ranks = {item.key: AWARDS + STEP * place for place, item in enumerate(order)}
    return tuple(replace(item, rank=ranks[item.key]) for item in items)


def _mentees(profile: Profile, words: Phrases) -> Section:
    """Return the mentees as one paragraph of names, each with the present place."""
    items = _ranked(entries.items("mentees", profile.mentees, _mentee, words), MENTEES)
    return Section(mentees_heading(profile, words), items, kind="mentees", run_in=True, more=words.more)


def _mentee(person: Mentee, words: Phrases) -> Item:
    place = person.now or person.affiliation
    about = spans(f" ({plain_text(place)})", "quiet") if place else ()
    return Item((*spans(person.name, url=person.url), *about), kind="word")


def _ranked(items: Iterable[Item], first: int) -> tuple[Item, ...]:
    """Give the items ranks from `first` on, in steps that alternate with those of other sections."""
    return tuple(replace(item, rank=first + STEP * place) for place, item in enumerate(items))
