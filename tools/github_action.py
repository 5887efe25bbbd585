"""The steps of the GitHub Action: action.yml runs  python -P github_action.py STEP  in the repository of a CV.

The inputs come in the environment, so that no text of others becomes part of a command of the shell.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

CVGEN = [sys.executable, "-P", "-m", "cvgen"]  # -P: the current folder may have modules of others
HERE = Path(__file__).resolve().parent.parent
LONGEST = 60_000  # characters; GitHub refuses a comment of more than 65,536
SECONDS = 30  # for an answer of GitHub
AUTHOR = ("-c", "user.name=cvgen", "-c", "user.email=cvgen@users.noreply.github.com")
# What GitHub would turn into a message to somebody, or a reference to an issue; links stay as they are.
REFERENCE = re.compile(r"(https?://\S*)|(?<!\w)([@#])(?=\w)")
WORD_JOINER = "\u2060"  # takes no space and ends a reference


def env(name: str) -> str:
    """Return an input, "" if it is not set."""
    return os.environ.get(name, "")


def install() -> int:
    """Install cvgen from the checkout of the action, with the libraries that its lock names."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    libraries = subprocess.run([*pip, "--require-hashes", "-r", str(HERE / "requirements.lock")])
    if libraries.returncode:
        return libraries.returncode
    return subprocess.run([*pip, "--no-deps", "--no-build-isolation", str(HERE)]).returncode


def check() -> int:
    """Check the profile; GitHub shows each problem beside its line."""
    strict = ["--strict"] if env("CVGEN_STRICT") == "true" else []
    return subprocess.run([*CVGEN, "check", env("CVGEN_PROFILE"), "--format", "github", *strict]).returncode


def build() -> int:
    """Build the documents of the profile."""
    words = ["build", env("CVGEN_PROFILE"), "-o", env("CVGEN_OUTPUT"), *shlex.split(env("CVGEN_OPTIONS"))]
    return subprocess.run([*CVGEN, *words]).returncode


def refresh() -> int:
    """Ask the sources of the profile for new works and add them; tell the next steps whether there are any."""
    words = ["refresh", env("CVGEN_PROFILE"), "--write", "--to", "md"]
    done = subprocess.run([*CVGEN, *words], stdout=subprocess.PIPE)
    if done.returncode > 1:
        return done.returncode  # the profile has an error, or a source did not answer
    Path(env("CVGEN_REPORT")).write_bytes(done.stdout)
    with open(env("GITHUB_OUTPUT"), "a", encoding="utf-8") as file:
        file.write(f"new={'true' if done.returncode else 'false'}\n")
    return 0


def propose() -> int:
    """Put the new works on a branch of their own, and open a pull request with the report, or update the open one."""
    profile, branch, base = env("CVGEN_PROFILE"), env("CVGEN_BRANCH"), env("GITHUB_REF_NAME")
    if branch == base:
        return fail(f"the workflow runs on {branch}, the branch for new works; run it on another one")
    noted = Path(profile).parent / ".cvgen"  # what each source said, so that nothing that was deleted comes back
    git("switch", "--quiet", "-C", branch)
    git("add", "--", profile, str(noted))
    git(*AUTHOR, "commit", "--quiet", "--message", "New works")
    git("push", "--quiet", "--force", "origin", branch)
    text = comment_of(Path(env("CVGEN_REPORT")).read_text("utf-8"), profile, env("CVGEN_ARTIFACT"))
    try:
        open_pull_request(branch, base, text)
    except HTTPError as error:
        if error.code != 403:
            raise
        return fail("The token may not open a pull request. Allow it in the settings, Actions, General.")
    return 0


def git(*words: str) -> None:
    """Run git; raise CalledProcessError if it fails, after its own message."""
    subprocess.run(["git", *words], check=True)


def open_pull_request(branch: str, base: str, text: str) -> None:
    """Open the pull request of a branch, or give the open one a new text; raise HTTPError if GitHub refuses."""
    repository = env("GITHUB_REPOSITORY")
    pulls = f"{env('GITHUB_API_URL')}/repos/{repository}/pulls"
    head = quote(f"{repository.partition('/')[0]}:{branch}", safe="")
    if opened := ask("GET", f"{pulls}?state=open&head={head}&base={quote(base, safe='')}"):
        ask("PATCH", f"{pulls}/{int(opened[0]['number'])}", {"body": text})
    else:
        ask("POST", pulls, {"title": "New works", "head": branch, "base": base, "body": text})


def compare() -> int:
    """Write the text of the comment: what changed in the profile since the base of the pull request."""
    base, profile = env("CVGEN_BASE"), env("CVGEN_PROFILE")
    if not re.fullmatch("[0-9a-f]{40,64}", base):
        return fail(f"the base of the pull request is not a commit: {base!r}")
    if not exists(f"{base}^{{commit}}"):
        subprocess.run(["git", "fetch", "--quiet", "--no-tags", "--depth=1", "origin", base], check=True)
    if exists(f"{base}:./{profile}"):
        done = subprocess.run([*CVGEN, "diff", base, "--profile", profile, "--to", "md"], capture_output=True)
        if done.returncode > 1:
            sys.stderr.buffer.write(done.stderr)
            return done.returncode
        changes = done.stdout.decode()
    else:
        changes = "This pull request adds the profile.\n"
    text = comment_of(changes, profile, env("CVGEN_ARTIFACT"))
    Path(env("CVGEN_COMMENT")).write_text(text, "utf-8")
    if summary := env("GITHUB_STEP_SUMMARY"):
        with open(summary, "a", encoding="utf-8") as file:
            file.write(text)
    return 0


def exists(thing: str) -> bool:
    """Whether git has a commit or a file of one."""
    return not subprocess.run(["git", "cat-file", "-e", thing], stderr=subprocess.DEVNULL).returncode


def comment_of(changes: str, profile: str, artifact: str) -> str:
    """Return the comment for changes in Markdown: it calls nobody, and is short enough for GitHub."""
    quiet = REFERENCE.sub(lambda found: found[1] or found[2] + WORD_JOINER, changes)
    lower = re.sub(r"^(#+ )", r"##\1", quiet, flags=re.MULTILINE)  # a comment has no headings of a page
    if len(lower) > LONGEST:
        lower = lower[:LONGEST].rpartition("\n")[0] + "\n\nThis list is cut here: run `cvgen diff` to see all of it.\n"
    more = f"\n[The documents of this pull request]({artifact})\n" if artifact else ""
    return f"{marker(profile)}\n{lower}{more}"


def marker(profile: str) -> str:
    """Return the first line of the comment about a profile, by which the next run finds it."""
    return f"<!-- cvgen: {re.sub('-+|>', '-', profile)} -->"


def comment() -> int:
    """Put the text into the comment of an earlier run, or into a new one; a fork may not write, which is no error."""
    text = Path(env("CVGEN_COMMENT")).read_text("utf-8")
    repository = f"{env('GITHUB_API_URL')}/repos/{env('GITHUB_REPOSITORY')}"
    comments = f"{repository}/issues/{int(env('CVGEN_PULL_REQUEST'))}/comments"
    try:
        known = previous(comments, text.partition("\n")[0])
        if known:
            ask("PATCH", f"{repository}/issues/comments/{known}", {"body": text})
        else:
            ask("POST", comments, {"body": text})
    except HTTPError as error:
        if error.code not in (401, 403, 404):
            raise
        print("::notice title=cvgen::The token may not comment; the changes are in the summary of this run.")
    return 0


def previous(comments: str, first_line: str) -> int | None:
    """Return the number of the comment that an earlier run wrote, None if there is none."""
    page = 1
    while found := ask("GET", f"{comments}?per_page=100&page={page}"):
        for one in found:
            if one["user"]["type"] == "Bot" and one["body"].splitlines()[:1] == [first_line]:
                return int(one["id"])
        page += 1
    return None


def ask(method: str, address: str, body: object = None) -> list[dict]:
    """Return the answer of GitHub; raise HTTPError if it refuses."""
    headers = {"Authorization": f"Bearer {env('CVGEN_TOKEN')}", "Accept": "application/vnd.github+json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(address, data, headers, method=method), timeout=SECONDS) as answer:
        return json.load(answer)


def fail(message: str) -> int:
    """Report an error at the workflow; return the exit code."""
    print(f"::error title=cvgen::{message}")
    return 1


STEPS = {step.__name__: step for step in (install, refresh, check, build, compare, comment, propose)}

if __name__ == "__main__":
    sys.exit(STEPS[sys.argv[1]]())
