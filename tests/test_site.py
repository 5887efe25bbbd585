"""Web sites: each generator's files read back as the same profile, and nobody's own work is lost."""

import json
import os
import random
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256

import pytest

from cvgen.cli import main
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import Photo
from cvgen.importers import sites
from cvgen.importers.sites.layout import LAYOUTS
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.fields import Text
from cvgen.profile.model import News, Profile, Publication, Talk
from cvgen.site import SITES, files
from cvgen.site.names import slug
from cvgen.site.public import public_part
from cvgen.site.update import NAME, apply, plan
from tests.conftest import CASES
from tools.fuzz.mutations import mutated

GENERATORS = list(LAYOUTS)
PAPER = Publication(title=Text("On Mud"), year=2020, id="mud")
ADA = Profile(name="Ada Nordahl", publications=(PAPER,), news=(News(date=Date(2020, 5), text=Text("A prize")),))


def profile_of(case):
    return profile_yaml.load(CASES[case].read_text("utf-8")).profile


def write(folder, kind, profile):
    planned = plan(folder, kind, files(kind, profile, ENGLISH))
    apply(folder, planned)
    return planned


def page_of(folder, word):
    """The one page or list of a site whose path has a word."""
    (found,) = [path for path in folder.rglob("*") if path.is_file() and word in path.as_posix()]
    return found


# ---- The round trip -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", GENERATORS)
@pytest.mark.parametrize("case", CASES)
def test_a_site_reads_back_as_the_profile_it_was_written_from(tmp_path, kind, case):
    profile = profile_of(case)
    write(tmp_path, kind, profile)

    found, imported = sites.read(tmp_path)

    assert (found, imported.profile) == (kind, public_part(profile))


@pytest.mark.parametrize("kind", GENERATORS)
def test_an_edit_of_a_page_is_read(tmp_path, kind):
    write(tmp_path, kind, ADA)
    page = page_of(tmp_path, "papers.bib" if kind == "al-folio" else "publications.yml" if kind == "quarto" else "mud")
    page.write_text(page.read_text("utf-8").replace("On Mud", "On Sand"), "utf-8")

    assert sites.read(tmp_path)[1].profile.publications[0].title == "On Sand"


@pytest.mark.parametrize("kind", GENERATORS)
def test_a_site_is_imported_by_the_command(tmp_path, kind, capsys):
    write(tmp_path, kind, profile_of("senior"))
    assert main(["import", str(tmp_path)]) == 0

    printed, warnings = capsys.readouterr()
    assert profile_yaml.load(printed).profile == public_part(profile_of("senior"))
    assert warnings == ""


def test_pages_of_others_are_read_without_our_data(tmp_path):
    for folder in ("_publications", "_talks"):
        (tmp_path / folder).mkdir()
    page = (
        "---\ntitle: 'Deep Mud'\ndate: 2021-05-03\nvenue: 'Tides'\npaperurl: 'http://a.example.org/p.pdf'\n---\nText."
    )
    (tmp_path / "_publications/2021-05-03-deep.md").write_text(page, "utf-8")
    (tmp_path / "_talks/bad.md").write_text("---\ntitle: [x\n---\n", "utf-8")
    kind, imported = sites.read(tmp_path)

    (paper,) = imported.profile.publications
    assert (kind, paper.title, str(paper.date), paper.venue) == ("academicpages", "Deep Mud", "2021-05-03", "Tides")
    assert paper.links == {"Paper": "http://a.example.org/p.pdf"}
    assert "_talks/bad.md, line" in imported.problems[0].message


def test_a_site_of_an_older_hugo_theme_is_read(tmp_path):
    texts = {
        "content/authors/admin/_index.md": "---\ntitle: Ada Nordahl\n---\nShe.",
        "content/publication/mud/index.md": "---\ntitle: On Mud\nauthors: [admin, Lin Quaye]\n"
        "date: 2019-04-01T00:00:00Z\npublication_types: ['2']\npublication: In *Tides*\nurl_pdf: https://a.example.org/p.pdf\n---\n",
        "content/talk/library/index.md": "---\ntitle: The Shore\nevent: Coast Week\ndate: 2020-05-06\n---\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    kind, imported = sites.read(tmp_path)
    paper, talk = imported.profile.publications[0], imported.profile.talks[0]

    assert (kind, imported.profile.name, imported.problems) == ("hugo", "Ada Nordahl", [])
    assert [one.name for one in paper.authors] == ["Ada Nordahl", "Lin Quaye"]
    assert (paper.type, paper.venue, str(paper.date)) == ("journal", "Tides", "2019-04")
    assert (talk.title, talk.event, str(talk.date)) == ("The Shore", "Coast Week", "2020-05-06")


def test_authors_of_academicpages_are_those_of_the_citation(tmp_path):
    (tmp_path / "_talks").mkdir()
    (tmp_path / "_publications").mkdir()
    (tmp_path / "_config.yml").write_text("author:\n  name: Ada Nordahl\n", "utf-8")
    cited = "Nordahl, A., & Quaye, L. (2021). Deep Mud. <i>Journal of Tides</i>. 1(2), 3-9."
    page = f"---\ntitle: Deep Mud\ndate: 2021-05-03\ncitation: '{cited}'\n---\n"
    (tmp_path / "_publications/a.md").write_text(page, "utf-8")
    profile = sites.read(tmp_path)[1].profile

    assert profile.name == "Ada Nordahl"
    assert [one.name for one in profile.publications[0].authors] == ["A. Nordahl", "L. Quaye"]


@pytest.mark.long
@pytest.mark.parametrize("kind", GENERATORS)
def test_damaged_pages_are_reported_and_harm_nothing(tmp_path, kind):
    rng, whole = random.Random(20), files(kind, profile_of("senior"), ENGLISH)
    texts = [data.decode() for data in whole.values()]
    for at in range(8):
        site = tmp_path / str(at)
        for name in rng.sample(sorted(whole), 4):
            whole_or_not = mutated(rng, [whole[name].decode(), *rng.sample(texts, 2)])
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(whole_or_not.encode("utf-8", "replace"))
        profile = sites.read(site, kind)[1].profile
        readable = replace(profile, name=profile.name or "Ada Nordahl")
        assert profile_yaml.load(profile_yaml.dump(readable)).profile == readable


def test_another_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="not a site"):
        sites.read(tmp_path)


# ---- What a site shows to everybody -------------------------------------------------------------


@pytest.mark.parametrize("kind", SITES)
def test_nothing_private_is_published(kind):
    text = b"\n".join(files(kind, profile_of("senior"), ENGLISH).values()).decode()

    assert "Mudflats remember storms" in text
    for private in ("HIDDEN-SECRET", "960 018", "toennsen@", "flagship", "max_pages"):
        assert private not in text


@pytest.mark.parametrize("kind", GENERATORS)
def test_no_text_becomes_an_instruction(kind):
    """What a theme shows has no tag, no link and no braces of its own; `cvgen` and the data are not shown."""
    for name, data in files(kind, profile_of("hostile"), ENGLISH).items():
        shown = data.decode().split("\ncvgen:")[0] if name.endswith(".md") else data.decode()
        if name != LAYOUTS[kind].data and not name.endswith(".bib") and kind != "quarto":
            assert "<script" not in shown.lower()
            assert "<img" not in shown.lower()
            if kind != "hugo" or "\n---\n\n" in shown:  # Hugo obeys no braces in front matter
                assert "{{" not in shown.rpartition("\n---\n")[2]
                assert "{%" not in shown.rpartition("\n---\n")[2]
        if kind == "quarto" and name.endswith(".yml") and name != LAYOUTS[kind].data:
            for line in data.decode().splitlines():
                if line.startswith(("  title:", "- title:", "  description:", "  subtitle:")):
                    assert not set("<{[`*\\") & set(line)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc-passwd"), ("/abs", "abs"), ("..", "entry"), ("", "entry"), ("CON", "entry-con"),
        ("nul", "entry-nul"), ("index", "entry-index"), ("_data", "data"), (".hidden", "hidden"), ("a\0b", "a-b"),
        ("Ünder øre", "under-ore"), ("x" * 300, "x" * 60), ("論文", "entry"),
    ],
)  # fmt: skip
def test_names_of_pages_are_harmless(name, expected):
    assert slug(name) == expected


def test_names_are_unique():
    same = replace(ADA, talks=(Talk(title=Text("論文")), Talk(title=Text("講演")), Talk(title=Text("Entry"))))
    assert len([name for name in files("hugo", same, ENGLISH) if "events" in name]) == 3


def test_a_new_entry_takes_no_name_from_an_older_one():
    old = Talk(title=Text("Invited talk"), date=Date(2019))
    before = files("hugo", replace(ADA, talks=(old,)), ENGLISH)
    after = files("hugo", replace(ADA, talks=(Talk(title=Text("Invited talk"), date=Date(2025)), old)), ENGLISH)
    name = "content/events/invited-talk/index.md"

    assert before[name] == after[name]


# ---- Updates ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", GENERATORS)
def test_a_second_run_writes_nothing(tmp_path, kind):
    write(tmp_path, kind, profile_of("senior"))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    planned = write(tmp_path, kind, profile_of("senior"))

    assert set(planned.states.values()) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_the_changed_page_is_written(tmp_path):
    write(tmp_path, "hugo", ADA)
    planned = write(tmp_path, "hugo", replace(ADA, publications=(replace(PAPER, venue=Text("Tides")),)))

    assert planned.of("changed") == ["content/publications/mud/index.md"]


def test_a_new_title_keeps_the_page(tmp_path):
    write(tmp_path, "academicpages", ADA)
    planned = write(tmp_path, "academicpages", replace(ADA, publications=(replace(PAPER, title=Text("On Silt")),)))

    assert planned.of("new", "deleted") == []


def test_a_page_whose_entry_has_gone_is_deleted(tmp_path):
    write(tmp_path, "hugo", ADA)
    planned = write(tmp_path, "hugo", replace(ADA, publications=()))

    assert planned.of("deleted") == ["content/publications/mud/index.md"]
    assert not (tmp_path / "content/publications").exists()


def test_files_of_the_user_are_never_touched(tmp_path):
    ours = tmp_path / "content/publications/mud/index.md"
    other = tmp_path / "content/publications/sand/index.md"
    for path in (ours, other):
        path.parent.mkdir(parents=True)
        path.write_text("mine", "utf-8")
    planned = write(tmp_path, "hugo", ADA)
    write(tmp_path, "hugo", replace(ADA, publications=()))

    assert planned.of("yours") == ["content/publications/mud/index.md"]
    assert (ours.read_text("utf-8"), other.read_text("utf-8")) == ("mine", "mine")


def test_an_edited_page_is_left_and_reported(tmp_path, capsys):
    write(tmp_path, "hugo", ADA)
    page = tmp_path / "content/publications/mud/index.md"
    page.write_text("mine", "utf-8")
    assert write(tmp_path, "hugo", ADA).outdated == []
    planned = write(tmp_path, "hugo", replace(ADA, publications=(replace(PAPER, venue=Text("Tides")),)))
    gone = write(tmp_path, "hugo", replace(ADA, publications=()))

    assert planned.outdated == gone.of("left over") == ["content/publications/mud/index.md"]
    assert page.read_text("utf-8") == "mine"


def test_what_a_killed_run_wrote_is_known_as_ours(tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("cvgen.site.update.defaultdict", lambda kind: KilledDict(tmp_path))
        with pytest.raises(KeyboardInterrupt):
            write(tmp_path, "hugo", ADA)
    page = tmp_path / "content/publications/mud/index.md"
    page.parent.mkdir(parents=True)
    page.write_bytes(files("hugo", ADA, ENGLISH)["content/publications/mud/index.md"])
    planned = plan(tmp_path, "hugo", files("hugo", replace(ADA, publications=(replace(PAPER, year=2021),)), ENGLISH))

    assert "content/publications/mud/index.md" in planned.of("changed")


class KilledDict(dict):
    """Stands for a process that is killed once its list of files is written."""

    def __init__(self, folder):
        self.folder = folder

    def __missing__(self, key):
        raise KeyboardInterrupt


def test_a_list_from_somebody_else_deletes_nothing_outside(tmp_path):
    site, secret = tmp_path / "site", tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    write(site, "hugo", ADA)
    found = json.loads((site / NAME).read_text("utf-8"))
    for path in ("../secret.txt", str(secret), "content/../../secret.txt"):
        found["sites"]["hugo"][path] = [sha256(b"secret").hexdigest()]
    (site / NAME).write_text(json.dumps(found), "utf-8")
    planned = write(site, "hugo", ADA)

    assert planned.of("deleted") == []
    assert secret.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_a_link_out_of_the_site_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="leads out of the folder"):
        write(tmp_path / "site", "hugo", ADA)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "damage", ["", "[]", "{", '{"schema": "cvgen-site/1"}', '{"schema": "cvgen-site/1", "sites": 3}']
)
def test_a_damaged_list_makes_all_files_the_users(tmp_path, damage):
    write(tmp_path, "hugo", ADA)
    (tmp_path / NAME).write_text(damage, "utf-8")
    planned = write(tmp_path, "hugo", replace(ADA, publications=(replace(PAPER, year=2021),)))

    assert "content/publications/mud/index.md" in planned.of("yours")


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    profile, site = tmp_path / "profile.yaml", tmp_path / "site"
    profile.write_text("name: Ada Nordahl\ntalks: [{title: Mud}]\n", "utf-8")
    assert main(["site", str(profile), "--to", "hugo", "-o", str(site), "--dry-run"]) == 0

    assert "events/mud/index.md" in capsys.readouterr().out
    assert not site.exists()


def test_the_photo_is_part_of_the_site():
    photo = Photo(b"\xff\xd8", "Ada", 1, 1)
    for kind, name in (("hugo", "content/authors/me/avatar.jpg"), ("quarto", "photo.jpg")):
        assert files(kind, ADA, ENGLISH, photo)[name] == b"\xff\xd8"


# ---- Templates of the user ----------------------------------------------------------------------


def templates(folder, **texts):
    folder.mkdir()
    for section, text in texts.items():
        (folder / f"{section}.md.j2").write_text(text, "utf-8")
    return folder


@pytest.mark.long
def test_a_template_makes_the_text_of_each_page_and_the_site_still_reads_back(tmp_path):
    own = templates(tmp_path / "own", talks="At {{ entry.event }}, by {{ profile.name }}{% if false %}x{% endif %}")
    for kind in ("academicpages", "hugo"):
        site = tmp_path / kind
        apply(site, plan(site, kind, files(kind, profile_of("senior"), ENGLISH, None, own)))
        text = page_of(site, "shore-library").read_text("utf-8")

        assert text.endswith("\n\nAt Congress of the Estuarine Union, by Theodora Kallimanis-Wray\n")
        assert sites.read(site)[1].profile == public_part(profile_of("senior"))


@pytest.mark.long
def test_no_text_in_a_template_becomes_an_instruction(tmp_path):
    own = templates(tmp_path / "own", publications="{{ entry.title }} {{ entry.venue }} {{ '{{ site.x }}' }}")
    found = files("academicpages", profile_of("hostile"), ENGLISH, None, own)
    bodies = [data.decode().rpartition("\n---\n")[2] for name, data in found.items() if "_publications" in name]

    assert any("config" in body for body in bodies)
    assert not [body for body in bodies if "{{" in body or "{%" in body or "<script" in body]


@pytest.mark.long
def test_an_error_in_a_template_names_its_line(tmp_path, capsys):
    own = templates(tmp_path / "own", news="First line.\n{{ entry.titel }}\n")
    words = ["site", str(CASES["senior"]), "--to", "hugo", "-o", str(tmp_path / "site"), "--template", str(own)]
    assert main(words) == 1

    assert "news.md.j2:2:" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("kind", "section", "message"),
    [("hugo", "awards", "no template for pages"), ("al-folio", "talks", "no pages for each"),
     ("quarto", "talks", "no pages for each"), ("html", "talks", "a homepage alone")],
)  # fmt: skip
def test_a_template_that_has_no_pages_is_refused(tmp_path, kind, section, message):
    own = templates(tmp_path / "own", **{section: "x"})
    with pytest.raises(InputError, match=message):
        files(kind, ADA, ENGLISH, None, own)


# ---- The generators themselves ------------------------------------------------------------------

BAD = ("<script", "<img", "javascript:")
PAGE = "<html><body><h1>{title}</h1><p>{more}</p>{content}</body></html>"


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("hugo"), reason="Hugo is not installed")
@pytest.mark.parametrize("case", ["senior", "hostile"])
def test_hugo_builds_the_site(tmp_path, case):
    write(tmp_path, "hugo", profile_of(case))
    layouts = tmp_path / "layouts/_default"
    layouts.mkdir(parents=True)
    single = PAGE.format(
        title="{{ .Title | markdownify }}", more="{{ .Params.publication | markdownify }}", content="{{ .Content }}"
    )
    (layouts / "single.html").write_text(single, "utf-8")
    (layouts / "list.html").write_text("<html><body>{{ range .Pages }}{{ .Title }}{{ end }}</body></html>", "utf-8")
    settings = 'baseURL = "https://a.example.org/"\n[markup.goldmark.renderer]\nunsafe = true\n'
    (tmp_path / "hugo.toml").write_text(settings, "utf-8")
    command = ["hugo", "--config", "hugo.toml", "--buildFuture"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr

    pages = {path: path.read_text("utf-8") for path in (tmp_path / "public").rglob("*.html")}
    wanted = list((tmp_path / "content").rglob("index.md"))
    assert wanted
    assert all(tmp_path / "public" / path.parent.relative_to(tmp_path / "content") / "index.html" in pages
               for path in wanted)  # fmt: skip
    assert not [path for path, text in pages.items() if any(word in text for word in BAD)]


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("jekyll"), reason="Jekyll is not installed")
@pytest.mark.parametrize("case", ["senior", "hostile"])
def test_jekyll_builds_the_site(tmp_path, case):
    write(tmp_path, "academicpages", profile_of(case))
    (tmp_path / "_layouts").mkdir()
    page = PAGE.format(
        title="{{ page.title | markdownify }}", more="{{ page.venue }} {{ page.citation }}", content="{{ content }}"
    )
    for name in ("archive", "default"):
        (tmp_path / f"_layouts/{name}.html").write_text(page, "utf-8")
    kinds = "".join(f"  {kind}: {{output: true}}\n" for kind in ("publications", "talks", "teaching"))
    everywhere = 'defaults: [{scope: {path: ""}, values: {layout: default}}]\n'
    settings = f"collections:\n{kinds}include: [_pages]\nfuture: true\n{everywhere}"
    (tmp_path / "_config.yml").write_text(settings, "utf-8")
    done = subprocess.run(["jekyll", "build"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr

    pages = {path: path.read_text("utf-8") for path in (tmp_path / "_site").rglob("*.html")}
    assert len(pages) >= len(list(tmp_path.glob("_publications/*.md")))
    assert not [path for path, text in pages.items() if any(word in text for word in BAD)]
    if case == "hostile":
        assert any("{{ config }}" in text.replace("&#123;", "{") for text in pages.values())


def test_a_dollar_begins_no_formula_and_code_keeps_it(tmp_path):
    tide = Talk(title=Text("Tides"), note=Text("From $5 to $10 for `$x$` now"))
    body = files("academicpages", replace(ADA, talks=(tide,)), ENGLISH)["_talks/tides.md"].decode()

    assert body.rpartition("---\n")[2].strip() == "From &#36;5 to &#36;10 for `$x$` now"
    write(tmp_path, "academicpages", replace(ADA, talks=(tide,)))
    assert sites.read(tmp_path)[1].profile.talks == (tide,)
