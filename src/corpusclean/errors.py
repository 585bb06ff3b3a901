"""Errors a user can act on.  Each names the file, line or key and says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class CorpusCleanError(Exception):
    """Base of every error that corpusclean raises on purpose; its text is one line, fit for a terminal."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors come whole out of worker processes; the default calls `cls(text)`, which the classes below refuse."""
        return _rebuilt, (type(self), str(self), vars(self))


class ConfigError(CorpusCleanError):
    """A configuration key or value that does not exist or does not fit.

    `key` is the dotted key (`spaces.han_latin`), `path` and `line` the file it stands in, where there is one.
    """

    def __init__(self, message: str, *, key: str = "", path: Path | None = None, line: int | None = None) -> None:
        self.key, self.path, self.line = key, path, line
        super().__init__(_place(path, line) + message)


class InputError(CorpusCleanError):
    """Input that cannot be read as text or records: `path` and 1-based `line` say where, `reason` why."""

    def __init__(self, message: str, *, path: Path | str, line: int | None = None) -> None:
        self.path, self.line, self.reason = Path(path), line, message
        super().__init__(_place(path, line) + message)


class OutputError(CorpusCleanError):
    """Output that cannot be written; nothing half-written is left behind."""

    def __init__(self, message: str, *, path: Path | str) -> None:
        self.path = Path(path)
        super().__init__(_place(self.path, None) + message)


class GuardError(CorpusCleanError):
    """A guard stopped the run: what was about to be dropped looks like a mistake.  The text holds the evidence."""


class StoreError(CorpusCleanError):
    """An index or manifest on disk that does not fit this run (other parameters, another version, broken)."""


def _place(path: Path | str | None, line: int | None) -> str:
    if path is None:
        return ""
    return f"{path}:{line}: " if line is not None else f"{path}: "


def _rebuilt(cls: type[CorpusCleanError], text: str, values: dict[str, Any]) -> CorpusCleanError:
    error = cls.__new__(cls, text)
    error.args = (text,)
    vars(error).update(values)
    return error
