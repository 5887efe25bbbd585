"""The command line: parse, call, print. The only part that prints."""

import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from cvgen.cli.output import report
from cvgen.cli.parser import command_line
from cvgen.problems import Problem, ProfileError, SetupError


def run() -> int:
    """The command `cvgen`: a process that lives for one command frees no memory, since its end does that at once."""
    gc.disable()
    code = main()
    gc.freeze()  # else the interpreter looks through everything once more before it ends
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Words of the command line -> exit code: 0 done, 1 something to mend (said on stderr), 2 wrong usage."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal can't show is no reason to stop
    words = sys.argv[1:] if arguments is None else arguments
    options = command_line(words).parse_args(words)
    try:
        code = options.run(options) or 0
        if sys.stdout:
            sys.stdout.flush()  # what can't be written must fail here, not in the interpreter's last moment
        return int(code)
    except ProfileError as error:
        report(error.problems, error.name or str(getattr(options, "profile", "cvgen")), error.source)
        return 1
    except SetupError as error:
        report([Problem(str(error), hint=error.hint)], "cvgen", "")
        return 1
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _silence()
        return 0
    except OSError as error:  # the disk under our own output is full, for one
        _silence()
        print(f"cvgen: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing was written", file=sys.stderr)
        return 130


def _silence() -> None:
    """Let the interpreter flush at its end what could not be written, into nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
