"""Check a profile against a form of a funder: every limit, pages included, what is missing, and what is forbidden.

A statement, or a tag, that names no part of any form is reported without a form, too.
"""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.build.definitions import resolve_documents
from cvgen.build.forms import form_name, load_form, requested_form
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.build.targets import plan_targets
from cvgen.checks import entries
from cvgen.forms import library
from cvgen.forms.limits import LIMIT, MODULE
from cvgen.forms.model import Form
from cvgen.problems import InputError, Location, Problem, closest_match


def check_form(loaded: LoadedProfile, request: BuildRequest) -> list[Problem]:
    """Return the problems of a profile with the form that a request names; the pages are counted as they are set.

    Raise InputError for an unknown form, or a user's file that is not a form.
    """
    target = plan_targets(loaded, replace(request, names=()))[0]
    assert target.funder_form
    return [*target.funder_form.problems, *_too_many_pages(target), *_more_than_usual(target, target.funder_form.form)]


def _too_many_pages(target: Target) -> list[Problem]:
    """Return the problem of a document with more pages than its form allows."""
    if target.form != "pdf" or not target.page_limit:
        return []
    try:
        _ = target.fitted
    except InputError as error:
        return error.problems
    return []


def _more_than_usual(target: Target, form: Form) -> Iterator[Problem]:
    """Yield a warning about a document with more pages than its form expects, without a limit."""
    most = form.most_pages(target.phrases.language)
    if target.form != "pdf" or not form.indicative or not most:
        return
    pages = target.laid_out().layout.pages
    if pages > most:
        message = f"{target.options.form}: {pages} pages, about {most} are expected"
        yield Problem(message, hint="shorten it, unless it has a reason to be longer", severity="warning", rule=LIMIT)


def check_names(loaded: LoadedProfile, request: BuildRequest) -> list[Problem]:
    """Return a warning for each statement that answers a part which no form has, and for each tag that names one.

    The forms are ours, those of the profile's documents, and the one that is requested. Raise InputError for a file
    that is not a form.
    """
    profile = loaded.profile
    documents = (resolve_documents(profile) | requested_form(request)).values()
    own = {form_name(one): form.modules for one in documents if (form := load_form(request, one))}
    asked = {name: library.shipped(name).modules for name in library.names()} | own
    found: list[Problem] = []
    for at, one in enumerate(profile.statements):
        found += _unknown(one.answers, asked, loaded.place(("statements", at, "answers")))
    for path, entry in entries(profile):
        for at, tag in enumerate(entry.tags):
            if tag.partition("/")[0] in asked and "/" in tag:
                found += _unknown(tag, asked, loaded.place((*path, "tags", at)))
    return found


def _unknown(name: str, asked: dict[str, tuple[str, ...]], place: Location | None) -> Iterator[Problem]:
    """Yield a warning about a name, such as "nih/personal", of a part that no form has."""
    form, slash, module = name.rpartition("/")
    known = asked.get(form, ()) if form else tuple(dict.fromkeys(one for modules in asked.values() for one in modules))
    if form and form not in asked:
        near = closest_match(form, asked)
        message, meant = f"there is no form '{form}'", f"{near}/{module}" if near else ""
    elif module in known:
        return
    else:
        near = closest_match(module, known)
        message = f"{form or 'no form'} has {'no' if form else 'a'} part '{module}'"
        meant = f"{form}{slash}{near}" if near else ""
    hint = f"did you mean '{meant}'?" if meant else f"choose one of: {', '.join(known or asked)}"
    yield Problem(message, place, hint, "warning", rule=MODULE)
