"""JSON Lines a block at a time, where nothing needs looking at one by one: 20 times as fast as record by record.

pyarrow parses id and text; the lines themselves are the records.  Whatever is out of the ordinary (a bad record, a missing
field, a lone surrogate) makes `read_table` give None, and `jsonl.rows` says record by record what it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from corpusclean.config import InputConfig
from corpusclean.io.records import Block


def read_table(block: Block, options: InputConfig, fields: Collection[str]) -> Any | None:
    """The block as a table with the columns of a shard, or None if a record of it is not plain."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = [name for name in sorted(set(fields)) if json.dumps(name, ensure_ascii=False).encode() in block.payload]
    try:
        lines, numbers = _lines(block)
        lines.cast(pa.large_string()).validate(full=True)
        parsed = _parse(block.payload, options, [name for name in wanted if name not in (options.id_field, options.text_field)])
    except pa.ArrowInvalid:
        return None
    id_, text = parsed.column(options.id_field), parsed.column(options.text_field)
    if len(parsed) != len(lines) or id_.null_count or text.null_count or not _are_objects(lines):
        return None
    nothing = pa.nulls(len(lines), pa.large_string())
    columns = {
        "id": id_.cast(pa.string()),
        "text": text.cast(pa.large_string()),
        "length": pc.utf8_length(text).cast(pa.int64()),
        "path": pa.repeat(block.source.path, len(lines)),
        "line": numbers,
        "record": lines,
        "edits": nothing,
        "notes": nothing,
        "fields": _as_json(parsed.select(wanted)) if wanted else nothing,
    }
    return pa.table(columns)


def _lines(block: Block) -> tuple[Any, Any]:
    """-> the lines that are not blank, each with its line break, as large_binary; their numbers."""
    import numpy as np
    import pyarrow as pa

    data = block.payload if block.payload.endswith(b"\n") else block.payload + b"\n"
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == 10).astype(np.int64) + 1
    offsets = np.concatenate([np.zeros(1, np.int64), ends])
    lines = pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(ends), [None, pa.py_buffer(offsets), pa.py_buffer(data)])
    numbers = pa.array(np.arange(block.line, block.line + len(ends)))
    short = np.flatnonzero(np.diff(offsets) < 8)  # no record is shorter: only these can be blank
    blank = [number for number in short.tolist() if lines[number].as_py().isspace()]
    if blank:
        kept = np.ones(len(ends), bool)
        kept[blank] = False
        lines, numbers = lines.filter(pa.array(kept)), numbers.filter(pa.array(kept))
    return lines, numbers


def _are_objects(lines: Any) -> bool:
    """Whether each line begins and ends as an object: pyarrow also reads objects that span lines, or share one."""
    import numpy as np

    _, offsets, data = lines.buffers()
    places = np.frombuffer(offsets, np.int64)[lines.offset : lines.offset + len(lines) + 1]
    marks = np.frombuffer(data, np.uint8)
    return bool((marks[places[:-1]] == ord("{")).all() and np.isin(marks[places[1:] - 2], (ord("}"), ord("\r"))).all())


def _parse(data: bytes, options: InputConfig, fields: list[str]) -> Any:
    """Raises ArrowInvalid for anything but objects whose text is a string and whose ids are all strings or all whole numbers."""
    import pyarrow as pa
    import pyarrow.json as pj

    read = pj.ReadOptions(block_size=len(data) + 1, use_threads=False)
    texts = [(name, pa.string()) for name in (options.text_field, *fields)]
    problem: Exception | None = None
    for kind in (pa.string(), pa.int64()):
        schema = pa.schema([(options.id_field, kind), *texts])
        how = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
        try:
            return pj.read_json(pa.BufferReader(data), read_options=read, parse_options=how)
        except pa.ArrowInvalid as error:
            problem = problem or error
    raise problem or ValueError


def _as_json(table: Any) -> list[str]:
    return [
        json.dumps({name: value for name, value in row.items() if value is not None}, ensure_ascii=False)
        for row in table.to_pylist()
    ]
