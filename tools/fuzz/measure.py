"""Run a function in a forked child -> how it ended, and what it took."""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

MOST_SECONDS, MOST_MEGABYTES = 10.0, 500  # of a run
KILLED = 30  # seconds of the processor after which a run is killed; what it has reached is known by then
WAITED = 300  # seconds of the clock, for one that waits for something: the machine may have other work
ADDRESSES = 6_000_000_000  # bytes; the engines reserve much more than they use


@dataclass(frozen=True)
class Run:
    """How a child ended: its exit code, minus the signal that killed it, what it printed, and what it took."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: int

    def failure(self, codes: tuple[int, ...]) -> str:
        """What is wrong with the run, "" if nothing; `codes` are the exit codes that it may have."""
        if "Traceback (most" in self.err:
            return last_of_traceback(self.err)
        if self.code == -signal.SIGXCPU or self.seconds > MOST_SECONDS:
            return f"more than {MOST_SECONDS:g} s"
        if self.megabytes > MOST_MEGABYTES:
            return f"more than {MOST_MEGABYTES} MB"
        if self.code not in codes:
            said = (self.out or self.err).strip().splitlines()
            return f"exit code {self.code} {said[-1].partition(': ')[0] if said else ''}".strip()
        return "no message" if self.code and not (self.err.strip() or self.out.strip()) else ""


def last_of_traceback(text: str) -> str:
    """A traceback -> its last place and its error: "KeyError in style.py:48"."""
    lines = text.splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith('  File "')]
    error = next(line for line in lines[(places or [0])[-1] + 1 :] if line and not line.startswith(" "))
    if not places:
        return error
    _, path, line = lines[places[-1]].split('"')
    return f"{error.partition(':')[0]} in {Path(path).name}:{line.split()[2].strip(',')}"


def measured(work: Callable[[], int], folder: Path) -> Run:
    """Run `work` in a child whose current folder is `folder`; it returns its exit code."""
    shared = _resident()
    child = os.fork()
    if not child:
        _work(work, folder)
    with suppress(OSError):
        os.setpgid(child, child)

    def stop(*_: object) -> None:
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(WAITED)
    _, status, used = os.wait4(child, 0)
    signal.alarm(0)
    with suppress(ProcessLookupError):
        stop()  # what it has left behind
    out, err = ((folder / name).read_text("utf-8", errors="replace") for name in ("stdout", "stderr"))
    own = max(0, used.ru_maxrss - shared) // 1024
    return Run(os.waitstatus_to_exitcode(status), out, err, used.ru_utime + used.ru_stime, own)


def _resident() -> int:
    """The kilobytes of this process that a child begins with, files aside: a run of tests has hundreds of megabytes."""
    with suppress(OSError):
        _, resident, of_files, *_ = map(int, Path("/proc/self/statm").read_text().split())
        return (resident - of_files) * os.sysconf("SC_PAGE_SIZE") // 1024
    return 0


def _work(work: Callable[[], int], folder: Path) -> NoReturn:
    """Run `work` with its own output, folder and limits, and leave without running anything of the parent's."""
    code = 70
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (KILLED, KILLED + 5))
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
        os.chdir(folder)
        for number, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
        try:
            code = work()
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
