"""The example person with so many publications, as our profile.yaml, RenderCV's YAML and plain JSON."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from cvgen.composers.citation import shown_links
from cvgen.document.markdown import plain_text
from cvgen.profile.dates import show_range
from cvgen.profile.model import Profile, Publication
from cvgen.profile.yaml import dump, load

ROOT = Path(__file__).parent.parent
COUNT = 45  # publications of the example


def example(count: int = COUNT) -> Profile:
    """The example with so many publications; those that were added have other titles and numbers."""
    profile = load((ROOT / "profile.yaml").read_text("utf-8")).profile
    papers = [_again(profile.publications[at % COUNT], at // COUNT) for at in range(count)]
    return replace(profile, publications=tuple(papers))


def _again(paper: Publication, number: int) -> Publication:
    if not number:
        return paper
    year = (paper.year or 2020) - number % 15
    return replace(paper, title=f"{paper.title}, Continued ({number})", year=year, doi=None, arxiv=None, selected=False)


def people(folder: Path, count: int) -> None:
    """Write so many profiles, no two with the same pages, into the folder people below a folder."""
    (folder / "people").mkdir()
    profile = example()
    for number in range(count):
        (folder / "people" / f"{number}.yaml").write_text(dump(told_apart(profile, number)), "utf-8")


def told_apart(profile: Profile, number: int) -> Profile:
    """A profile -> the same with a number in its headline and in every title, so that no page stays as it was."""
    papers = [replace(paper, title=f"{paper.title} ({number})") for paper in profile.publications]
    return replace(profile, headline=f"{profile.headline} ({number})", publications=tuple(papers))


def written(folder: Path, count: int) -> Path:
    """A folder, how many publications -> the path of our YAML; beside it are RenderCV's and the JSON."""
    profile = example(count)
    ours, theirs = folder / f"profile-{count}.yaml", rendercv(profile)
    ours.write_text(dump(profile), "utf-8")
    (folder / f"rendercv-{count}.yaml").write_text(yaml.safe_dump(theirs, allow_unicode=True, sort_keys=False), "utf-8")
    (folder / f"content-{count}.json").write_text(json.dumps(theirs["cv"]), "utf-8")
    return ours


def rendercv(profile: Profile) -> dict[str, Any]:
    """A profile -> the same words as RenderCV takes them: every entry that our CV has, with its links."""
    sections: dict[str, Any] = {
        "summary": [plain_text(profile.bio.medium or "") if profile.bio else ""],
        "experience": [
            {
                "company": one.organization,
                "position": one.title,
                "date": show_range(one.start, one.end),
                "summary": one.summary,
                "highlights": [point.text for point in one.highlights],
            }
            for one in profile.positions
        ],
        "education": [
            {"institution": one.institution, "area": one.degree, "date": show_range(one.start, one.end)}
            for one in profile.education
        ],
        "interests": ["; ".join(profile.interests)],
        "awards": [
            f"{one.title}, {one.organization or ''} {' '.join(map(str, one.years))} {one.note or ''}"
            for one in profile.awards
        ],
        "publications": [_paper(paper) for paper in profile.publications if not paper.hidden],
        "patents": [f"{one.title}. {one.note or ''}" for one in profile.patents],
        "talks": [f"{one.title}, {one.event or ''} {one.date or ''}" for one in profile.talks],
        "service": [
            f"{one.role}: {', '.join(one.organizations)} {' '.join(map(str, one.years))}" for one in profile.service
        ],
        "mentored interns": [f"{one.name}, {one.affiliation}" for one in profile.mentees if not one.hidden],
    }
    head = {"name": profile.name, "headline": profile.headline, "website": profile.website}
    return {"cv": head | {"sections": sections}, "design": {"theme": "classic"}}


def _paper(paper: Publication) -> dict[str, Any]:
    authors = [f"**{one.name}**" if one.name == "Anbang Yao" else one.name for one in paper.authors]
    found = {"title": paper.title, "authors": authors, "journal": paper.venue, "date": paper.year}
    urls = list(shown_links(paper).values())
    return (
        found
        | ({"url": urls[0]} if urls else {})
        | ({"summary": ", ".join(one.text for one in paper.honors)} if paper.honors else {})
    )
