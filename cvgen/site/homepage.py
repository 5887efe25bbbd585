"""Write a homepage: one self-contained page for people, with what programs read of a person and their works."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Photo
from cvgen.exporters import schema_org, vcard
from cvgen.profile.model import Profile
from cvgen.site import about
from cvgen.site.homepage_sections import sections, words_of
from cvgen.site.pages import Site
from cvgen.site.public import public_part
from cvgen.writers.elements import Part, element
from cvgen.writers.html import text, with_line_breaks
from cvgen.writers.html_spans import html_spans, html_words

STYLE = Path(__file__).with_name("homepage.css")
CARD = "contact.vcf"
SKIP = {"en": "Skip to the content", "de": "Zum Inhalt", "es": "Ir al contenido", "fr": "Aller au contenu",
        "ja": "本文へ", "zh": "跳到正文"}  # fmt: skip
DESCRIPTION = 200  # characters that a search engine shows


def files(profile: Profile, phrases: Phrases, photo: Photo | None = None) -> dict[str, bytes]:
    """Return the files of a homepage by their names: the page, and a card for address books."""
    site = Site(public_part(profile), phrases, photo)
    return {"index.html": text(_page(site)).encode("utf-8", "replace"), CARD: vcard.write(site.profile)}


def _page(site: Site) -> Element:
    style = STYLE.read_text("utf-8")
    main = element("main", *_about(site), *sections(site), id="content")
    body = element(
        "body",
        element("a", SKIP.get(site.phrases.language[:2], SKIP["en"]), kind="skip", href="#content"),
        element("data", kind="p-name", value=site.profile.name),
        element("div", _side(site, main), main, kind="layout"),
        kind="h-resume",
    )
    return with_line_breaks(element("html", _head(site, style), body, lang=site.phrases.language))


def _head(site: Site, style: str) -> Element:
    """Return the head; the policy lets the page load nothing but its own style and pictures inside it."""
    profile = site.profile
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    bio = profile.bio.longest_first()[-1] if profile.bio and profile.bio.longest_first() else about.role(profile)
    description = " ".join(plain_text(bio).split())
    if len(description) > DESCRIPTION:
        description = f"{description[:DESCRIPTION].rpartition(' ')[0]}…"
    metas = {"author": profile.name, "description": description or profile.name, "generator": "cvgen"}
    address = [element("link", rel="canonical", href=profile.website)] if profile.website else []
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", profile.name),
        *(element("meta", name=name, content=content) for name, content in metas.items()),
        element("meta", property="og:title", content=profile.name),
        element("meta", property="og:type", content="profile"),
        element("meta", property="og:description", content=description or profile.name),
        *address,
        element("style", style),
        element("script", schema_org.write(profile).decode(), type="application/ld+json"),
    )


def _side(site: Site, main: Element) -> Element:
    """Return the column beside the text: who the person is, how to reach them, and the sections of the page."""
    return element("div", _card(site), _menu(main, site), kind="side")


def _card(site: Site) -> Element:
    """Return the person as an h-card."""
    profile, language = site.profile, site.phrases.language
    name = element("span", *html_words(profile.name, language), kind="p-name")
    native = [element("span", *html_words(profile.native_name, language), kind="native p-nickname")
              for _ in [0] if profile.native_name]  # fmt: skip
    card = element("header", kind="p-contact h-card")
    if site.photo:
        source = f"data:image/jpeg;base64,{b64encode(site.photo.data).decode()}"
        size = {"width": str(site.photo.width), "height": str(site.photo.height)}
        card.append(element("img", kind="photo u-photo", src=source, alt=site.photo.description, **size))
    card.append(element("h1", name, *native))
    lines = (("p-job-title", profile.headline, "role"), ("p-org", profile.affiliation, "place"),
             ("p-organization-unit", profile.department, "place"), ("p-locality", profile.location, "place"),
             ("p-pronouns", profile.pronouns, "quiet"))  # fmt: skip
    for kind, line, look in lines:
        if line:
            words = element("span", *html_spans(spans(line), language), kind=kind)
            card.append(element("p", words, kind=f"role {look}".replace("role role", "role")))
    card.append(element("ul", *(element("li", one) for one in _contacts(profile)), kind="contacts"))
    card.extend([element("data", kind="u-url u-uid", value=profile.website)] if profile.website else [])
    return card


def _contacts(profile: Profile) -> Iterator[Element]:
    """Yield the links to the person's pages, and to the card for address books."""
    if profile.email:
        yield element("a", profile.email, kind="u-email", href=f"mailto:{profile.email}")
    for label, url in profile.pages.items():
        yield element("a", label, kind="u-url", rel="me", href=url)
    yield element("a", "vCard", href=CARD, type="text/vcard")


def _menu(main: Element, site: Site) -> Element:
    """Return links to the sections of the page, under the words of their headings."""
    links: list[Part] = []
    for section in main.iter("section"):
        heading = section.find("h2")
        if heading is not None:
            words = "".join(heading.itertext())
            links.append(
                element("li", element("a", *html_words(words, site.phrases.language), href=f"#{section.get('id')}"))
            )
    return element("nav", element("ul", *links), **{"aria-label": site.phrases.cv})


def _about(site: Site) -> Iterator[Element]:
    """Yield the biography and the interests."""
    profile, language = site.profile, site.phrases.language
    bio = profile.bio.longest_first()[0] if profile.bio and profile.bio.longest_first() else ""
    if bio:
        paragraphs = (element("p", *words_of(part, site)) for part in bio.split("\n\n"))
        heading = element("h2", *html_words(site.phrases.biography, language))
        yield element("section", heading, element("div", *paragraphs, kind="p-summary"), id="about")
    if profile.interests:
        heading = element("h2", *html_words(site.phrases.interests, language))
        tags = (element("li", *words_of(one, site), kind="p-skill") for one in profile.interests)
        yield element("section", heading, element("ul", *tags, kind="tags"), id="interests")
