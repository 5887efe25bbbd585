"""cvgen translate: the list for a translator, and its way back into the profile."""

import pytest
import yaml

from cvgen.cli import main
from cvgen.problems import InputError
from cvgen.profile.translate import apply_list
from cvgen.profile.translation_list import id_of, read_list, write_list
from cvgen.profile.yaml.read import load
from tests.conftest import CASES, ROOT

ADA = """# Mine.
name: Ada Test   # as on my passport
headline: Analyst # one
interests: [looms, 'mills']
bio:
  long: >-
    She studies looms.

awards:
  # the first
  - Prize   # not the last
  - {id: medal, title: "Medal: of Carrow", year: 2020}
positions:
  - role: Lecturer
    organization: Mill
    highlights:
      - Led a group
      - text: Taught
        tags: [a]
  - role: Porter
    hidden: true
publications:
  - title: On Looms
    honors: [Best Paper]
talks: [On Mills]
"""


@pytest.fixture
def profile(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(ADA)
    return tmp_path / "profile.yaml"


def listed(capsys, language="de"):
    assert main(["translate", "--list", language]) == 0
    return capsys.readouterr().out


def filled(text, **translations):
    """A list with translations of some sources, written as a translator would."""
    for source, translation in translations.items():
        head, _, tail = text.partition(f"    {source.replace('_', ' ')}\n  de: |\n")
        assert tail, source
        text = f"{head}    {source.replace('_', ' ')}\n  de: |\n    {translation}{tail.removeprefix('    ')}"
    return text


def apply(profile, text):
    (profile.parent / "todo.yaml").write_text(text)
    return main(["translate", "--apply", "todo.yaml"])


def test_the_list_has_only_texts_with_their_ids(profile, capsys):
    text = listed(capsys)
    found = [one["id"] for one in yaml.safe_load(text)]

    assert found == [
        "headline", "interests[0]", "interests[1]", "bio.long", "positions[0].title", "positions[0].organization",
        "positions[0].highlights[0].text", "positions[0].highlights[1].text", "awards[0].title", "awards[medal].title",
        "publications[0].honors[0].text",
    ]  # fmt: skip
    assert "# 11 texts of Ada Test to translate from English to German." in text
    assert "YAML" not in text


@pytest.mark.parametrize("case", ["senior", "hostile", "names", "scripts"])
def test_a_list_is_yaml_and_reads_back(case):
    profile = load(CASES[case].read_text("utf-8")).profile
    text = write_list(profile, "fi")
    found = read_list(text)

    assert [(one["id"], one["en"].strip()) for one in yaml.safe_load(text)] == [
        (one.id, one.text("en")) for one in found
    ]
    assert apply_list(CASES[case].read_bytes(), found).data == CASES[case].read_bytes()


def test_translations_go_into_the_profile_and_touch_nothing_else(profile, capsys):
    text = filled(
        listed(capsys), Analyst="Analystin: die erste", looms="Webstühle", Prize="Preis", Lecturer="Dozentin",
        Led_a_group='"Leitete" eine [Gruppe] # ja', Taught="Lehrte", Best_Paper="Bester Beitrag")  # fmt: skip

    assert apply(profile, text) == 0
    assert "7 translations written, nothing else touched; 4 in the list still empty" in capsys.readouterr().out
    assert profile.read_text() == (
        ADA.replace("headline: Analyst #", "headline: {en: Analyst, de: 'Analystin: die erste'} #")
        .replace("[looms,", "[{en: looms, de: Webstühle},")
        .replace("- Prize ", "- {en: Prize, de: Preis} ")
        .replace("role: Lecturer", "role: {en: Lecturer, de: Dozentin}")
        .replace("- Led a group", "- {en: Led a group, de: '\"Leitete\" eine [Gruppe] # ja'}")
        .replace("text: Taught", "text: {en: Taught, de: Lehrte}")
        .replace("[Best Paper]", "[{en: Best Paper, de: Bester Beitrag}]")
    )
    assert apply(profile, text) == 0
    assert "0 translations written" in capsys.readouterr().out


@pytest.mark.parametrize(
    "written",
    [
        "  de: Analystin\n",
        "  de: |\nAnalystin\n",
        "  de: |Analystin\n",
        "  de:\n  Analystin\n\n\n",
        "  de: >-\n      Analystin",
    ],
)
def test_a_translation_need_not_be_indented(profile, written):
    assert apply(profile, f"- id: headline\n  en: |\n    Analyst\n{written}") == 0
    assert load(profile.read_text()).profile.headline.texts == {"en": "Analyst", "de": "Analystin"}


def test_a_list_still_fits_when_entries_are_new_or_moved(profile, capsys):
    text = filled(listed(capsys), Prize="Preis")
    profile.write_text(profile.read_text().replace("  # the first\n", "  - Order\n  # the first\n"))

    assert apply(profile, text) == 0
    assert [str(award.title) for award in load(profile.read_text()).profile.awards] == [
        "Order",
        "Prize",
        "Medal: of Carrow",
    ]
    assert load(profile.read_text()).profile.awards[1].title.texts == {"en": "Prize", "de": "Preis"}


@pytest.mark.parametrize(
    ("change", "list_", "message"),
    [
        (("Analyst", "Engineer"), "", "todo.yaml:8:1: error: the text 'headline' has changed since the list was made"),
        (("headline: Analyst # one\n", ""), "", "the profile has no text 'headline' any more"),
        (
            ("headline: Analyst", "headline: {en: Analyst, de: Chef}"),
            "",
            "'headline' already has another German text: Chef",
        ),
        (("", ""), "- id: headline\n  en: |\n    Analyst\n  de: '[a](javascript:x)'\n", "links to 'javascript:'"),
        (("", ""), "Hello\n", "todo.yaml:1:1: error: this line belongs to no text"),
        (("", ""), "", "this is not a list of texts to translate"),
        (("", ""), "- id: headline\n  en: Analyst\n- id: headline\n  en: Analyst\n", "'headline' is already in line 1"),
    ],
)
def test_a_list_that_no_longer_fits_writes_nothing(profile, capsys, change, list_, message):
    text = list_ if list_ or change == ("", "") else filled(listed(capsys), Analyst="Analystin", Prize="Preis")
    profile.write_text(ADA.replace(*change))

    assert apply(profile, text) == 1
    assert message in capsys.readouterr().err
    assert profile.read_text() == ADA.replace(*change)


def test_an_unknown_language_is_an_error(profile, capsys):
    assert main(["translate", "--list", "gr"]) == 1
    assert "unknown language 'gr'" in (said := capsys.readouterr().err)
    assert "write el" in said


def test_nothing_is_left_to_translate(profile, capsys):
    profile.write_text("name: A\nheadline: {en: Analyst, de: Analystin}\n")

    assert listed(capsys) == ""
    profile.write_text("name: A\nlanguage: de\nheadline: Analystin\n")
    assert listed(capsys) == ""
    assert "from German to English" in listed(capsys, "en")


def test_an_id_names_entries_by_their_ids():
    profile = load(ADA).profile

    assert id_of(profile, ("awards", 1, "title")) == "awards[medal].title"
    with pytest.raises(InputError):
        read_list("nothing")


def test_the_whole_example_is_translated_and_reads_back():
    path = ROOT / "profile.yaml"
    profile = load(path.read_text("utf-8")).profile
    found = read_list(write_list(profile, "de"))
    for one in found:
        one.lines["de"] = [f"{one.text('en')}, aber auf Deutsch"]
    applied = apply_list(path.read_bytes(), found)

    assert applied.written == len(found) > 50
    assert write_list(load(applied.data.decode()).profile, "de") == ""
