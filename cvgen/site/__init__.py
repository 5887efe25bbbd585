"""Write the files of a web site from a profile. Each generator of sites is one module and one line here.

The layout of its files is in `cvgen.importers.sites.layout`, as `cvgen import` reads the same files.
"""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Photo
from cvgen.importers.sites.layout import LAYOUTS
from cvgen.problems import InputError, Problem
from cvgen.profile.model import Profile
from cvgen.profile.translations import has_translations, in_language
from cvgen.site.public import public_part

SITES = {
    "academicpages": "cvgen.site.academicpages",
    "al-folio": "cvgen.site.alfolio",
    "hugo": "cvgen.site.hugo",
    "quarto": "cvgen.site.quarto",
}
PAGE = "html"  # a page alone, without a generator


def files(
    kind: str, profile: Profile, phrases: Phrases, photo: Photo | None = None, templates: Path | None = None
) -> dict[str, bytes]:
    """Return the files of a site by their paths in its folder; everything in them may be public.

    Texts in several languages are in that of the phrases.
    `templates` is a folder with the user's templates for the text of the pages; raise InputError for a wrong one.
    """
    if has_translations(profile):  # an import of the site must know in which of them it is
        profile = replace(in_language(profile, phrases.language)[0], language=phrases.language)
    if kind == PAGE and templates:
        raise InputError(
            [Problem("a homepage alone has no template", hint="leave out --template")], name=str(templates)
        )
    if kind == PAGE:
        from cvgen.site import homepage

        return homepage.files(profile, phrases, photo)
    from cvgen.site.pages import Site, collection_files, data_file  # here, because help needs the names alone

    generator: Any = import_module(SITES[kind])
    layout = LAYOUTS[kind]
    site = Site(public_part(profile), phrases, replace(photo, description=profile.name) if photo else None)
    if templates:
        from cvgen.site.own_templates import own_bodies  # here, because few sites have them

        site = replace(site, bodies=own_bodies(templates, kind, layout, site))
    texts = dict(collection_files(site, layout, generator))
    works, others = {}, dict(generator.others(site))
    if layout.bibliography:
        texts[layout.bibliography], works = generator.bibliography(site)
    texts |= others
    texts[layout.data] = data_file(site, kind, layout, works)
    pictures = generator.pictures(site) if photo and hasattr(generator, "pictures") else {}
    return {name: text.encode("utf-8", "replace") for name, text in texts.items() if text} | pictures
