"""JSON Lines: what passes through, and what is refused in which words."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.config import InputConfig
from corpusclean.io.jsonl import read_record, rewrite, split_members
from corpusclean.io.records import Rejected, Row

OPTIONS = InputConfig()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=6), st.integers(0, 3), st.booleans())
def test_members_are_what_json_reads_and_where_they_stand(record: dict[str, object], indent: int, ascii_only: bool) -> None:
    line = json.dumps(record, ensure_ascii=ascii_only, indent=indent or None)
    members = split_members(line)
    assert {name: value for name, (value, _, _) in members.items()} == record
    for value, start, end in members.values():
        assert json.loads(line[start:end]) == value


@given(st.dictionaries(st.text(), JSON, max_size=4), st.text(), st.text(), st.booleans())
def test_rewrite_changes_the_text_alone(rest: dict[str, object], old: str, new: str, ascii_only: bool) -> None:
    rest, old, new = json.loads(json.dumps([rest, old, new], ensure_ascii=False).encode("utf-8", "replace"))
    record = json.dumps({**rest, "id": "甲", "text": old}, ensure_ascii=ascii_only).encode()
    assert json.loads(rewrite(record, old, new, OPTIONS)) == {**rest, "id": "甲", "text": new}


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (b'{"id": "a", "title": "a/b", "text": "a\\/b"}', "a/b"),
        (b'{"id": "a", "title": "A", "text": "\\u0041"}', "A"),
        (b'{"id": "a", "title": "1\\t2", "text": "1\t2"}', "1\t2"),
        (b'{"id": "a", "title": "A", "text": "A"}', "A"),
        (b'{"id": "a", "text": "text"}', "text"),
        (b'{"id": "a", "n": {"text": "A"}, "text" :"A"}', "A"),
    ],
)
def test_another_value_that_says_the_same_is_not_taken_for_the_text(record: bytes, text: str) -> None:
    given = json.loads(record, strict=False)
    assert json.loads(rewrite(record, text, "新", OPTIONS), strict=False) == {**given, "text": "新"}


def test_numbers_escapes_and_order_stay_as_written() -> None:
    record = '{ "z":1.10, "text" : "旧\\u6587","id":"a", "big":1e400,"n":123456789012345678901234567890, "s":"\\/" }'
    assert rewrite(record.encode(), "旧文", "新", OPTIONS).decode() == record.replace('"旧\\u6587"', '"新"')


def test_text_inside_other_values_is_not_taken_for_the_text() -> None:
    record = b'{"meta":{"text":"no"},"note":"\\"text\\":\\"no\\"","id":7,"text":"yes"}'
    row = read_record(record, OPTIONS, "a.jsonl", 3)
    assert isinstance(row, Row)
    assert (row.document.id, row.document.text, row.line) == ("7", "yes", 3)
    assert json.loads(rewrite(record, "yes", "是", OPTIONS))["meta"] == {"text": "no"}


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"[1, 2]", "no JSON record: expected an object at column 1"),
        (b'{"id": 1,, "text": "a"}', "no JSON record: expected a name in quotes at column 10"),
        (b'{"id": 1 "text": "a"}', "no JSON record: expected a comma or the end of the object at column 10"),
        (b'{"id": 1, "text": "a', "no JSON record: unterminated string starting at column 19"),
        (b'{"id": 1, "text": "a"} x', "no JSON record: more after the object at column 24"),
        (b'{"id": 1, "text": }', "no JSON record: expected a value at column 19"),
        (b'{"id": "a"}', 'no field "text"'),
        (b'{"text": "a"}', 'no field "id"'),
        (b'{"id": "a", "text": null}', 'field "text" is null, not text'),
        (b'{"id": 1.5, "text": "a"}', 'field "id" is a number, not text or a whole number'),
        (b'{"id": "a", "text": "\xff"}', "no UTF-8 at byte 21 of the line"),
        (b'{"id": "a", "text": "\\ud83d"}', "lone surrogate \\ud83d: no valid Unicode"),
        (b'{"id": "a", "text": "x", "deep": ' + b"[" * 200_000, "no JSON record: nested too deeply"),
    ],
)
def test_refusals(record: bytes, reason: str) -> None:
    assert read_record(record, OPTIONS, "a.jsonl", 5) == Rejected("a.jsonl", 5, reason)


def test_a_number_of_a_million_digits_takes_no_time() -> None:
    begun = time.monotonic()
    row = read_record(b'{"id": "a", "text": "b", "n": ' + b"9" * 1_000_000 + b"}", OPTIONS, "a", 1)
    assert isinstance(row, Row)
    assert time.monotonic() - begun < 5
