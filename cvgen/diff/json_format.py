"""Convert a Diff to the JSON object cvgen-diff/1, the same for the same diff, and give the schema of this object."""

from collections.abc import Mapping
from typing import Any

from cvgen.diff.events import KINDS, Change, Diff, Event, Mention

SCHEMA = "cvgen-diff/1"


def to_json(diff: Diff) -> dict[str, Any]:
    """Return a diff as the object that `json.dumps` serializes."""
    return {
        "schema": SCHEMA,
        "summary": _summary(diff),
        "events": [_event(event) for event in diff.events],
        "reordered": list(diff.reordered),
    }


def _summary(diff: Diff) -> dict[str, int]:
    counts = {op: sum(event.op == op for event in diff.events) for op in ("added", "removed", "changed")}
    return {**counts, "content": len(diff.content), "cosmetic": diff.cosmetic, "order": diff.order}


def _event(event: Event) -> dict[str, Any]:
    match = {"by": event.match.by, "confidence": event.match.confidence} if event.match else None
    return {
        "op": event.op,
        "section": event.section,
        "id": event.id,
        "title": event.title,
        "match": match,
        "changes": [_change(change) for change in event.changes],
        "related": _mention(event.related),
        "merged_into": _mention(event.merged_into),
    }


def _change(change: Change) -> dict[str, str | None]:
    found = {"kind": change.kind, "field": change.field, "old": change.old, "new": change.new}
    return found | ({"language": change.language} if change.language else {})


def _mention(mention: Mention | None) -> dict[str, str | None] | None:
    return {"id": mention.id, "title": mention.title} if mention else None


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of cvgen-diff/1."""
    count = {"type": "integer", "minimum": 0}
    descriptions = {
        "added": "entries that were added",
        "removed": "entries that were removed",
        "changed": "entries that differ",
        "content": "events that change what the CV claims",
        "cosmetic": "changes of form alone, including those within events of content",
        "order": "lists in another order",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "the output of cvgen diff --to json",
        **_object(
            schema={"const": SCHEMA},
            summary=_object(**{name: {**count, "description": about} for name, about in descriptions.items()}),
            events={"type": "array", "items": {"$ref": "#/$defs/event"}},
            reordered={"type": "array", "items": {"type": "string"}, "description": "sections in another order"},
        ),
        "$defs": {"event": _event_schema(), "change": _change_schema(), "mention": _mention_schema()},
    }


def _event_schema() -> dict[str, Any]:
    confidence = {"type": "number", "minimum": 0, "maximum": 1, "description": "below 0.9 the match should be checked"}
    other = [{"type": "null"}, {"$ref": "#/$defs/mention"}]
    return _object(
        op={"enum": ["added", "removed", "changed"]},
        section={"type": "string", "description": "a key of the profile, or the heading of a custom section"},
        id=_TEXT,
        title={"type": "string"},
        match={"anyOf": [{"type": "null"}, _object(by={"type": "string"}, confidence=confidence)]},
        changes={"type": "array", "items": {"$ref": "#/$defs/change"}},
        related={"anyOf": other, "description": "a similar entry that is not the same"},
        merged_into={"anyOf": other, "description": "the entry that contains the work of a removed one"},
    )


def _change_schema() -> dict[str, Any]:
    found = _object(kind={"enum": sorted(KINDS)}, field={"type": "string"}, old=_TEXT, new=_TEXT)
    language = {"type": "string", "description": "of a text in several languages: the code of the one that changed"}
    return {**found, "properties": {**found["properties"], "language": language}}


def _mention_schema() -> dict[str, Any]:
    return _object(id=_TEXT, title={"type": "string"})


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT = {"type": ["string", "null"]}
