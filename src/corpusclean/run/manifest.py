"""The manifest: what a run has finished, one line a block, so that a run that was killed goes on where it was."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpusclean.errors import StoreError
from corpusclean.io.shards import checksum
from corpusclean.io.staging import as_output_error


class Manifest:
    """An open manifest.  The first line says which run this is; each other line is one finished block."""

    def __init__(self, folder: Path, identity: Mapping[str, Any]) -> None:
        """Opens or begins the manifest in `folder`.  Raises StoreError if it was begun for something else."""
        self._folder, self._path = folder, folder / "manifest.jsonl"
        self.done: dict[int, int] = {}
        """Number of each finished block -> where its line begins.  Lines hold a hash of each id, too much to keep."""
        with as_output_error(self._path):
            if self._path.exists():
                self._read(identity)
            self._file = self._path.open("ab")
            if not self._file.tell():
                self._append({"identity": dict(identity)})

    def shard(self, number: int) -> Path:
        return self._folder / f"{number:06d}.arrow"

    def finished(self, number: int, input_checksum: str) -> dict[str, Any] | None:
        """What is recorded of a block, if its shard is whole.  Raises StoreError if the input has changed since."""
        if number not in self.done or not self.shard(number).exists():
            return None
        entry = self._entry(self.done[number])
        if entry["input"] != input_checksum:
            raise StoreError(
                f"{self._folder}: the input has changed since this run was begun (block {number}): remove the folder to start anew"
            )
        return entry if checksum(self.shard(number)) == entry["shard"] else None

    def record(self, entry: dict[str, Any]) -> None:
        """Writes down a finished block; after this returns it survives a kill of the process and of the machine."""
        self.done[entry["number"]] = self._append(entry)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *problem: object) -> None:
        self._file.close()

    def _append(self, value: dict[str, Any]) -> int:
        """Writes a line -> where it begins."""
        line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
        with as_output_error(self._path):
            self._file.write(line)
            self._file.flush()
            os.fsync(self._file.fileno())
        return self._file.tell() - len(line)

    def _entry(self, at: int) -> dict[str, Any]:
        with self._path.open("rb") as file:
            file.seek(at)
            return json.loads(file.readline())  # type: ignore[no-any-return]

    def _read(self, identity: Mapping[str, Any]) -> None:
        """Reads what is there; a last line cut by a kill is taken off."""
        at = 0
        with self._path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                entry = json.loads(line)
                if at:
                    self.done[entry["number"]] = at
                else:
                    _compare(self._folder, entry["identity"], identity)
                at += len(line)
        if at < self._path.stat().st_size:
            os.truncate(self._path, at)


def _compare(folder: Path, begun: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    for key, value in now.items():
        if begun.get(key) == value:
            continue
        if isinstance(value, dict):
            old = begun.get(key) or {}
            changed = [f"{name} {old.get(name)!r} -> {value.get(name)!r}" for name in value if old.get(name) != value.get(name)]
            detail = ", ".join(changed[:3])
        else:
            detail = f"{begun.get(key)!r} -> {value!r}"
        raise StoreError(
            f"{folder}: an unfinished run lies here, begun with another {key.removesuffix('s')} ({detail}): finish it as it was, or remove the folder"
        )
