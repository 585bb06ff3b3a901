"""The command: parse, call, print.  One file per command; `main` is what the shell starts."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code (`exit_codes.EXIT_CODES`); user errors are one line on standard error."""
    from corpusclean.process import begin

    begin()
    from corpusclean.cli.app import start

    return start(sys.argv[1:] if arguments is None else arguments)
