"""Leave out the works that the owner of a profile rejected, and add one to those."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cvgen.diff.match.evidence import publication_keys
from cvgen.diff.match.papers import edges
from cvgen.diff.match.people import People
from cvgen.problems import InputError, Problem
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import Identifier, Text
from cvgen.profile.identifiers import identifiers_of
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.text import letters
from cvgen.profile.work_sources import Rejected, Sources
from cvgen.profile.yaml.edit import AddEntries, apply_edits

AT_END = 1_000_000


def rejected_works(not_mine: Iterable[Rejected], works: Sequence[Publication]) -> set[int]:
    """Return the places of works that are rejected: they are named, or are another record of one that is."""
    known = list(not_mine)
    named = {at for one in known for at in _named(one, works)}
    examples = [_as_work(one) for one in known if one.title] + [works[at] for at in sorted(named)]
    nobody = Profile(name="")
    people = People(nobody, nobody)
    found = edges(publication_keys(examples, people), publication_keys(works, people)) if examples else ()
    return named | {edge.new for edge in found if edge.allowed}


def reject(data: bytes, text: str, works: Sequence[Publication]) -> tuple[bytes, Rejected | None]:
    """Return the bytes of a profile with a work under `not_mine`, and what was added; None if it is there already.

    `text` is an identifier or a title. `works` are those that the sources gave: what they say of it is noted as well,
    so that its other records stay out, too.
    """
    mine = profile_yaml.load(profile_yaml.decode(data)).profile
    if mine.sources is None:
        raise InputError([Problem("the profile has no sources", hint="add  sources: {orcid: ...}  first")])
    wanted = Rejected.from_text(text.strip())
    found = [works[at] for at in sorted(_named(wanted, works))]
    if wanted.title and not found:
        hint = "write it as cvgen refresh prints it, or its number:  --reject doi:10.1145/..."
        raise InputError([Problem(f"no source has a work with the title '{text.strip()[:100]}'", hint=hint)])
    added = _described(wanted, found)
    if _is_known(added, mine.sources.not_mine):
        return data, None
    sources = replace(mine.sources, not_mine=(*mine.sources.not_mine, added))
    edit = AddEntries("not_mine", (added,), AT_END, ("sources",))
    return apply_edits(data, [edit], replace(mine, sources=sources)), added


def with_sources(mine: Profile) -> Sources:
    """Return the sources of a profile; InputError if it has none."""
    if mine.sources and (mine.sources.people or mine.sources.bibs):
        return mine.sources
    hint = "add for example  sources: {orcid: 0000-0002-1825-0097, dblp: 65/9612}"
    raise InputError([Problem("the profile does not say where to look for new works", hint=hint)])


def _named(one: Rejected, works: Sequence[Publication]) -> set[int]:
    """Return the places of the works that a rejection names by a number, or by a title alone."""
    numbers = set(identifiers_of(_as_work(one)).items())
    found = {at for at, work in enumerate(works) if numbers & set(identifiers_of(work).items())}
    if one.title and not numbers and not one.authors:
        found |= {at for at, work in enumerate(works) if letters(work.title) == letters(one.title)}
    return found


def _as_work(one: Rejected) -> Publication:
    """Return a rejection as a publication, for comparing."""
    authors = tuple(Author(name) for name in one.authors)
    return Publication(
        title=one.title or Text(""), authors=authors, venue=one.venue, year=one.year, doi=one.doi, arxiv=one.arxiv
    )


def _described(wanted: Rejected, works: Sequence[Publication]) -> Rejected:
    """Return a rejection with what is known of the work; the first record that says something counts."""
    if not works:
        return wanted
    first = works[0]
    doi = next((work.doi for work in works if work.doi), wanted.doi)
    arxiv = next((work.arxiv for work in works if work.arxiv), wanted.arxiv)
    authors = next((work.authors for work in works if work.authors), ())
    return Rejected(
        title=first.title,
        authors=tuple(author.name for author in authors),
        venue=first.venue,
        year=first.year,
        doi=Identifier(doi) if doi else None,
        arxiv=Identifier(arxiv) if arxiv else None,
    )


def _is_known(added: Rejected, not_mine: Iterable[Rejected]) -> bool:
    """Return whether a work is among those that were rejected before."""
    known = list(not_mine)
    return added in known or bool(rejected_works(known, [_as_work(added)]))
