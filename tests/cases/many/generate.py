"""Writes profile.yaml beside it: a person with 300 publications, 60 mentees and 80 awards, none of them real.

Only random() is used, whose numbers are the same in every version of Python.
"""

from pathlib import Path
from random import Random

PUBLICATIONS, MENTEES, AWARDS = 300, 60, 80
OWNER = "Casimir Thornquist-Abara"
FIRST, LAST = 1988, 2026
FIRST_GRADUATE = 1993

GIVEN = [
    "Ada", "Bogdan", "Chiara", "Dilnoza", "Emeka", "Farida", "Gustav", "Hye-jin", "Ines", "Jarno", "Kavita",
    "Leopold", "Mirembe", "Nikos", "Oluchi", "Pavel", "Quentin", "Rósa", "Sanjay", "Tove", "Ulrike", "Viktor",
    "Wanjiru", "Xochitl", "Yusuf", "Zsófia",
]  # fmt: skip
FAMILY = [
    "Adeyinka", "Bergqvist", "Castellanos", "Dragomir", "Ekwueme", "Fairweather", "Grünwald", "Halloran",
    "Ishimoto", "Jankowska", "Kallio", "Lindqvist", "Mbeki-Roy", "Novotná", "Okonjo", "Papadakis", "Quist",
    "Rosenkranz", "Sandoval", "Tanriverdi", "Ueland", "Villeneuve", "Wojtyla", "Xanthopoulos", "Yamashiro",
    "Zupančič",
]  # fmt: skip
MATTERS = (
    "alpine lichens", "bird song", "bog mosses", "deep-sea corals", "desert ants", "freshwater mussels",
    "fruit bats", "glacier algae", "honeybee dances", "mangrove crabs", "meadow orchids", "migrating eels",
    "peat fungi", "river otters", "seed dispersal", "urban foxes",
)  # fmt: skip
WAYS = (
    "A century of records on {}", "A field guide to the statistics of {}", "Bayesian models of {}",
    "Counting what cannot be seen: {}", "Do {} follow the rain?", "Drones and dogs: two ways to survey {}",
    "Early warnings from {}", "How cold winters shape {}", "Island populations of {}", "Light pollution and {}",
    "Long-term change in {}", "Noise, silence and {}", "On the resilience of {}", "Rapid adaptation in {}",
    "The economics of protecting {}", "The genetics of {} along a gradient of altitude", "The hidden diversity of {}",
    "Thirty years later: {} revisited", "What citizen scientists know about {}", "Why {} matter to cities",
)  # fmt: skip
JOURNALS = (
    "Annals of Field Ecology", "Conservation Letters and Notes", "Ecology of Change", "Journal of Patient Observation",
    "Northern Naturalist", "Proceedings of the Halcyon Society", "Quarterly Review of Habitats",
)  # fmt: skip
CONFERENCES = (
    "Congress on Living Landscapes (CLL)", "Meeting of the Field Stations", "Workshop on Small Animals (WSA)",
)  # fmt: skip
PRIZES = (
    "Best Paper Award", "Field Notebook Prize", "Golden Binoculars", "Honorary Lecture", "Medal of the Marsh",
    "Mentor of the Year", "Outstanding Reviewer", "Prize for Public Engagement",
)  # fmt: skip
GIVERS = ("Ecology of Change", "Halcyon Society", "Northern Naturalist", "University of Carrow")
PLACES = ("Harbour Institute of Technology", "Patmouth College", "University of Carrow", "University of Norderstrand")

HEAD = f"""\
# A long life in science: {PUBLICATIONS} publications, {MENTEES} mentees, {AWARDS} awards. Written by generate.py.

name: {OWNER}
headline: Professor Emeritus of Field Ecology
affiliation: University of Carrow
email: casimir@example.org
website: https://thornquist-abara.example.org/
interests: [Biodiversity, Long-term observation, Statistics of rare things]

positions:
  - {{title: Professor of Field Ecology, organization: University of Carrow, start: 1994, end: 2024}}
  - {{title: Lecturer, organization: Patmouth College, start: 1988, end: 1994}}

education:
  - {{degree: Ph.D. in Zoology, institution: University of Norderstrand, end: 1988}}

marks: {{"*": Student at the time}}
"""


def main() -> None:
    Path(__file__).with_name("profile.yaml").write_text(text(), "utf-8")


def text() -> str:
    """The whole profile.yaml, the same at every call."""
    dice = Random(1988)
    people = [f"{given} {family}" for given, family in zip(GIVEN * 3, rotated(FAMILY * 3), strict=True)]
    left = {name: LAST - at * (LAST - FIRST_GRADUATE) // MENTEES for at, name in enumerate(people)}
    titles = shuffled([way.format(matter) for way in WAYS for matter in MATTERS], dice)[:PUBLICATIONS]
    years = sorted((FIRST + int(dice.random() ** 0.7 * (LAST - FIRST + 1)) for _ in titles), reverse=True)
    papers = [paper(title, year, left, dice) for title, year in zip(titles, years, strict=True)]
    awards = [award(LAST - at * (LAST - FIRST) // AWARDS, dice) for at in range(AWARDS)]
    mentees = [mentee(name, left[name], dice) for name in people[:MENTEES]]
    lists = {"awards": awards, "publications": papers, "mentees": mentees}
    return HEAD + "".join(f"\n{key}:\n" + "".join(entries) for key, entries in lists.items())


def paper(title: str, year: int, left: dict[str, int], dice: Random) -> str:
    """A publication with people of its time, those who had not left yet marked as students; the owner anywhere."""
    around = [name for name, end in left.items() if abs(end - year) < 6]
    others = shuffled(around, dice)[: int(dice.random() * 8)]
    names = [name + "*" * (left[name] - 3 <= year <= left[name]) for name in others]
    names.insert(int(dice.random() * (len(names) + 1)), pick((OWNER, OWNER, "C. Thornquist-Abara"), dice))
    lines = [f'title: "{title[0].upper()}{title[1:]}"', f"authors: [{', '.join(names)}]"]
    if dice.random() < 0.7:
        page = 1 + int(dice.random() * 900)
        lines += [f"venue: {pick(JOURNALS, dice)}", f"year: {year}", "type: journal"]
        lines += [f'volume: "{year - 1960}"', f"pages: {page}–{page + 4 + int(dice.random() * 20)}"]
        lines += [f"doi: 10.5555/thornquist.{year}.{page:04}.{len(title)}"]
    else:
        lines += [f"venue: {pick(CONFERENCES, dice)}", f"year: {year}", "type: conference"]
    lines += ["selected: true"] * (dice.random() < 0.08) + ["honors: [Best Paper]"] * (dice.random() < 0.05)
    return "  - " + "\n    ".join(lines) + "\n"


def award(year: int, dice: Random) -> str:
    return f"  - {{title: {pick(PRIZES, dice)}, organization: {pick(GIVERS, dice)}, year: {year}}}\n"


def mentee(name: str, end: int, dice: Random) -> str:
    role = pick(("phd", "phd", "postdoc", "master"), dice)
    return f"  - {{name: {name}, affiliation: {pick(PLACES, dice)}, role: {role}, start: {end - 3}, end: {end}}}\n"


def pick(words: tuple[str, ...], dice: Random) -> str:
    return words[int(dice.random() * len(words))]


def shuffled(words: list[str], dice: Random) -> list[str]:
    return [word for _, word in sorted((dice.random(), word) for word in words)]


def rotated(families: list[str]) -> list[str]:
    """Three rounds of family names, each moved on, so that no given name meets the same family name twice."""
    third = len(families) // 3
    return [families[(at + 7 * (at // third)) % third] for at in range(len(families))]


if __name__ == "__main__":
    main()
