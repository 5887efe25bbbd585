"""What each command says of itself with --help."""

ABOUT = """One profile.yaml becomes every CV document an academic is asked for.

  cvgen new "Ada Lovelace"    write a first profile.yaml, with comments
  cvgen build                 make output/cv.pdf and output/bio.pdf from it
  cvgen check                 say what is wrong in it, with line and column
  cvgen import refs.bib       read what you have already
  cvgen diff                  say what changed since the last version"""

BUILD = """Make the documents of a profile: the full CV (cv) and the one-page bio (bio).
Nothing is written unless all of them could be made, and what has not changed is left alone.

  cvgen build                          output/cv.pdf and output/bio.pdf
  cvgen build --only bio --paper letter
  cvgen build --to txt                 plain text for forms: output/cv.txt, output/bio.txt
  cvgen build --to pdf --to html -o ~/application"""

WATCH = """Make the documents after each save of the profile, its photo, or a style or language of your own. Mistakes
are told as by cvgen check, and the documents stay as they were until they are mended. Ctrl-C ends it.

  cvgen watch
  cvgen watch --only cv --style mine.css"""

BATCH = """Make the documents of many profiles, on all cores, each in a folder of its own: people/ada.yaml goes into
output/ada, people/bob/profile.yaml into output/bob. One that fails stops no other; summary.json says what came of
each, and the exit code is 1 if any failed. The same command again makes only what is missing or has changed.

  cvgen batch people -o output
  cvgen batch 'people/*/profile.yaml' --only bio --jobs 4"""

BIO = """Print a biography in the third person as plain text, never longer than asked for and never cut in a sentence.
One that you wrote is taken where it fits; else, or behind it, come sentences made of the profile's facts.

  cvgen bio                            in 50, 100 and 200 words
  cvgen bio --words 75 | pbcopy        the text alone, for the clipboard
  cvgen bio --chars 600 --words 150"""

CHECK = """Read a profile and say everything that is wrong in it at once, each with its line, its column
and a way to mend it. The exit code is 1 when there is an error, 0 when there are only warnings or nothing.

  cvgen check
  cvgen check cv/profile.yaml"""

NEW = """Write a short profile.yaml with comments for the name given. It can be built at once:

  cvgen new "Ada Lovelace"
  cvgen build"""

EXTRACT = """Print the profile that a PDF made by cvgen carries: what that document shows, and nothing else.
It is verified: if the file was changed since it was made, this says so.

  cvgen extract output/cv.pdf > sent-in-november.yaml"""

COAUTHORS = """List everybody who wrote a paper with you in the last months: name, affiliation where a mentee's entry
tells it, the newest year, and the number of papers. Funders ask for it to find reviewers without a conflict.

  cvgen coauthors --months 48
  cvgen coauthors -o coauthors.xlsx"""

SCHEMA = """Print the JSON Schema of profile.yaml. An editor that knows it completes keys and marks mistakes:

  cvgen schema > profile.schema.json
  and as the first line of profile.yaml:
  # yaml-language-server: $schema=profile.schema.json"""

KIT = """Make what the organizer of a talk asks for, in one folder or ZIP file: the one-page bio, the biography in 50,
100 and 200 words as text, Markdown and web page, the photo in two sizes with its credit, and about.txt with your
name, how it is pronounced, your links, and the talk.

  cvgen kit --talk "Notes on the Engine" --abstract abstract.txt
  cvgen kit -o kit.zip"""

REPORT = """Say what happened in a time: papers that were accepted or appeared, honors, awards, grants, talks, teaching,
service, mentees who began and graduated, each group with its number.

Where the profile is in a git repository, it is compared with the version of that day, and nothing needs a date;
elsewhere, or with --by-dates, the dates of the entries decide, and the report marks those of which only the year
is known.

  cvgen report --since 2025
  cvgen report --since 2025-09 --until 2026-08 -o report.pdf
  cvgen report --since 2025 --to md"""

DIFF = """Say what changed between two versions of a CV, as an academic would: accepted, a new honor, a position that
ended. The order of entries and the form of a title are no changes; they are counted, and told with --all.
The exit code is 0 when nothing changed, 1 when something did, 2 when one side can't be used.

  cvgen diff                             what changed since the last commit
  cvgen diff cv-sent-in-march.pdf        what is new since the PDF that was sent
  cvgen diff HEAD~3                      since three commits ago
  cvgen diff v2024..v2025                between two tags
  cvgen diff old.yaml new.yaml --to md
  cvgen diff old.pdf new.pdf -o redline.pdf"""

IDENTIFY = """Find the revision of git that a PDF was made of: which version did I send?

  cvgen identify cv-sent-in-march.pdf"""

ID = """Give each publication that has none an id such as yao2020-knowledge. With ids, versions of a CV match for
certain, even when title, venue and year change. Nothing else in the file is touched.

  cvgen id                             show the ids
  cvgen id --write                     put them into profile.yaml"""

GIT_SETUP = """Let git diff and git log -p show a profile, and the PDFs made of it, entry by entry, with titles at the
head of each hunk. It writes .gitattributes and the configuration of this repository.

  cvgen git-setup
  git difftool -t cvgen HEAD~1"""

TEXTCONV = """Print a profile, or the one inside a PDF, as text that git compares line by line: a block for each
entry, in an order of its own. Any other file is printed as it is. cvgen git-setup makes git use it."""

IMPORT = """Read what another program or page has, and print it as a profile; with --into, show what it would change in
yours, and with --write, change it. Nothing of yours is overwritten, moved or removed: empty keys are filled, new
entries are added, and what the source says otherwise is told. Comments and blank lines stay as they are.

It reads BibTeX, CSL-JSON, RIS, ORCID, DBLP, OpenAlex, Crossref, arXiv, JSON Resume, RenderCV, al-folio, LinkedIn's
and Google Scholar's exports, academic homepages in Markdown, and author pages of Arrow. Which it is, it finds out.

  cvgen import refs.bib > profile.yaml
  cvgen import refs.bib --into profile.yaml
  cvgen import refs.bib --into profile.yaml --write"""

FETCH = """Ask a service for what it knows, and save its answer for cvgen import: Crossref or doi.org for a DOI, arXiv,
ORCID, DBLP. This and cvgen enrich are the only commands that go online. Answers are kept for 30 days.

  cvgen fetch doi:10.1145/3394171.3413621
  cvgen fetch orcid:0000-0002-1825-0097 dblp:65/9612
  cvgen import 0000-0002-1825-0097.json --into profile.yaml"""

ENRICH = """Fill what is missing in publications that have a DOI or arXiv number: venue, year, volume, issue, pages.
Only empty keys are filled, and only where title and authors agree; nothing else in the file is touched.

  cvgen enrich --dry-run
  cvgen enrich"""
