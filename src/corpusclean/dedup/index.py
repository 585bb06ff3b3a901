"""The index: what is kept of corpora that were deduplicated, in one DuckDB file, so that a later one is compared with them.

    about        what the index was made with: the signature scheme and every parameter the answer depends on
    corpora      one row a corpus, in the order they came
    documents    every document: why it was dropped, or its text (as it was cleaned) and the way back to the original
    signatures   of each document that stays
    anchors      of each document that stays, where passages are looked for          (dedup/index_passages)
    repeats      the passages found so far

An update is one transaction: it is in the file whole, or not at all, whenever the process is killed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from corpusclean.errors import StoreError

VERSION = 1
"""Of the tables and of what their values mean; grows when older files can no longer be read."""
SCHEME = "affine32, seed 1, shingles of folded characters"
LONGEST_SHOWN = 80
"""Characters of a parameter that are shown where it differs; `passages.allow` may be a whole file."""
MEMORY_MB = 1000
"""What DuckDB may use before it spills."""

_TABLES = """
create table about (key varchar, value varchar);
create table corpora (number integer, checksum varchar, inputs varchar, first bigint, documents bigint);
create table documents (
    number bigint, id varchar, chars bigint, text_hash ubigint, because bigint, similarity double, text blob, layers varchar
);
create table signatures (document bigint, kind utinyint, signature blob);
create table anchors (hash ubigint, document bigint, place bigint);
create table repeats (
    corpus integer, ordinal bigint,
    left_id varchar, left_start bigint, left_end bigint, right_id varchar, right_start bigint, right_end bigint, similarity double
)
"""


class Update(NamedTuple):
    """A corpus on its way into the index, or one that is in it and is gone through once more.

    Its documents have the numbers from `first` on; with those below it is compared.
    """

    number: int
    first: int
    is_new: bool


class Index:
    """An open index; no other process can open it meanwhile.  What was not committed when it is closed never happened."""

    def __init__(self, path: Path, parameters: Mapping[str, Any], *, spill: Path) -> None:
        """Opens the index, or makes a new one of these parameters (JSON values); `spill` is where DuckDB puts what exceeds memory.

        Raises StoreError where the file is no index, in use, damaged, or made with other parameters or a newer version.
        """
        self.path = path
        wanted = {"index version": VERSION, "signatures": SCHEME, **parameters}
        if not path.exists():
            with self.errors():
                _make(path, wanted)
        self._duckdb = self._connect(spill)
        try:
            with self.errors():
                self._check(wanted)
                self._duckdb.execute("begin")
        except BaseException:
            self._duckdb.close()
            raise

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self.errors():
            self._duckdb.close()

    def begin(self, checksum: str) -> Update:
        """The update by the corpus of this checksum.  One that is in the index already is not added again: it was put there by a
        run that was killed afterwards, or is run once more, and is compared with those before it as it was then."""
        known = self.query("select number, first from corpora where checksum = $checksum", checksum=checksum)
        if known:
            (number, first), *_ = known
            return Update(number, first, is_new=False)
        number, first = self.query("select count(*) + 1, coalesce(max(first + documents), 0) from corpora")[0]
        return Update(number, first, is_new=True)

    def finish(self, update: Update, checksum: str, inputs: str, documents: int) -> None:
        """Commits the update: from here on it survives whatever happens."""
        with self.errors():
            if update.is_new:
                row = [update.number, checksum, inputs, update.first, documents]
                self._duckdb.execute("insert into corpora values (?, ?, ?, ?, ?)", row)
            self._duckdb.execute("commit")

    def query(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.errors():
            rows: list[tuple[Any, ...]] = self._duckdb.execute(sql, values).fetchall()
            return rows

    def arrays(self, sql: str, **values: Any) -> dict[str, Any]:
        """The rows as numpy columns."""
        with self.errors():
            columns: dict[str, Any] = self._duckdb.execute(sql, values).fetchnumpy()
            return columns

    def insert(self, table: str, rows: Any, *, columns: str = "*") -> None:
        """Appends an Arrow table, or a mapping of numpy columns."""
        with self.given(rows):
            self._duckdb.execute(f"insert into {table} select {columns} from given")

    @contextmanager
    def given(self, rows: Any) -> Iterator[None]:
        """Lets queries in the block read the rows as the table `given`."""
        with self.errors():
            self._duckdb.register("given", rows)
            try:
                yield
            finally:
                self._duckdb.unregister("given")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what DuckDB says into one line that names the file."""
        import duckdb

        try:
            yield
        except duckdb.Error as error:
            raise StoreError(f"{self.path}: {_meaning(str(error))}") from None

    def _connect(self, spill: Path) -> Any:
        import duckdb

        with self.errors():
            connection = duckdb.connect(str(self.path))
            connection.execute("set preserve_insertion_order = false")
            connection.execute(f"set memory_limit = '{MEMORY_MB}MB'")
            connection.execute(f"set temp_directory = '{_quoted(spill)}'")
            return connection

    def _check(self, wanted: Mapping[str, Any]) -> None:
        if ("about",) not in self.query("select table_name from information_schema.tables"):
            raise StoreError(f"{self.path}: is no index of corpusclean: name another file")
        made_with = {key: json.loads(value) for key, value in self.query("select key, value from about")}
        for key in [*wanted, *made_with]:
            if made_with.get(key) != wanted.get(key):
                raise StoreError(f"{self.path}: {_mismatch(key, made_with.get(key), wanted.get(key))}")


def _make(path: Path, about: Mapping[str, Any]) -> None:
    """A new index, made beside its place and renamed: what stands there is never half made."""
    import duckdb

    beside = path.with_name(f".{path.name}.new")
    for stale in (beside, beside.with_name(f"{beside.name}.wal")):
        stale.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(beside)) as connection:
            connection.execute(_TABLES)
            for key, value in about.items():
                connection.execute("insert into about values (?, ?)", [key, json.dumps(value, ensure_ascii=False)])
            connection.execute("checkpoint")
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mismatch(key: str, there: Any, here: Any) -> str:
    if key == "index version":
        do = "update corpusclean" if isinstance(there, int) and there > VERSION else "make a new one of the earlier corpora"
        return f"the index is of version {there}, this corpusclean reads version {here}: {do}"
    there, here = (_shortened(json.dumps(value, ensure_ascii=False)) for value in (there, here))
    return f"the index was made with {key} {there}, and this run has {here}: run with the same, or name another index"


def _shortened(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else f"{value[: LONGEST_SHOWN - 1]}…"


def _meaning(said: str) -> str:
    """What a user can do about an error of DuckDB."""
    line = said.splitlines()[0] if said else "unknown error"
    if "lock" in line and "PID" in line:
        return f"the index is in use by another process (PID{line.partition('PID')[2].partition(')')[0]}): wait for it to end"
    if "not a valid DuckDB" in line:
        return "is no index of corpusclean: name another file"
    if any(sign in said for sign in ("Could not write", "No space left", "Permission denied", "No such file", "Is a directory")):
        return f"the index cannot be opened or written, and is as it was before: {line}"
    return (
        f"the index cannot be read; it may be damaged: put back a copy, or remove it and run the earlier corpora again ({line})"
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
