"""Reading: how rows end and how they stand as first lines, from their widths alone."""

from __future__ import annotations

import pytest

from corpusclean.lines.arrange import Rows
from corpusclean.lines.layout import survey, units
from corpusclean.lines.reading import Reading

PARAGRAPHS = (
    "渡口的老孙撑了四十年，谁家有事要过河，半夜里喊一声，他也从被窝里爬起来，披上棉袄就走。河宽水急，他从没有翻过一回船。",
    "河上要修桥消息传开，他坐在石阶上抽了一下午烟，烟灰落了一地，天黑了也不回家吃饭。",
    "通车那天老孙把船拖上了岸，底朝天扣着，用桐油把船底细细刷了一遍，刷完退后两步，看了半天。",
)
EM = 15


def column() -> list[str]:
    """The lines of the paragraphs, the first of each indented by two em (the indent itself is lost)."""
    return [text[max(0, at) : at + EM] for text in PARAGRAPHS for at in range(-2, len(text), EM) if text[max(0, at) : at + EM]]


def reading(lines: list[str]) -> Reading:
    return Reading(Rows.of(survey("\n".join(lines)).lines()))


LINES = column()
SECOND, THIRD = (LINES.index(text[: EM - 2]) for text in PARAGRAPHS[1:])


def test_a_line_two_em_short_is_full_if_it_is_a_first_line() -> None:
    page = reading(LINES)
    for first in (0, SECOND, THIRD):
        assert (page.edges.of(first), page.starts.of(first)) == ("first", "indent")
        assert (page.edges.of(first + 1), page.starts.of(first + 1)) == ("full", "flush")


def test_a_full_stop_at_the_edge_ends_a_paragraph_if_the_next_line_is_indented() -> None:
    last = SECOND - 1
    page = reading([*LINES[:last], "他从没翻过一回船，一回都没有。", *LINES[SECOND:]])
    signs = page.signs(last, SECOND)
    assert (signs.edge, signs.ended, signs.start) == ("full", True, "indent")


def test_a_line_that_ends_a_paragraph_two_em_before_the_edge_is_no_first_line() -> None:
    last = SECOND - 1
    page = reading([*LINES[:last], "他从来没有翻过船，没有过。", *LINES[SECOND:]])
    assert page.edges.of(last) == "first"  # it may be one; that it ends with a full stop makes it unlikely
    assert page.starts.of(last) == "part"


def test_a_line_goes_on_in_none_that_is_wider_than_its_column() -> None:
    wide = "通车的那一天镇上的人都来看，锣鼓从桥这头敲到那一头。"
    last = len(LINES) - 2
    assert reading(LINES).signs(last, last + 1).edge == "full"
    page = reading([*LINES[:-1], wide, LINES[-1]])
    assert page.signs(last, last + 1).edge == "none"
    assert page.signs(last, last + 2).edge == "full"  # it may go on below


UNITS = {
    "是“八五”中后期": 3,  # programs that set text break no line before a curly quote
    "是“八”": 4,
    "是《八五》": 1,
    "了，他": 2,
    "”的精神": 2,  # nor behind it
    "1998年": 2,
    "他说": 1,
}


@pytest.mark.parametrize(("line", "width"), UNITS.items(), ids=UNITS.keys())
def test_what_stands_together_at_the_start_of_a_line(line: str, width: float) -> None:
    assert units([line]) == [width]
