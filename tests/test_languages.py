"""Languages: each file is complete and can be printed, and its words stand where the English ones would."""

import dataclasses
import re

import pytest

from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import plan_targets
from cvgen.cli import main
from cvgen.composers import languages
from cvgen.composers.languages.phrases import ENGLISH, PLURALS, Phrases, fill_in
from cvgen.problems import InputError
from cvgen.profile.dates import PRESENT, Date
from cvgen.writers.font_coverage import missing
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "languages"
ASKED_FOR = {"en", "de", "fr", "es", "zh", "ja"}
each_language = pytest.mark.parametrize("name", languages.names())


def texts(words):
    """The keys of a language -> its wordings: names stay out, because they are the same in some languages."""
    found = {field.name: getattr(words, field.name) for field in dataclasses.fields(Phrases)}
    lists = {
        f"{key}.{one}": text for key, value in found.items() if isinstance(value, dict) for one, text in value.items()
    }
    return {key: text for key, text in found.items() if isinstance(text, str)} | lists


def written(name, document="cv"):
    path = FOLDER / "profile.yaml"
    request = BuildRequest(path, Date(2026, 11), names=(document,), formats=("txt",), language=name)
    (target,) = plan_targets(load_profile(path), request)
    return target.render().data.decode()


@pytest.mark.golden
@each_language
def test_a_cv_in_each_language(name, golden):
    golden(FOLDER / f"{name}.txt", "\n\n".join(written(name, document) for document in ("cv", "all-news", "bio")))


def test_those_asked_for_are_there_and_have_goldens():
    assert set(languages.names()) >= ASKED_FOR
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(languages.names())


@each_language
def test_every_key_is_translated_and_keeps_its_gaps(name):
    given, english = texts(languages.load(name)), texts(ENGLISH)
    plurals = {key for key in english | given if key.partition(".")[0] in PLURALS}

    assert given.keys() - plurals == english.keys() - plurals
    assert {key for key in given if key not in plurals and given[key].count("{}") != english[key].count("{}")} == set()
    assert plurals & given.keys()
    assert all("{}" in given[key] for key in plurals & given.keys())


@each_language
def test_every_plural_form_of_the_language_is_there(name):
    words = languages.load(name)
    forms = {words.locale().plural_form(number) for number in range(200)}
    assert [key for key in PLURALS if not forms <= set(getattr(words, key))] == []


@each_language
def test_every_character_can_be_printed(name):
    assert missing("".join(texts(languages.load(name)).values())) == []


@each_language
def test_only_the_user_s_own_words_are_english(name):
    """No heading or phrase of the English CV is left in another one."""
    if name == "en":
        return
    shared = set(texts(languages.load(name)).values())
    bare = {text.replace("{}", "").strip() for text in texts(ENGLISH).values() if text not in shared}
    english = {text for text in bare if len(text) > 6}
    words = "\n".join(written(name, document) for document in ("cv", "all-news", "bio"))
    assert [text for text in english if re.search(rf"\b{re.escape(text)}\b", words)] == []


@pytest.mark.parametrize(
    ("name", "day", "month", "printed", "span"),
    [
        ("en", "14 May 2019", "May 2019", "November 2026", "May 2019 – present"),
        ("de", "14. Mai 2019", "Mai 2019", "November 2026", "Mai 2019 – heute"),
        ("fr", "14 mai 2019", "mai 2019", "novembre 2026", "mai 2019 – aujourd’hui"),
        ("es", "14 may 2019", "may 2019", "noviembre de 2026", "may 2019 – actualidad"),
        ("zh", "2019年5月14日", "2019年5月", "2026年11月", "2019年5月 – 至今"),
        ("ja", "2019年5月14日", "2019年5月", "2026年11月", "2019年5月 – 現在"),
    ],
)
def test_dates(name, day, month, printed, span):
    words = languages.load(name)

    assert words.date(Date(2019, 5, 14)) == day
    assert words.date(Date(2019, 5)) == month
    assert words.date(Date(2019)) == "2019"
    assert words.month(Date(2026, 11, 22)) == printed
    assert words.month(Date(2026)) == "2026"
    assert words.span(Date(2019, 5), PRESENT) == span


def test_counts_follow_the_plurals_of_the_language():
    polish = Phrases(
        language="pl", papers={"one": "{} praca", "few": "{} prace", "many": "{} prac", "other": "{} pracy"}
    )

    assert [polish.count(number, polish.papers) for number in (1, 3, 5, 22)] == [
        "1 praca",
        "3 prace",
        "5 prac",
        "22 prace",
    ]
    assert ENGLISH.count(2, ENGLISH.papers) == "2 papers"


def test_filling_leaves_other_braces_alone():
    assert fill_in("{} {0} {", "a{}b") == "a{}b {0} {"


def test_lists_of_names():
    assert [ENGLISH.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A and B", "A, B and C"
    ]  # fmt: skip


def test_a_file_of_one_s_own(tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text("name: Ada\nlanguage: it.yaml\nawards: [{title: Premio, year: 2020}]\n")
    (tmp_path / "it.yaml").write_text("language: it\nawards: Premi\n")

    assert (
        main(
            [
                "build",
                str(tmp_path / "profile.yaml"),
                "--only",
                "cv",
                "--to",
                "txt",
                "-o",
                str(tmp_path),
                "--date",
                "2026-11",
            ]
        )
        == 0
    )
    text = (tmp_path / "cv.txt").read_text("utf-8")
    assert "Premi\n=====" in text
    assert text.endswith("novembre 2026\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("language: it\nawads: Premi\n", "it.yaml:2:1: error: unknown key 'awads'"),
        ("language: klingonish\n", "dates can't be written in the language 'klingonish'"),
        ("awards: [Premi]\n", "it.yaml:1:9: error"),
        ("awards: Premi\ngrants: Premi\n", "it.yaml:2:9: error: grants has the same heading as awards"),
        ("awards: Grants\n", "it.yaml:1:9: error: awards has the same heading as grants"),
        ("types: {journal: Libri, book: Libri}\n", "error: types.book has the same heading as types.journal"),
        ('since: "dal {5}"\n', "it.yaml:1:8: error: since has the unknown placeholder '{5}'"),
        ('changed_since: "Da {x.__class__}"\n', "error: changed_since has the unknown placeholder '{x.__class__}'"),
        ("since: dal\n", "it.yaml:1:8: error: since needs {} once, not 0 times"),
        ('both: "{}"\n', "it.yaml:1:7: error: both needs {} twice, not once"),
        ('papers: {one: "{} {} opera"}\n', "error: papers.one needs {} once, not twice"),
        ("statuses: {acepted: accettato}\n", "it.yaml:1:21: error: unknown key 'acepted' in statuses"),
    ],
)
def test_mistakes_in_it_are_told_with_their_place(tmp_path, capsys, text, told):
    (tmp_path / "profile.yaml").write_text("name: Ada\nlanguage: it.yaml\n")
    (tmp_path / "it.yaml").write_text(text)

    assert main(["build", str(tmp_path / "profile.yaml"), "--to", "txt", "-o", str(tmp_path / "out")]) == 1
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "text",
    [
        "mentees: Tutorato\ninterns: Tutorato\n",  # never in one document
        "accepted: In stampa\nforthcoming: In stampa\n",
        "publications: Opere\nsummary: '{'\n",
        'papers: {zero: nessuna opera, one: "{} opera", other: "{} opere"}\n',
    ],
)
def test_what_can_be_meant_is_no_mistake(text):
    languages.read(text)


def test_one_outside_the_folder_is_not_read(tmp_path, capsys):
    (tmp_path / "it.yaml").write_text("language: it\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "profile.yaml").write_text("name: Ada\nlanguage: ../it.yaml\n")

    assert main(["build", str(tmp_path / "in" / "profile.yaml"), "--to", "txt", "-o", str(tmp_path / "out")]) == 1


def test_one_that_is_not_there_is_told_with_its_place(tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text("name: Ada\nlanguage: dee\ndocuments: {short: {language: klingon}}\n")

    assert main(["check", str(tmp_path / "profile.yaml")]) == 1
    told = capsys.readouterr().err
    assert "profile.yaml:2:11: error: unknown language 'dee'" in told
    assert "did you mean 'de'?" in told
    assert "profile.yaml:3:31: error: unknown language 'klingon'" in told


def test_an_unknown_name_on_the_command_line(tmp_path, capsys):
    assert main(["build", str(FOLDER / "profile.yaml"), "--language", "xx", "--to", "txt", "-o", str(tmp_path)]) == 1
    assert "there is no language 'xx'" in capsys.readouterr().err


def test_words_have_no_profile_error_of_their_own():
    with pytest.raises(InputError):
        languages.load("../de")
