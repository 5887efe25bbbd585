"""Describe the files of a site: where a generator keeps the entries of a section, and by which keys it knows them.

`cvgen site` writes these files and `cvgen import` reads them, both by the tables below.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cvgen.profile.model import Mentee, News, Publication, Talk, Teaching

OWN = "cvgen"  # the key of a page, or of an item, with what the keys of the generator can't hold
GENERATOR, ORDER, WORKS = "generator", "order", "works"  # keys of the data that profile.yaml does not have
BODY = "body"  # the text below the front matter of a page
CLASSES: dict[str, type] = {
    "publications": Publication, "talks": Talk, "teaching": Teaching, "mentees": Mentee, "news": News,
}  # fmt: skip


@dataclass(frozen=True)
class Collection:
    """A section of the profile as pages, one for each entry, or as the items of one list.

    `path` is that of a page, with {name} and perhaps {day}, or that of the list. `keys` are those of the generator,
    with the key of the entry for each; "links.Code" is a link, and "when" a date of which 1 January is only the year.
    """

    section: str
    path: str
    keys: Mapping[str, str]
    older: tuple[str, ...] = ()  # folders in which other versions of the generator's themes have these pages

    @property
    def is_list(self) -> bool:
        """Return whether all entries are in one file."""
        return "{name}" not in self.path

    @property
    def folder(self) -> str:
        """Return the folder of the pages."""
        return self.path.partition("/{")[0]


@dataclass(frozen=True)
class Layout:
    """The files of a generator: those by which a folder is recognized, its collections, and those for the rest.

    `data` has, in the words of profile.yaml, everything that is in none of the collections. `bibliography` is a .bib
    file with the publications, `resume` a cv.yml, which is read where there is no data.
    """

    marks: tuple[str, ...]
    data: str
    collections: tuple[Collection, ...]
    bibliography: str = ""
    resume: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)  # our type of a publication -> the word of the generator


CSL = {
    "journal": "article-journal", "conference": "paper-conference", "book": "book", "chapter": "chapter",
    "preprint": "article", "thesis": "thesis", "report": "report", "patent": "patent", "dataset": "dataset",
    "software": "software", "review": "review",
}  # fmt: skip

LAYOUTS = {
    "academicpages": Layout(
        marks=("_publications", "_talks", "_teaching"),
        data="_data/cvgen.yml",
        kinds={"journal": "manuscripts", "conference": "conferences", "book": "books"},
        collections=(
            Collection("publications", "_publications/{day}-{name}.md", {
                "title": "title", "category": "type", "date": "when", "venue": "venue", "paperurl": "links.Paper",
                "slidesurl": "links.Slides", BODY: "abstract",
            }),
            Collection("talks", "_talks/{day}-{name}.md", {
                "title": "title", "type": "kind", "venue": "event", "date": "when", "location": "location",
                "link": "url", BODY: "note",
            }),
            Collection("teaching", "_teaching/{day}-{name}.md", {
                "title": "course", "type": "role", "venue": "institution", "location": "location", "link": "url",
                BODY: "note",
            }),
            Collection("news", "_posts/{day}-{name}.md", {"date": "when", "link": "url", BODY: "text"}),
        ),
    ),
    "al-folio": Layout(
        marks=("_bibliography", "_news", "_teachings"),
        data="_data/cvgen.yml",
        bibliography="_bibliography/papers.bib",
        resume="_data/cv.yml",
        collections=(
            Collection("teaching", "_teachings/{name}.md", {
                "title": "course", "institution": "institution", "year": "years", "term": "term",
                "location": "location", "description": "note",
            }),
            Collection("news", "_news/{day}-{name}.md", {"date": "when", BODY: "text"}),
        ),
    ),
    "hugo": Layout(
        marks=("content/publications", "content/publication", "content/events", "content/event", "content/talk",
               "content/authors"),
        data="data/cvgen.yaml",
        kinds=CSL,
        collections=(
            Collection("publications", "content/publications/{name}/index.md", {
                "title": "title", "authors": "authors", "date": "when", "publication_types": "type",
                "publication": "venue", "doi": "doi", "featured": "selected", "url_pdf": "links.Paper",
                "url_code": "links.Code", "url_slides": "links.Slides", "url_poster": "links.Poster",
                "url_video": "links.Video", "url_dataset": "links.Data", "abstract": "abstract",
            }, older=("content/publication",)),
            Collection("talks", "content/events/{name}/index.md", {
                "title": "title", "event": "event", "date": "when", "location": "location", "event_url": "url",
                "summary": "note",
            }, older=("content/event", "content/talk")),
            Collection("teaching", "content/teaching/{name}/index.md", {
                "title": "course", "role": "role", "institution": "institution", "location": "location",
                "external_link": "url", BODY: "note",
            }, older=("content/courses",)),
            Collection("news", "content/news/{day}-{name}/index.md", {
                "date": "when", "external_link": "url", BODY: "text",
            }),
        ),
    ),
    "quarto": Layout(
        marks=("publications.yml", "talks.yml", "news.yml"),
        data="_cvgen.yml",
        kinds=CSL,
        collections=(
            Collection("publications", "publications.yml", {
                "title": "title", "author": "authors", "date": "when", "type": "type", "description": "venue",
                "path": "links.Paper", "doi": "doi",
            }),
            Collection("talks", "talks.yml", {
                "title": "title", "subtitle": "event", "date": "when", "location": "location", "path": "url",
                "description": "note",
            }),
            Collection("teaching", "teaching.yml", {
                "title": "course", "subtitle": "institution", "location": "location", "path": "url",
                "description": "note",
            }),
            Collection("news", "news.yml", {"title": "text", "date": "when", "path": "url"}),
            Collection("mentees", "people.yml", {
                "title": "name", "subtitle": "role", "description": "affiliation", "path": "url",
            }),
        ),
    ),
}  # fmt: skip
