"""Blocks: the characters that a kind of line must have are those that its lines have."""

from __future__ import annotations

import sys
from pathlib import Path

from corpusclean.lines.blocks import BYLINE, CREDIT, DATELINE, ITEM, JUMP, TABLE, kind
from corpusclean.lines.layout import look
from corpusclean.lines.loops.fields import MAYBE_KINDS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

RULERS = ("※※※", "%", "* * *", "———", "=====", "□□□□")
IN_TRADITIONAL_CHARACTERS = {
    "記者王小明／台北報導": BYLINE,
    "〔記者王小明／台北報導〕": BYLINE,
    "【記者王小明高雄報導】": BYLINE,
    "（記者王小明攝）": CREDIT,
    "圖／聯合報系資料照片": CREDIT,
    "（中央社記者王小明台北20日電）": DATELINE,
    "（中央社華盛頓19日綜合外電）": DATELINE,
    "（下轉第四版）": JUMP,
    "【記者注：此處從略】": "prose",
}
CASES = Path(__file__).parents[1] / "cases"


def lines() -> list[str]:
    found = {
        "小雨 10:21",
        "2024-03-01 10:21:33 张三",
        "阿成 下午 3:05",
        "第十二回 灯照归人路",
        "三、",
        "（四）",
        *RULERS,
        *IN_TRADITIONAL_CHARACTERS,
    }
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


def test_forms_of_papers_in_traditional_characters() -> None:
    assert {line: kind(line) for line in IN_TRADITIONAL_CHARACTERS} == IN_TRADITIONAL_CHARACTERS
