"""Check a profile against a form of a funder: every limit, pages included, what is missing, and what is forbidden."""

from collections.abc import Iterator
from dataclasses import replace

from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.build.targets import plan_targets
from cvgen.forms.limits import LIMIT
from cvgen.forms.model import Form
from cvgen.problems import InputError, Problem


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
        yield Problem(message, hint="shorten it, if it has no reason to be longer", severity="warning", rule=LIMIT)
