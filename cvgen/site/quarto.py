"""The files of a web site of Quarto: a list of entries and its page for each section, and a page about the person."""

import re
from collections.abc import Iterator

from cvgen.document.markdown import plain_text
from cvgen.profile.yaml import to_yaml
from cvgen.site import about
from cvgen.site.pages import Front, Placed, Site, page

__all__ = ["fixed", "others", "pictures", "safe"]
# Values of a listing are Markdown of pandoc; Quarto also looks for {{< shortcodes >}} in them.
SIGNS = re.compile(r"[<>&*_`\[\]{}\\$^~@#|]")
PAGES = {"publications": "publications", "talks": "talks", "teaching": "teaching", "news": "news",
         "mentees": "people"}  # fmt: skip
FIELDS = {
    "publications": ["date", "title", "author", "description"], "talks": ["date", "title", "subtitle", "location"],
    "teaching": ["title", "subtitle", "description"], "news": ["date", "title"],
    "mentees": ["title", "subtitle", "description"],
}  # fmt: skip


def safe(text: str) -> str:
    """Return a text with entities for the signs that pandoc or Quarto would obey."""
    return SIGNS.sub(lambda found: f"&#{ord(found[0])};", text)


def fixed(section: str, placed: Placed, site: Site) -> Front:
    """Return the category of a publication, by which readers choose."""
    kind = placed.entry.type if section == "publications" else None
    return {"categories": [kind]} if kind else {}


def pictures(site: Site) -> dict[str, bytes]:
    """Return the photo."""
    return {"photo.jpg": site.photo.data} if site.photo else {}


def others(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the settings of the site, the page about the person, the CV, and the page of each list."""
    profile, words = site.profile, site.phrases
    titles = {"publications": words.publication_list, "talks": words.talks, "teaching": words.teaching,
              "news": words.news, "mentees": words.mentees}  # fmt: skip
    shown = [section for section in PAGES if getattr(profile, section)]
    resume = about.resume(site)
    menu = ["index.qmd", *(f"{PAGES[one]}.qmd" for one in shown), *(["cv.qmd"] if resume else [])]
    yield "_quarto.yml", to_yaml({
        "project": {"type": "website"},
        "website": {"title": safe(profile.name), "navbar": {"left": menu}},
        "format": {"html": {"theme": {"light": "cosmo", "dark": "darkly"}}},
    })  # fmt: skip
    yield "index.qmd", page(_about(site), about.biography(site))
    for section in shown:
        listing: Front = {"contents": f"{PAGES[section]}.yml", "type": "table", "fields": FIELDS[section],
                          "sort": "date desc" if "date" in FIELDS[section] else False}  # fmt: skip
        yield f"{PAGES[section]}.qmd", page({"title": safe(titles[section]), "listing": listing})
    yield "cv.qmd", page({"title": safe(words.cv), "toc": True}, resume) if resume else ""


def _about(site: Site) -> Front:
    """Return the front matter of the page about the person."""
    profile = site.profile
    mail = [{"icon": "envelope", "text": "E-mail", "href": f"mailto:{profile.email}"}] if profile.email else []
    links = [{"text": safe(name), "href": url} for name, url in profile.pages.items()]
    found: Front = {"template": "jolla", "links": [*mail, *links]}
    front: Front = {"title": safe(profile.name), "subtitle": safe(plain_text(about.role(profile)))}
    front |= {"image": "photo.jpg", "image-alt": safe(profile.name)} if site.photo else {}
    return front | {"about": {key: value for key, value in found.items() if value}}
