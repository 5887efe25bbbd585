"""Count publications by year and by type, and mentees by year, as charts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cvgen.composers.charts.words import greatest, shortened, tabled
from cvgen.composers.entries import visible_entries
from cvgen.composers.facts import appeared
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.composers.mentees import ROLES, group_name
from cvgen.composers.publications import LETTERS, type_of
from cvgen.document.tree import Bar, Chart
from cvgen.profile.dates import PRESENT, year_of
from cvgen.profile.model import Mentee, Profile

MOST_SERIES = 4  # that a reader tells apart without color
REST = "the rest"  # the kind of what has no separate series
MOST_COLUMNS = 100  # then a column is of ten years, or of a hundred


@dataclass(frozen=True)
class Count:
    """What a chart by year counts: each thing once for each of its years, with its kind; `undated` have no year.

    `total` is how many things there are, in words. `kinds` is the order of the kinds, and `named` gives their names.
    `tell` words a number and its year.
    """

    found: Counter[tuple[int, str]]
    undated: int
    total: str
    kinds: Sequence[str]
    named: Callable[[str], str]
    tell: Callable[[int, str], str]


def years(profile: Profile, this_year: int, words: Phrases) -> Chart | None:
    """Return the publications that have appeared by year, in parts for their types; None for a single year."""
    papers = appeared(profile)
    dated = [(year, type_of(paper)) for paper in papers if (year := year_of(paper))]
    return _by_year(
        Count(
            found=Counter(dated),
            undated=len(papers) - len(dated),
            total=words.count(len(papers), words.publication_count),
            kinds=tuple(LETTERS),
            named=lambda kind: words.types.get(kind, kind),
            tell=lambda number, year: fill_in(words.in_year, number, year),
        ),
        words,
    )


def types(profile: Profile, this_year: int, words: Phrases) -> Chart | None:
    """Return the publications that have appeared by type, the most frequent first; None for a single type."""
    papers = appeared(profile)
    found = Counter(map(type_of, papers))
    if len(found) < 2:
        return None
    order = sorted(LETTERS, key=lambda kind: -found[kind])
    numbers = {words.types.get(kind, kind): found[kind] for kind in order if found[kind]}
    said = ", ".join([words.count(len(papers), words.publication_count), *greatest(numbers, words.most_of, words)])
    return Chart(
        bars=tuple(Bar(label, (number,)) for label, number in numbers.items()),
        finding=said,
        description=f"{said}: {'; '.join(f'{label}: {number}' for label, number in numbers.items())}",
        kind="bars",
        table=((words.type, words.how_many), *((label, str(number)) for label, number in numbers.items())),
        caption=words.chart_table,
    )


def mentees(profile: Profile, this_year: int, words: Phrases) -> Chart | None:
    """Return the mentees of each year, in parts for their kinds; None for a single year."""
    people = list(visible_entries(profile.mentees))
    times = [(list(_years(person, this_year)), person.kind) for person in people]
    kinds = Counter(kind for _, kind in times)
    return _by_year(
        Count(
            found=Counter((year, kind) for years, kind in times for year in years),
            undated=sum(not years for years, _ in times),
            total=words.count(len(people), words.mentee_count),
            kinds=(*ROLES, *(kind for kind, _ in kinds.most_common() if kind not in ROLES)),
            named=lambda kind: shortened(group_name(kind, words)),
            tell=lambda number, year: f"{year}: {number}",
        ),
        words,
    )


def _years(person: Mentee, this_year: int) -> Iterator[int]:
    """Yield the years of a mentee up to this one; somebody whose end is unknown is still there."""
    dates = [date for date in (person.start, person.end) if date and date != PRESENT]
    if dates:
        last = this_year if person.end in (None, PRESENT) else dates[-1].year
        yield from range(dates[0].year, max(dates[0].year, min(last, this_year)) + 1)


def _by_year(count: Count, words: Phrases) -> Chart | None:
    """Return what was counted with a column for each year, or for each ten or hundred."""
    known = [year for year, _ in count.found]
    if len(set(known)) < 2:
        return None
    first, last = min(known), max(known)
    step = next(size for size in (1, 10, 100) if last // size - first // size < MOST_COLUMNS)
    kinds = _series(count)
    stacks: dict[int, Counter[str]] = {year: Counter() for year in range(first // step * step, last + 1, step)}
    for (year, kind), number in count.found.items():
        stacks[year // step * step][kind if kind in kinds else REST] += number
    bars = tuple(
        Bar(str(year) if step == 1 else f"{year}–{year + step - 1}", tuple(stack[kind] for kind in kinds))
        for year, stack in stacks.items()
    )
    undated = f"{words.undated}: {count.undated}" if count.undated else ""
    most = greatest({bar.label: bar.total for bar in bars}, words.most_in, words)
    said = ", ".join([fill_in(words.count_since, count.total, first), *most])
    series = tuple(words.all_others if kind == REST else count.named(kind) for kind in kinds) if len(kinds) > 1 else ()
    return Chart(
        bars=bars,
        finding=said,
        description=f"{said}: {'; '.join(filter(None, [*_told(bars, series, count), undated]))}",
        series=series,
        note=undated,
        table=tuple(tabled(bars, series, count.undated, words)),
        caption=words.chart_table,
    )


def _told(bars: Sequence[Bar], series: Sequence[str], count: Count) -> Iterator[str]:
    """Yield the number of each year in words: "8 in 2020 (Journal articles: 5, Books: 3)"."""
    for bar in bars:
        parts = ", ".join(f"{name}: {number}" for name, number in zip(series, bar.values, strict=False) if number)
        if bar.total:
            yield count.tell(bar.total, bar.label) + (f" ({parts})" if parts else "")


def _series(count: Count) -> list[str]:
    """Return the kinds in order; of many, the most frequent ones, and REST for the others."""
    numbers: Counter[str] = Counter()
    for (_, kind), number in count.found.items():
        numbers[kind] += number
    kinds = sorted(numbers, key=count.kinds.index)
    if len(kinds) <= MOST_SERIES:
        return kinds
    own = sorted(kinds, key=lambda kind: -numbers[kind])[: MOST_SERIES - 1]
    return [*(kind for kind in kinds if kind in own), REST]
