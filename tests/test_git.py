"""git runs nothing that a repository configures: traps in every place, each of which would leave a mark."""

import os
import shutil
import subprocess

import pytest

from cvgen.cli import main
from cvgen.versions import git as versions_git
from tests.test_report import git

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

PROGRAMS = """log.showSignature=true gpg.program={} gpg.format=openpgp gpg.ssh.program={} gpg.x509.program={}
core.fsmonitor={} core.pager={} pager.log={} pager.rev-list={} diff.external={} diff.evil.textconv={}
diff.evil.command={} filter.evil.smudge={} filter.evil.clean={} filter.evil.process={} core.editor={}
core.sshCommand={} credential.helper={} core.alternateRefsCommand={} core.gitProxy={} alias.rev-list=!{}
alias.cat-file=!{} alias.log=!{} uploadpack.packObjectsHook={} sequence.editor={} interactive.diffFilter={}"""
HOOKS = [
    "applypatch-msg",
    "post-checkout",
    "post-index-change",
    "pre-commit",
    "reference-transaction",
    "fsmonitor-watchman",
]
SIGNED = """tree {}
parent {}
author a <a@example.org> 1735732800 +0000
committer a <a@example.org> 1735732800 +0000
gpgsig -----BEGIN PGP SIGNATURE-----
 
 iQEzBAABCAAdFiEE
 -----END PGP SIGNATURE-----

signed
"""


def out(folder, *words, data=None):
    done = subprocess.run(["git", "-C", folder, *words], input=data, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture
def trapped(tmp_path, monkeypatch):
    """A repository with two versions of a profile whose configuration runs a script, and the script's mark."""
    mark, script, folder = tmp_path / "mark", tmp_path / "evil.sh", tmp_path / "repository"
    script.write_text(f"#!/bin/sh\necho $0 $@ >> {mark}\n")
    script.chmod(0o755)
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitattributes").write_text("*.yaml diff=evil filter=evil merge=evil\n")
    for year in (2020, 2021):
        (folder / "profile.yaml").write_text(f"name: Ada Poe\nawards: [{{title: Prize, year: {year}}}]\n")
        git(folder, "add", ".")
        git(folder, "commit", "-qm", str(year))
    signed = SIGNED.format(out(folder, "rev-parse", "HEAD^{tree}"), out(folder, "rev-parse", "HEAD"))
    commit = out(folder, "hash-object", "-t", "commit", "-w", "--stdin", data=signed.encode())
    git(folder, "update-ref", "refs/heads/main", commit)
    for pair in PROGRAMS.split():
        name, _, value = pair.partition("=")
        git(folder, "config", name, value.replace("{}", str(script)))
    for hook in HOOKS:
        shutil.copy(script, folder / ".git/hooks" / hook)
    monkeypatch.chdir(folder)
    mark.unlink(missing_ok=True)
    return mark


COMMANDS = [
    ["diff"],
    ["diff", "HEAD~1", "HEAD"],
    ["diff", "HEAD~2..HEAD"],
    ["diff", "HEAD:profile.yaml", "HEAD~2:profile.yaml"],
    ["report", "--since", "2020"],
    ["identify", "output/cv.pdf"],
]


def test_the_traps_work(trapped):
    subprocess.run(["git", "log", "-1"], stdin=subprocess.DEVNULL, capture_output=True, check=False)

    assert trapped.exists()


def test_no_command_runs_a_program_of_the_repository(trapped, capsys):
    main(["build", "--only", "cv"])
    for words in COMMANDS:
        main(words)
        assert "Traceback" not in capsys.readouterr().err

    assert not trapped.exists(), trapped.read_text()


def test_variables_that_name_programs_do_not_reach_git(trapped, monkeypatch):
    script = str(trapped.parent / "evil.sh")
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "GIT_TRACE2"):
        monkeypatch.setenv(name, script)
    before = (trapped.parent / "evil.sh").read_bytes()
    main(["diff", "HEAD~1", "HEAD"])

    assert not trapped.exists()
    assert (trapped.parent / "evil.sh").read_bytes() == before


def test_a_partial_clone_fetches_nothing(trapped):
    script, folder = trapped.parent / "evil.sh", trapped.parent / "repository"
    blob = out(folder, "rev-parse", "HEAD~2:profile.yaml")
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": str(folder),
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(script),
    }.items():
        git(folder, "config", name, value)
    (folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    open_to_it = {name: value for name, value in os.environ.items() if name != "GIT_NO_LAZY_FETCH"}
    subprocess.run(
        ["git", "cat-file", "blob", blob], stdin=subprocess.DEVNULL, capture_output=True, check=False, env=open_to_it
    )
    assert trapped.exists(), "git itself falls into this trap"
    trapped.unlink()

    assert main(["diff", "HEAD~2"]) == 2
    assert not trapped.exists(), trapped.read_text()


def test_a_bare_repository_inside_another_is_not_used(trapped, capsys):
    folder = trapped.parent / "outer"
    shutil.copytree(trapped.parent / "repository/.git", folder / "sub")
    git(folder, "init", "-q")
    git(folder / "sub", "config", "core.bare", "true")
    shutil.copy("profile.yaml", folder / "sub")

    assert main(["diff", "HEAD", "--profile", str(folder / "sub/profile.yaml")]) == 2
    assert not trapped.exists(), trapped.read_text()


@pytest.mark.parametrize("word", ["HEAD^{tree}", "HEAD:profile.yaml^{blob}", "0" * 40, "HEAD@{100}"])
def test_what_is_not_a_commit_is_refused(trapped, capsys, word):
    assert main(["diff", word]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_id_of_a_blob_is_no_revision(trapped, capsys):
    assert main(["diff", out(".", "rev-parse", "HEAD:profile.yaml")]) == 2
    assert "unknown revision" in capsys.readouterr().err


def test_a_file_named_head_is_not_the_last_commit(trapped, capsys):
    (trapped.parent / "repository/HEAD").write_text("name: Mallory Moe\n")
    (trapped.parent / "repository/profile.yaml").write_text("name: Ada Poe\n")

    main(["diff"])
    assert "Mallory" not in capsys.readouterr().out
    main(["diff", "HEAD~1"])
    assert "Mallory" not in capsys.readouterr().out
    main(["diff", "./HEAD"])
    assert "Mallory" in "".join(capsys.readouterr())


def test_a_huge_file_of_a_revision_is_refused(trapped, capsys, monkeypatch):
    monkeypatch.setattr(versions_git, "MAX_BYTES", 10)

    assert main(["diff", "HEAD"]) == 2
    assert "larger than" in capsys.readouterr().err


@pytest.mark.parametrize(
    "setting",
    ["i18n.logOutputEncoding=UTF-16", "diff.orderFile=/dev/zero", "mailmap.file=/dev/zero", "core.worktree=/"],
)
def test_no_setting_of_a_repository_ends_in_a_traceback(trapped, capsys, setting):
    main(["build", "--only", "cv"])
    git(".", "config", *setting.split("=", 1))
    for words in (*COMMANDS, ["git-setup"]):
        main(words)
        assert "internal error" not in capsys.readouterr().err


def test_a_replaced_commit_shows_what_its_id_says(trapped, capsys):
    git(".", "replace", "HEAD~1", "HEAD~2")
    main(["diff", "HEAD~2", "HEAD~1"])

    assert "2021" in capsys.readouterr().out


def test_git_runs_no_module_of_the_repository(trapped):
    """git starts textconv in the top folder of the repository, where a module could be named like one of Python's."""
    mark = trapped.parent / "ran"
    assert main(["git-setup"]) == 0
    for name in ("yaml", "re", "argparse", "signal"):
        (trapped.parent / f"repository/{name}.py").write_text(f"open({str(mark)!r}, 'w')\n")
    (trapped.parent / "repository/profile.yaml").write_text("name: Ada Poe\n")
    git(".", "config", "--unset", "diff.external")
    subprocess.run(["git", "diff", "profile.yaml"], stdin=subprocess.DEVNULL, capture_output=True, check=False)

    assert not mark.exists()


@pytest.mark.parametrize("kind", ["link", "dangling", "pipe"])
def test_git_setup_writes_nothing_outside_the_repository(trapped, capsys, kind):
    outside, attributes = trapped.parent / "outside", trapped.parent / "repository/.gitattributes"
    attributes.unlink()
    if kind == "pipe":
        os.mkfifo(attributes)
    else:
        attributes.symlink_to(outside)
    if kind == "link":
        outside.write_text("mine")

    assert main(["git-setup"]) == 1
    assert "not a file of the repository" in capsys.readouterr().err
    assert not outside.exists() or outside.read_text() == "mine"


@pytest.mark.parametrize("name", ["$(touch x).yaml", "a b.yaml", "a\nb.yaml", "*.yaml"])
def test_git_setup_refuses_a_name_that_is_no_pattern(trapped, capsys, name):
    (trapped.parent / "repository" / name).write_text("name: Ada Poe\n")

    assert main(["git-setup", name]) == 1
    assert "can't be set up for" in capsys.readouterr().err
