"""Convert the values of a form, as JSON has them, to nodes, so that the readers of the file check them as well."""

from typing import Any

from cvgen.problems import InputError, Location, Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.yaml.nodes import SPACES, Mapping, Node, Scalar, Sequence

MOST_TEXT = 200_000  # characters in all values of a change: twice the author list of the largest collaboration
MOST_LEVELS = 4  # an entry, a list in it, an item with keys, their values
LARGEST = 10**15  # of numbers; one with more digits must be a text


class ChangeError(InputError):
    """Every problem of a change; `paths` has the path in the entry of each value that one is about.

    The path is ("title",) for a key, ("links", "PDF") for a label, ("authors", 2) for an item; () is the whole change.
    """

    def __init__(self, problems: list[tuple[EntryPath, Problem]]) -> None:
        super().__init__([problem for _, problem in problems])
        self.paths = [path for path, _ in problems]

    def as_json(self) -> list[dict[str, Any]]:
        """Return the problems as objects of JSON, each with the path of its value."""
        pairs = zip(self.paths, self.problems, strict=True)
        return [{**problem.as_json(), "path": list(path)} for path, problem in pairs]


class Nodes:
    """A converter that numbers the values and remembers the path of each; the number is the line of its node."""

    def __init__(self) -> None:
        self.paths: list[EntryPath] = []
        self.size = 0

    def node(self, value: Any, path: EntryPath) -> Node:
        """Return the node of a value; ChangeError if it is of a wrong type or too long."""
        place = self._place(path)
        if isinstance(value, bool):
            return Scalar(str(value).lower(), plain=False, place=place)
        if isinstance(value, int) and abs(value) <= LARGEST:
            return Scalar(str(value), plain=False, place=place)
        if isinstance(value, str):
            return Scalar(self._text(value, path), plain=False, place=place)
        if isinstance(value, (list, dict)) and len(path) > MOST_LEVELS:
            raise refused("a value has too many levels", "write a text, or a list of texts", path)
        if isinstance(value, list):
            return Sequence(place, [self.node(item, (*path, at)) for at, item in enumerate(value)])
        if isinstance(value, dict):
            return Mapping(place, [self._pair(key, item, path) for key, item in value.items()])
        hint = "write a text, true or false, a list, or labels with values"
        raise refused(f"a value can't be of the type {type(value).__name__}", hint, path)

    def located(self, error: InputError) -> ChangeError:
        """Return the problems that a reader found in nodes, each with the path of its value."""
        pairs = [(self.paths[problem.place.line] if problem.place else (), problem) for problem in error.problems]
        return ChangeError([(path, problem._replace(place=None)) for path, problem in pairs])

    def _pair(self, key: Any, value: Any, path: EntryPath) -> tuple[Scalar, Node]:
        """Return a key and a value of a mapping."""
        if not isinstance(key, str):
            raise refused("a label must be a text", "put it in quotes", path)
        label = Scalar(self._text(key, path), plain=False, place=self._place((*path, key)))
        return label, self.node(value, (*path, key))

    def _text(self, text: str, path: EntryPath) -> str:
        """Return a text in which nothing but line feeds breaks lines, as in a file."""
        self._count(len(text), path)
        return text.translate(dict.fromkeys(map(ord, SPACES), " "))

    def _place(self, path: EntryPath) -> Location:
        """Return the number of a value as a location."""
        self._count(1, path)
        self.paths.append(path)
        return Location(len(self.paths) - 1)

    def _count(self, size: int, path: EntryPath) -> None:
        """Add to the size of the change; ChangeError if it is too large."""
        self.size += size
        if self.size > MOST_TEXT:
            raise refused(f"the text is longer than {MOST_TEXT:,} characters", "shorten it", path)


def refused(message: str, hint: str = "", path: EntryPath = ()) -> ChangeError:
    """Return the error of a change with one problem."""
    return ChangeError([(path, Problem(message, hint=hint))])
