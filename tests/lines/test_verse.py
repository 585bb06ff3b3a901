"""Free verse is told from torn prose by where its lines stop: neither at a measure nor within a word."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.lines.language import continues_all
from corpusclean.lines.layout import survey
from corpusclean.lines.verse import SAMPLE, free_verse

POEM = (
    "我把船翻过来，",
    "扣在岸上。它像一只老了的",
    "乌龟，晒着太阳，",
    "不说话。孩子们从桥上",
    "跑过去，喊我的名字，",
    "我答应了一声，",
)
PARAGRAPH = (
    "渡口的老孙撑了四十年，谁家有事要过河，半夜里喊一声，他也从被窝里爬起来，披上棉袄就走。河宽水急，他从没有翻过一回船。"
    "河上要修桥的消息传开，他坐在石阶上抽了一下午烟，烟灰落了一地，天黑了也不回家吃饭。"
)


def verse(lines: Sequence[str], said: float | None = None) -> list[int]:
    def continues(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        return continues_all(pairs).tolist() if said is None else [said] * len(pairs)  # type: ignore[no-any-return]

    return free_verse(lines, survey("\n".join(lines)).seen, continues)


def cut(text: str, widths: Sequence[int]) -> list[str]:
    lines, start = [], 0
    for width in widths:
        lines.append(text[start : start + width])
        start += width
    return [line for line in lines if line]


def test_a_poem_is_verse() -> None:
    assert verse(POEM) == list(range(len(POEM)))


def test_a_poem_between_long_paragraphs_is_verse() -> None:
    assert verse([PARAGRAPH, *POEM, PARAGRAPH, POEM[0]]) == list(range(1, len(POEM) + 1))


def test_prose_cut_at_one_measure_is_not_asked_about() -> None:
    assert verse(cut(PARAGRAPH, [13] * 8), said=-8.0) == []


def test_prose_cut_into_ragged_lines_is_none() -> None:
    assert verse(cut(PARAGRAPH, [9, 14, 7, 16, 11, 18, 8, 13])) == []


def test_one_break_within_a_word_outweighs_some_between_words() -> None:
    answers = iter([*[0.0] * 5, 7.0])
    lines = ("天亮以前", "我们把船推到水里去", "等风", "等水流过旧的石阶去", "等人", "一个走了很远的路的人", "来了")
    assert free_verse(lines, survey("\n".join(lines)).seen, lambda pairs: [next(answers, 0.0) for _ in pairs]) == []
    assert verse(lines, said=0.0) == list(range(len(lines)))


@given(st.integers(4, 400))
def test_no_more_than_a_sample_is_asked_about(count: int) -> None:
    asked: list[int] = []

    def continues(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        asked.append(len(pairs))
        return [0.0] * len(pairs)

    lines = ["水流过旧石阶的声音" if k % 2 else "水流过" for k in range(count)]
    assert free_verse(lines, survey("\n".join(lines)).seen, continues) == list(range(count))
    assert max(asked) <= SAMPLE
