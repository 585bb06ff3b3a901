"""Text side by side: lines with a gap in one place stand apart, and columns of text are noted."""

from __future__ import annotations

import corpusclean as cc
from corpusclean.foreign.side_by_side import find_side_by_side

LEFT = "渡口的老孙撑了四十年，谁家有事要过河，半夜里喊一声，他也从被窝里爬起来，披上棉袄就走。河宽水急，他从没有翻过一回船。河上"
RIGHT = (
    "县图书馆的新馆在老粮库的旧址上建成开放，六座圆形的粮仓改成了阅览室，开馆头一年接待读者六十万人，办证四万多张，差不多每八个"
)
EM = 15


def side_by_side(lines: int, gap: str = "    ") -> str:
    return "\n".join(LEFT[EM * k : EM * (k + 1)] + gap + RIGHT[EM * k : EM * (k + 1)] for k in range(lines))


def test_columns_as_printed_stay_and_are_noted() -> None:
    text = side_by_side(4)
    cleaned = cc.clean(cc.Document("page", text))
    assert cleaned.document.text == text
    assert [(rule, note.kind, note.start, note.end) for rule, note in cleaned.notes] == [
        ("columns", "columns_side_by_side", 0, len(text))
    ]


def test_a_table_is_not_noted() -> None:
    text = "姓名    电话\n王梅    13800000000\n李强    13900000000\n赵石    13700000000\n周川    13600000000"
    assert list(find_side_by_side(text)) == [(0, len(text))]
    assert not cc.clean(cc.Document("table", text)).notes


def test_three_lines_or_gaps_in_other_places_are_none() -> None:
    assert list(find_side_by_side(side_by_side(3))) == []
    assert list(find_side_by_side("\n".join(f"{'船' * k}    {RIGHT[:9]}" for k in range(1, 9)))) == []


def test_a_line_between_that_one_column_has_left_belongs_to_it() -> None:
    rows = side_by_side(4).split("\n")
    text = "\n".join([*rows[:2], LEFT[:9], *rows[2:]])
    assert list(find_side_by_side(text)) == [(0, len(text))]


def test_the_line_above_stands_apart_too() -> None:
    text = f"{LEFT[:EM]}\n{side_by_side(4)}\n{LEFT[:EM]}"
    assert list(find_side_by_side(text)) == [(0, len(text) - EM - 1)]
