"""Parquet and Arrow files (Hugging Face data sets among them): a block is a row group or a record batch.

Only the text column of the rows that stay is replaced: schema, metadata, compression and all other columns are the file's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from corpusclean.config import InputConfig
from corpusclean.documents import Document
from corpusclean.errors import InputError
from corpusclean.io.line_blocks import Lines
from corpusclean.io.paths import open_seekable
from corpusclean.io.records import Block, Rejected, Row, Source


def blocks(source: Source) -> Iterator[Lines]:
    """One block a part; its payload is empty, as a worker reads the part itself."""
    line = 1
    for part, count in enumerate(_counts(source)):
        yield Lines(line, b"", part=part)
        line += count
    if line == 1:
        raise InputError("holds no rows", path=source.path)


def rows(block: Block, options: InputConfig) -> Iterator[Row | Rejected]:
    """The rows of a part in order; the record itself stays in its file."""
    source = block.source
    try:
        table = read_part(source)
    except InputError as error:
        yield Rejected(source.path, None, error.reason)
        return
    missing = next((name for name in (options.id_field, options.text_field) if name not in table.column_names), None)
    if missing is not None:
        yield Rejected(source.path, None, f'no column "{missing}"')
        return
    ids, texts = table.column(options.id_field), _plain(table.column(options.text_field))
    others = [
        name
        for name in table.column_names
        if name not in (options.id_field, options.text_field) and not pa.types.is_nested(table.schema.field(name).type)
    ]
    fields = table.select(others).to_pylist() if others else [{}] * len(table)
    for number, (id_, text, record) in enumerate(zip(ids.to_pylist(), texts.to_pylist(), fields, strict=True), block.line):
        if not isinstance(text, str):
            yield Rejected(source.path, number, f'column "{options.text_field}" is {_kind(text)}, not text')
        elif not isinstance(id_, str | int) or isinstance(id_, bool):
            yield Rejected(source.path, number, f'column "{options.id_field}" is {_kind(id_)}, not text or a whole number')
        else:
            yield Row(Document(str(id_), text, record), source.path, number)


def read_part(source: Source) -> Any:
    """The table of one row group or record batch."""
    with _open(source) as found:
        if source.format == "parquet":
            return found.read_row_group(source.part)
        for number, batch in enumerate(_batches(found)):
            if number == source.part:
                return pa.Table.from_batches([batch])
    raise InputError(f"has lost part {source.part}", path=source.path)


def schema(source: Source) -> Any:
    """The schema of the file."""
    with _open(source) as found:
        return found.schema_arrow if source.format == "parquet" else found.schema


def with_texts(table: Any, rows: Sequence[int], texts: Sequence[str], options: InputConfig) -> Any:
    """Rows `rows` of a part, with `texts` in place of theirs, in the schema of the file."""
    taken = table.take(pa.array(rows, pa.int64()))
    place = taken.schema.get_field_index(options.text_field)
    field = taken.schema.field(place)
    kind = field.type
    column = pa.array(texts, kind.value_type).cast(kind) if pa.types.is_dictionary(kind) else pa.array(texts, kind)
    return taken.set_column(place, field, column)


class TableFile:
    """A file of rows being written in the format, schema and compression of `source`."""

    def __init__(self, path: Any, source: Source) -> None:
        with _open(source) as found:
            is_stream = isinstance(found, pa.ipc.RecordBatchStreamReader)
            compression = _compression(found) if source.format == "parquet" else ""
        if source.format == "parquet":
            import pyarrow.parquet as pq

            self._writer: Any = pq.ParquetWriter(path, schema(source), compression=compression)
        else:
            self._writer = (pa.ipc.new_stream if is_stream else pa.ipc.new_file)(str(path), schema(source))

    def write(self, table: Any) -> None:
        if len(table):
            self._writer.write_table(table)

    def close(self) -> None:
        self._writer.close()


def _counts(source: Source) -> list[int]:
    with _open(source) as found:
        if source.format == "parquet":
            return [found.metadata.row_group(number).num_rows for number in range(found.metadata.num_row_groups)]
        return [len(batch) for batch in _batches(found)]


@contextmanager
def _open(source: Source) -> Iterator[Any]:
    """The file as pyarrow has opened it; what is wrong with it is an InputError."""
    with open_seekable(source.path) as file:
        try:
            yield _parquet(file) if source.format == "parquet" else _arrow(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(_broken(error, source), path=source.path) from None


def _parquet(file: Any) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetFile(file)


def _compression(file: Any) -> str:
    metadata = file.metadata
    if not metadata.num_row_groups or not metadata.num_columns:
        return "snappy"
    found = metadata.row_group(0).column(0).compression
    return "none" if found == "UNCOMPRESSED" else str(found)


def _arrow(file: Any) -> Any:
    """Files of Hugging Face data sets are streams; others end in a table of contents."""
    try:
        return pa.ipc.open_file(file)
    except pa.ArrowInvalid:
        file.seek(0)
        return pa.ipc.open_stream(file)


def _batches(reader: Any) -> Iterator[Any]:
    if isinstance(reader, pa.ipc.RecordBatchStreamReader):
        yield from reader
    else:
        yield from (reader.get_batch(number) for number in range(reader.num_record_batches))


def _plain(column: Any) -> Any:
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _kind(value: Any) -> str:
    return "null" if value is None else f"a {type(value).__name__}"


def _broken(error: Exception, source: Source) -> str:
    return f"is no whole {source.format} file: {str(error).splitlines()[0]}"
