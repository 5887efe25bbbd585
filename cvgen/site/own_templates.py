"""Fill in the user's templates for the text of the pages: one template for each section, such as talks.md.j2."""

from pathlib import Path
from secrets import token_hex

from cvgen.importers.sites.layout import CLASSES, Layout
from cvgen.problems import InputError, Problem
from cvgen.site.about import CV, document
from cvgen.site.pages import Site, braces
from cvgen.templates import context, render, sources
from cvgen.templates.sources import Sources
from cvgen.writers.style import load as load_style

DRIVER = "every-entry.md.j2"
ENDING = ".md.j2"


def own_bodies(folder: Path, kind: str, layout: Layout, site: Site) -> dict[str, list[str]]:
    """Return, by section, the texts below the front matter of its pages, in order; raise InputError for a wrong one."""
    with_pages = [one.section for one in layout.collections if not one.is_list]
    found = [section for section in CLASSES if (folder / f"{section}{ENDING}").is_file()]
    if not found:
        names = ", ".join(f"{section}{ENDING}" for section in with_pages)
        hint = f"name a folder with one of: {names}" if names else "leave out --template: its sites are lists"
        raise InputError([Problem("this folder has no template for pages", hint=hint)], name=str(folder))
    if others := [section for section in found if section not in with_pages]:
        problem = Problem(f"a site of {kind} has no pages for each of these", hint="delete this template")
        raise InputError([problem], name=f"{folder / others[0]}{ENDING}")
    return {section: _bodies(folder, section, site) for section in found if getattr(site.profile, section)}


def _bodies(folder: Path, section: str, site: Site) -> list[str]:
    """Return the texts that a template makes of the entries of a section, all in one run of its process."""
    path, name, mark = folder / f"{section}{ENDING}", f"{section}{ENDING}", token_hex(16)
    texts = sources.read(str(path), path, is_requested=True).texts
    texts[name] = texts.pop(str(path))
    texts[DRIVER] = f'{{% for entry in profile.{section} %}}{{% include "{name}" %}}{mark}{{% endfor %}}'
    values = context.values(document(site.profile, site.phrases, *CV), site.profile, None, load_style(), site.phrases)
    filled = render.fill_in(Sources(DRIVER, texts), values, site.phrases.language)
    return [braces(text.strip()) for text in filled.text.split(mark)[:-1]]
