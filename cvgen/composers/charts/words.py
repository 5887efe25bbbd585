"""Say what a chart shows in words, and give its numbers as a table."""

from collections.abc import Iterator, Mapping, Sequence

from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.document.tree import Bar

LONGEST = 60  # characters of a label
MOST_TIES = 3  # of the greatest number, that a sentence names


def greatest(numbers: Mapping[str, int], phrase: str, words: Phrases) -> Iterator[str]:
    """Yield a phrase for the labels with the greatest number: "most in 2019 and 2023 (9)".

    Nothing is yielded where none is above the others.
    """
    most = max(numbers.values())
    labels = [label for label, number in numbers.items() if number == most]
    if most > 1 and len(labels) < len(numbers) and len(labels) <= MOST_TIES:
        yield fill_in(phrase, words.listed(labels), most)


def tabled(bars: Sequence[Bar], series: Sequence[str], undated: int, words: Phrases) -> Iterator[tuple[str, ...]]:
    """Yield a row of headings, a row for each year of which there is something, and one for what has no year."""
    yield (words.year, words.how_many, *series)
    for bar in bars:
        if bar.total:
            yield (bar.label, str(bar.total), *(map(str, bar.values) if series else ()))
    if undated:
        yield (words.undated, str(undated), *("" for _ in series))


def shortened(label: str) -> str:
    """Return a label, of a very long one the beginning."""
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
