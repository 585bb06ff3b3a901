"""JSON Lines: records pass through as they were written, only the text's own characters are replaced.

Parsing a record and writing it again would change what nobody asked to change (1.10 -> 1.1, the order of keys, escapes), so a
record is split at the value of its text: what stands before and after it is kept byte for byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.encoder import encode_basestring
from json.scanner import make_scanner
from typing import Any

from corpusclean.config import InputConfig
from corpusclean.documents import Document
from corpusclean.io.jsonl_columns import read_table
from corpusclean.io.line_blocks import Lines, read_lines
from corpusclean.io.records import Block, Rejected, Row, Source

__all__ = ["blocks", "read_record", "read_table", "rewrite", "rows", "split_members"]

_SPACE = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
"""What may stand as it is or as an escape in records that are read leniently; a line break cannot."""


def _whole_number(digits: str) -> int | str:
    """Numbers of more than 4,300 digits stay text: converting them takes quadratic time."""
    return int(digits) if len(digits) < 4_300 else digits


_SCAN = make_scanner(json.JSONDecoder(strict=False, parse_int=_whole_number))  # type: ignore[arg-type]


def blocks(source: Source) -> Iterator[Lines]:
    return read_lines(source)


def rows(block: Block, options: InputConfig) -> Iterator[Row | Rejected]:
    """The records of a block in order; blank lines are no records."""
    for number, raw in enumerate(block.payload.split(b"\n"), block.line):
        if raw and not raw.isspace():
            yield read_record(raw + b"\n", options, block.source.path, number)


def read_record(raw: bytes, options: InputConfig, path: str, line: int) -> Row | Rejected:
    """One line -> its document, or why it has none."""
    try:
        record = raw.decode()
        members = split_members(record)
    except UnicodeDecodeError as error:
        return Rejected(path, line, f"no UTF-8 at byte {error.start} of the line")
    except RecursionError:
        return Rejected(path, line, "no JSON record: nested too deeply")
    except ValueError as error:
        return Rejected(path, line, f"no JSON record: {error}")
    missing = next((name for name in (options.id_field, options.text_field) if name not in members), None)
    if missing is not None:
        return Rejected(path, line, f"no field {json.dumps(missing, ensure_ascii=False)}")
    id_, text = members[options.id_field][0], members[options.text_field][0]
    if not isinstance(text, str):
        return Rejected(path, line, f"field {json.dumps(options.text_field, ensure_ascii=False)} is {_kind(text)}, not text")
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        return Rejected(
            path, line, f"field {json.dumps(options.id_field, ensure_ascii=False)} is {_kind(id_)}, not text or a whole number"
        )
    lone = _SURROGATE.search(text) or _SURROGATE.search(str(id_))
    if lone:
        return Rejected(path, line, f"lone surrogate \\u{ord(lone[0]):04x}: no valid Unicode")
    fields = {name: value for name, (value, _, _) in members.items() if name not in (options.id_field, options.text_field)}
    return Row(Document(str(id_), text, fields), path, line, raw)


def read_fields(record: bytes) -> dict[str, Any]:
    """Every field of a record that has been read."""
    return {name: value for name, (value, _, _) in split_members(record.decode()).items()}


def split_members(record: str) -> dict[str, tuple[Any, int, int]]:
    """The top-level members of a JSON object: name -> value, and its place [start, end) in `record`.

    Of a name that stands twice the last counts, as everywhere in JSON.  Raises ValueError saying what was expected where.
    """
    members: dict[str, tuple[Any, int, int]] = {}
    at = _expect(record, 0, "{", "an object")
    if record[at : at + 1] == "}":
        _finish(record, at + 1)
        return members
    while True:
        at = _expect(record, at, '"', "a name in quotes")
        name, at = scanstring(record, at, False)
        start = _expect(record, at, ":", "a colon")
        try:
            value, end = _SCAN(record, start)
        except StopIteration as stop:
            raise ValueError(f"expected a value at column {stop.value + 1}") from None
        except json.JSONDecodeError as error:
            problem = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
            raise ValueError(f"{problem} at column {error.pos + 1}") from None
        members[name] = value, start, end
        at = _skip(record, end)
        if record[at : at + 1] == "}":
            _finish(record, at + 1)
            return members
        at = _expect(record, at, ",", "a comma or the end of the object")


def rewrite(record: bytes, before: str, after: str, options: InputConfig, source: Source | None = None) -> bytes:
    """The record with another text, all else byte for byte as it was."""
    start, end = _place_of(before, record) or _place_by_parsing(record, options)
    return b"".join((record[:start], encode_basestring(after).encode(), record[end:]))


def _place_of(text: str, record: bytes) -> tuple[int, int] | None:
    """The place of the text in a record that can write it in one way only and does so once: ten times as fast as parsing."""
    if b"\\u" in record or b"\\/" in record or _CONTROL.search(text):
        return None
    written = encode_basestring(text).encode()
    start = record.find(written)
    return (start, start + len(written)) if start >= 0 and record.find(written, start + 1) < 0 else None


def _place_by_parsing(record: bytes, options: InputConfig) -> tuple[int, int]:
    whole = record.decode()
    _, start, end = split_members(whole)[options.text_field]
    return len(whole[:start].encode()), len(whole[:end].encode())


def _skip(record: str, at: int) -> int:
    return _SPACE.match(record, at).end()  # type: ignore[union-attr]


def _expect(record: str, at: int, mark: str, what: str) -> int:
    """The place after `mark` and the spaces behind it."""
    at = _skip(record, at)
    if record[at : at + 1] != mark:
        raise ValueError(f"expected {what} at column {at + 1}")
    return at + 1 if mark == '"' else _skip(record, at + 1)


def _finish(record: str, at: int) -> None:
    if _skip(record, at) != len(record):
        raise ValueError(f"more after the object at column {_skip(record, at) + 1}")


def _kind(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    names: dict[type, str] = {dict: "an object", list: "a list", str: "text"}
    return names.get(type(value), "a number")
