"""Blocks: the characters that a kind of line must have are those that its lines have."""

from __future__ import annotations

import sys
from pathlib import Path

from corpusclean.lines.blocks import ITEM, TABLE, kind
from corpusclean.lines.layout import look
from corpusclean.lines.loops.fields import MAYBE_KINDS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

RULERS = ("※※※", "%", "* * *", "———", "=====", "□□□□")
CASES = Path(__file__).parents[1] / "cases"


def lines() -> list[str]:
    found = {"小雨 10:21", "2024-03-01 10:21:33 张三", "阿成 下午 3:05", "第十二回 灯照归人路", "三、", "（四）", *RULERS}
    for path in CASES.rglob("*.toml"):
        for case in tomllib.loads(path.read_text("utf-8")).get("case", ()):
            found |= {line.strip() for name in ("before", "text") for line in case.get(name, "").split("\n")}
    return sorted(found - {""})


def test_no_kind_is_missed_for_want_of_a_character() -> None:
    every = lines()
    table = look(every, [0] * len(every)).table
    missed = {
        line: kind(line) for line, row in zip(every, table, strict=True) if kind(line) != kind(line, maybe=row[MAYBE_KINDS])
    }
    assert missed == {}


def test_a_line_of_signs_parts_like_the_lines_of_a_table() -> None:
    """It was taken for an item, after which a paragraph may go on."""
    assert {kind(ruler) for ruler in RULERS} == {TABLE}
    assert {kind(line) for line in ("● 过河的人", "□甲", "*注：", "① 船")} <= {ITEM, "prose"}
