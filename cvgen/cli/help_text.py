"""The description of each command that --help prints."""

ABOUT = """Build every CV document an academic is asked for from one profile.yaml.

  cvgen new "Ada Lovelace"    write a first profile.yaml, with comments
  cvgen build                 build output/cv.pdf and output/bio.pdf
  cvgen check                 report errors and warnings, with line and column
  cvgen import refs.bib       import what you already have
  cvgen diff                  report what changed since the last version"""

BUILD = """Build the documents of a profile: the full CV (cv) and the one-page bio (bio).
Documents that are up to date are not rebuilt. If one document fails, none is written.

  cvgen build                          output/cv.pdf and output/bio.pdf
  cvgen build --only bio --paper letter
  cvgen build --style all -o looks     every style, and looks/index.html to choose from
  cvgen build --only bio --to png      a picture of the first page, here output/bio.png
  cvgen build --to txt                 plain text for web forms: output/cv.txt, output/bio.txt
  cvgen build --to pdf --to html -o ~/application"""

WATCH = """Build the documents each time you save the profile, its photo, or a style, language or template file.
If there is an error, cvgen reports it and keeps the previous documents until you fix it. Press Ctrl-C to stop.

  cvgen watch
  cvgen watch --only cv --style mine.css"""

CITE = """Print the works of a file as a list of references, sorted as the style wants it. The file may be a profile, or
anything that cvgen import reads.

  cvgen cite refs.bib --style ieee
  cvgen cite profile.yaml --style mine.csl --to html"""

PREVIEW = """Show the pages in the browser while you write: they follow each save. Click an entry to change it there,
without YAML, or to see its line. The page is served on this computer alone, at an address with a secret part. Press
Ctrl-C to stop.

  cvgen preview
  cvgen preview --style modern --no-browser"""

BATCH = """Build the documents of many profiles on all cores, each into a separate folder: people/ada.yaml into
output/ada, people/bob/profile.yaml into output/bob. A failure does not stop the others. summary.json and summary.csv
have the result of each profile; the exit code is 1 if any failed. Run the command again to build only what is missing
or out of date.

With --scheduler, the workers of a Dask cluster build them. Profiles and photos travel to the workers and the documents
come back, so the machines need no common disk.

  cvgen batch people -o output
  cvgen batch 'people/*/profile.yaml' --only bio --jobs 4
  cvgen batch people --scheduler tcp://192.0.2.1:8786"""

BIO = """Print a biography in the third person as plain text, never longer than the limit and never cut within a
sentence. It is the one in your profile if that fits. Otherwise, or if there is space left, cvgen writes sentences
from the entries of the profile, in English or German.

  cvgen bio                            at most 50, 100 and 200 words
  cvgen bio --words 75 | pbcopy        only the text, for the clipboard
  cvgen bio --chars 600 --words 150
  cvgen bio --language de              in German, from the entries
  cvgen bio --badge                    name, role and affiliation on one line"""

CHECK = """Report all errors and warnings of a profile at once, with line, column and how to fix them.
The exit code is 1 if there is an error, else 0.

  cvgen check
  cvgen check cv/profile.yaml"""

NEW = """Write a short profile.yaml with comments, ready to build:

  cvgen new "Ada Lovelace"
  cvgen build

Or write a template, a page for you to change:

  cvgen new --template
  cvgen build --template cv.html.j2"""

EXTRACT = """Print the profile inside a PDF or a Word file that cvgen made: what the document shows, and nothing else.
If the profile inside was changed after the file was built, the command fails.

  cvgen extract output/cv.pdf > sent-in-november.yaml"""

COAUTHORS = """List everybody who published with you in recent months: name, affiliation if they are among your
mentees or referees, last year, and number of papers. Funders use such lists to find reviewers without a conflict of
interest. NSF and DOE want theirs in a spreadsheet: download it, and --into fills in a copy, with advisors, students,
collaborators and editors as well. Only values of cells change; where a table is full, rows are inserted.

  cvgen coauthors --months 48
  cvgen coauthors -o coauthors.xlsx
  cvgen coauthors --into coa_template.xlsx -o coa.xlsx"""

SCHEMA = """Print the JSON Schema of profile.yaml, which editors use for completion and error marks:

  cvgen schema > profile.schema.json
  and as the first line of profile.yaml:
  # yaml-language-server: $schema=profile.schema.json

  cvgen schema --of form > form.schema.json      for a form of a funder"""

FORMS = """List the forms of funders that cvgen can fill in, with the day on which each was compared with its source.
With a name, print what the form asks for, its limits, and the modules that statements of a profile answer.

  cvgen forms
  cvgen forms erc-2027
  cvgen check --form erc-2027          every limit, with the line of the profile
  cvgen build --form erc-2027          output/erc-2027.pdf
  cvgen build --form snsf              output/snsf.html and snsf.txt, to paste into a portal
  cvgen build --form erc-2027 --to docx --draft"""

STYLES = """List the styles that cvgen brings, with a line on each. To see your own documents in all of them, build them
in every style and open the page of pictures:

  cvgen styles
  cvgen build --style all -o looks --open"""

COMPLETION = """Print the script with which your shell completes the commands, options and files of cvgen. Put it where
your shell looks for such scripts:

  cvgen completion bash > ~/.local/share/bash-completion/completions/cvgen
  cvgen completion fish > ~/.config/fish/completions/cvgen.fish
  cvgen completion zsh > ~/.zfunc/_cvgen      with  fpath+=~/.zfunc  before compinit in ~/.zshrc"""

KEYS = """List every key of profile.yaml with its meaning and its other names, or the keys of one section.

  cvgen keys publications"""

KIT = """Collect what the organizer of a talk asks for in a folder or ZIP file: the one-page bio, also on A5 as a
handout; a slide for whoever introduces you, as PDF and picture; biographies of 50, 100 and 200 words as text, Markdown
and web page; your photo in two sizes; and about.txt with your name, its pronunciation, a line for your badge, your
links, and the talk.

  cvgen kit --talk "Notes on the Engine" --abstract abstract.txt
  cvgen kit -o kit.zip"""

SITE = """Write the publications, talks, courses, news and people of a profile as the files of a web site: a page or an
item for each, with lasting names. Only new and changed files are written. Your own files, and pages that you edited,
are left as they are and reported; a page whose entry has gone is deleted. cvgen import reads the site back.

  cvgen site --to academicpages -o ../mysite --dry-run
  cvgen site --to hugo -o ../mysite
  cvgen import ../mysite --into profile.yaml"""

REPORT = """Summarize your activity in a period: papers accepted or published, honors, awards, grants, talks,
teaching, service, mentees who started or finished, with the number of each.

If the profile is in a git repository, it is compared with the version at the start of the period, so that entries
need no dates. Otherwise, or with --by-dates, the dates of the entries decide; the report marks entries of which
only the year is known. Grants, courses and service count if they ran at any time in the period.

  cvgen report --since 2025
  cvgen report people --since 2025     all profiles in a folder
  cvgen report --since 2025-09 --until 2026-08 -o report.pdf
  cvgen report --since 2025 --to md"""

DIFF = """Report what changed between two versions of a CV, in the words of an academic: accepted, new honor, ended.
Changes of form, such as the case of a title, and of order are only counted; --all lists them. The exit code is 0 if
nothing changed, 1 if something changed, 2 on error.

  cvgen diff                             since the last commit
  cvgen diff cv-sent-in-march.pdf        since the PDF that you sent
  cvgen diff HEAD~3                      since three commits ago
  cvgen diff v2024..v2025                between two tags
  cvgen diff --since Stanford            since you sent something there (see cvgen sent)
  cvgen diff --since Stanford --to txt   what is new, for an e-mail
  cvgen diff old.yaml new.yaml --to md
  cvgen diff old.pdf new.pdf -o redline.pdf"""

SENT = """Keep a list of what you sent to whom, in .cvgen/sent.yaml beside the profile, with the profile inside each
PDF, or the words of a PDF that has none. Without a file, print the list, and how much has changed since. cvgen diff
--since compares with what you sent.

  cvgen sent cv.pdf --to "Stanford, assistant professor"
  cvgen sent cv.pdf --to "Stanford, assistant professor" --date 2026-03-01
  cvgen sent
  cvgen diff --since Stanford"""

IDENTIFY = """Find the git revision from which a PDF was built: which version did I send?

  cvgen identify cv-sent-in-march.pdf"""

ID = """Propose a permanent id, such as yao2020-knowledge, for each publication without one. With ids, versions of a
CV match even if title, venue and year change. Nothing else in the file changes.

  cvgen id                             show the ids
  cvgen id --write                     add them to profile.yaml"""

GIT_SETUP = """Make git diff and git log -p show profiles and their PDFs entry by entry, with titles at the head of
each hunk. This writes .gitattributes and the configuration of the repository.

  cvgen git-setup
  git difftool -t cvgen HEAD~1"""

TEXTCONV = """Print a profile, or the one inside a PDF, as text that git compares line by line: a block for each
entry, in a fixed order. Any other file is printed unchanged. cvgen git-setup configures git to use this command."""

IMPORT = """Read a file of another program or service and print it as a profile. With --into, show what it would
change in your profile; with --write as well, change it. Nothing is overwritten, moved or removed: empty keys are
filled, new entries are added, and conflicts are reported. Comments and blank lines are kept.

Formats: BibTeX, CSL-JSON, CSL-YAML, RIS, Zotero RDF, EndNote XML, PubMed (NBIB), ORCID, DBLP, OpenAlex, Crossref,
INSPIRE, arXiv, JSON Resume, RenderCV, al-folio, exports of LinkedIn, Google Scholar, Scopus, Web of Science and Publish
or Perish, CVs in Word, PDF and plain text, academic homepages in Markdown, author pages of Arrow, and the folder of a
web site made with academicpages, al-folio, Hugo or Quarto. The format is detected.

  cvgen import refs.bib > profile.yaml
  cvgen import refs.bib --into profile.yaml
  cvgen import refs.bib --into profile.yaml --write"""

TRANSLATE = """List the texts of a profile that have no version in a language, each with an empty place for its
translation, for somebody who has never seen a profile; then write the translations into the profile. Nothing else in
the file changes. A text of the list that is no longer that of the profile is an error, and nothing is written.

  cvgen translate --list de > todo.yaml
  cvgen translate --apply todo.yaml"""

FETCH = """Ask a service what it knows about a paper or a person, and save the answer for cvgen import: Crossref or
doi.org for a DOI, arXiv, ORCID, DBLP, OpenAlex. Only fetch, enrich and refresh go online. Answers are cached for 30
days.

  cvgen fetch doi:10.1145/3394171.3413621
  cvgen fetch orcid:0000-0002-1825-0097 dblp:65/9612
  cvgen import 0000-0002-1825-0097.json --into profile.yaml"""

ENRICH = """Fill in missing venues, years, volumes, issues, pages and identifiers of publications that have a DOI or
arXiv number. Only empty keys are filled, and only if title and authors agree. Nothing else in the file changes.

  cvgen enrich --dry-run
  cvgen enrich"""

REFRESH = """Ask the sources of the profile for works that it lacks, and show them as cvgen diff would. With --write,
add them at the top of the publications, and fill empty keys. Other people's works, duplicates and works that you
rejected stay out. The sources are in the profile:

  sources: {orcid: 0000-0002-1825-0097, dblp: 65/9612, bib: refs.bib}

The exit code is 0 if nothing is new, 1 if something is, 2 on error, and 3 if nothing is new and a source did not
answer. Answers are cached for a day.

  cvgen refresh
  cvgen refresh --write --to md > new.md
  cvgen refresh --reject doi:10.1145/3394171.3413621"""
