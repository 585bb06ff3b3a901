"""Layout: a string's width is the same measured by itself and in the loops; lines are found whatever stands between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.lines.layout import em, lines_of, look_up
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
