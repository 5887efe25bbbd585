"""Some work that is done again and again in a child that is killed a moment later each time.

This is a program of its own, because each child is a copy of its parent: that of a process with all tests takes long.
"""

import os
import signal
import sys
from pathlib import Path

from cvgen import files
from cvgen.files import own
from cvgen.files.outputs import JOURNAL

OLD, NEW = b"name: Ada Poe\n", b"new"


def leftovers(folder):
    """Return the names of the files that a write leaves only if it is killed."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith((".cvgen-tmp", JOURNAL)))


def killed(work, number):
    """Do some work in a child that is killed before its call number N of a C function; return whether it was."""
    child = os.fork()
    if not child:
        calls = 0

        def count(frame, event, argument):
            nonlocal calls
            calls += event == "c_call"
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)
        work()
        sys.setprofile(None)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def moments(prepare, work):
    """Prepare and do some work, killed at each moment of it in turn -> the number of each moment, after its kill."""
    number = 1
    prepare()
    while killed(work, number):
        yield number
        number += 1
        prepare()
    assert number > 50


def one_file(folder):
    """The file of the user is one of its two versions, and can be written again."""
    path, seen = folder / "profile.yaml", set()
    path.write_bytes(OLD)
    files.replace(path, OLD, OLD)  # modules are loaded
    for number in moments(lambda: path.write_bytes(OLD), lambda: files.replace(path, NEW, OLD)):
        assert path.read_bytes() in (OLD, NEW), number
        seen.add(path.read_bytes())
        files.replace(path, b"next", path.read_bytes())
        assert path.read_bytes() == b"next", number
        assert leftovers(folder) == [], number
    assert seen == {OLD, NEW}


def one_file_without_an_exchange(folder):
    """As above, where the system can't exchange two files."""
    own._exchange = lambda one, other: False
    one_file(folder)


def outputs(folder):
    """The outputs are all of one version once the next command has run."""
    versions = ({"cv.pdf": version, "bio.pdf": version} for version in (b"old", b"new"))
    (old, new), seen = versions, set()
    files.write(folder, new)
    for number in moments(lambda: files.write(folder, old), lambda: files.write(folder, new)):
        assert {path.read_bytes() for path in folder.glob("*.pdf")} <= {b"old", b"new"}, number
        files.write(folder, {"other": b""})
        (version,) = {path.read_bytes() for path in folder.glob("*.pdf")}
        seen.add(version)
        assert leftovers(folder) == [], number
    assert seen == {b"old", b"new"}


WORK = {work.__name__: work for work in (one_file, one_file_without_an_exchange, outputs)}

if __name__ == "__main__":
    os.fsync = lambda handle: None  # nobody pulls the plug
    WORK[sys.argv[1]](Path(sys.argv[2]))
