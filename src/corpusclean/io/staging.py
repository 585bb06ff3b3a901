"""OUT appears whole or not at all: everything is written into a folder beside it, which is renamed at the end."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpusclean.errors import OutputError

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
MARK = b'"corpusclean"'
"""Stands in the first line of report.json in every folder a run wrote."""


def partial(out: Path) -> Path:
    """The folder beside OUT that a run works in; what is there after a kill is gone on with."""
    return out.with_name(f"{out.name}.partial")


def check_output(out: Path, inputs: list[Path], *, overwrite: bool, index: Path | None = None) -> None:
    """Raises OutputError where OUT cannot be: it exists, lies within an input, or holds one, or the index."""
    real = Path(os.path.realpath(out))
    if index is not None and real in (Path(os.path.realpath(index)), *Path(os.path.realpath(index)).parents):
        raise OutputError(f"holds the index {index}: choose another place", path=out)
    for given in inputs:
        within = Path(os.path.realpath(given))
        if within.is_dir() and (real == within or within in real.parents):
            raise OutputError(f"lies within the input {given}: choose another place", path=out)
        if real == within or real in within.parents:
            raise OutputError(f"holds the input {given}: choose another place", path=out)
    if real.exists() and not overwrite:
        raise OutputError("exists already: choose another name, or --overwrite", path=out)
    if real.is_dir() and any(real.iterdir()) and not is_result(real):
        raise OutputError("is no result of an earlier run, so it is not overwritten: remove it yourself", path=out)
    if real.is_file() and out.suffix == "":
        raise OutputError("is a file, not a folder", path=out)


def is_result(folder: Path) -> bool:
    """Whether an earlier run wrote this folder."""
    try:
        with (folder / "report.json").open("rb") as file:
            return MARK in file.read(200)
    except OSError:
        return False


def publish(work: Path, out: Path) -> None:
    """Renames the finished folder `work`/out to OUT and removes `work`; an earlier OUT stays until the new one is complete.

    OUT comes last: a run that is killed before has its work to do again, one that is killed after leaves no work behind.
    """
    new, old = (out.with_name(f".{out.name}.{age}") for age in ("new", "old"))
    with as_output_error(out):
        for stale in (new, old):
            shutil.rmtree(stale, ignore_errors=True)
        (work / "out").replace(new)
        shutil.rmtree(work)
        if out.exists():
            out.replace(old)
        new.replace(out)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to, renamed to it when the block ends without an error, removed otherwise."""
    beside = path.with_name(f".{path.name}.part")
    with as_output_error(path):
        try:
            yield beside
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


@contextmanager
def as_output_error(path: Path) -> Iterator[None]:
    """Turns what the system says about a file that is being written into one clear line."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot be written: {_said(error)}", path=path) from None


def _said(error: OSError) -> str:
    """The system's own words, without what pyarrow says before them."""
    return re.sub(r"^.*\[errno \d+\] ", "", error.strerror or str(error), flags=re.DOTALL)


@contextmanager
def full_disk_told(out: Path) -> Iterator[None]:
    """Turns a full disk that is met anywhere, in scratch files too, into one clear line."""
    try:
        yield
    except Exception as error:
        duckdb = sys.modules.get("duckdb")
        if isinstance(error, OSError) and error.errno in FULL:
            raise OutputError(f"cannot be written: {_said(error)}", path=out) from None
        if duckdb is not None and isinstance(error, (duckdb.IOException, duckdb.OutOfMemoryException)):
            raise OutputError(f"cannot be written: {str(error).splitlines()[0]}", path=out) from None
        raise
