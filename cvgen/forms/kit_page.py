"""Write a kit as one web page: each field with a button that copies it, and counters that follow typing.

The page loads nothing: its style and its script are inside, and its policy forbids everything else.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from xml.etree.ElementTree import Element

from cvgen.document.markdown import plain_text
from cvgen.forms.kit import Counter, Field, Kit, KitPart, Note
from cvgen.writers.elements import Part, element
from cvgen.writers.html import text, with_line_breaks

STYLE, SCRIPT = (Path(__file__).with_name(name).read_text("utf-8") for name in ("kit.css", "kit.js"))
LANGUAGE = "en"  # of the page itself
LINE, SHORT = 76, 60  # characters in a line of a field, about; in one that has its name and its buttons beside it
MOST_ROWS = 24
NOT_SAVED = "What you change on this page is not saved in"


def write(kit: Kit, person: str, file: str, language: str) -> bytes:
    """Return the page with the kit of a person; `file` is the name of the profile, `language` that of the texts."""
    return text(_page(kit, person, file, language)).encode()


def _page(kit: Kit, person: str, file: str, language: str) -> Element:
    form = kit.filled.form
    main = element("main", id="fields")
    for title, parts in kit.sections:
        main.append(element("section", *_section(title, parts)))
    _speak(main, form.language, ("h2", "h3", "label"))
    _speak(main, language, ("textarea",))
    top = element("header", *_top(kit, person, file))
    # What the page remembers belongs to a form and a person.
    key = f"cvgen {kit.filled.name} {sha256(person.encode()).hexdigest()[:12]}"
    body = element("body", top, _bar(kit), main, **{"data-kit": key})
    body.append(element("script", SCRIPT))
    return with_line_breaks(element("html", _head(f"{plain_text(form.title)} – {person}"), body, lang=LANGUAGE))


def _speak(main: Element, language: str, tags: Iterable[str]) -> None:
    """Set the language of some elements where it is not that of the page."""
    for tag in tags if language != LANGUAGE else ():
        for one in main.iter(tag):
            if one.get("class") != "tick":
                one.set("lang", language)


def _head(title: str) -> Element:
    """Return the head; the policy lets the page load nothing, and run nothing but its own script."""
    style, script = (b64encode(sha256(one.encode()).digest()).decode() for one in (STYLE, SCRIPT))
    policy = (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content="cvgen"),
        element("title", title),
        element("style", STYLE),
    )


def _top(kit: Kit, person: str, file: str) -> Iterator[Element]:
    """Yield what the page is, what to do, and what is wrong beside the lengths of texts, which the bar shows."""
    form = kit.filled.form
    yield element("h1", plain_text(form.title))
    source = f"{plain_text(form.funder)}, {plain_text(form.version)}. Checked {form.checked}. For {person}."
    yield element("p", source, kind="quiet")
    into = f"Open {plain_text(form.portal)}. " if form.portal else ""
    yield element(
        "p", f"{into}Copy each text, and paste it into the field of the same name. The order is that of the form."
    )
    yield element("p", f"{NOT_SAVED} {file}: correct it there, too.", kind="quiet")
    yield element("noscript", element("p", "Scripts are off: select each text, and copy it.", kind="error"))
    if wrong := list(_wrong(kit)):
        yield element("p", "Fix first: ", *wrong, kind="error")
    if form.unsure:
        doubts = (element("li", plain_text(one)) for one in form.unsure)
        summary = element("summary", "What is not certain about this form")
        yield element("details", summary, element("ul", *doubts))


def _wrong(kit: Kit) -> Iterator[Part]:
    """Yield links to fields that the form needs and that are empty, and to parts with errors, beside long texts."""
    found: dict[str, str] = {}
    for part in (part for _, parts in kit.sections for part in parts):
        if any(note.is_error for note in part.notes):
            found[part.fields[0].id] = part.title
        for field in part.fields:
            if any(note.is_error for note in field.notes) or (field.is_needed and not field.text):
                found[field.id] = field.name
    for at, (id, name) in enumerate(found.items()):
        yield from ([", "] if at else [])
        yield element("a", name, href=f"#{id}")


def _bar(kit: Kit) -> Element:
    """Return what stays in sight: how many fields are done, the totals, the texts that are too long, what happened."""
    total = str(sum(bool(field.text) for field in kit.fields))
    done = element("span", f"0 of {total} done", id="done")
    progress = element("progress", max=total, value="0", **{"aria-labelledby": "done"})
    restart = element("button", "Start again", type="button", id="restart", hidden="")
    totals = (_counter(one, f"total-{at}", "All statements: ") for at, one in enumerate(kit.totals, 1))
    over = element("a", "", id="over", kind="error", href="#fields", hidden="")
    status = element("p", "", id="status", role="status")
    parts = (element("p", progress, done, restart), *totals, element("p", over), status)
    return element("section", *parts, id="bar", **{"aria-label": "Progress"})


def _section(title: str, parts: Iterable[KitPart]) -> Iterator[Element]:
    """Yield the heading of a section and its parts."""
    if title:
        yield element("h2", title)
    for part in parts:
        heading = [element("h3" if title else "h2", part.title)] if part.title else []
        helped = (element("p", one, kind="quiet") for one in part.help.split("\n\n") if one)
        limits = [element("p", f"At most {part.limits}.", kind="limits")] if part.limits else []
        totals = (_counter(one, f"{part.fields[0].id}-total", "Together: ") for one in part.totals)
        short = " short" if all(_is_short(field) for field in part.fields) else ""
        fields = (_field(field, short) for field in part.fields)
        yield element("div", *heading, *helped, *limits, *totals, *map(_note, part.notes), *fields, kind="part")


def _is_short(field: Field) -> bool:
    """Tell whether a field needs one line, with its name and its buttons beside it."""
    return "\n" not in field.text and len(field.text) <= SHORT and not field.limits and len(field.pieces) < 2


def _field(field: Field, short: str) -> Element:
    """Return a field: its name, its text, its counters and buttons; in place of an empty one, how to fill it."""
    if not field.text:
        return _empty(field)
    name = element("label", field.name, kind="unseen" if field.is_whole else "name", **{"for": field.id})
    counters = [_counter(one, f"{field.id}-{one.unit}") for one in field.counters]
    described = " ".join(one.get("id", "") for one in counters)
    rows = min(MOST_ROWS, sum(len(line) // LINE + 1 for line in field.text.split("\n")))
    # The parser takes one line break after the tag away.
    area = element("textarea", f"\n{field.text}", id=field.id, rows=str(rows), dir="auto", autocomplete="off",
                   spellcheck="false", **({"aria-describedby": described} if described else {}),
                   **{"data-digest": sha256(field.text.encode()).hexdigest()[:16]})  # fmt: skip
    return element(
        "div", name, area, *_pieces(field), *map(_note, field.notes), _foot(field, counters), kind=f"field{short}"
    )


def _pieces(field: Field) -> Iterator[Element]:
    """Yield a button for each piece of an entry, which copies it alone."""
    if len(field.pieces) > 1:
        buttons = (
            element("button", element("span", name), " ", element("span", words), type="button", kind="piece")
            for name, words in field.pieces
        )
        yield element("div", *buttons, kind="pieces", role="group", **{"aria-label": f"Copy a part of {field.name}"})


def _foot(field: Field, counters: Iterable[Element]) -> Element:
    """Return what is below a text: its counters and its line in the profile, and what can be done with it."""
    tick = element("input", type="checkbox", autocomplete="off", id=f"{field.id}-tick")
    copy = element("button", "Copy", type="button", kind="copy", **{"aria-label": f"Copy {field.name}"})
    reset = element("button", "Undo changes", type="button", kind="reset", hidden="",
                    **{"aria-label": f"Undo changes of {field.name}"})  # fmt: skip
    label = element("label", tick, element("span", "Done"), kind="tick", title="You have pasted this text")
    about = element(
        "div", *counters, element("span", field.line, kind="line"), element("span", "", kind="changed"), kind="about"
    )
    return element("div", about, element("div", reset, label, copy, kind="buttons"), kind="foot")


def _empty(field: Field) -> Element:
    """Return the line in place of an empty field."""
    word = "missing" if field.is_needed else "nothing in your profile"
    kind = "empty error" if field.is_needed else "empty"
    if field.is_whole:
        return element("p", f"{word.capitalize()}; {field.hint}.", kind=kind, id=field.id)
    return element("p", element("span", field.name, kind="name"), f": {word}; {field.hint}.", kind=kind, id=field.id)


def _counter(counter: Counter, id: str, before: str = "") -> Element:
    """Return the length of fields, which the script keeps up to date."""
    of = " ".join(field.id for field in counter.fields)
    most = {"data-most": str(counter.most)} if counter.most else {}
    kind = "counter error" if counter.is_over else "counter"
    words = element("span", counter.words)
    return element("p", before, words, kind=kind, id=id, **{"data-unit": counter.unit, "data-of": of}, **most)


def _note(note: Note) -> Element:
    return element("p", note.text, kind="note error" if note.is_error else "note")
