"""What a piece of work costs: the memory that it takes at its peak, and the time of the processor."""

import contextlib
import gc
import os
import subprocess
import sys
import time
import tracemalloc
from dataclasses import dataclass

from tests.conftest import ROOT


@contextlib.contextmanager
def peak_memory():
    """Count the bytes that Python holds for the block -> a function that tells their peak."""
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@contextlib.contextmanager
def processor_time():
    """Measure the processor's time for the block -> a function that tells the seconds so far.

    Garbage is collected before: else the block would pay for what all tests before it have left.
    """
    gc.collect()
    gc.disable()
    began = time.process_time()
    try:
        yield lambda: time.process_time() - began
    finally:
        gc.enable()


@dataclass(frozen=True)
class Run:
    """A command that has ended: its exit code, its output, and what it took with all its processes."""

    code: int
    out: str
    err: str
    seconds: float
    megabytes: int


PROGRAM = """
import resource, sys
from cvgen.cli import main
code = main(sys.argv[2:])
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
used = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(sum(one.ru_utime + one.ru_stime for one in used), max(own, used[1].ru_maxrss), file=open(sys.argv[1], "w"))
sys.exit(code)
"""  # ru_maxrss of a process counts what its parent had when it was forked


def run(folder, *words):
    """Run cvgen in a folder -> what it said and what it took; the peak is that of its largest process."""
    command = [sys.executable, "-c", PROGRAM, folder / "used", *words]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True)
    seconds, kilobytes = (folder / "used").read_text("utf-8").split()
    out, err = (text.decode("utf-8", errors="replace") for text in (done.stdout, done.stderr))
    return Run(done.returncode, out, err, float(seconds), int(kilobytes) // 1024)
