"""Where bytes come from: a local file, standard input, or an address that fsspec opens (s3://, https://, …)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Any

from corpusclean.errors import InputError

STDIN = "<stdin>"
"""Standard input, as an INPUT; on the command line "-"."""


def is_remote(path: str) -> bool:
    return "://" in path


def open_bytes(path: str) -> IO[bytes]:
    """The raw bytes of a path.  Raises InputError for an address that cannot be opened."""
    if path == STDIN:
        return sys.stdin.buffer
    if not is_remote(path):
        return Path(path).open("rb")
    fsspec = load_fsspec(path)
    try:
        return fsspec.open(path, "rb").open()  # type: ignore[no-any-return]
    except Exception as error:  # each file system of fsspec raises its own
        raise InputError(f"cannot be read: {_first_line(error)}", path=path) from None


def open_seekable(path: str) -> Any:
    """A file that pyarrow can jump in; a local one is mapped, so that only what is read takes memory."""
    import pyarrow as pa

    if is_remote(path):
        return pa.PythonFile(open_bytes(path), mode="r")
    try:
        if not Path(path).stat().st_size:
            raise InputError("is empty", path=path)
        return pa.memory_map(path)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or _first_line(error)}", path=path) from None


def find_remote(path: str) -> list[str]:
    """The addresses a remote path stands for: itself, or what its pattern fits, in order."""
    fsspec = load_fsspec(path)
    try:
        fs, inner = fsspec.core.url_to_fs(path)
        if "*" in inner:
            return sorted(fs.unstrip_protocol(one) for one in fs.glob(inner))
        return [path] if fs.exists(inner) else []
    except Exception as error:  # each file system of fsspec raises its own
        raise InputError(f"cannot be read: {_first_line(error)}", path=path) from None


def load_fsspec(path: str) -> Any:
    try:
        import fsspec
    except ImportError:
        raise InputError("is remote: pip install 'corpusclean[remote]' reads it", path=path) from None
    return fsspec


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
