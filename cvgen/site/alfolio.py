"""The files of al-folio (github.com/alshedivat/al-folio), a theme for Jekyll: a bibliography, cv.yml, news, courses."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cvgen.composers.entries import visible_entries
from cvgen.document.markdown import plain_text
from cvgen.exporters import exporter, tex
from cvgen.exporters.keys import keys
from cvgen.importers import importer
from cvgen.problems import InputError
from cvgen.profile.dates import PRESENT, Date, show_years
from cvgen.profile.identifiers import bare_arxiv
from cvgen.profile.model import Profile, Publication
from cvgen.profile.yaml import to_yaml
from cvgen.site import about
from cvgen.site.jekyll import safe
from cvgen.site.pages import TAG, Front, Placed, Site, differing, page

__all__ = ["bibliography", "fixed", "others", "pictures", "safe"]
SHORT = re.compile(r"\(([A-Z][\w&’' -]{1,14})\)\s*$")  # "Journal of Tidal Research (JTR)"
PICTURE = "assets/img/prof_pic.jpg"


def fixed(section: str, placed: Placed, site: Site) -> Front:
    """Return the layout of a page."""
    if section == "news":
        return {"layout": "post", "inline": True, "related_posts": False}
    return {"layout": "course", "instructor": safe(site.profile.name)}


def bibliography(site: Site) -> tuple[str, dict[str, Front]]:
    """Return the .bib file with the short names of venues and, by key, what it can't hold of its works."""
    works = site.profile.publications
    if not works:
        return "", {}
    text = exporter("bibtex")(replace(site.profile, patents=())).decode()
    names = keys(works)
    for key, work in zip(names, works, strict=True):
        start = f"{{{key},\n"
        text = text.replace(start, start + "".join(_own_fields(work)), 1)
    text = TAG.sub(r"\\&lt;", text)  # which the theme would show as the start of a tag
    try:
        read = {work.id: work for work in importer("bibtex")(text).profile.publications}
    except InputError:
        read = {}
    empty: Any = type(works[0])(title="")  # type: ignore[arg-type]
    more = {key: differing(work, read.get(key, empty)) for key, work in zip(names, works, strict=True)}
    return text, {key: rest for key, rest in more.items() if rest}


def _own_fields(work: Publication) -> Iterator[str]:
    """Yield the lines of an entry that the theme alone has: the short name of the venue, the number on arXiv."""
    if short := SHORT.search(work.venue or ""):
        yield f"  abbr = {{{tex.plain(short[1])}}},\n"
    if work.arxiv:
        yield f"  arxiv = {{{tex.address(bare_arxiv(work.arxiv))}}},\n"


def pictures(site: Site) -> dict[str, bytes]:
    """Return the photo under the name that the first page has for it."""
    return {PICTURE: site.photo.data} if site.photo else {}


def others(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the first page, the data of the CV, and the pages of talks and people."""
    yield "_data/cv.yml", to_yaml({"cv": _resume(site)})
    front: Front = {
        "layout": "about", "title": "about", "permalink": "/", "subtitle": safe(about.role(site.profile)),
        "profile": {"align": "right", "image": PICTURE.rpartition("/")[2]} if site.photo else {},
        "selected_papers": any(one.selected for one in site.profile.publications), "social": True,
        "announcements": {"enabled": True, "scrollable": True, "limit": 5} if site.profile.news else {},
    }  # fmt: skip
    yield "_pages/about.md", page(front, about.biography(site))
    for name, section, title in (("talks", "talks", site.phrases.talks), ("people", "mentees", site.phrases.mentees)):
        if text := about.listed(site, section):
            front = {"layout": "page", "title": safe(title), "permalink": f"/{name}/", "nav": True}
            yield f"_pages/{name}.md", page(front, text)


def _resume(site: Site) -> Front:
    """Return the data of the page of the CV, in the form of RenderCV."""
    profile = site.profile
    networks = [{"network": safe(name), "url": url} for name, url in profile.pages.items()]
    bio = profile.bio.longest_first() if profile.bio else ()
    about_person = {
        "name": safe(profile.name), "label": profile.headline, "email": profile.email, "website": profile.website,
        "location": profile.location, "summary": bio[-1] if bio else None, "social_networks": networks,
    }  # fmt: skip
    found: Front = _filled(about_person | {"sections": dict(_sections(profile, site))})
    return found


def _sections(profile: Profile, site: Site) -> Iterator[tuple[str, list[Front]]]:
    """Yield the sections of the CV for which the theme has a form."""
    words = site.phrases
    yield words.positions, [
        {"company": one.organization, "position": one.title, "location": one.location, "summary": one.summary,
         "highlights": [point.text for point in one.highlights], "url": one.url} | _dates(one.start, one.end)
        for one in visible_entries(profile.positions)
    ]  # fmt: skip
    yield (
        words.education,
        [
            {"institution": one.institution, "studyType": one.degree, "location": one.location, "url": one.url}
            | _dates(one.start, one.end)
            for one in profile.education
        ],
    )
    yield words.awards, [
        {"title": one.title, "awarder": one.organization, "date": show_years(one.years), "summary": one.note,
         "url": one.url}
        for one in profile.awards
    ]  # fmt: skip
    yield (
        words.service,
        [
            {"organization": ", ".join(one.organizations), "position": one.role, "summary": one.note, "url": one.url}
            | ({"start_date": str(min(one.years)), "end_date": str(max(one.years))} if one.years else {})
            | _dates(one.start, one.end)
            for one in profile.service
        ],
    )
    yield words.skills, [{"name": one.name, "keywords": list(one.items)} for one in profile.skills]
    yield words.languages, [{"language": one.name, "fluency": one.level} for one in profile.languages]


def _dates(start: Date | None, end: Date | None) -> Front:
    found = {"start_date": start, "end_date": end}
    return {key: "present" if date == PRESENT else str(date).removeprefix("expected ")
            for key, date in found.items() if date}  # fmt: skip


def _filled(value: Any) -> Any:
    """Return a value without empty parts, its texts as plain words that the theme shows unchanged."""
    if isinstance(value, dict):
        filled = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in filled.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(one) for one in value]
    return safe(plain_text(value)) if isinstance(value, str) and not value.startswith(("http", "mailto:")) else value
