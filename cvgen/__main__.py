"""python -m cvgen: the same as the command `cvgen`."""

from cvgen.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
