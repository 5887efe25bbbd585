"""A profile -> what an organizer asks a speaker for: the bio in all lengths, headshots, names and links, the talk."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cvgen.build import photo
from cvgen.build.bios import bios
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import Order
from cvgen.build.targets import build_documents
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Document, Header, Item, Section
from cvgen.problems import ProfileError
from cvgen.profile.model import Profile
from cvgen.writers import writer
from cvgen.writers.style import load

LENGTHS = (50, 100, 200)  # words, as programmes and websites ask for
SMALL = 300  # pixels: a programme's thumbnail
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file knows: the same kit has the same bytes


@dataclass(frozen=True)
class Talk:
    """What is to be announced."""

    title: str
    abstract: str = ""


def kit(opened: LoadedProfile, talk: Talk | None, order: Order) -> dict[str, bytes]:
    """A profile, the talk if one is named, and how to build -> the files of the kit by name."""
    files = {"bio.pdf": build_documents(opened, order, lambda name: None)["bio.pdf"].data}
    for words in LENGTHS:
        files |= _bio(opened, words, order)
    if opened.photo:
        files["headshot.jpg"] = opened.photo.data
        files["headshot-small.jpg"] = photo.smaller(opened.photo, SMALL).data
    files["about.txt"] = ("\n".join(_about(opened.profile, talk)) + "\n").encode()
    return files


def zip_archive(files: Mapping[str, bytes]) -> bytes:
    """Files by name -> a ZIP archive of them, the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, ZIP_DATE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _bio(opened: LoadedProfile, words: int, order: Order) -> dict[str, bytes]:
    """A length in words -> the biography as text, Markdown and web page; nothing where no sentence fits."""
    try:
        (text,) = bios(opened.profile, [(words, "words")], order.date).values()
    except ProfileError:
        return {}
    name = opened.profile.name
    document = Document(
        f"{name} – Biography", "Biography", Header(name), (_prose(text),), name, "", opened.profile.website or ""
    )
    return {
        f"bio-{words}.txt": f"{text}\n".encode(),
        f"bio-{words}.md": f"# {name}\n\n{text}\n".encode(),
        f"bio-{words}.html": writer("html")(document, load(order.style or "classic")).data,
    }


def _prose(text: str) -> Section:
    return Section("Biography", (Item(spans(text), kind="prose"),), kind="prose")


def _about(profile: Profile, talk: Talk | None) -> Iterator[str]:
    """How to announce the speaker, line by line."""
    said = f" (pronounced {profile.pronunciation})" if profile.pronunciation else ""
    yield f"Name: {profile.name}{said}"
    for label, value in (
        ("In its own script", profile.native_name),
        ("Pronouns", profile.pronouns),
        ("Role", profile.headline),
        ("Affiliation", profile.affiliation),
        ("E-mail", profile.email),
        ("Website", profile.website),
        *profile.links.items(),
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
