"""Project a profile to what a document shows of it: to compare it with a PDF, by data or by words."""

from dataclasses import replace
from pathlib import Path

from cvgen.build.compile import compile_document, language_of
from cvgen.build.definitions import resolve_documents
from cvgen.build.loader import from_profile
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.composers import languages
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import every_text
from cvgen.pdf.attachment import Identity
from cvgen.pdf.text import words
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile
from cvgen.versions.sources import Revision

WHOLE_CV = DocumentOptions(kind="cv")


def project_to_common(old: Revision, new: Revision, request: BuildRequest) -> tuple[Profile, Profile]:
    """Return the profiles of two revisions; where only one is from a PDF, the other cut down to that document."""
    assert old.profile
    assert new.profile
    before, after = old.profile, new.profile
    if old.identity and not new.identity:
        after = visible_part(after, new.path, old.identity, request)
    elif new.identity and not old.identity:
        before = visible_part(before, old.path, new.identity, request)
    return before, after


def visible_part(profile: Profile, path: Path, identity: Identity, request: BuildRequest) -> Profile:
    """Return the part of a profile that a document like a PDF would show, with the PDF's name, language and options.

    `path` is where the profile's photo and language file are looked up.
    """
    name = identity.document or "cv"
    declared = resolve_documents(profile).get(name, WHOLE_CV)
    options = _options_of(identity, declared)
    request = replace(request, profile=path)
    if identity.language in languages.names() and identity.language != (
        language_of(request, options, profile) or ENGLISH.language
    ):
        request = replace(request, language=identity.language)
    return Target(from_profile(profile, path), request, name, "pdf", options).visible_part()


def _options_of(identity: Identity, declared: DocumentOptions) -> DocumentOptions:
    """Return the options that a PDF was made with, over the looks and tags of its definition, which don't travel."""
    try:
        carried = profile_yaml.read_as(identity.options, DocumentOptions)
    except InputError:  # an older or a damaged PDF
        return declared
    if carried.kind == "text-bio":  # forged: it has no pages
        return declared
    return replace(
        carried,
        include=declared.include,
        exclude=declared.exclude,
        style=declared.style,
        color=declared.color,
        template=declared.template,
        language=declared.language,
        paper=declared.paper,
    )


def printed_words(revision: Revision, request: BuildRequest) -> tuple[str, ...]:
    """Return the words of a revision: of a PDF in the order of its pages, of a profile those of its whole CV."""
    if revision.words or revision.data:
        return revision.words or tuple(words(revision.data))
    assert revision.profile
    compiled = compile_document(revision.profile, "cv", WHOLE_CV, replace(request, profile=revision.path))
    return tuple(" ".join(every_text(compiled.document)).split())
