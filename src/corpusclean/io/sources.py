"""INPUT as the user gave it -> the files to read, in the order given, each folder sorted by name."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from corpusclean.errors import InputError
from corpusclean.io.compression import SUFFIXES
from corpusclean.io.paths import STDIN, find_remote, is_remote
from corpusclean.io.records import Source
from corpusclean.io.staging import is_result

FORMATS_BY_SUFFIX = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".arrow": "arrow",
}

DATASET_FILES = ("dataset_info.json", "state.json")

REPORTS = ("decisions.jsonl", "matches.jsonl", "edits.jsonl", "notes.jsonl", "rejected.jsonl", "report.json")
"""Names a run writes into OUT beside the documents."""


@dataclass(frozen=True)
class Listing:
    """The files to read, and what of the input folders is left out: path -> why."""

    sources: tuple[Source, ...]
    left_out: dict[str, str]
    companions: dict[str, str] = field(default_factory=dict)
    """Files that make a folder of Arrow files a Hugging Face data set, to be copied: path -> name below OUT."""


def find_sources(inputs: Sequence[str], *, recursive: bool = False) -> Listing:
    """Resolves folders, files and patterns.

    A folder gives the files of known formats directly in it, or at any depth if `recursive`; what it leaves out is told.
    Raises InputError for a path that is missing or unreadable, a file of unknown format, and an input without documents.
    """
    sources: list[Source] = []
    left_out: dict[str, str] = {}
    for given in inputs:
        for path in _expand(given):
            is_folder = not is_remote(path) and Path(path).is_dir()
            found = _folder(Path(path), recursive, left_out) if is_folder else iter((_file(path),))
            before = len(sources)
            sources += found
            if len(sources) == before:
                deeper = [where for where in left_out if where.startswith(f"{path}/") and Path(where).is_dir()]
                hint = "; its subfolders are read with --recursive" if deeper else ""
                raise InputError(f"holds no {', '.join(FORMATS_BY_SUFFIX)} file{hint}", path=path)
    _refuse_clashes(sources)
    companions = {path: Path(path).name for path in left_out if Path(path).name in DATASET_FILES and _has_arrow(path, sources)}
    left_out = {path: why for path, why in left_out.items() if path not in companions}
    return Listing(tuple(sources), left_out, companions)


def _has_arrow(path: str, sources: Sequence[Source]) -> bool:
    return any(source.format == "arrow" and Path(source.path).parent == Path(path).parent for source in sources)


def _expand(given: str) -> list[str]:
    path = Path(given)
    if is_remote(given):
        found = find_remote(given)
        if found:
            return found
        raise InputError("no such file", path=given)
    if given == STDIN or _exists(path):
        return [given]
    if glob.has_magic(given):
        found = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - patterns may be absolute
        if found:
            return found
        raise InputError("no file fits this pattern", path=given)
    if path.is_symlink():
        raise InputError("is a link that leads nowhere", path=given)
    raise InputError("no such file or folder", path=given)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a link to itself
        return False


def _format(name: str) -> tuple[str, str]:
    """-> format, compression; ("", "") where the name tells no known format."""
    suffixes = PurePosixPath(name.lower()).suffixes
    suffix = suffixes.pop() if suffixes else ""
    compression = SUFFIXES.get(suffix, "")
    if compression:
        suffix = suffixes.pop() if suffixes else ""
    known = FORMATS_BY_SUFFIX.get(suffix, "")
    return (known, compression) if known else ("", "")


def _file(path: str) -> Source:
    if path == STDIN:
        return Source(STDIN, "stdin.jsonl", "jsonl")
    name = PurePosixPath(path).name if is_remote(path) else Path(path).name
    format_, compression = _format(name)
    if not format_:
        raise InputError(f"is of no known format ({', '.join(FORMATS_BY_SUFFIX)}, plain or {', '.join(SUFFIXES)})", path=path)
    return Source(path, name, format_, compression)


def _folder(root: Path, recursive: bool, left_out: dict[str, str]) -> Iterator[Source]:
    ours = is_result(root)
    for path in _walk(root, root, recursive, left_out, frozenset()):
        name = path.relative_to(root).as_posix()
        format_, compression = _format(name)
        if ours and name in REPORTS:
            left_out[str(path)] = "report of an earlier run"
        elif format_:
            yield Source(str(path), name, format_, compression)
        else:
            left_out[str(path)] = "unknown format"


def _walk(folder: Path, root: Path, recursive: bool, left_out: dict[str, str], above: frozenset[str]) -> Iterator[Path]:
    """Files in order of name; hidden ones are passed over.  A link back to a folder above it is told and not followed."""
    real = os.path.realpath(folder)
    if real in above:
        left_out[str(folder)] = "link to a folder above it"
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=folder) from None
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _exists(path):
            left_out[str(path)] = "link that leads nowhere"
        elif not entry.is_dir():
            yield path
        elif recursive:
            yield from _walk(path, root, recursive, left_out, above | {real})
        else:
            left_out[str(path)] = "subfolder (read with --recursive)"


def _refuse_clashes(sources: Sequence[Source]) -> None:
    """Two inputs must not write the same file below OUT."""
    seen: dict[str, str] = {}
    for source in sources:
        if source.name in REPORTS:
            raise InputError(f"has the name of a report ({source.name}): rename it", path=source.path)
        first = seen.get(source.name)
        if first == source.path:
            raise InputError("is given twice", path=source.path)
        if first is not None:
            raise InputError(f"would be written to {source.name}, as {first} is: rename one", path=source.path)
        seen[source.name] = source.path
