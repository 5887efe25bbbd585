"""Forms under pressure: hostile files and profiles, and hints that lead out of each error."""

import time

import pytest

from cvgen.cli import main
from cvgen.forms.limits import FORBIDS

HEAD = "title: T\nfunder: F\nversion: V\nchecked: 2026-11-29\n"
PART = "sections: [{title: S, parts: [{title: P, module: personal}]}]\n"
ADA = "name: Ada Lovelace\n"
LONG = " ".join(["I ask what machines can weave, and how a loom computes."] * 120)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Return a function that writes a profile and a form of the user's, and runs a command: exit code and output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795910400")

    def run(command, profile=ADA, form=""):
        (tmp_path / "profile.yaml").write_text(profile, "utf-8")
        if form:
            (tmp_path / "mine.yaml").write_bytes(form if isinstance(form, bytes) else form.encode())
        code = main(command.split())
        out, err = capsys.readouterr()
        return code, out + " ".join(err.split())

    return run


def works(*tags):
    """Return a profile with one work for each list of tags."""
    listed = "".join(f"  - {{title: On Looms {at}, year: 2020, tags: [{tag}]}}\n" for at, tag in enumerate(tags))
    return f"{ADA}publications:\n{listed}"


def test_a_part_that_other_works_could_fill_says_which_tag_to_give(run):
    _, said = run("check --form nih", works("nih/significant"))

    assert "'Products Most Closely Related to the Proposed Project' is empty" in said
    assert "give works that belong here the tag nih/related: tags: [nih/related]" in said


def test_a_part_that_works_could_fill_asks_for_works_where_there_are_none(run):
    assert "is empty add publications" in run("check --form nih")[1]


def test_a_hint_how_many_entries_to_keep_leaves_room_for_statements(run):
    awards = "".join(f"  - {{title: Prize {at}}}\n" for at in range(15))
    profile = f"{ADA}awards:\n{awards}statements: [{{answers: recognition, text: I won.}}]\n"

    assert "16 entries, 15 allowed" in (said := run("check --form nih", profile)[1])
    assert "give the 14 that matter most the tag nih/recognition" in said


@pytest.mark.long
def test_a_form_with_too_many_pages_says_how_to_see_it_and_how_to_make_it_fit(run):
    profile = f"{ADA}awards: [{{title: Prize}}]\nstatements: [{{answers: recognition, text: {LONG * 2!r}}}]\n"

    code, said = run("build --form erc-2027", profile)
    assert code == 1
    assert "to see it anyway, build it with --draft" in said
    code, said = run("build --form erc-2027 --draft", profile)
    assert code == 0
    assert "a draft: 6 pages, 4 allowed" in said


def test_a_hint_to_make_a_form_fit_names_the_document_that_fits(run, tmp_path):
    listed = "".join(f"  - {{title: Prize {at}, note: {LONG[:500]!r}}}\n" for at in range(60))
    profile = f"{ADA}awards:\n{listed}"

    assert (
        "documents: {erc-2027: {form: erc-2027, fit: true}}" in run("build --form erc-2027 --engine typst", profile)[1]
    )
    profile += "documents: {grant: {form: erc-2027, fit: true}}\n"
    assert "--only grant" in run("build --form erc-2027 --engine typst", profile)[1]
    assert run("build --only grant --engine typst", profile)[0] == 0
    assert (tmp_path / "output" / "grant.pdf").exists()


def test_the_works_of_an_achievement_stand_apart_in_a_kit(run, tmp_path):
    profile = works("a", "b") + "achievements: [{text: I wove., works: [On Looms 0, On Looms 1]}]\n"

    assert run("build --form snsf --to txt", profile)[0] == 0
    assert "2020\n\nOn Looms 1" in (tmp_path / "output" / "snsf.txt").read_text("utf-8")


WRONG = {
    "file-above": ("file: ../../x\n", "5:7: error: a file can't be called '../../x'"),
    "file-absolute": ("file: /tmp/x\n", "a file can't be called '/tmp/x'"),
    "file-below": ("file: a/b\n", "a file can't be called 'a/b'"),
    "file-windows": ("file: 'a\\b'\n", "a file can't be called 'a\\b'"),
    "file-device": ("file: CON\n", "a file can't be called 'CON'"),
    "file-hidden": ("file: .x\n", "a file can't be called '.x'"),
    "file-field": ("file: '{name}'\n", "a file can't be called '{name}'"),
    "file-lines": ('file: "a\\nb/../c"\n', "a file can't be called"),
    "file-long": (f"file: {'x' * 300}\n", "a file can't be called"),
    "size-huge": ("page: {text_size: 300pt}\n", "300pt is too much"),
    "size-power": ("page: {text_size: 1e9pt}\n", "'1e9pt' is not a length"),
    "margin-negative": ("page: {margin_side: -1cm}\n", "'-1cm' is not a length"),
    "margin-huge": ("page: {margin_side: 11cm}\n", "5:21: error: 11cm is too much"),
    "margin-inches": ("page: {margin_top: 3in}\n", "3in is too much"),
    "language-unknown": ("language: xx\n", "5:11: error: unknown language 'xx'"),
    "language-of-pages": ("pages_in: {xx: 3}\n", "unknown language 'xx'"),
    "sections-empty": ("sections: [{title: S}]\n", "this section has no parts"),
    "key-unknown": ("titel: x\n", "unknown key 'titel'"),
    "anchor": ("unsure: [&a x]\n", "which is not allowed in a form"),
    "leading-huge": ('page: {leading: "99"}\n', "'99' is not a leading"),
    "title-long": (
        f"portal: x\nunsure: []\nsections: [{{title: {'S' * 100_000}, parts: [{{module: a}}]}}]\n",
        "100,000",
    ),
    "parts-many": (
        "sections:\n  - title: S\n    parts:\n" + "".join(f"      - {{module: m{at}}}\n" for at in range(501)),
        "the form has 501 parts and facts",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_form_can_not_be_is_one_error_with_its_place_and_nothing_is_written(name, run, tmp_path):
    added, message = WRONG[name]
    for command in ("forms mine.yaml", "check --form mine.yaml", "build --form mine.yaml"):
        code, said = run(command, form=HEAD + added + (PART if "sections" not in added else ""))
        assert code == 1
        assert message in said.replace(" ^", "").replace("  ", " ") or message in said
        assert "mine.yaml:" in said
        assert "the profile" not in said
        assert len(said) < 1500
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.yaml", "profile.yaml"]


@pytest.mark.parametrize("file", ["CV_{family}", "Publikationsliste 2026", "Žádost-2", "v1.2"])
def test_a_form_names_its_file_in_the_folder_of_the_output(file, run, tmp_path):
    assert run("build --to md --form mine.yaml", form=f"{HEAD}file: {file}\n{PART}")[0] == 0
    assert (tmp_path / "output" / f"{file.replace('{family}', 'Lovelace')}.md").exists()


@pytest.mark.parametrize("form", [ADA, "- a\n", "42\n"])
def test_a_file_that_is_not_a_form_is_told_as_such(form, run):
    code, said = run("build --form mine.yaml", form=form)

    assert code == 1
    assert "mine.yaml:1:1: error: the f" in said  # the file, or the form
    assert "the profile" not in said


@pytest.mark.parametrize("command", ["build", "check"])
def test_an_empty_name_of_a_form_is_a_mistake(command, run, capsys):
    with pytest.raises(SystemExit):
        run(f"{command} --form=")
    assert "this needs the name of a form" in capsys.readouterr().err


def test_a_file_without_a_name_is_not_a_form(run, tmp_path):
    (tmp_path / ".yaml").write_text(HEAD + PART)

    code, said = run("build --form .yaml")
    assert code == 1
    assert "there is no form '.yaml'" in said
    assert not (tmp_path / "output").exists()


def test_a_form_beside_the_profiles_of_a_department_is_no_profile(run, tmp_path):
    assert run("batch . --form mine.yaml --to md -o out", form=HEAD + PART)[0] == 0
    assert [path.name for path in tmp_path.glob("out/*/*.md")] == ["mine.md"]


@pytest.mark.parametrize("text", ["1,", "[1", "[1, ", "(Aa and ", "(A-", "cited 1", "10.1000/", "et al. "])
@pytest.mark.parametrize("what", FORBIDS)
def test_what_a_form_forbids_is_found_in_a_long_text_at_once(what, text):
    began = time.process_time()
    FORBIDS[what][0].search(text * (50_000 // len(text)))
    assert time.process_time() - began < 1  # it was 10 seconds, as all numbers were read from each of their digits


@pytest.mark.parametrize("text", ["1,234 citations", "12 citations", "1 citation", "cited 1.200 times", "an h-index"])
def test_figures_are_found(text):
    assert FORBIDS["metrics"][0].search(f"It has {text} now.")


@pytest.mark.parametrize("option", ["kind: cv", "title: Mine", "sections: [awards]"])
def test_what_a_form_decides_is_not_ignored_in_silence(option, run):
    code, said = run("check", f"{ADA}documents:\n  a: {{form: dfg, {option}}}\n")

    assert code == 1
    assert f"the form has its own {option.partition(':')[0]}" in said
    assert "profile.yaml:3:" in said
    assert run("check", f"{ADA}documents:\n  a: {{extends: cv, form: dfg}}\n")[0] == 0
