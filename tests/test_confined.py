"""Profiles from others read nothing outside their folder, and nothing that never ends."""

import os
import subprocess
import sys
from html import unescape

import pytest

from cvgen import files
from cvgen.cli import main

CANARY = "a { color: red } /* canary */"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "private.css").write_text(CANARY)
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path / "in"


def profile(folder, style, name="profile.yaml"):
    (folder / name).write_text(f"name: Ada Poe\ndocuments: {{cv: {{style: {style}}}}}\n")


def refused(capsys, *words):
    assert main(["build", "--to", "html", *words]) == 1
    assert not [path for path in folder_of_outputs() if CANARY in path.read_text()]
    return capsys.readouterr().err


def folder_of_outputs():
    from pathlib import Path

    return list(Path("output").glob("*.html"))


def test_a_style_that_a_profile_names_is_beside_it(folder, capsys):
    (folder / "mine.css").write_text(CANARY)
    profile(folder, "mine.css")

    assert main(["build", "--to", "html"]) == 0
    assert CANARY in (folder / "output/cv.html").read_text()


def test_it_is_beside_the_profile_wherever_the_command_runs(folder, monkeypatch):
    (folder / "mine.css").write_text(CANARY)
    profile(folder, "mine.css")
    monkeypatch.chdir(folder.parent)

    assert main(["build", "in/profile.yaml", "--to", "html", "-o", "out"]) == 0
    assert CANARY in (folder.parent / "out/cv.html").read_text()


@pytest.mark.parametrize(
    "style", ["../private.css", "{}/private.css", "link.css", "sub/link.css", "a/../../private.css"]
)
def test_a_style_elsewhere_is_refused(folder, capsys, style):
    (folder / "sub").mkdir()
    (folder / "a").mkdir()
    (folder / "link.css").symlink_to(folder.parent / "private.css")
    (folder / "sub/link.css").symlink_to("../../private.css")
    profile(folder, style.replace("{}", str(folder.parent)))

    assert "is outside the folder of the profile" in refused(capsys)


def test_a_style_of_the_command_line_may_be_anywhere(folder):
    (folder / "profile.yaml").write_text("name: Ada Poe")

    assert main(["build", "--to", "html", "--style", "../private.css"]) == 0
    assert CANARY in (folder / "output/cv.html").read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("kind", ["pipe", "device", "giant"])
@pytest.mark.parametrize("key", ["style", "photo", "language", "profile", "request"])
def test_what_never_ends_is_refused(folder, capsys, kind, key):
    name = {"photo": "x.png", "language": "x.yaml", "profile": "x.yaml"}.get(key, "x.css")
    if kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "device":
        (folder / name).symlink_to("/dev/zero")
    else:
        with (folder / name).open("wb") as file:
            file.truncate(12 * 10**9)
    line = {"style": f"documents: {{cv: {{style: {name}}}}}", "profile": "", "request": ""}.get(key, f"{key}: {name}")
    (folder / "profile.yaml").write_text(f"name: Ada Poe\n{line}\n")
    err = refused(capsys, *{"profile": [name], "request": ["--style", name]}.get(key, []))

    if key in ("profile", "request"):
        said = {"giant": "larger than 30 MB", "pipe": "nobody writes to this pipe", "device": "pipe or a device"}
    else:
        said = {"giant": "larger than 30 MB", "pipe": "pipe or a device", "device": "outside the folder"}
    assert said[kind] in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
@pytest.mark.parametrize("words", [["check"], ["import"], ["extract"], ["textconv"], ["identify"], ["diff"], ["id"]])
def test_every_command_refuses_a_pipe(folder, capsys, words):
    os.mkfifo(folder / "p.yaml")
    (folder / "profile.yaml").write_text("name: Ada Poe")

    assert main([*words, "p.yaml", *(["profile.yaml"] if words == ["diff"] else [])]) > 0
    assert "Traceback" not in capsys.readouterr().err


def test_batch_leaves_links_out_of_the_folder_alone(folder, capsys):
    (folder.parent / "secret.cfg").write_text("db_password: hunter2\n")
    (folder / "ada.yaml").symlink_to("../secret.cfg")
    (folder / "bo.yaml").write_text("name: Bo Ray")
    main(["batch", ".", "--to", "txt", "-o", "../out"])
    out, err = capsys.readouterr()

    assert "hunter2" not in out + err
    assert (folder.parent / "out/bo/cv.txt").is_file()


@pytest.mark.parametrize("name", ["...yaml", "..yaml", " .yaml"])
def test_batch_writes_below_its_folder(folder, name):
    (folder / name).write_text("name: Ada Poe")
    main(["batch", name, "--to", "txt", "-o", "../out/deep"])

    assert not (folder.parent / "out/cv.txt").exists()
    assert list((folder.parent / "out/deep").rglob("cv.txt"))


def test_a_giant_does_not_end_a_batch(folder, capsys):
    with (folder / "giant.yaml").open("wb") as file:
        file.truncate(12 * 10**9)
    (folder / "bo.yaml").write_text("name: Bo Ray")

    assert main(["batch", ".", "--to", "txt", "-o", "../out"]) == 1
    assert "larger than 30 MB" in "".join(capsys.readouterr())
    assert (folder.parent / "out/bo/cv.txt").is_file()


def test_a_link_made_after_the_path_was_resolved_is_not_followed(folder, monkeypatch):
    target = folder / "x.css"
    target.symlink_to("../private.css")
    monkeypatch.setattr(files, "_resolved", lambda path: target)

    with pytest.raises(files.InputError, match="can't be read"):
        files.read_beside(folder / "profile.yaml", "x.css")


# ---- Links and pages ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["smb://evil.example/s", "//evil.example", "tel:1", "#a", "file:///x", "x"])
@pytest.mark.parametrize("key", ["pronouns", "phone", "location"])
def test_no_field_has_a_link_of_another_scheme(folder, address, key):
    (folder / "profile.yaml").write_text(f'name: Ada Poe\n{key}: "[x]({address})"\n')
    main(["build", "--to", "html"])

    assert not [path for path in folder_of_outputs() if f'href="{address}"' in path.read_text()]


def test_a_page_loads_nothing_whatever_its_style_says(folder):
    evil = "@import url(http://evil.example/x.css);\nbody { background: url(http://evil.example/y) }"
    (folder / "mine.css").write_text(evil)
    profile(folder, "mine.css")

    assert main(["build", "--to", "html"]) == 0
    page = unescape((folder / "output/cv.html").read_text())
    assert page.index("default-src 'none'") < page.index("evil.example")


def test_a_long_chain_of_documents_ends(folder):
    chain = "".join(f"  d{at}: {{extends: d{at + 1}}}\n" for at in range(3000))
    (folder / "profile.yaml").write_text(f"name: Ada Poe\ndocuments:\n{chain}  d3000: {{}}\n")

    assert main(["build", "--to", "txt", "--only", "d0"]) == 0


def test_an_address_in_bibtex_has_no_sign_of_tex(folder):
    links = '{Paper: "https://e.org/^^5cinput^^7b"}'
    (folder / "profile.yaml").write_text(
        f"name: Ada Poe\npublications: [{{title: A, authors: [Ada Poe], links: {links}, note: 'https://e.org/^^5c'}}]\n"
    )
    assert main(["build", "--to", "bibtex"]) == 0
    assert "^^" not in (folder / "output/cv.bib").read_text()


@pytest.mark.long
def test_watch_runs_no_module_of_the_folder(folder):
    (folder / "profile.yaml").write_text("name: Ada Poe")
    for name in ("pickle", "socket", "types", "multiprocessing"):
        (folder / f"{name}.py").write_text(f"open({str(folder / 'ran')!r}, 'w')\n")
    command = [sys.executable, "-P", "-m", "cvgen", "watch", "--to", "txt"]
    watch = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
    watch.stdout.readline()
    watch.terminate()
    watch.communicate(timeout=30)

    assert not (folder / "ran").exists()
