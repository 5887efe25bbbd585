"""The first profile.yaml of a new user: short, with comments, ready to build."""

import json
import re

from cvgen.problems import InputError, Problem
from cvgen.profile.model import Author
from cvgen.profile.names import PLACEHOLDER_NAME
from cvgen.profile.text import without_hidden
from cvgen.profile.yaml.values import LINK_TARGET, UnreadableError, clean

STARTER = """\
# Your CV in one file. Replace the examples, delete what you do not need, then run:  cvgen build
# All keys:  cvgen keys. For completion in an editor, see:  cvgen schema --help

name: {name}
headline: Assistant Professor of Computer Science
affiliation: Example University
location: Zurich, Switzerland
email: you@example.org
website: https://example.org/
links:
  Google Scholar: https://scholar.google.com/
  ORCID: https://orcid.org/
# photo: photo.jpg            # a picture in the same folder; printed in the bio

interests: [machine learning, computer vision]

bio:                          # in the third person; about 50, 100 and 200 words
  short: >-
    {plain} is Assistant Professor of Computer Science at Example University and works on
    machine learning and computer vision.

positions:
  - title: Assistant Professor
    organization: Example University
    start: 2023-09
    end: present

education:
  - degree: Ph.D. in Computer Science
    institution: Example Institute of Technology
    start: 2018
    end: 2023
    advisor: Grace Hopper

awards:
  - {{title: Best Paper Award, organization: Example Conference, year: 2024}}

# Signs after author names, and what they mean. A document prints only those that it uses.
marks:
  "*": Student I mentored
  "#": Corresponding author

publications:
  - title: A Title as It Was Printed
    authors: [Alan Turing*, {author}]
    venue: Example Conference (EC)
    year: 2024
    type: conference          # journal, workshop, preprint, thesis, ...
    selected: true            # also goes into the bio
    links: {{Paper: https://example.org/paper.pdf}}
  - title: Another Title
    authors: [{author}, Alan Turing*]
    venue: Journal of Examples
    volume: "12"
    pages: 34–56
    year: 2023
    type: journal
    # doi: "10.1000/182"      # write identifiers in quotes
    # status: in press        # for papers that are not yet published

service:
  - {{role: Reviewer, organizations: [Example Conference, Journal of Examples]}}

mentees:
  - {{name: Alan Turing, affiliation: Example University, role: phd, start: 2023, end: present}}
"""


def starter(name: str) -> str:
    """Return a first profile.yaml for the owner of that name; raise InputError if the name cannot be printed."""
    name = " ".join(without_hidden(name).split()) or PLACEHOLDER_NAME  # pasted along, unseen
    try:
        clean(name)
    except UnreadableError as error:
        raise InputError([Problem(f"the name: {error}", hint=error.hint)]) from None
    bare = re.fullmatch(r"[^\W\d_][\w .'’-]*\w\.?", name) and name.lower() not in ("null", "true", "false", "yes", "no")
    scalar = name if bare else json.dumps(name, ensure_ascii=False)
    plain = re.sub(r"([\\*_`\[\]])", r"\\\1", name)  # in a text, these signs are Markdown
    return STARTER.format(name=scalar, plain=plain, author=_author(name))


def _author(name: str) -> str:
    """Return the owner as an author with a mark; with its keys in full if the short form would read otherwise.

    The name may end with a sign, or look like a link, which the short form checks as one.
    """
    text = json.dumps(name + "#", ensure_ascii=False)
    if Author.from_text(name + "#") == Author(name, "#") and not LINK_TARGET.search(name):
        return text
    return f'{{name: {json.dumps(name, ensure_ascii=False)}, marks: "#"}}'
