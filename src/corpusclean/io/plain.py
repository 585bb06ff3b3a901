"""Values between formats: what JSON, a cell of CSV, and Arrow can hold of each other's."""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

_SURROGATE = re.compile("[\ud800-\udfff]")
AS_JSON = {b"holds": b"json"}
"""Metadata of an Arrow field whose values had no type in common and are written as JSON text."""


def as_json(value: Any) -> str:
    """JSON on one line.  What JSON cannot say: bytes become base64, times and decimals text, NaN and infinity null."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=_other, allow_nan=False)
    except ValueError:
        text = json.dumps(_without_nan(value), ensure_ascii=False, default=_other)
    return json.dumps(json.loads(text)) if _SURROGATE.search(text) else text


def as_cell(value: Any) -> str:
    """Text as it is, nothing for null, JSON for the rest."""
    return value if isinstance(value, str) else "" if value is None else as_json(value)


def plain_rows(table: Any) -> list[dict[str, Any]]:
    """The rows of an Arrow table; times as text, since Python has no nanoseconds."""
    for place, field in enumerate(table.schema):
        if pa.types.is_temporal(field.type):
            text = table.column(place).cast(pa.int64() if pa.types.is_duration(field.type) else pa.string())
            table = table.set_column(place, field.name, text)
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


class SchemaOf:
    """The columns of rows that come in batches: every name, in the order it was met, with the type all its values fit in."""

    def __init__(self) -> None:
        self._types: dict[str, Any] = {}

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        for name in dict.fromkeys(name for row in rows for name in row):
            found = _type_of([row.get(name) for row in rows])
            self._types[name] = _common(self._types[name], found) if name in self._types else found

    @property
    def schema(self) -> Any:
        """Names whose values have no common type are text marked `AS_JSON`."""
        return pa.schema(
            [
                pa.field(name, found) if found else pa.field(name, pa.string(), metadata=AS_JSON)
                for name, found in self._types.items()
            ]
        )


def as_table(rows: Sequence[Mapping[str, Any]], schema: Any) -> Any:
    """The rows as an Arrow table of this schema."""
    columns = []
    for field in schema:
        values = [row.get(field.name) for row in rows]
        if field.metadata == AS_JSON:
            values = [None if value is None else as_json(value) for value in values]
        columns.append(pa.array(values, field.type))
    return pa.table(columns, schema=schema)


def _type_of(values: list[Any]) -> Any | None:
    try:
        found = pa.array(values).type
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        return None
    return None if _is_hollow(found) else found


def _common(one: Any | None, other: Any | None) -> Any | None:
    if one is None or other is None:
        return None
    try:
        schemas = [pa.schema([("x", kind)]) for kind in (one, other)]
        return pa.unify_schemas(schemas, promote_options="permissive").field("x").type
    except pa.ArrowException:
        return None


def _is_hollow(kind: Any) -> bool:
    """Whether it holds an object without members, which Parquet cannot write."""
    if pa.types.is_struct(kind):
        return not kind.num_fields or any(_is_hollow(kind.field(k).type) for k in range(kind.num_fields))
    return bool(pa.types.is_list(kind) and _is_hollow(kind.value_type))


def _other(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_nan(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
