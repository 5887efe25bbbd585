"""The command line: parse, call, print. Nothing else prints."""

import gc
import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from cvgen.cli.output import report, report_crash
from cvgen.cli.parser import command_line
from cvgen.cli.terminal import Screen
from cvgen.problems import InputError, Problem, SetupError


def run() -> int:
    """Run the command `cvgen` in a new process, which frees no memory before it ends."""
    gc.disable()
    os.environ |= NO_CODE_FROM_HERE
    signal.signal(signal.SIGTERM, _terminate)
    code = main()
    gc.freeze()  # else the interpreter would look through everything once more at its end
    return 128 + signal.SIGTERM if STOPS else code


# The current folder may hold files of others: no process that we start imports a module or runs a program from it.
NO_CODE_FROM_HERE = {"PYTHONSAFEPATH": "1", "NoDefaultCurrentDirectoryInExePath": "1"}
STOPS: list[int] = []  # the signals that ended this process


def _terminate(number: int, frame: object) -> None:
    STOPS.append(number)
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code: 0 done, 1 errors to fix (on stderr), 2 wrong usage, 130 stopped."""
    _prepare_streams()
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["help"]:  # as people know it from git
        words = [*words[1:2], "--help"]
    options = command_line(words).parse_args(words)
    try:
        code = options.run(options) or 0
        if sys.stdout:
            sys.stdout.flush()  # a full disk must fail here, not when the interpreter ends
        return int(code)
    except InputError as error:
        report(error.problems, error.name or str(getattr(options, "profile", "cvgen")), error.source)
        return 1
    except SetupError as error:
        report([Problem(str(error), hint=error.hint)], "cvgen", "")
        return 1
    except BrokenPipeError:  # a reader of our output, such as head, has closed it
        _silence()
        return 0
    except OSError as error:  # the disk under our own output is full, for one
        _silence()
        print(f"cvgen: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing was written", file=sys.stderr)
        return 130
    except Exception:
        import traceback  # here, because few runs need it

        report_crash(traceback.format_exc(), options.debug)
        return 1


def _prepare_streams() -> None:
    """Make a name that the terminal can't show no reason to stop, and a control character in a text harmless."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - until the process ends
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
            setattr(sys, name, Screen(stream))


def _silence() -> None:
    """Send to nowhere what the interpreter will flush at its end and could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
