"""Draw up the network of the co-authors: who wrote most with the owner, and who of them wrote together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from cvgen.composers.charts.words import greatest, shortened
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.document.tree import Bar, Chart
from cvgen.profile.coauthors import coauthors
from cvgen.profile.model import Profile, Publication

FEWEST, MOST = 3, 20  # people in the picture
MOST_LINKS = 60  # the strongest; with more, nobody sees who is linked to whom
PASSES = 20  # over the circle, to shorten its links

Links = dict[tuple[int, int], int]


def network(profile: Profile, this_year: int, words: Phrases) -> Chart | None:
    """Return those who wrote most with the owner, around a circle on which links are short; None for fewer than three.

    The works are those of the document, published or not, as are the joint papers of a mentee.
    """
    names, joint = coauthors(profile.publications, profile)
    counts = Counter(number for _, people in joint for number in people)
    if len(counts) < FEWEST:
        return None
    shown = [number for number, _ in counts.most_common(MOST)]
    links = _links(joint, shown)
    people = [Bar(shortened(names[number]), (counts[number],)) for number in shown]
    rest = fill_in(words.more_authors, len(counts) - len(shown)) if len(counts) > len(shown) else ""
    most = greatest({person.label: person.total for person in people}, words.most_with, words)
    said = ", ".join([words.count(len(counts), words.coauthor_count), *most])
    told = (f"{person.label}: {person.total}" for person in people)
    pairs = (f"{people[a].label} – {people[b].label}: {weight}" for (a, b), weight in links.items())
    order = around(len(people), links)
    places = {one: place for place, one in enumerate(order)}
    return Chart(
        bars=tuple(people[one] for one in order),
        finding=said,
        description=f"{said}: {'; '.join(filter(None, [*told, rest, *pairs]))}",
        kind="network",
        links=tuple((places[a], places[b], weight) for (a, b), weight in links.items()),
        note=rest,
        table=(*_tabled(people, links, words), *([(rest, "", "")] if rest else [])),
        caption=words.chart_table,
    )


def around(count: int, links: Links) -> list[int]:
    """Return an order of people around a circle in which linked ones are near each other, so that few links cross.

    Beginning with the given order, two people change places as long as that shortens the links, each counted by its
    weight. `links` has pairs of numbers below `count`.
    """
    beside: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for (a, b), weight in links.items():
        beside[a].append((b, weight))
        beside[b].append((a, weight))
    place = list(range(count))

    def length(one: int) -> int:
        apart = ((abs(place[one] - place[other]), weight) for other, weight in beside[one])
        return sum(weight * min(gap, count - gap) for gap, weight in apart)

    for _ in range(PASSES):
        before = list(place)
        for a, b in combinations(range(count), 2):
            old = length(a) + length(b)
            place[a], place[b] = place[b], place[a]
            if length(a) + length(b) >= old:
                place[a], place[b] = place[b], place[a]
        if place == before:
            break
    return sorted(range(count), key=place.__getitem__)


def _links(joint: Iterable[tuple[Publication, set[int]]], shown: Sequence[int]) -> Links:
    """Return the strongest links, from the strongest on: pairs of places in `shown`, with the number of joint works."""
    places = {number: place for place, number in enumerate(shown)}
    found: Counter[tuple[int, int]] = Counter()
    for _, people in joint:
        found.update(combinations(sorted(places[one] for one in people if one in places), 2))
    return dict(sorted(found.items(), key=lambda link: (-link[1], link[0]))[:MOST_LINKS])


def _tabled(people: Sequence[Bar], links: Links, words: Phrases) -> Iterator[tuple[str, ...]]:
    """Yield a row of headings, and a row for each person with those they are linked to: "Ann Lee (3), Bo Ray (2)"."""
    yield (words.person, words.joint_papers, words.also_with)
    for at, person in enumerate(people):
        others = (f"{people[sum(pair) - at].label} ({weight})" for pair, weight in links.items() if at in pair)
        yield (person.label, str(person.total), ", ".join(others))
