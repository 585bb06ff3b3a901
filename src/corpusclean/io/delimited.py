"""CSV and TSV: the first row names the columns; of a row that changes, only the text's own characters are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean.config import InputConfig
from corpusclean.documents import Document
from corpusclean.io.line_blocks import Lines, read_lines
from corpusclean.io.records import Block, Rejected, Row, Source

_DELIMITERS = {"csv": b",", "tsv": b"\t"}
_ENDS = {name: re.compile(re.escape(mark) + b"|\n") for name, mark in _DELIMITERS.items()}


def blocks(source: Source) -> Iterator[Lines]:
    """Whole rows; the header goes with every block, so that each can be read alone."""

    def find_end(data: bytes, searched: int) -> int:
        return data.rfind(b"\n", searched) + 1 or -1 if b'"' not in data else _after_last_row(data, source.format)

    header = b""
    for lines in read_lines(source, find_end=find_end):
        if lines.error:
            yield lines._replace(header=header)
            continue
        skipped = 0
        if not header:
            skipped = _row_end(lines.data, 0, source.format)
            skipped = len(lines.data) if skipped < 0 else skipped
            header = lines.data[:skipped]
        yield Lines(lines.line + header.count(b"\n") * bool(skipped), lines.data[skipped:], header)


def rows(block: Block, options: InputConfig) -> Iterator[Row | Rejected]:
    """The rows of a block in order; blank lines are no rows."""
    data, source, at, line = block.payload, block.source, 0, block.line
    columns = read_values(source.header.encode(), source.format)
    missing = next((name for name in (options.id_field, options.text_field) if name not in columns), None)
    if missing is not None:
        yield Rejected(source.path, 1, f'no column "{missing}"')
        return
    while at < len(data):
        end = _row_end(data, at, source.format)
        raw = data[at:] if end < 0 else data[at:end]
        if end < 0 and _row_end(raw + b"\n", 0, source.format) < 0:
            yield Rejected(source.path, line, "a quote that does not end")
        elif not raw.isspace():
            yield _read_row(raw, columns, source, line, options)
        line += raw.count(b"\n")
        at += len(raw)


def rewrite(record: bytes, before: str, after: str, options: InputConfig, source: Source) -> bytes:
    """The row with another text, in quotes where the old one was or where it has to be."""
    columns = read_values(source.header.encode(), source.format)
    place, delimiter = columns.index(options.text_field), _DELIMITERS[source.format]
    body = record.rstrip(b"\r\n")
    fields = split_row(body, source.format)
    value = after.encode()
    if fields[place].startswith(b'"') or any(mark in value for mark in (delimiter, b'"', b"\n", b"\r")):
        value = b'"' + value.replace(b'"', b'""') + b'"'
    fields[place] = value
    return delimiter.join(fields) + record[len(body) :]


def split_row(row: bytes, format_: str) -> list[bytes]:
    """The fields of one row as they stand, with their quotes; a break within quotes belongs to its field."""
    fields: list[bytes] = []
    at, body = 0, row.rstrip(b"\r\n")
    while True:
        end = _field_end(body, at, format_)
        if end < 0:
            return [*fields, body[at:]]
        fields.append(body[at:end])
        at = end + 1


def read_values(row: bytes, format_: str) -> list[str]:
    """The values of one row."""
    return [_value(field) for field in split_row(row, format_)]


def _read_row(raw: bytes, columns: list[str], source: Source, line: int, options: InputConfig) -> Row | Rejected:
    try:
        values = read_values(raw, source.format)
    except UnicodeDecodeError as error:
        return Rejected(source.path, line, f"no UTF-8 at byte {error.start} of a field")
    if len(values) != len(columns):
        return Rejected(source.path, line, f"{len(values)} values in a table of {len(columns)} columns")
    record = dict(zip(columns, values, strict=True))
    id_, text = record.pop(options.id_field), record.pop(options.text_field)
    return Row(Document(id_, text, record), source.path, line, raw if raw.endswith(b"\n") else raw + b"\n")


def _value(field: bytes) -> str:
    text = field.decode()
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text


def _after_last_row(data: bytes, format_: str) -> int:
    at = -1
    while (end := _row_end(data, max(at, 0), format_)) > 0:
        at = end
        if at == len(data):
            break
    return at


def _row_end(data: bytes, at: int, format_: str) -> int:
    """The place after the row that starts at `at`, with its line break; -1 where it does not end."""
    while True:
        end = _field_end(data, at, format_)
        if end < 0:
            return -1
        at = end + 1
        if data[end : end + 1] == b"\n":
            return at


def _field_end(data: bytes, at: int, format_: str) -> int:
    """The place of the delimiter or line break after the field that starts at `at`; -1 for none."""
    if data[at : at + 1] == b'"':
        at += 1
        while True:
            at = data.find(b'"', at) + 1
            if not at:
                return -1
            if data[at : at + 1] != b'"':
                break
            at += 1
    found = _ENDS[format_].search(data, at)
    return found.start() if found else -1
