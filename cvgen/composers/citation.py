"""Turn a publication into the Item that cites it: title, authors with their marks, venue, honors and links."""

import re
from collections.abc import Iterator

from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.document.markdown import around, join, plain_text, spans
from cvgen.document.tree import Item, Look, Span, Spans
from cvgen.profile.dates import date_of
from cvgen.profile.document_options import PublicationChoice
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Author, Honor, Profile, Publication
from cvgen.profile.names import given_first, same_person
from cvgen.profile.status import is_arxiv, split_status, stage_of

SEPARATOR = "\u00a0· "  # a line may break after the dot, not before it
LINKS_TOGETHER = 24  # characters of link texts that share a line
YEAR = re.compile(r"\b(19|20)[0-9]{2}\b")
SHORT_HONOR = 24  # characters; a longer honor has a line below the venue
MANY = 100  # authors; of a longer list the first ones, the owner and a number are printed
FEW = 5  # the first authors of so long a list, if the document does not say how many
GROUP = re.compile(
    r"\b(collaborations?|consortium|team|group|network|project|survey|kollaboration|members?|collab\.?)$", re.IGNORECASE
)
UNPUBLISHED = ("in preparation", "submitted", "under review", "in revision", "under contract", "rejected")


def cite(publication: Publication, profile: Profile, choice: PublicationChoice, words: Phrases) -> Item:
    """Return a publication of this person: the title, then a line of people, then where it appeared."""
    unsigned = choice.sole_author is False and is_alone(publication, profile)
    names = () if unsigned else signatories(publication, profile, words, choice.authors)
    short = choice.citation == "short"
    lines = (
        (names, venue_and_date(publication, profile, words))
        if short
        else (names, imprint(publication, profile, words), distinctions(publication))
    )
    return Item(title(publication), tuple(filter(None, lines)), kind="publication")


def title(publication: Publication, url: str | None = None) -> Spans:
    """Return the title; that of a book is italic. It links to the page of the work, else to `url`."""
    looks: tuple[Look, ...] = ("italic",) if is_book(publication) else ()
    return spans(publication.title, *looks, url=publication.url or url)


def is_alone(publication: Publication, profile: Profile) -> bool:
    """Return whether the owner is the only one who wrote a work."""
    names = (*publication.authors, *publication.with_authors)
    return len(names) == 1 and not publication.collaboration and is_owner(names[0], profile)


def is_book(publication: Publication) -> bool:
    """Return whether a work is a whole book, and not a part of one."""
    return publication.type in ("book", "edited volume") or (
        publication.type == "translation" and not publication.venue
    )


def _is_edited(publication: Publication) -> bool:
    """Return whether the editors made the work itself, as those of the book around a chapter did not."""
    is_theirs = publication.type in ("book", "edited volume") and not publication.authors
    return is_theirs and bool(publication.editors)


def signatories(publication: Publication, profile: Profile, words: Phrases, first: int | None = None) -> Spans:
    """Return who signs: "Georges Aad, et al. (ATLAS Collaboration), with Ann Lee"; the editors of an edited volume."""
    is_edited = _is_edited(publication)
    names = authors(publication.editors if is_edited else publication.authors, profile, words, first)
    if is_edited:
        names = (*names, Span(f" {words.editor if len(publication.editors) == 1 else words.editors}"))
    group = spans(publication.collaboration)
    if group and not GROUP.search(plain_text(publication.collaboration or "")):
        are_several = re.search(r",| and ", plain_text(publication.collaboration or ""))
        group = (*group, Span(" Collaborations" if are_several else " Collaboration"))
    signed = (*names, Span(" ("), *group, Span(")")) if names and group else names or group
    return join([signed, around(words.with_authors, authors(publication.with_authors, profile, words))])


def authors(names: tuple[Author, ...], profile: Profile, words: Phrases, first: int | None = None) -> Spans:
    """Return the authors in order, the profile's owner in bold, marks raised.

    With `first`, return the first N authors and the owner, and "…" or "et al." for the others. Of a list that is too
    long to read, return that in any case, with the number of the others.
    """
    first = first or (FEW if len(names) > MANY else len(names))
    if len(names) <= first + 1:
        return join([author(name, profile) for name in names])
    owner = next((at for at, name in enumerate(names) if is_owner(name, profile)), 0)
    parts = [author(name, profile) for name in names[:first]]
    if owner > first:
        parts.append((Span("…"),))
    if owner >= first:
        parts.append(author(names[owner], profile))
    if max(owner + 1, first) < len(names):
        parts += _rest(names, len(names) - first - (owner >= first), words)
    return join(parts)


def _rest(names: tuple[Author, ...], count: int, words: Phrases) -> list[Spans]:
    """Return what stands for the authors that are not printed: their number if it is large and known."""
    if len(names) <= MANY or any(name.left_out for name in names):
        return [(Span(words.et_al),)]
    number = f"{count:,}".replace(",", words.thousand.strip("01"))
    return [(Span("…"),), (Span(fill_in(words.more_authors, number)),)]


def is_owner(name: Author, profile: Profile) -> bool:
    """Return whether a name on a publication is a form of the owner's name."""
    return any(same_person(name.name, form) for form in profile.names)


def author(name: Author, profile: Profile) -> Spans:
    """Return one name with its marks raised; the owner's is bold."""
    looks: frozenset[Look] = frozenset({"bold"}) if is_owner(name, profile) else frozenset()
    marks = (Span(name.marks, frozenset({"raised"})),) if name.marks else ()
    return (Span(given_first(name.name), looks), *marks)


def explained_marks(publications: list[Publication], profile: Profile) -> Spans:
    """Return the legend of the explained marks that occur on these publications, in the profile's order."""
    used = {mark for publication in publications for author in publication.authors for mark in author.marks}
    return join(
        [
            (Span(mark, frozenset({"raised"})), Span(" "), *spans(text))
            for mark, text in profile.marks.items()
            if mark in used
        ],
        "; ",
    )


def imprint(publication: Publication, profile: Profile, words: Phrases) -> Spans:
    """Return the line below the authors: venue and date, short honors such as Oral, and links."""
    more = honors_and_links(publication, shown_links(publication))
    return join([venue_and_date(publication, profile, words), *more], SEPARATOR)


def honors_and_links(publication: Publication, links: dict[str, str]) -> list[Spans]:
    """Return the short honors of a publication, and the labels of links; short labels share a line."""
    honors = [spans(honor.text, "bold", url=honor.url) for honor in publication.honors if _is_short(honor)]
    labels = [(Span(name, frozenset({"label"}), url),) for name, url in links.items()]
    between = SEPARATOR.replace(" ", "\u00a0") if sum(map(len, links)) <= LINKS_TOGETHER else SEPARATOR
    return [*honors, join(labels, between)]


def venue_and_date(publication: Publication, profile: Profile, words: Phrases) -> Spans:
    """Return venue, volume, pages, publisher, year and status: "*Journal of Examples*, 44(6), 3110–3122, 2022"."""
    venue = spans(publication.venue, "italic")
    inside = around(words.chapter_in, venue) if publication.type == "chapter" else venue
    is_named = (publication.reviewed or "").lower() in publication.title.lower()  # "Review of The Tides"
    reviewed = () if is_named else around(words.reviewed, spans(publication.reviewed))
    return join([reviewed, inside, *_helpers(publication, profile, words), *map(spans, _details(publication, words))])


def _helpers(publication: Publication, profile: Profile, words: Phrases) -> Iterator[Spans]:
    """Yield who edited and who translated a work, unless they are named in place of its authors."""
    original = around(words.original, spans(publication.original))
    if not _is_edited(publication):
        yield around(words.edited_by, _listed(publication.editors, profile, words))
    yield around(words.translated_by, _listed(publication.translators, profile, words))
    yield original


def _listed(names: tuple[Author, ...], profile: Profile, words: Phrases) -> Spans:
    """Return names as a list in words, "A, B and C", the owner's in bold."""
    last = author(names[-1], profile) if names else ()
    before = join([author(name, profile) for name in names[:-1]])
    first, between, rest = words.both.partition("{}")[0], words.both.split("{}")[1], words.both.split("{}")[2]
    return (Span(first), *before, Span(between), *last, Span(rest)) if before else last


def distinctions(publication: Publication) -> Spans:
    """Return the line for the long honors and the note, or an empty one."""
    honors = [spans(honor.text, url=honor.url) for honor in publication.honors if not _is_short(honor)]
    return join([*honors, spans(publication.note)], SEPARATOR)


def _is_short(honor: Honor) -> bool:
    return len(honor.text) <= SHORT_HONOR


def _details(publication: Publication, words: Phrases) -> list[str]:
    """Return the parts that follow the venue, without those that the venue already contains."""
    venue = plain_text(publication.venue or "")
    volume, series = publication.volume or "", publication.series or ""
    if series and publication.type != "journal":
        series, volume = f"{series} {volume}".strip(), ""  # the volume of a book is that of its series
    if publication.issue:
        volume = f"{volume}({publication.issue})" if volume else fill_in(words.issue, publication.issue)
    date = date_of(publication)
    is_whole = is_book(publication)
    pages = publication.pages or ""
    return [
        volume,
        "" if is_whole else _pages(pages, "{}" if volume else words.pages),
        words.edition_of(publication.edition or ""),
        series,
        _place(publication, venue),
        words.date(date) if date and not YEAR.search(venue) else "",
        _pages(pages, words.pages, words.book_pages) if is_whole else "",
        f"ISBN\xa0{publication.isbn}" if publication.isbn else "",
        fill_in(words.in_language, publication.language) if publication.language else "",
        "" if split_status(venue)[1] else words.statuses.get(stage_of(publication), ""),
    ]


def _place(publication: Publication, venue: str) -> str:
    """Return city and publisher as "Oxford: Clarendon Press", "" for what the venue already contains."""
    publisher, place = publication.publisher or "", publication.place or ""
    parts = (place, "" if publisher in venue else publisher)
    return ": ".join(filter(None, parts))


def _pages(pages: str, phrase: str, whole: str = "{}") -> str:
    """Return pages in print: "3110-3122" -> "pp. 3110–3122"; a number alone, of an article, in the phrase `whole`."""
    pages = pages.replace("--", "-").replace("-", "–")
    return fill_in(phrase if "–" in pages else whole if pages.isdigit() else "{}", pages) if pages else ""


def shown_links(publication: Publication) -> dict[str, str]:
    """Return the links of a publication by label.

    The links of the profile come first, then DOI, arXiv and PubMed, each unless a link already contains that number.
    """
    links: dict[str, str] = {name: str(url) for name, url in publication.links.items()}
    if publication.doi:
        doi = bare_doi(publication.doi)
        links = _add(links, "DOI", f"https://doi.org/{doi}", doi)
    if publication.arxiv:
        number = bare_arxiv(publication.arxiv)
        name = number if is_arxiv(publication.venue or "") else "arXiv"
        links = _add(links, name, f"https://arxiv.org/abs/{number}", number)
    if publication.pmid:
        links = _add(links, "PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{publication.pmid}/", publication.pmid)
    return links


def _add(links: dict[str, str], name: str, url: str, identifier: str) -> dict[str, str]:
    known = any(identifier.lower() in link.lower() for link in links.values())
    return links if known or name in links else {**links, name: url}
