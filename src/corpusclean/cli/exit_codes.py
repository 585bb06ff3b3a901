"""The one table of exit codes: what a script can rely on."""

from __future__ import annotations

from corpusclean.errors import ConfigError, CorpusCleanError, GuardError, InputError, OutputError, StoreError

DONE = 0
SOME_REJECTED = 7
INTERRUPTED = 130

EXIT_CODES: dict[int, str] = {
    DONE: "done",
    1: "a fault of corpusclean, or a worker process that was ended from outside",
    2: "the command or the configuration: an unknown flag, key or value",
    3: "the input: a missing or unreadable file, a bad record, an id that stands twice",
    4: "the output: it exists, lies within the input, or cannot be written",
    5: "a guard stopped the run: what was about to be dropped looks like a mistake",
    6: "an index or an unfinished run on disk that does not fit this run, is damaged or in use",
    SOME_REJECTED: "done, but some records were rejected (see rejected.jsonl)",
    INTERRUPTED: "interrupted; the same command goes on where it was",
}

_BY_ERROR: tuple[tuple[type[CorpusCleanError], int], ...] = (
    (ConfigError, 2),
    (InputError, 3),
    (OutputError, 4),
    (GuardError, 5),
    (StoreError, 6),
)


def exit_code(error: CorpusCleanError) -> int:
    """The code for an error that was raised on purpose."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), 1)
