"""Files without names in the folder for temporary files: what passages put aside, gone when they are closed or the process dies."""

from __future__ import annotations

import tempfile
from typing import IO, Any

import numpy.typing as npt

from corpusclean.dedup.columns import write_whole
from corpusclean.errors import OutputError


def scratch_file() -> IO[bytes]:
    return tempfile.TemporaryFile(buffering=0)


def put_aside(file: IO[bytes], rows: npt.NDArray[Any]) -> None:
    """Writes an array.  Raises OutputError, which names the folder, where there is no room for it."""
    try:
        write_whole(file, rows)
    except OSError as error:
        said = f"cannot be written: {error.strerror}; TMPDIR names another folder for temporary files"
        raise OutputError(said, path=tempfile.gettempdir()) from None
