"""Say how well a reading of a reference fits: titles, names and venues look different from each other."""

import re

from cvgen.importers.mapping.references import names
from cvgen.importers.mapping.references.extras import Extras
from cvgen.importers.mapping.references.heads import Head
from cvgen.importers.mapping.references.marked import Marked
from cvgen.importers.mapping.references.names import Name
from cvgen.importers.mapping.references.tail import Tail
from cvgen.importers.mapping.references.words import looks_like_venue
from cvgen.importers.mapping.venue_words import is_honor

# What a title hardly ever has, by weight.
ODD_TITLES: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern))
    for weight, pattern in (
        (0.9, r"^(?:[\W\d_]*[^\W\d_]?[\W\d_]*)$"),  # no words
        (0.5, r"(?s)\n.*"),
        (0.5, r"^[A-Z][\w.&]*(?: [A-Z&][\w.&]*){0,4},? \d+(?:, [\w–-]+)+$"),  # "ApJ, 801, 12": a journal
        (0.4, r"^In: |^In Proc"),
        (
            0.3,  # a venue
            r", in: |\b[Ii]n: [A-Z]|\([Ee]ds?\.?\)|[?!],(?!$)|; (?:19|20)\d\d;|\b(?:vol|pp|no)\.\s?\d"
            r"|(?<!al\. )\((?:19|20)\d\d\)|\b[Ii]n Proc\b|\b\d+\(\d+\)",
        ),
        (
            0.3,  # names
            rf"[.,] [\"“](?=\w)|^(?:(?:{names.U}\S*|and|&),? ){{1,14}}et al\b|[.,] \w*[Rr]xiv\b|^(?:and|&) "
            rf"|^(?:{names.FAMILY}), (?:{names.DOTTED})|^{names.DOTTED}[ ]?{names.LONG}[.,:] "
            rf"|^{names.LONG}, {names.LONG}: |^{names.DOTTED},? ?(?:,|&|:)|{names.LONG}, {names.DOTTED},? (?:&|and"
            rf"|{names.LONG}, {names.DOTTED})",
        ),
        (0.3, r"\[[A-Za-z ]{4,40}\]. |^\[[^\]]*[^\]]$"),
        (0.2, rf"^{names.LONG} [A-Z]{{1,3}}[,.] "),
        (0.2, r"^[a-z]"),
        (
            0.15,  # a remark at its end
            r"\]$|(?:thesis|dissertation|diss\.|(?:[Rr]eport|[Pp]aper)(?: No\.)? [\w.-]+|ed\.|[Vv]ersion [\d.]+)\)$"
            r"|(?i:Ph\.?D\.? thesis)$",
        ),
        (0.15, r"[^,], [A-Z]\w*$"),
        (0.1, r"(?<=[a-z)\]]{2})\. (?=[A-Z])"),
        (0.02, r"[?!] (?=[A-Z])"),
    )
)
REPEATED = (0.1, 0.02)  # the weights of patterns of which each match counts
NOT_NAMES = re.compile(
    r"\b(?:Awards?|Scholarship|Fellow|Innovator|Medal|Winner|Scholar|Department|Scientist|Engineer"
    r"|Researcher|Intern|Director|Manager|Visiting|Postdoctoral|Associate|Assistant|Paper|Teaching"
    r"|Reviewers?|Prize|Fellowship|Students?|Professor|Lecturer|Instructor|Organi[sz]er|Chair|Member"
    r"|Program|Talk|Keynote|Course|Introduction|University|College|Conference|Workshop|Journal|Proceedings"
    r"|Office|Room|Research|News|Thesis|Section"
    r"|January|February|September|October|November|December|The|And|For|With|From)\b"
)
SMALL = re.compile("from|with|zur|over|into|und|für|della|delle|sobre|para|sociale|des|dans|preprint|presented")
VENUE_IN_NAME = re.compile(
    r"\b(?:Transactions|Symposium|Letters|Review|Magazine|Annals|Bulletin|Society|Quarterly|Press|Proc|Conf"
    r"|Trans|arXiv|Preprint|Systems|Learning|Sciences?|Studies"
    r"|Engineering|Computing|Intelligence|Communications|Physics|Economics|Psychology|Medicine|Technology"
    r"|Notes|Nature|Biology|Chemistry)\b"
)
NO_TITLE_START = re.compile(
    r"(?:(?:Area |Senior |Session |Program |Associate |Guest |Outstanding |Top )*(?:Reviewer|Chair|Editor"
    r"|Lecturer|Organi[sz]er|Instructor|Member|Keynote|Mentor)"
    r"|Teaching Assistant|Program(?:me)? Committee|Invited [Tt]alk|(?:Outstanding|Best) \w+ Award|Ph\.?D\.?"
    r"|[BM]\.?(?:Sc|Eng|A|S)\.?|Students?|Phone|Office|Email"
    r"|I|We|My|Our|See|More|Please|References available)\b(?! [a-z]+ (?:of|and)\b)"
)
KINDS = {"quoted": 0.98, "link": 0.97, "bold": 0.95, "italic": 0.95, "line": 0.93, "sentence": 0.9, "comma": 0.78}


def score(entry: Marked, extras: Extras, head: Head, tail: Tail) -> float:
    """Return how well a reading fits, from 0 to 1."""
    title = extras.text[slice(*head.title)]
    total = KINDS[head.kind] - oddness(title)
    if head.style == "title first":
        total -= 0.3 * bool(NO_TITLE_START.match(title))
    if any(span.kind == "bold" and head.title[0] < span.start < head.title[1] for span in entry.spans):
        total -= 0.2  # the owner of the list is in bold, not words of a title
    if head.style == "no authors":
        is_whole = {"venue", "year", "pages"} <= tail.fields.keys() and not tail.loose
        total -= 0.15 if is_whole else 0.6
    if tail.editors:
        total += 0.1
    if head.kind in ("sentence", "comma") and len(title.split()) < 2 and not head.year and not tail.editors:
        total -= 0.2
    if head.kind != "quoted":
        total -= _as_name(title, head.style == "title first" or head.kind == "bold")
    total -= names_oddness(head, extras.text)
    total -= _venue_oddness(entry, tail, extras)
    total -= min(0.4, 0.05 * sum(len(re.findall(r"\w+", piece)) for piece in tail.loose))
    total -= min(0.2, 0.01 * sum(len(re.findall(r"\w+", piece)) for piece in tail.notes))
    if head.kind == "line" and head.authors and extras.text[head.authors.end :].lstrip(" .,;")[:1] in ("\n", ""):
        total += 0.05
    if tail.is_medical:
        total += 0.04 if head.authors and head.authors.form in ("medical", "dotted") else -0.04
    return max(0.0, total + (0.03 if head.style.startswith("author") else 0))


def oddness(title: str) -> float:
    """Return how unlikely a title is, from its words alone."""
    count = len(title.split())
    odd = 0.12 * (count < 2) + 0.04 * (count < 3) + 0.2 * (count > 45)
    for weight, pattern in ODD_TITLES:
        times = len(pattern.findall(title)) if weight in REPEATED else bool(pattern.search(title))
        odd += weight * times
    aside = re.search(r"\(([^()]+)\)$", title)
    return odd + 0.2 * bool(aside and is_honor(aside[1])) + 0.1 * (title.count("(") != title.count(")"))


def _as_name(title: str, is_at_front: bool) -> float:
    """Return how much a title looks like names instead: several at its beginning, or one that is all of it."""
    for form in ("direct", "initials", "medical", "turned"):
        for found in names.scan(title, 0, form, False)[:1]:
            is_whole = found.end >= len(title) - 1
            if len(found.names) > 2 or (is_whole and (len(found.names) > 1 or re.search(r"\b[A-Z]\.", title))):
                return 0.35
            if is_whole and is_at_front:
                return 0.12
    return 0.0


def names_oddness(head: Head, text: str) -> float:
    """Return how unlikely a list of names is."""
    if not head.authors:
        return 0.0
    people, form = head.authors.names, head.authors.form
    odd = sum(_name_oddness(name, form) for name in people[:20])
    odd += max(
        0.06 * name.family_words * (1 if len(name.author.name.split()) < 4 else 2) * (name.form == "turned")
        for name in people
    )
    odd += max(0.02 * name.family_words * (name.form == "initials") for name in people)
    dotted = [bool(re.match(r"\S\.", name.author.name)) for name in people if name.form == "direct"]
    odd += 0.15 * (len(dotted) > 1 and dotted[0] and not dotted[-1])
    odd += 0.12 * (form == "dotted" and len(people) == 1)
    odd += 0.06 * (
        form == "medical"
        and len(people) > 1
        and bool(re.search(r"[A-Z]\.[,;] ", text[people[0].start : people[-1].end]))
    )
    if head.authors.dropped:
        follows = looks_like_venue(re.split(r"[,.;:(\n]", text[head.authors.end :].lstrip(" ,.;&"))[0])
        is_other = form == "direct" and all(dotted) and not re.match(r"\W*(?:and |& )?\w\.", text[head.authors.end :])
        odd += 0.02 if follows or is_other else 0.25 if form in ("initials", "medical", "dotted") else 0.15
    if head.style == "title first":
        odd += 0.1 * (len(people) == 1) + 0.1 * (form in ("turned", "all turned"))
    return odd


def _name_oddness(name: Name, form: str) -> float:
    """Return how unlikely a name is: too many words, capitals as in an acronym, words that are not names."""
    words = [word for word in name.author.name.split() if word[0].isupper()]
    odd = 0.1 * (len([word for word in words if not re.fullmatch(r"(?:\w\.-?)+", word)]) > 4) + 0.4 * bool(
        name.form in ("direct", "group") and "." not in name.author.name and NOT_NAMES.search(name.author.name)
    )
    if name.form == "group":
        return 0.02
    odd += 0.15 * (form == "direct" and bool(re.search(r" (?!I+V?$)[A-ZÀ-Þ]{1,3}$", name.author.name)))
    odd += 0.2 * any(re.search(r"[A-Z]{3}", word) for word in words if len(word) > 3)
    return odd + 0.25 * bool(VENUE_IN_NAME.search(name.author.name))


def _venue_oddness(entry: Marked, tail: Tail, extras: Extras) -> float:
    venue, fields = tail.fields.get("venue", ""), tail.fields
    if not venue:
        if {"volume", "issue"} & fields.keys():
            return 0.25
        has_other = "publisher" in fields or tail.type not in (None, "other") or "status" in fields
        return 0.02 if has_other else 0.08 if extras.arxiv else 0.2
    odd = (
        0.2 * bool(re.match(r"[a-z](?![a-z]{0,4}[A-Z])", venue))
        + 0.25 * bool(re.match(r"\W|\d+$|\w$", venue))
        + 0.1 * (len(venue.split()) > 14)
    )
    odd += 0.15 * len(re.findall(r"[a-z]{5,}[.?!] [A-Z]", venue))
    if tail.confidence["venue"] < 0.97:
        small = [word for word in re.findall(r"[^\W\d_]{4,}", venue) if word.islower() and not SMALL.fullmatch(word)]
        odd += min(0.16, 0.08 * len(small))
    later = [
        span for span in entry.spans if span.kind == "italic" and span.start >= tail.start and span.end - span.start > 4
    ]
    odd += 0.15 * bool(later and tail.confidence["venue"] < 0.97)
    known = tail.type or {"volume", "pages"} & fields.keys() or tail.confidence["venue"] > 0.95
    return odd + (0 if known else 0.1) + (0 if "year" in fields or "status" in fields else 0.08)
