"""Distant continuation: what may cut a sentence, and when one is looked for further down at all."""

from __future__ import annotations

import pytest

from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import NEVER
from corpusclean.lines.distant import Cut, candidates
from corpusclean.lines.layout import survey
from corpusclean.lines.reading import Reading

TAIL = "查询的结果可以按日期排列，给出馆藏号的时候，要在柜台上向"
HEAD = "馆员出示借书证，缺省使用全部的书目。"
CASES = [
    ("prose, and the tail may well go on in it", "读取指定的那个分馆的目录，否则使用当前的目录。", 1.0, False),
    ("prose, and the tail does not go on in it", "读取指定的那个分馆的目录，否则使用当前的目录。", -3.0, True),
    ("a caption: it stood in the column", "图为读者在分馆的柜台前办理借书证。", 1.0, True),
    ("a page number", "— 3 —", 1.0, True),
    ("a row that may be a table's, or the next row of the sentence", "|archive| 插件里。", NEVER, False),
    ("a row that may be code", "<Tab>，输入前先按两次反斜杠；", NEVER, False),
    ("a row of Latin", "http://example.org/archive/", NEVER, False),
]


@pytest.mark.parametrize(("row", "odds", "looked_for"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_may_cut_a_sentence(row: str, odds: float, looked_for: bool) -> None:
    reading = Reading(Rows.of(survey("\n".join((TAIL, row, HEAD))).lines()))
    assert list(candidates(reading, [odds, -5.0])) == ([Cut(0, 2)] if looked_for else [])
