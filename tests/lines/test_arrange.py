"""Arrangement: any order of the lines, joined anyhow, is reached by a lawful layer whose offsets are true."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpusclean.edits import apply, inverse
from corpusclean.lines.arrange import Rows, to_layer
from corpusclean.lines.layout import lines_of, survey

TEXTS = st.lists(st.text("天地玄黄宇宙洪荒", min_size=1, max_size=5), min_size=1, max_size=9)


@given(texts=TEXTS, data=st.data())
def test_any_arrangement(texts: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["\n", "\n\n", "\n  "]), min_size=len(texts) + 1, max_size=len(texts) + 1))
    text = "".join(gap + row for gap, row in zip(gaps, texts, strict=False)) + gaps[-1]
    lines = survey(text).lines()
    order = data.draw(st.permutations(range(len(lines))))
    kept = order[: data.draw(st.integers(1, len(order)))]
    chains: list[list[int]] = []
    for number in kept:
        if chains and data.draw(st.booleans()):
            chains[-1].append(number)
        else:
            chains.append([number])
    rows = Rows.of(lines).chained(chains, dict.fromkeys(kept, "joined"))
    moved = dict.fromkeys(range(data.draw(st.integers(0, len(lines) - 1))), "left the head of the page")
    layer = to_layer(text, lines, rows, moved=moved)
    layer.check(len(text))
    result = apply(text, layer)
    assert [line.text for line in lines_of(result)] == rows.texts
    assert apply(result, inverse(text, layer)) == text
    for place, char in enumerate(result):
        assert char.isspace() or text[layer.locate(place)] == char


def test_a_form_feed_stays_above_its_page_when_the_line_below_it_leaves() -> None:
    text = "天\n\f地\n\n玄\n黄"
    lines = survey(text).lines()
    rows = Rows.of(lines).chained([[0], [2], [1], [3]], {})
    assert apply(text, to_layer(text, lines, rows, moved={1: "moved"})) == "天\n\f玄\n\n地\n黄"
