"""python -m cvgen: the same as the command `cvgen`."""

from cvgen.cli import run

if __name__ == "__main__":
    raise SystemExit(run())
