"""The identity of every kind of entry: the keys of its title, its place and its number."""

from dataclasses import dataclass

from cvgen.profile import model as model
from cvgen.profile.model import Entry


@dataclass(frozen=True)
class Shape:
    """The keys of a class that identify its entries."""

    title: str
    places: tuple[str, ...] = ()  # the first of them that has a value counts
    number: str = ""
    is_person: bool = False
    place_counts: bool = False  # another place, another entry: a reviewer for CVPR is not one for ICCV
    post_counts: bool = False  # same place and time: the same entry under another title
    rename_counts: bool = False  # the only entries of a place and time: the same entry under another title
    in_parts: bool = False  # "Algorithms I" and "Algorithms II" are two; Engineer I may become II
    holds: bool = False  # its places are its items; if half of them are the same, so is it
    own_page: bool = False  # its url is that of the entry, not of an organization or a list


SHAPES: dict[type[Entry], Shape] = {
    model.Position: Shape("title", ("organization",), post_counts=True),
    model.Education: Shape("degree", ("institution",), post_counts=True),
    model.Break: Shape("reason"),
    model.Achievement: Shape("text"),
    model.Statement: Shape("answers"),
    model.Grant: Shape("title", ("organization",), number="number", in_parts=True, own_page=True),
    model.Award: Shape("title", ("organization",), place_counts=True, rename_counts=True),
    model.Publication: Shape("title", ("venue",), number="doi"),
    model.Patent: Shape("title", number="number", in_parts=True, own_page=True),
    model.Talk: Shape("title", ("event", "organization", "location"), in_parts=True, own_page=True),
    model.Exhibition: Shape("title", ("organization", "location"), in_parts=True),
    model.Media: Shape("title", ("organization",), own_page=True),
    model.Teaching: Shape("course", ("institution",), in_parts=True),
    model.Service: Shape("role", ("organizations",), place_counts=True),
    model.Mentee: Shape("name", ("affiliation",), is_person=True, own_page=True),
    model.Membership: Shape("organization"),
    model.Language: Shape("name"),
    model.Skill: Shape("name", ("items",), holds=True),
    model.Reference: Shape("name", ("organization",), is_person=True, own_page=True),
    model.News: Shape("text"),
    model.OtherEntry: Shape("title", ("organization",)),
    model.OtherSection: Shape("title", ("entries",), holds=True),
}


def title_of(entry: Entry) -> str:
    """Return the title of an entry, or its role, degree, name or text."""
    return str(getattr(entry, SHAPES[type(entry)].title) or "")


def places_of(entry: Entry) -> tuple[str, ...]:
    """Return the organizations or other places of an entry; () for none."""
    for key in SHAPES[type(entry)].places:
        value = getattr(entry, key)
        if value:
            return (value,) if isinstance(value, str) else tuple(map(_name, value))
    return ()


def _name(item: str | Entry) -> str:
    """Return an item of a list of places: an organization, or an entry of a section by its id or title."""
    return item if isinstance(item, str) else item.id or title_of(item)
