"""Survey: the one look at a text sees what a look at its lines sees, and where it says that nothing can go on nothing does."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import NEVER, weigh
from corpusclean.lines.distant import weigh_cuts
from corpusclean.lines.layout import look, survey
from corpusclean.lines.reading import Reading
from corpusclean.lines.remarks import remarks

ENDED = [
    "天地玄黄，宇宙洪荒。",
    "日月盈昃！",
    "“辰宿列张。”",
    "？",
    "云腾致雨；露结为霜。",
    "GDP增长5%。",
    "张伟摄。",
    "# 第二章。",
]
OTHERS = [
    "寒来暑往，",
    "新华社记者张伟摄",
    "（新华社记者张伟摄）",
    "— 3 —",
    "一、秋收",
    "a.",
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往",
]


def texts(lines: list[str]) -> st.SearchStrategy[str]:
    gaps = st.sampled_from(["\n", "\n\n", "\n　　", "\f", "\r\n"])
    return st.lists(st.tuples(st.sampled_from(lines), gaps), min_size=2, max_size=12).map(
        lambda pairs: "".join(line + gap for line, gap in pairs)
    )


def surely(pairs: Sequence[tuple[str, str]]) -> list[float]:
    return [8.0] * len(pairs)


@given(text=texts(ENDED + OTHERS))
def test_a_survey_sees_what_a_look_at_the_lines_sees(text: str) -> None:
    found = survey(text)
    lines = found.lines()
    again = look([line.text for line in lines], [line.blanks for line in lines])
    assert [list(row) for row in found.seen.table] == [list(row) for row in again.table]
    assert found.seen[3:] == again[3:]


@given(text=texts(ENDED))
def test_where_nothing_can_go_on_nothing_is_joined_or_remarked(text: str) -> None:
    found = survey(text)
    lines = found.lines()
    if not found.seen.over or len(lines) < 2:
        return
    reading = Reading(Rows.of(lines), found.seen)
    odds = weigh(reading, surely, None)
    assert set(odds) == {NEVER}
    assert weigh_cuts(reading, odds, surely) == []
    assert list(remarks(reading, odds, [], lines, surely)) == []
