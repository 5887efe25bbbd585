"""The texts about the person that every site has: the biography, the CV, and the people of the group."""

from dataclasses import replace

from cvgen.composers import composer
from cvgen.composers.entries import choices
from cvgen.composers.languages.phrases import Phrases
from cvgen.document.markdown import plain_text
from cvgen.document.tree import Document
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile
from cvgen.site.pages import Site, paragraphs, verbatim
from cvgen.writers import md

CV = ("positions", "education", "grants", "awards", "patents", "exhibitions", "media", "service", "memberships",
      "languages", "skills", "sections")  # fmt: skip


def document(profile: Profile, phrases: Phrases, *sections: str) -> Document:
    """Return sections of a profile as a document without a date."""
    options = DocumentOptions(sections=choices(*sections))
    return composer("cv")(profile, "", None, options, phrases)


def biography(site: Site) -> str:
    """Return the longest biography and the interests as Markdown."""
    bio = site.profile.bio.longest_first() if site.profile.bio else ()
    blocks = [paragraphs(bio[0])] if bio else []
    if site.profile.interests:
        interests = document(replace(site.profile, bio=None), site.phrases, "interests")
        blocks.append(verbatim(md.body(interests)))
    return "\n\n".join(blocks)


def resume(site: Site) -> str:
    """Return the sections of the CV that a site has no other pages for, as Markdown."""
    return verbatim(md.body(document(site.profile, site.phrases, *CV)))


def listed(site: Site, section: str) -> str:
    """Return a section of the CV as Markdown without its heading, "" if it is empty."""
    if not getattr(site.profile, section):
        return ""
    text = verbatim(md.body(document(site.profile, site.phrases, section)))
    return text.partition("\n\n")[2]


def role(profile: Profile) -> str:
    """Return what the person is and where, in a line of plain words."""
    parts = (profile.headline, profile.affiliation)
    return ", ".join(plain_text(one) for one in parts if one)
