"""Compare two versions of a publication, with the kinds of change that matter to publications."""

from collections.abc import Iterator

from cvgen.diff.authors import AuthorContext, compare_authors
from cvgen.diff.events import Change
from cvgen.diff.match.venues import same_venue
from cvgen.diff.values import date, flag, honors, links, text
from cvgen.profile.dates import year_of
from cvgen.profile.identifiers import identifiers_of
from cvgen.profile.model import Publication
from cvgen.profile.status import has_appeared, is_published, stage_of, venue_name, version_rank
from cvgen.profile.text import reads_the_same

BIBLIO = (
    "collaboration", "volume", "issue", "pages", "publisher", "place", "edition", "series", "original", "reviewed",
    "language",
)  # fmt: skip
# The keys that `compare_publications` compares; a test checks them against the model.
KEYS = (
    "title", "authors", "with_authors", "editors", "translators", "venue", "year", "date", "type", "status", "selected",
    "section", "role", "why", "open_access", "honors", "links", "url", "doi", "arxiv", "pmid", "isbn", *BIBLIO,
    "abstract", "note",
)  # fmt: skip


def compare_publications(old: Publication, new: Publication, context: AuthorContext) -> Iterator[Change]:
    """Yield every change between two versions of a publication, the gravest first."""
    step = list(_step(old, new))
    yield from step
    yield from text("title", "title", old.title, new.title)
    yield from compare_authors("authors", old.authors, new.authors, context)
    for field in ("with_authors", "editors", "translators"):
        yield from compare_authors(field, getattr(old, field), getattr(new, field), context)
    kinds = {change.kind for change in step}
    if not kinds & {"accepted", "superseded"}:
        yield from _venue(old, new, has_stepped=bool(step))
        if "appeared" not in kinds:
            yield from _time(old, new)
        yield from text("type", "type", old.type, new.type)
    for field in BIBLIO:
        yield from text("biblio", field, getattr(old, field), getattr(new, field))
    yield from honors(old.honors, new.honors)
    yield from text("moved", "section", old.section, new.section)
    yield from text("note", "open_access", _yes(old.open_access), _yes(new.open_access))
    for field in ("role", "why"):
        yield from text("note", field, getattr(old, field), getattr(new, field))
    yield from flag("selected", old.selected, new.selected)
    yield from text("note", "note", old.note, new.note)
    yield from _numbers(old, new)
    yield from links("links", old.links, new.links)
    yield from text("link", "url", old.url, new.url)
    yield from text("abstract", "abstract", old.abstract, new.abstract)


def _yes(value: bool | None) -> str | None:
    """Return a truth value as the file has it."""
    return None if value is None else str(value).lower()


def _step(old: Publication, new: Publication) -> Iterator[Change]:
    """Yield the change of stage: accepted, appeared, superseded by a fuller version, or another status."""
    before, after = stage_of(old), stage_of(new)
    if is_published(new) and not is_published(old):
        yield Change("accepted", "status", _appeared_in(old), _appeared_in(new))
    elif has_appeared(new) and is_published(old) and not has_appeared(old):
        yield Change("appeared", "status", before, _appeared_in(new))
    elif before != after:
        yield Change("status", "status", before, after)
    elif is_published(new) and _has_grown(old, new):
        yield Change("superseded", "venue", _appeared_in(old), _appeared_in(new))


def _has_grown(old: Publication, new: Publication) -> bool:
    """Return whether a journal replaced a conference, or a conference a workshop."""
    size, other_size = version_rank(old), version_rank(new)
    if size is None or other_size is None or same_venue(venue_name(old), venue_name(new)):
        return False
    before, after = year_of(old), year_of(new)
    return size < other_size and (before is None or after is None or before <= after)


def _appeared_in(paper: Publication) -> str:
    """Return venue and year: "arXiv preprint, 2024"; the status if there is no venue."""
    venue, year = paper.venue or stage_of(paper), str(year_of(paper) or "")
    return venue if not year or year in venue else f"{venue}, {year}"


def _venue(old: Publication, new: Publication, has_stepped: bool) -> Iterator[Change]:
    """Yield another venue or another spelling; nothing if only "in press in" disappeared with the status."""
    names = (venue_name(old), venue_name(new))
    if has_stepped and reads_the_same(*names):
        return
    if old.venue and new.venue and str(old.venue) != str(new.venue) and same_venue(*names):
        yield Change("venue_spelling", "venue", str(old.venue), str(new.venue))
    else:
        yield from text("venue", "venue", old.venue, new.venue)


def _time(old: Publication, new: Publication) -> Iterator[Change]:
    """Yield the change of the year, or of the date within the same year."""
    years = [str(year) if year else None for year in (year_of(old), year_of(new))]
    yield from text("year", "year", *years)
    if years[0] == years[1]:
        yield from date("date", old.date, new.date)


def _numbers(old: Publication, new: Publication) -> Iterator[Change]:
    """Yield the changes of DOI, arXiv and PubMed number and ISBN; another form of the same number is not a change."""
    before, after = identifiers_of(old), identifiers_of(new)
    for name in ("doi", "arxiv", "pmid", "isbn"):
        one, other = before.get(name), after.get(name)
        if one != other:
            kind = "id_changed" if one and other else "id_added" if other else "id_removed"
            yield Change(kind, name, one, other)
