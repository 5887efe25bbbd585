"""Read damaged samples with the importers, and check what comes out."""

import signal
import time
import traceback
from pathlib import Path

from cvgen import checks
from cvgen.importers import IMPORTERS, Imported, detect, importer, is_binary
from cvgen.importers.completion import complete
from cvgen.problems import InputError, render
from cvgen.profile import yaml as profile_yaml
from tools.fuzz.mutations import zipped

ROOT = Path(__file__).parent.parent.parent
SLOW, HANGS = 2.0, 20  # seconds
NAMES = sorted(set(IMPORTERS) - {"pdf"})  # whose words are read as a text


class Hang(BaseException):
    """A read that had to be stopped."""


def sources(name: str) -> list[str | bytes]:
    """The samples of an importer: texts, or the files of archives."""
    folder = ROOT / "tests/imports" / name
    if is_binary(name):
        return [archive(path) for path in sorted(folder.iterdir()) if path.is_dir()]
    return [path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.name.count(".") == 1]


def archive(folder: Path) -> bytes:
    """The files of a folder as an archive, such as a Word file."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return zipped({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def attempt(name: str, case: str | bytes) -> tuple[str, float]:
    """Detect, read, dump and show one case -> what went wrong, "" if nothing; how many seconds the processor took."""
    start, failure = time.process_time(), ""  # the clock runs on while other programs have the processor
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS)
    try:
        detect("file", case)
        check(importer(name)(case), case)
    except InputError as error:
        failure = "" if error.problems else "a InputError without a problem"
    except Hang:
        failure = f"a read that takes longer than {HANGS} s"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        failure = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {str(error)[:100]!r}"
    finally:
        signal.alarm(0)
    taken = time.process_time() - start
    return failure or (f"a read that takes longer than {SLOW} s" if taken > SLOW else ""), taken


def check(imported: Imported, case: str | bytes) -> None:
    """What was read passes cvgen check without an error, and reads back the same; what was noted can be shown."""
    profile = complete(imported).profile
    if len(profile.publications) < 200:
        loaded = profile_yaml.load(profile_yaml.dump(profile))
        assert loaded.profile == profile, "it does not read back the same"
        errors = [problem.message for problem in checks.check(profile, {}) if problem.severity == "error"]
        assert not errors, f"cvgen check: {errors[0]}"
    render(imported.problems, "file", case if isinstance(case, str) else "")


def stop(*_: object) -> None:
    raise Hang
