"""The files of academicpages (github.com/academicpages/academicpages.github.io), a template for Jekyll."""

from collections.abc import Iterator

from cvgen.composers.citation import authors
from cvgen.document.markdown import plain_text
from cvgen.document.tree import plain
from cvgen.profile.dates import year_of
from cvgen.profile.model import Publication
from cvgen.site import about
from cvgen.site.jekyll import safe
from cvgen.site.pages import Front, Placed, Site, citation_tags, page

__all__ = ["fixed", "others", "safe"]
ADDRESSES = {"publications": "publication", "talks": "talks", "teaching": "teaching", "news": "news"}
TITLE_WORDS = 12  # of a piece of news, which has a text alone


def fixed(section: str, placed: Placed, site: Site) -> Front:
    """Return the collection and the address of a page, and the words of its list."""
    address = f"/{ADDRESSES[section]}/{placed.name}"
    if section == "news":
        words = plain_text(placed.entry.text).split()
        short = " ".join(words[:TITLE_WORDS]) + "…" * (len(words) > TITLE_WORDS)
        return {"title": safe(short), "permalink": address}
    found: Front = {"collection": section, "permalink": address}
    if section == "publications":
        found |= {"citation": safe(_citation(placed.entry, site))}
        found |= {} if placed.entry.type in ("journal", "conference", "book") else {"category": "manuscripts"}
        found |= {"citation_tags": citation_tags(placed.entry, safe)}
    return found


def others(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the pages about the person: the first page, the CV, and the people of the group."""
    name = safe(site.profile.name)
    front: Front = {
        "permalink": "/",
        "title": name,
        "author_profile": True,
        "redirect_from": ["/about/", "/about.html"],
    }
    yield "_pages/about.md", page(front, about.biography(site))
    if resume := about.resume(site):
        front = {"layout": "archive", "title": safe(site.phrases.cv), "permalink": "/cv/", "author_profile": True}
        yield "_pages/cv.md", page(front | {"redirect_from": ["/resume"]}, resume)
    if people := about.listed(site, "mentees"):
        front = {"layout": "archive", "title": safe(site.phrases.mentees), "permalink": "/people/"}
        yield "_pages/people.md", page(front | {"author_profile": True}, people)


def _citation(work: Publication, site: Site) -> str:
    """Return a reference in one line: Authors (2024). "Title." Venue."""
    people = plain(authors(work.authors or work.editors, site.profile, site.phrases))
    if not people:
        return ""
    year = year_of(work)
    parts = [f"{people} ({year})" if year else people, f"“{plain_text(work.title)}”", plain_text(work.venue or "")]
    return ". ".join(part for part in parts if part.strip()) + "."
