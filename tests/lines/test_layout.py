"""Layout: a string's width is the same measured by itself and in the loops; lines are found whatever stands between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.lines.layout import columns_of, em, lines_of, look_up
from corpusclean.lines.loops.width_loops import width
from corpusclean.running import Running

CHARACTERS = st.one_of(
    st.sampled_from("天地玄黄，。、；：？！“”‘’（）《》〇 \u3000\t,.;:?!()[]aZ09０ｚ—…·①💡𠀀é가カ€"), st.characters(codec="utf-8")
)


@given(text=st.text(CHARACTERS, min_size=1, max_size=12))
def test_a_width_is_the_same_in_the_loops(text: str) -> None:
    assert width(look_up(text, Running())[0], 0, len(text)) == 2 * em(text)


@given(text=st.text(st.sampled_from("天地， \u3000\t\n\r\f\x85"), max_size=30))
def test_lines_hold_all_but_the_spaces_between_them(text: str) -> None:
    lines = lines_of(text)
    assert [text[line.start : line.end] for line in lines] == [line.text for line in lines]
    assert "".join(text.split()) == "".join("".join(line.text.split()) for line in lines)
    for line in lines:
        assert line.text == line.text.strip()
        assert not set(line.text) & set("\n\r\f")


def test_an_indent_is_measured_from_the_last_break_of_any_kind() -> None:
    assert [line.indent for line in lines_of("　　一\n  二\f\u3000三\r\n\n四")] == [2, 1, 1, 0]


HEADLINES = ["山村通了公路，水果运出山", "今年秋粮丰收，仓库装满了"]


def test_headlines_of_equal_width_over_whole_paragraphs_are_no_column() -> None:
    sixty, ninety, more = ("溪水从山上流下来，绕过磨坊和石桥，" * times + "流进湖里。" for times in (4, 5, 6))
    rows = [HEADLINES[0], "要闻", HEADLINES[1], sixty, HEADLINES[0], ninety, more]
    assert columns_of(rows) == [0] * len(rows)


def test_three_lines_of_equal_width_among_whole_ones_are_a_wrapped_paragraph_if_they_are_wide() -> None:
    whole = "溪水从山上流下来，绕过磨坊和石桥，" * 5 + "流进湖里。"
    assert columns_of([whole, whole, HEADLINES[0], HEADLINES[1], HEADLINES[0], whole]) == [0] * 6
    wide = [
        "今年雨水多，山上的果树长得比往年都要好，秋天的",
        "时候摘下来的苹果和梨装满了三间大屋子，村里的人",
        "一起动手，用了两天时间把它们全都运到了城里集市",
    ]
    assert columns_of([whole, whole, *wide, whole, whole])[2:5] == [23] * 3


def test_short_paragraphs_between_long_ones_stand_in_their_column() -> None:
    long = ["山" * 17 + "，" + "水" * 18] * 24
    short = ["山" * 15 + "，" + "水" * more + end for more in (17, 5, 16, 1, 11, 8, 18, 3, 12, 6, 9, 2) for end in ("", "。")]
    assert set(columns_of(long + short + short[::-1] + long)) == {36}
