"""The files of a site of Hugo, in the folders and with the keys of its academic themes (Hugo Blox)."""

from collections.abc import Iterator

from cvgen.document.markdown import plain_text
from cvgen.site import about
from cvgen.site.pages import TAG, Front, Placed, Site, citation_tags, page

__all__ = ["fixed", "others", "pictures", "safe"]
ME = "content/authors/me"


def safe(text: str) -> str:
    """Return a text in which no tag and no link begins: Hugo escapes it, but some themes read it as Markdown."""
    return TAG.sub("&lt;", text).replace("](", "] (")


def fixed(section: str, placed: Placed, site: Site) -> Front:
    """Return the title of news, the other links of a publication, and the day of a course."""
    if section == "news":
        words = plain_text(placed.entry.text).split()
        return {"title": safe(" ".join(words[:12]) + "…" * (len(words) > 12))}
    if section == "publications":
        known = ("Paper", "Code", "Slides", "Poster", "Video", "Data")
        links = {name: url for name, url in placed.entry.links.items() if name not in known}
        found: Front = {"links": [{"name": safe(name), "url": url} for name, url in links.items()]}
        return found | {"citation_tags": citation_tags(placed.entry, safe)}
    return {"date": placed.day} if section == "teaching" else {}


def pictures(site: Site) -> dict[str, bytes]:
    """Return the photo beside the page of the author."""
    return {f"{ME}/avatar.jpg": site.photo.data} if site.photo else {}


def others(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the page of the author, the CV, and the people of the group."""
    profile = site.profile
    links = [{"icon": "link", "label": safe(name), "url": url} for name, url in profile.pages.items()]
    mail = [{"icon": "envelope", "label": "E-mail", "url": f"mailto:{profile.email}"}] if profile.email else []
    front: Front = {
        "title": safe(profile.name), "role": safe(plain_text(profile.headline or "")),
        "organizations": [{"name": safe(plain_text(profile.affiliation))}] if profile.affiliation else [],
        "interests": [safe(plain_text(one)) for one in profile.interests], "profiles": [*mail, *links],
        "superuser": True,
    }  # fmt: skip
    yield f"{ME}/_index.md", page(front, about.biography(site))
    if text := about.resume(site):
        yield "content/cv/index.md", page({"title": site.phrases.cv}, text)
    if people := about.listed(site, "mentees"):
        yield "content/people/index.md", page({"title": site.phrases.mentees}, people)
