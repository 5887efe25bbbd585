"""Texts in several languages, for every text of the model: read, written, edited, printed in one, compared, merged."""

import copy
import dataclasses
import pickle
import typing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvgen.build.compile import compile_document
from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.cli import main
from cvgen.diff.compare import diff
from cvgen.diff.merge import merge
from cvgen.document.tree import every_item
from cvgen.exporters import EXPORTERS, exporter
from cvgen.importers import importer
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.edits import apply_change, with_value
from cvgen.profile.entry_form import values_of
from cvgen.profile.fields import TRANSLATABLE, Plain, Text
from cvgen.profile.model import Award, Profile
from cvgen.profile.text_fields import text_fields
from cvgen.profile.translations import Translated, has_translations, in_language, joined
from cvgen.profile.yaml.keys import without_none
from cvgen.site import files as site_files
from cvgen.versions.canonical import canonical
from tests.conftest import ROOT
from tests.test_profile_yaml import line, values

FOLDER = ROOT / "tests" / "translations"
BOTH = FOLDER / "profile.yaml"
TODAY = Date(2026, 11)


def of(**texts):
    return Translated.of(texts)


several = st.dictionaries(st.sampled_from(["en", "de", "pt-BR"]), line, min_size=1, max_size=3).map(Translated.of)
MIXED = line | several


def loaded(text):
    return profile_yaml.load(text).profile


# ---- the value itself ----------------------------------------------------------------------------------------------


def test_a_text_in_several_languages_is_a_text_and_equal_to_none_in_one():
    text = of(en="Prize", de="Preis")

    assert str(text) == "Prize"
    assert text.upper() == "PRIZE"
    assert text == of(de="Preis", en="Prize")
    assert hash(text) == hash(of(de="Preis", en="Prize"))
    assert text not in ("Prize", of(en="Prize", de="Preise"), of(en="Prize"))
    assert text != "Prize"


def test_it_is_the_same_after_a_copy_and_in_another_process():
    text = Translated.of({"en": "Prize", "de": "Preis"}, "de")

    for again in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert (str(again), again, again.texts) == ("Preis", text, {"en": "Prize", "de": "Preis"})
    assert replace(Award(title=text), url=None).title.texts == text.texts


@pytest.mark.parametrize(
    ("wanted", "text", "missing"),
    [("de", "Preis", ()), ("de-AT", "Preis", ()), ("pt", "Prêmio", ()), ("fr", "Prize", (("awards", 0, "title"),))],
)
def test_a_language_that_is_missing_falls_back(wanted, text, missing):
    profile = Profile(name="A", awards=(Award(title=Translated.of({"en": "Prize", "de": "Preis", "pt-BR": "Prêmio"})),))

    told, without = in_language(profile, wanted)
    assert (told.awards[0].title, type(told.awards[0].title), without) == (text, str, missing)


def test_a_profile_in_one_language_is_returned_itself():
    profile = loaded((ROOT / "profile.yaml").read_text("utf-8"))

    assert in_language(profile, "de")[0] is profile


def test_texts_are_joined_in_each_language():
    whole = joined([of(en="University", de="Universität"), "Mill", of(en="Institute")])

    assert whole.texts == {"en": "University; Mill; Institute", "de": "Universität; Mill; Institute"}
    assert joined(["a", "b"]) == "a; b"


def test_the_main_text_is_that_in_the_language_of_the_profile_wherever_the_file_names_it():
    text = "headline: {en: Analyst, de: Analystin}\nname: A\n"

    assert [str(loaded(more + text).headline) for more in ("", "language: de\n")] == ["Analyst", "Analystin"]
    assert str(loaded(text + "language: de-CH").headline) == "Analystin"
    assert str(loaded(text + "language: fr").headline) == "Analyst"


# ---- every text of the model ---------------------------------------------------------------------------------------


def every_kind():
    """Every field of the model whose values may be in several languages, as the class and the name of the key."""
    found, classes = [], [Profile]
    for cls in classes:
        for name, hint in typing.get_type_hints(cls).items():
            kind = without_none(hint)
            inner = [without_none(one) for one in typing.get_args(kind) if one is not Ellipsis] or [kind]
            found += [(cls, name)] if kind in TRANSLATABLE or set(inner) & set(TRANSLATABLE) else []
            classes += [one for one in inner if dataclasses.is_dataclass(one) and one not in (*classes, Date)]
    return found


def test_the_model_has_the_texts_that_it_should():
    names = {(cls.__name__, name) for cls, name in every_kind()}

    assert {("Profile", "headline"), ("Position", "title"), ("Point", "text"), ("Honor", "text"), ("Bio", "long"),
            ("Profile", "marks"), ("Skill", "items"), ("Talk", "kind"),
            ("DocumentOptions", "title")} <= names  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(values(Profile, MIXED))
def test_what_is_written_reads_back_the_same(profile):
    again = loaded(profile_yaml.dump(profile))

    assert again == profile
    assert [one.text for one in text_fields(again)] == [one.text for one in text_fields(profile)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(values(Profile, MIXED), st.sampled_from(["en", "de", "pt-BR"]))
def test_each_text_is_in_the_language_or_reported(profile, language):
    told, missing = in_language(profile, language)

    assert not has_translations(told)
    for one in text_fields(profile):
        texts = one.text.texts if isinstance(one.text, Translated) else {}
        assert told.at(one.path) == texts.get(language, str(one.text))
        assert (one.path in missing) == (bool(texts) and language not in texts)


def one_of_each():
    """A profile with one text of each kind of field in English and in German, and the paths of these texts."""
    profile = loaded(BOTH.read_text("utf-8"))
    fields = {}
    for one in text_fields(profile):
        if (
            one.path[0] not in ("documents", "publications")
            and isinstance(one.text, Translated)
            and len(one.text.texts) > 1
        ):
            fields.setdefault(one.field, one)
    return profile, list(fields.values())


@pytest.mark.parametrize("one", one_of_each()[1], ids=lambda one: ".".join(one.field))
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_change_in_one_language_is_seen_and_the_other_is_older(one, language):
    profile, _ = one_of_each()
    texts = {**one.text.texts, language: "Something that is entirely different"}
    events = diff(profile, with_value(profile, one.path, Translated.of(texts))).events
    changes = [change for event in events for change in event.changes]

    assert events
    if not any(event.op != "changed" for event in events):  # a title that changes beyond recognition is another entry
        kinds = {(change.kind == "outdated", change.language) for change in changes}
        assert kinds >= {(False, language), (True, "de" if language == "en" else "en")} or {
            change.kind for change in changes
        } & {"item_added", "item_removed"}


@pytest.mark.parametrize("one", one_of_each()[1], ids=lambda one: ".".join(one.field))
def test_a_merge_keeps_both_languages(one):
    profile, _ = one_of_each()
    mine = with_value(profile, one.path, Translated.of({"en": one.text.texts["en"]}))
    back = merge(profile, replace(in_language(profile, "de")[0], language="de")).profile

    assert back.at(one.path) == profile.at(one.path)
    assert merge(profile, mine).profile.at(one.path) == profile.at(one.path)


# ---- compare and merge ---------------------------------------------------------------------------------------------


def with_note(title, **more):
    return Profile(name="Ada Test", awards=(Award(title="Medal", note=title, years=(2019,)),), **more)


@pytest.mark.parametrize(
    ("mine", "theirs", "language", "base", "merged", "conflicts"),
    [
        (of(en="Prize"), of(de="Preis"), None, None, of(en="Prize", de="Preis"), 0),
        ("Prize", of(en="Prize", de="Preis"), None, None, of(en="Prize", de="Preis"), 0),
        ("Prize", of(en="Big Prize", de="Preis"), None, None, of(en="Prize", de="Preis"), 1),
        (of(en="Prize", de="Preis"), "Preis", None, None, of(en="Prize", de="Preis"), 0),
        (of(en="Prize", de="Preis"), "Großer Preis", "de", None, of(en="Prize", de="Preis"), 1),
        (of(en="Prize", de="Preis"), "Großer Preis", "de", "Preis", of(en="Prize", de="Großer Preis"), 0),
        (of(en="Prize", de="Preis"), "Big Prize", None, "Prize", of(en="Big Prize", de="Preis"), 0),
        (of(en="Prize", de="Preis"), "Prix", "fr", None, of(en="Prize", de="Preis", fr="Prix"), 0),
        (of(en="Prize", de="Preis"), of(en="Prize", de="Pris"), None, of(en="Prize", de="Pris"),
         of(en="Prize", de="Preis"), 0),
    ],
)  # fmt: skip
def test_a_merge_goes_language_by_language(mine, theirs, language, base, merged, conflicts):
    found = merge(with_note(mine), with_note(theirs, language=language), base and with_note(base, language=language))

    assert [one.note for one in found.profile.awards] == [merged]
    assert len(found.conflicts) == conflicts
    assert bool(found.filled) == (merged != mine)


def test_a_german_word_file_that_somebody_edited_changes_the_german_alone(tmp_path):
    profile = loaded(BOTH.read_text("utf-8"))
    base = replace(in_language(profile, "de")[0], language="de")
    position = replace(base.positions[0], summary=Text("Leitet das *Labor*."))
    merged = merge(profile, replace(base, positions=(position, *base.positions[1:])), base)

    assert merged.profile.positions[0].summary.texts == {
        "en": "Leads the *Loom Laboratory*.",
        "de": "Leitet das *Labor*.",
    }
    assert (merged.conflicts, merged.added) == ([], {})


@pytest.mark.parametrize("kind", ["hugo", "quarto", "al-folio", "academicpages"])
def test_a_german_site_comes_back_without_a_change(kind, tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text(BOTH.read_text("utf-8"), "utf-8")
    profile, site = str(tmp_path / "profile.yaml"), str(tmp_path / "site")
    main(["site", profile, "--to", kind, "--language", "de", "-o", site])
    main(["import", site, "--into", profile, "--write"])

    assert "No change." in capsys.readouterr().out
    assert (tmp_path / "profile.yaml").read_text("utf-8") == BOTH.read_text("utf-8")


def test_an_import_that_names_no_language_is_in_the_one_in_which_it_says_the_same():
    profile = loaded(BOTH.read_text("utf-8"))
    for language in ("en", "de"):
        theirs = importer("jsonresume")(exporter("jsonresume")(in_language(profile, language)[0]).decode()).profile
        merged = merge(profile, replace(theirs, publications=(), sections=()))

        assert (theirs.language, merged.added) == (None, {})
        assert merged.profile.awards == profile.awards


def test_a_diff_says_which_language_is_older(tmp_path, capsys):
    for name, english in (("old", "Leads a group"), ("new", "Leads a laboratory")):
        title = f"positions: [{{title: X, summary: {{en: {english}, de: Leitet eine Gruppe}}}}]"
        (tmp_path / f"{name}.yaml").write_text(f"name: Ada\n{title}\n")
    main(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")])
    said = capsys.readouterr().out

    assert "summary in English: Leads a [-group-]{+laboratory+}" in said
    assert "summary: the German is older than the English" in said


def test_git_sees_both_languages():
    text = canonical(loaded("name: A\nheadline: {en: Analyst, de: Analystin}\ninterests: [{en: looms, de: Webstühle}]"))

    assert "headline.de: Analystin" in text
    assert "interests: en: looms / de: Webstühle" in text


# ---- documents -----------------------------------------------------------------------------------------------------


@pytest.mark.golden
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", ["cv", "bio"])
def test_the_documents_in_both_languages(name, language, golden):
    request = BuildRequest(BOTH, TODAY, names=(name,), formats=("txt",), language=language)
    made = build_targets(plan_targets(load_profile(BOTH), request), lambda name: None)[f"{name}.txt"]

    golden(FOLDER / f"{name}.{language}.txt", made.data.decode())


def test_a_build_says_what_is_printed_in_another_language():
    def notes(name, form="txt"):
        request = BuildRequest(BOTH, TODAY, names=(name,), formats=(form,))
        return [
            note
            for one in build_targets(plan_targets(load_profile(BOTH), request), print).values()
            for note in one.notes
        ]

    line = next(number for number, text in enumerate(BOTH.read_text("utf-8").splitlines(), 1) if "60 students" in text)
    assert notes("lebenslauf") == [f"1 text has no German version; the English one is printed: profile.yaml:{line}"]
    assert notes("lebenslauf", "jsonresume") == notes("lebenslauf")
    assert notes("industry", "jsonresume") == notes("lebenslauf")
    assert (notes("cv"), notes("industry")) == ([], [])  # the one has it in English, the other one does not print it


def test_the_line_of_a_text_without_a_key_is_that_of_its_entry(tmp_path, capsys):
    hidden = "  - {title: {en: Other}, hidden: true}\n  - {title: {en: Third}, tags: [a]}\n"
    text = f"name: Ada\nawards:\n  - {{en: Prize}}\n{hidden}documents: {{cv: {{language: de, exclude: [a]}}}}\n"
    (tmp_path / "profile.yaml").write_text(text)
    for form in ("txt", "jsonresume"):
        main(["build", str(tmp_path / "profile.yaml"), "--only", "cv", "--to", form, "-o", str(tmp_path)])
        assert "1 text has no German version; the English one is printed: profile.yaml:3\n" in capsys.readouterr().out
    main(["site", str(tmp_path / "profile.yaml"), "--to", "hugo", "--language", "de", "-o", str(tmp_path / "site")])
    assert (
        "2 texts have no German version; the English ones are printed: profile.yaml:3, :5\n" in capsys.readouterr().out
    )


@pytest.mark.pdf
@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_document_carries_no_other_language(form, tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text(BOTH.read_text("utf-8"))
    main(["build", str(tmp_path / "profile.yaml"), "--only", "lebenslauf", "--to", form, "-o", str(tmp_path)])
    capsys.readouterr()
    made = (tmp_path / f"lebenslauf.{form}").read_bytes()
    if form != "html":
        main(["extract", str(tmp_path / f"lebenslauf.{form}")])
        made = capsys.readouterr().out.encode()

    assert "Professorin für Textiltechnik".encode() in made
    assert b"Textile Engineering" not in made
    assert b"Founded the summer school" not in made


def test_a_german_pdf_is_compared_with_the_german_of_the_profile(tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text(BOTH.read_text("utf-8"))
    main(["build", str(tmp_path / "profile.yaml"), "--only", "lebenslauf", "--to", "pdf", "-o", str(tmp_path)])
    capsys.readouterr()
    main(["diff", str(tmp_path / "lebenslauf.pdf"), str(tmp_path / "profile.yaml"), "--all"])

    assert "No change." in capsys.readouterr().out


@pytest.mark.parametrize("kind", EXPORTERS)
def test_an_export_is_in_one_language(kind):
    request = BuildRequest(BOTH, TODAY, names=("cv",), formats=(kind,), language="de")
    (made,) = build_targets(plan_targets(load_profile(BOTH), request), print).values()

    assert made.data == exporter(kind, TODAY)(in_language(loaded(BOTH.read_text("utf-8")), "de")[0])
    assert b"Equal contribution" not in made.data


@pytest.mark.parametrize("kind", ["html", "hugo"])
def test_a_site_is_in_one_language(kind):
    from cvgen.build.compile import phrases_for

    pages = b"".join(site_files(kind, loaded(BOTH.read_text("utf-8")), phrases_for("de", BOTH)).values())

    assert b"Lehrpreis" in pages
    assert b"Teaching Award" not in pages


def test_a_language_file_prints_the_language_that_it_names(tmp_path):
    german = (ROOT / "cvgen" / "composers" / "languages" / "de.yaml").read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(german.replace("Ausbildung", "Studium"))
    profile = loaded("name: A\nheadline: {en: Analyst, de: Analystin}\n")
    request = BuildRequest(tmp_path / "profile.yaml", TODAY, language="mine.yaml")

    assert compile_document(profile, "cv", DocumentOptions(kind="cv"), request).profile.headline == "Analystin"


def test_every_item_of_a_document_is_in_its_language():
    profile, request = loaded(BOTH.read_text("utf-8")), BuildRequest(BOTH, TODAY, language="de")
    document = compile_document(profile, "cv", DocumentOptions(kind="cv"), request).document

    texts = [span.text for item in every_item(document.sections) for span in item.text]
    assert texts
    assert not any(isinstance(text, Translated) for text in texts)


# ---- edits ---------------------------------------------------------------------------------------------------------


EDITS = [
    ("awards:\n- Prize  # first\n", ("awards", 0), "title", {"en": "Prize", "de": "Preis"},
     "awards:\n- {en: Prize, de: Preis}  # first\n"),
    ("awards:\n- title: {en: Prize, de: 'Preis'} # x\n", ("awards", 0), "title", {"en": "Big Prize", "de": "Preis"},
     "awards:\n- title: {en: Big Prize, de: 'Preis'} # x\n"),
    ("awards:\n- title:\n    en: Prize # x\n    de: Preis\n", ("awards", 0), "title",
     {"en": "Prize", "de": "Der Preis"}, "awards:\n- title:\n    en: Prize # x\n    de: Der Preis\n"),
    ("interests:\n- looms\n- {en: 'mills', de: Muehlen}  # x\n", (), "interests",
     ["looms", {"en": "mills", "de": "Mühlen"}], "interests:\n- looms\n- {en: 'mills', de: Mühlen}  # x\n"),
    ("interests: [{en: 'a', de: b}, {en: c, de: d}]\n", (), "interests",
     [{"en": "c", "de": "d"}, {"en": "a", "de": "e"}], "interests: [{en: c, de: d}, {en: 'a', de: e}]\n"),
    ("bio: A. # x\n", (), "headline", {"en": "Analyst", "de": "Analystin"},
     "bio: A. # x\nheadline: {en: Analyst, de: Analystin}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "path", "key", "value", "after"), EDITS)
def test_an_edit_touches_one_language_alone(before, path, key, value, after):
    edited = apply_change(f"name: A\n{before}".encode(), {"op": "set", "path": list(path), "key": key, "value": value})

    assert edited.decode() == f"name: A\n{after}"


def test_the_form_of_an_entry_has_each_language():
    profile = loaded(BOTH.read_text("utf-8"))

    assert values_of(profile, ("awards", 0))["title"] == {
        "en": "Medal of the City of Carrow",
        "de": "Medaille der Stadt Carrow",
    }
    assert values_of(profile, ())["interests"][2] == "Jacquard"


def test_another_key_of_an_entry_leaves_its_languages_alone():
    text = BOTH.read_text("utf-8")
    edited = apply_change(text.encode(), {"op": "set", "path": ["awards", 0], "key": "year", "value": "2020"}).decode()

    assert loaded(edited).awards[0].title == loaded(text).awards[0].title


def test_plain_words_have_no_markdown_and_may_be_in_several_languages():
    assert Plain in TRANSLATABLE
    talk = loaded("name: A\ntalks: [{title: X, kind: {en: '[a](b)', de: eingeladen}}]").talks[0]
    assert talk.kind.texts == {"en": "[a](b)", "de": "eingeladen"}
