"""Recall and precision of importing homepages and CVs, by shape and by field.

python -m bench.pages [--wrong]

The same invented facts are written as people write homepages and CVs, and imported again.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from typing import Any

from cvgen.importers import IMPORTERS, importer
from cvgen.problems import InputError

FIELDS = ("title", "authors", "venue", "year", "volume", "issue", "pages", "doi", "link", "owner", "education", "award")
OWNER = ("Lena", "Brandt")
PEOPLE = [
    ("Omar", "Saleh"),
    ("Iris", "Chang"),
    ("Pia", "Lund"),
    ("Gus", "Werner"),
    ("Ana María", "Reis"),
    ("Bo", "van Dijk"),
]
JOURNAL, MEETING = "journal", "conference"


@dataclass(frozen=True)
class Work:
    """An invented publication."""

    title: str
    authors: tuple[tuple[str, str], ...]
    venue: str
    year: int
    kind: str
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    link: str = ""


def _people(*numbers: int) -> tuple[tuple[str, str], ...]:
    """Return authors by their numbers; -1 is the owner."""
    return tuple(OWNER if number < 0 else PEOPLE[number] for number in numbers)


WORKS = (
    Work("Causal trees for school policy", _people(-1, 0, 1), "Journal of Policy Data", 2024, JOURNAL, "12", "3", "98–110", "10.5555/jpd.2024.98"),
    Work("Sampling rivers: A comparison of sensors", _people(2, -1), "Water Letters", 2023, JOURNAL, "41", "2", "201–219", "10.5555/wl.41.201"),
    Work("Learning to reweight streams", _people(-1, 3), "International Conference on Machine Learning", 2023, MEETING, pages="1011–1020", link="https://papers.example/reweight.pdf"),
    Work("What do small models know?", _people(0, 4, -1), "Conference on Neural Information Processing Systems", 2022, MEETING, link="https://papers.example/small.pdf"),
    Work("Bootstrap methods for sparse networks", _people(5, -1, 2), "Annals of Network Statistics", 2021, JOURNAL, "9", "1", "1–28", "10.5555/ans.9.1"),
    Work("The weight of rain", _people(-1), "Climate Notes", 2020, JOURNAL, "33", "4", "55–61", "10.5555/cn.33.55"),
    Work("Fairness under drift in public services", _people(1, -1, 4, 0), "Conference on Fairness and Accountability", 2020, MEETING, pages="77–88", link="https://papers.example/drift.pdf"),
    Work("Robust pooling of few studies", _people(3, 2, -1), "Statistics and Practice", 2019, JOURNAL, "18", "2", "120–139", "10.5555/sp.18.120"),
    Work("Counting birds with phones", _people(-1, 5), "Ecology and Computing", 2018, JOURNAL, "7", "1", "14–30", "10.5555/ec.7.14"),
    Work("Graph summaries on a budget", _people(4, -1), "International Conference on Data Engineering", 2017, MEETING, pages="640–651", link="https://papers.example/graphs.pdf"),
)  # fmt: skip
EDUCATION = (
    ("Ph.D. in Statistics", "University of Oslo", "2012", "2016"),
    ("M.Sc. in Mathematics", "University of Bergen", "2010", "2012"),
)
AWARDS = (("Young Statistician Award", "2019"), ("King's Gold Medal", "2017"))


def initials(given: str, dot: str = ".", gap: str = " ") -> str:
    """Return the initials of given names: "Ana María" -> "A. M."."""
    return gap.join(word[0] + dot for word in given.split())


def _joined(names: list[str], last: str, comma: str = ", ") -> str:
    """Return names as a list with a word before the last."""
    return names[0] if len(names) == 1 else comma.join(names[:-1]) + last + names[-1]


def _bold(name: str, person: tuple[str, str], marks: bool) -> str:
    """Return a name, in bold if it is the owner's."""
    return f"**{name}**" if marks and person == OWNER else name


def _full(work: Work, marks: bool) -> list[str]:
    """Return the authors with given names first."""
    return [_bold(f"{given} {family}", (given, family), marks) for given, family in work.authors]


def _numbers(work: Work, form: str) -> str:
    """Return volume, issue and pages in a form, "" without a volume."""
    return form.format(v=work.volume, n=work.issue, p=work.pages) if work.volume else ""


def apa(work: Work, marks: bool = True) -> str:
    """Return a reference in APA style."""
    names = [_bold(f"{family}, {initials(given)}", (given, family), marks) for given, family in work.authors]
    i = "*" if marks else ""
    where = (
        f"{i}{work.venue}{i}, {i}{work.volume}{i}({work.issue}), {work.pages}."
        if work.volume
        else f"In {i}Proceedings of the {work.venue}{i}" + (f" (pp. {work.pages})." if work.pages else ".")
    )
    return f"{_joined(names, ', & ')} ({work.year}). {work.title}{_stop(work.title)} {where}{_at(work, marks)}"


def chicago(work: Work, marks: bool = True) -> str:
    """Return a reference in Chicago style."""
    first, *others = work.authors
    names = [f"{first[1]}, {first[0]}", *(f"{given} {family}" for given, family in others)]
    i = "*" if marks else ""
    where = (
        f"{i}{work.venue}{i} {work.volume}, no. {work.issue} ({work.year}): {work.pages}."
        if work.volume
        else f"In {i}Proceedings of the {work.venue}{i}{', ' + work.pages if work.pages else ''}. {work.year}."
    )
    return f"{_joined(names, ', and ')}. “{work.title}{_stop(work.title)}” {where}{_at(work, marks)}"


def ieee(work: Work, marks: bool = True) -> str:
    """Return a reference in IEEE style."""
    names = [_bold(f"{initials(given)} {family}", (given, family), marks) for given, family in work.authors]
    pages = f", pp. {work.pages}" if work.pages else ""
    i = "*" if marks else ""
    where = (
        f"{i}{work.venue}{i}, vol. {work.volume}, no. {work.issue}{pages}, {work.year}"
        if work.volume
        else f"in {i}Proc. {work.venue}{i}, {work.year}{pages}"
    )
    doi = f", doi: {work.doi}." if work.doi else "."
    link = f" [PDF]({work.link})" if work.link and marks else ""
    return f"{_joined(names, ', and ' if len(names) > 2 else ' and ')}, “{work.title},” {where}{doi}{link}"


def vancouver(work: Work, marks: bool = True) -> str:
    """Return a reference in Vancouver style."""
    names = [f"{family} {initials(given, '', '')}" for given, family in work.authors]
    where = (
        f"{work.venue}. {work.year};{work.volume}({work.issue}):{work.pages}."
        if work.volume
        else f"In: Proceedings of the {work.venue}; {work.year}." + (f" p. {work.pages}." if work.pages else "")
    )
    doi = f" doi:{work.doi}" if work.doi else ""
    return f"{', '.join(names)}. {work.title}{_stop(work.title)} {where}{doi}{f' [PDF]({work.link})' if work.link and marks else ''}"


def mla(work: Work, marks: bool = True) -> str:
    """Return a reference in MLA style."""
    first, *others = work.authors
    names = [f"{first[1]}, {first[0]}", *(f"{given} {family}" for given, family in others)]
    pages = f", pp. {work.pages}" if work.pages else ""
    i = "*" if marks else ""
    where = (
        f"{i}{work.venue}{i}, vol. {work.volume}, no. {work.issue}, {work.year}{pages}."
        if work.volume
        else f"{i}Proceedings of the {work.venue}{i}, {work.year}{pages}."
    )
    return f'{_joined(names, ", and ")}. "{work.title}{_stop(work.title)}" {where}{_at(work, marks)}'


def _stop(title: str) -> str:
    return "" if title.endswith("?") else "."


def _at(work: Work, marks: bool) -> str:
    doi = f" https://doi.org/{work.doi}" if work.doi else ""
    return doi + (f" [PDF]({work.link})" if work.link and marks else "")


def _url(work: Work) -> str:
    return work.link or f"https://doi.org/{work.doi}"


def _where(work: Work) -> str:
    return work.venue + _numbers(work, ", {v}({n}):{p}")


PAGES: dict[str, Callable[[Work], str]] = {
    "academicpages, <br>": lambda work: f"+ {work.title}.<br> {', '.join(_full(work, False))}.<br> <em>**{work.venue}**</em>, {work.year}.<br> [[Paper]]({_url(work)}).<br>",
    "boxes": lambda work: (
        f"<div class='paper-box'><div class='paper-box-text' markdown=\"1\">\n\n[{work.title}]"
        f"({_url(work)})\n\n{', '.join(_full(work, True))}\n\n**{work.venue}, {work.year}**\n</div>\n</div>\n"
    ),
    "[Title](url), authors, **venue year**": lambda work: f"- [{work.title}]({_url(work)}), {', '.join(_full(work, True))}, **{work.venue} {work.year}**",
    "**Title**. authors. *venue*": lambda work: (
        f"- **{work.title}**. {', '.join(_full(work, False))}. *{_where(work)}*, {work.year}. [[pdf]"
        f"({_url(work)})]"
    ),
    "authors. Title. In venue year": lambda work: f"- {', '.join(_bold(f'{initials(given)} {family}', (given, family), True) for given, family in work.authors)}. {work.title}{_stop(work.title)} In {work.venue} {work.year}. [paper]({_url(work)})",
    "title, then indented lines": lambda work: (
        f"- {work.title} [[paper]"
        f"({_url(work)})]\n\n  {', '.join(_full(work, True))}\n\n  {work.venue}, {work.year}\n"
    ),
    "numbered, title in quotes": lambda work: (
        f"1. {_joined(_full(work, True), ' and ')}, \"{work.title}\", {work.venue}, {work.year}. [PDF]"
        f"({_url(work)})"
    ),
    "APA": lambda work: f"- {apa(work)}",
    "Chicago": lambda work: f"1. {chicago(work)}",
    "IEEE": lambda work: f"- {ieee(work)}",
    "Vancouver": lambda work: f"- {vancouver(work)}",
    "MLA": lambda work: f"* {mla(work)}",
}  # fmt: skip
STYLES = {"APA": apa, "Chicago": chicago, "IEEE": ieee, "Vancouver": vancouver, "MLA": mla}
WITH_INITIALS = ("APA", "IEEE", "Vancouver", "authors. Title. In venue year")
HAS_NUMBERS = ("APA", "Chicago", "IEEE", "Vancouver", "MLA", "**Title**. authors. *venue*")


def page(shape: str) -> str:
    """Return the source of a homepage in a shape."""
    works = "\n".join(PAGES[shape](work) for work in WORKS)
    degrees = "\n".join(f"- *{start} - {end}*, {degree}, {where}." for degree, where, start, end in EDUCATION)
    awards = "\n".join(f"- {title}, {year}" for title, year in AWARDS)
    return f"---\npermalink: /\n---\nI work on data.\n\n# Publications\n\n{works}\n\n# Educations\n\n{degrees}\n\n# Honors and Awards\n\n{awards}\n"


def paragraphs(style: str, marks: bool) -> Iterator[str]:
    """Yield the paragraphs of a CV; "# " begins a heading."""
    yield from (
        "# Lena Brandt" if not marks else "**Lena Brandt**",
        "Associate Professor of Statistics",
        "lena@elsewhere.example",
    )
    yield "# Education"
    for degree, where, start, end in EDUCATION:
        yield f"{start}–{end}, {degree}, {where}"
    yield "# Publications"
    for work in WORKS:
        yield STYLES[style](work, marks)
    yield "# Awards"
    for title, year in AWARDS:
        yield f"{title}, {year}"


def text(style: str, layout: str) -> str:
    """Return a CV in plain text with lines of 78 characters: hanging indents, empty lines, or numbers."""
    import textwrap

    lines = []
    for number, one in enumerate(paragraphs(style, False)):
        if one.startswith("# "):
            lines += ["", one[2:].upper() if number else one[2:], ""]
        elif layout == "numbered":
            lines += (
                textwrap.wrap(one, 78, initial_indent=f"{number}. ", subsequent_indent="   ") if number > 5 else [one]
            )
        elif layout == "hanging":
            lines += textwrap.wrap(one, 78, subsequent_indent="    ")
        else:
            lines += [*textwrap.wrap(one, 78), *([""] if number > 3 else [])]
    return "\n".join(lines)


def printed(style: str) -> bytes:
    """Return a CV as the PDF that a word processor makes."""
    from weasyprint import HTML

    body = "".join(
        f"<h2>{escape(one[2:])}</h2>" if one.startswith("# ") else f"<p>{escape(one)}</p>"
        for one in paragraphs(style, False)
    )
    return bytes(
        HTML(string=f"<style>@page {{ size: A4 }} body {{ font: 11pt serif }}</style>{body}").write_pdf() or b""
    )


def sources() -> Iterator[tuple[str, str, str, str | bytes]]:
    """Yield a class, a shape, the name of an importer, and the source."""
    for shape in PAGES:
        yield "homepages", shape, "homepage", page(shape)
    for style in STYLES:
        for layout in ("hanging", "empty lines", "numbered"):
            yield "plain text", f"{style}, {layout}", "text", text(style, layout)
    if "docx" in IMPORTERS:
        from bench.word import document

        for style in STYLES:
            for bold in (False, True):
                lines = [
                    f"**{one[2:].upper()}**" if bold and one.startswith("# ") else one
                    for one in paragraphs(style, True)
                ]
                yield "Word", f"{style}, headings {'in bold' if bold else 'as styles'}", "docx", document(lines)
        for style in STYLES:
            yield "PDF", style, "pdf", printed(style)


def expected(shape: str, kind: str) -> Iterator[tuple[str, str, Any]]:
    """Yield each fact that a source has: where it belongs, its field and value."""
    has_initials = kind == "homepage" and shape in WITH_INITIALS
    yield "", "owner", "lbrandt" if has_initials else "lenabrandt"
    yield from (("", "education", _plain(f"{degree}{where}{start}{end}")) for degree, where, start, end in EDUCATION)
    yield from (("", "award", f"{_plain(title)}{year}") for title, year in AWARDS)
    numbered = shape.partition(",")[0] in HAS_NUMBERS
    for work in WORKS:
        key = _plain(work.title)
        yield key, "title", key
        yield key, "authors", tuple(_person(f"{given} {family}") for given, family in work.authors)
        yield key, "venue", _venue(work.venue)
        yield key, "year", str(work.year)
        for name in ("volume", "issue", "pages") if numbered else ():
            if getattr(work, name) and (work.volume or kind != "homepage" or shape != "**Title**. authors. *venue*"):
                yield key, name, _plain(getattr(work, name))
        if work.doi:
            yield key, "doi", work.doi
        elif kind in ("homepage", "docx"):
            yield key, "link", work.link


def found(kind: str, source: str | bytes) -> Iterator[tuple[str, str, Any]]:
    """Yield each fact that is imported."""
    if kind not in IMPORTERS:
        return
    with suppress(InputError):
        imported = importer(kind)(source)
        profile = imported.profile
        hints = getattr(imported, "owner_hints", [])
        with suppress(ImportError):
            from cvgen.importers import completion

            profile = completion.complete(imported).profile
        if profile.name or hints:
            yield "", "owner", _plain(profile.name)
        for one in profile.education:
            yield "", "education", _plain(f"{one.degree}{one.institution}{one.start}{one.end}")
        for award in profile.awards:
            yield "", "award", f"{_plain(re.sub(', [0-9]{4}$', '', award.title))}{''.join(map(str, award.years))}"
        for paper in profile.publications:
            key = _plain(paper.title)
            yield key, "title", key
            facts = {"venue": _venue(paper.venue or ""), "year": str(paper.year or ""), "doi": paper.doi or ""}
            facts |= {name: _plain(getattr(paper, name) or "") for name in ("volume", "issue", "pages")}
            yield from ((key, name, value) for name, value in facts.items() if value)
            if paper.authors:
                yield key, "authors", tuple(_person(author.name) for author in paper.authors)
            yield from ((key, "link", url) for url in paper.links.values() if "doi.org" not in url)


def _plain(value: str) -> str:
    return re.sub(r"[\W_]", "", value).lower()


def _venue(name: str) -> str:
    return _plain(re.sub(r"^(?:proceedings of (?:the )?|proc\. |in )+", "", name, flags=re.IGNORECASE))


def _person(name: str) -> str:
    """Return the family name and the first initial: styles shorten names differently."""
    words = name.replace(".", " ").split()
    return words[-1].lower() + words[0][0].lower() if words else ""


Counts = Counter[tuple[str, str, str, str]]


def measure(wrong: list[str] | None = None) -> Counts:
    """Return how many facts are expected, given and right, by class, shape and field; add the wrong ones to a list."""
    counts: Counts = Counter()
    for group, shape, kind, source in sources():
        facts, given = Counter(expected(shape, kind)), Counter(found(kind, source))
        for what, some in (("expected", facts), ("given", given), ("right", facts & given)):
            for (_, name, _), times in some.items():
                counts[group, shape, name, what] += times
        if wrong is not None:
            wrong += [f"{group}, {shape}: missing {fact}" for fact in facts - given]
            wrong += [f"{group}, {shape}: not there {fact}" for fact in given - facts]
    return counts


def main(arguments: list[str]) -> None:
    """Print recall and precision of each class and field, and of each shape."""
    wrong: list[str] = []
    counts = measure(wrong)
    if "--wrong" in arguments:
        print("\n".join(wrong))
    print(f"{'':44}{'expected':>9}{'given':>7}{'recall':>9}{'precision':>11}")
    for group in dict.fromkeys(key[0] for key in counts):
        print(_row(group, counts, (group,)))
        for name in FIELDS:
            print(_row(f"  {name}", counts, (group, "", name)))
        for shape in dict.fromkeys(key[1] for key in counts if key[0] == group):
            print(_row(f"    {shape}", counts, (group, shape)))


def total(counts: Counts, what: str, chosen: tuple[str, ...]) -> int:
    """Return a number of facts of a class, shape and field; "" stands for all."""
    return sum(
        count for key, count in counts.items()
        if key[3] == what and all(want in ("", have) for want, have in zip(chosen, key, strict=False))
    )  # fmt: skip


def _row(title: str, counts: Counts, chosen: tuple[str, ...]) -> str:
    """Return one line of the table."""
    want, have, right = (total(counts, what, chosen) for what in ("expected", "given", "right"))
    recall = f"{right / want:9.1%}" if want else f"{'-':>9}"
    precision = f"{right / have:11.1%}" if have else f"{'-':>11}"
    return f"{title:44}{want:9}{have:7}{recall}{precision}"


if __name__ == "__main__":
    main(sys.argv[1:])
