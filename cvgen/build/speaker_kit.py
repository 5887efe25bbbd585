"""The speaker kit that an organizer asks for: the bio in every length, headshots, names and links, the talk."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cvgen.build import photo
from cvgen.build.bios import badge, bios
from cvgen.build.compile import language_of, load_look, phrases_for
from cvgen.build.definitions import resolve_documents
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.build.targets import build_targets, plan_targets
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Document, Header, Item, Section
from cvgen.problems import InputError
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile
from cvgen.profile.translations import in_language
from cvgen.writers import writer
from cvgen.writers.style import Style

LENGTHS = (50, 100, 200)  # words, as programmes and websites ask for
SMALL = 300  # pixels: a programme's thumbnail
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file knows: the same kit has the same bytes


@dataclass(frozen=True)
class Talk:
    """The talk to announce."""

    title: str
    abstract: str = ""


def kit(loaded: LoadedProfile, talk: Talk | None, request: BuildRequest) -> dict[str, bytes]:
    """Return the files of the kit by name: the bio in every length and format, headshots, facts, the talk if any.

    Raise InputError, StyleError or SetupError where the bio can't be built.
    """
    options = resolve_documents(loaded.profile)["bio"]
    files = {name: one.data for name, one in build_targets(_pages(loaded, options, request), lambda name: None).items()}
    style = load_look(request, options)
    for words in LENGTHS:
        files |= _bio(loaded.profile, words, request, style)
    if loaded.photo:
        files["headshot.jpg"] = loaded.photo.data
        files["headshot-small.jpg"] = photo.smaller(loaded.photo, SMALL).data
    phrases = phrases_for(language_of(request, options, loaded.profile), loaded.path)
    spoken, _ = in_language(loaded.profile, phrases.language)
    files["about.txt"] = ("\n".join(_about(spoken, talk)) + "\n").encode()
    return files


def _pages(loaded: LoadedProfile, options: DocumentOptions, request: BuildRequest) -> list[Target]:
    """Return the bio, the same on A5 as a handout, and the slide, also as a picture, in the style of the bio."""
    (target,) = plan_targets(loaded, replace(request, names=("bio",), formats=("pdf",)))
    any_paper = replace(request, paper=None)
    handout = replace(options, paper="a5")
    slide = DocumentOptions(kind="slide", style=options.style, color=options.color, language=options.language)
    return [
        target,
        Target(loaded, any_paper, "handout", "pdf", handout),
        *(Target(loaded, any_paper, "slide", form, slide) for form in ("pdf", "png")),
    ]


def zip_archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of files by name; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bio(profile: Profile, words: int, request: BuildRequest, style: Style) -> dict[str, bytes]:
    """Return the biography in at most `words` words as text, Markdown and web page; {} where no sentence fits."""
    try:
        (text,) = bios(profile, [(words, "words")], request.date, request.language).values()
    except InputError:
        return {}
    name = profile.name
    document = Document(
        f"{name} – Biography", "Biography", Header(name), (_prose(text),), name, "", profile.website or ""
    )
    return {
        f"bio-{words}.txt": f"{text}\n".encode(),
        f"bio-{words}.md": writer("md")(replace(document, sections=(replace(_prose(text), title=""),)), style).data,
        f"bio-{words}.html": writer("html")(document, style).data,
    }


def _prose(text: str) -> Section:
    return Section("Biography", (Item(spans(text), kind="prose"),), kind="prose")


def _about(profile: Profile, talk: Talk | None) -> Iterator[str]:
    """Yield the lines of about.txt: how to announce the speaker."""
    said = f" (pronounced {profile.pronunciation})" if profile.pronunciation else ""
    yield f"Name: {profile.name}{said}"
    yield f"Badge: {badge(profile)}"
    for label, value in (
        ("In its own script", profile.native_name),
        ("Pronouns", profile.pronouns),
        ("Role", profile.headline),
        ("Affiliation", profile.affiliation),
        ("E-mail", profile.email),
        ("Website", profile.website),
        *profile.pages.items(),
        ("Photo", profile.photo and f"headshot.jpg, headshot-small.jpg{_credit(profile)}"),
    ):
        if value:
            yield f"{label}: {plain_text(value) if label in ('Role', 'Affiliation') else value}"
    if talk:
        yield from ("", f"Talk: {talk.title}")
        if talk.abstract:
            yield from ("", talk.abstract)


def _credit(profile: Profile) -> str:
    return f" (photo: {profile.photo_credit})" if profile.photo_credit else ""
