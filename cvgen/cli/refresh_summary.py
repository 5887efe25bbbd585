"""Say what a refresh found, for people, for a pull request, and for programs."""

import json
import re
from collections.abc import Iterator
from typing import Any

from cvgen.composers.new_works import Findings, compose, value
from cvgen.diff.compare import diff
from cvgen.diff.json_format import to_json
from cvgen.diff.merge import Conflict
from cvgen.importers.refresh import Refreshed
from cvgen.profile.dates import year_of
from cvgen.profile.fields import display_name
from cvgen.profile.model import Publication
from cvgen.profile.status import has_appeared
from cvgen.writers import writer
from cvgen.writers.style import PLAIN

SCHEMA = "cvgen-refresh/1"
FULL = 60_000  # characters of Markdown; GitHub refuses the text of a pull request with more than 65,536
PINGS = re.compile(r"(@|\\#)(?=\w)")  # would mention somebody, or close an issue, in a pull request


def render(found: Refreshed, form: str) -> str:
    """Return what a refresh found as "txt", "md" or "json"."""
    findings = _findings(found)
    if form == "json":
        return f"{json.dumps(_as_json(found, findings), indent=2, ensure_ascii=False)}\n"
    names = ", ".join(answer.name for answer, _ in found.plans)
    document = compose(diff(found.mine, found.profile), found.profile, names, findings)
    text = writer(form)(document, PLAIN).data.decode()
    return _for_a_pull_request(text) if form == "md" else text


def _for_a_pull_request(text: str) -> str:
    """Return Markdown that mentions nobody, closes no issue, and is short enough."""
    safe = PINGS.sub("\\1\u2060", text)
    if len(safe) <= FULL:
        return safe
    return f"{safe[:FULL].rpartition(chr(10))[0]}\n\nThe list is too long for a pull request: see the changed file.\n"


def _findings(found: Refreshed) -> Findings:
    """Return what a refresh found beside the changes."""
    added = [work for _, one in found.plans for work in one.merged.added.get("publications", ())]
    return Findings(
        appeared=list(_appeared(found)),
        new=[work for work in added if isinstance(work, Publication)],
        doubtful=found.doubtful,
        disputed=list(_disputed(found)),
        deleted=[answer.works[int(key[1])] for answer, one in found.plans for key in one.merged.deleted],
        failures=[one.problem.message for one in found.failed if one.problem],
        notes=[f"{one.name}: {one.note}" for one in found.answers if one.note],
    )


def _appeared(found: Refreshed) -> Iterator[tuple[Publication, Publication]]:
    """Yield the entries of the profile that a source knows as published, and the profile as on their way."""
    seen = set()
    for answer, planned in found.plans:
        papers = planned.merged.profile.publications
        above = len(papers) - len(planned.mine.publications)  # new ones are at the top
        for path, key in planned.merged.known:
            mine, theirs = papers[int(path[1]) + above], answer.works[int(key[1])]
            if has_appeared(theirs) and not has_appeared(mine) and mine.title not in seen:
                seen.add(mine.title)
                yield mine, theirs


def _disputed(found: Refreshed) -> Iterator[tuple[str, str, Conflict]]:
    """Yield source, title and values of each conflict, except about entries that are new themselves."""
    for answer, planned in found.plans:
        new = len(planned.mine.publications) - len(found.mine.publications)  # at the top, from the sources before
        for one in planned.merged.conflicts:
            if one.path[:1] != ("publications",):
                yield answer.name, "", one
            elif int(one.path[1]) >= new:
                yield answer.name, display_name(planned.mine.at(one.path[:2])), one


def _as_json(found: Refreshed, findings: Findings) -> dict[str, Any]:
    """Return everything that a refresh found as a JSON object."""
    problems = {one.name: one.problem.message for one in found.failed if one.problem}
    works = {answer.name: len(answer.works) for answer, _ in found.plans}
    return {
        "schema": SCHEMA,
        "sources": [
            {"name": one.name, "works": works.get(one.name), "failed": problems.get(one.name), "note": one.note or None}
            for one in found.answers
        ],
        "diff": to_json(diff(found.mine, found.profile)),
        "new": [_facts(work) for work in findings.new],
        "doubtful": [{"source": source, **_facts(work)} for source, work in findings.doubtful],
        "appeared": [{"entry": mine.title, **_facts(paper)} for mine, paper in findings.appeared],
        "conflicts": [
            {"title": title or None, "source": source, "key": one.key, "yours": value(one.mine),
             "theirs": value(one.theirs)}
            for source, title, one in findings.disputed
        ],
        "deleted": [_facts(work) for work in findings.deleted],
    }  # fmt: skip


def _facts(work: Publication) -> dict[str, Any]:
    """Return what identifies a work."""
    return {
        "title": work.title, "authors": [author.name for author in work.authors], "venue": work.venue,
        "year": year_of(work), "doi": work.doi, "arxiv": work.arxiv,
    }  # fmt: skip
