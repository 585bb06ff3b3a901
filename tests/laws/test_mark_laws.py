"""Laws of the rules for marks, quotes and spaces, over text generated from pieces that meet in every order."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpusclean as cc
from corpusclean.config import CleanConfig
from corpusclean.edits import apply
from corpusclean.protect import Protected

HAN = ("他说", "今天很好", "约翰", "史密斯", "一", "记者", "方", "喆", "第三条", "本报讯", "你", "电影", "图")
MARKS = (
    *",.;:?!()<>\"'",
    "……",
    "...",
    "--",
    "—",
    "。。。",
    "，",
    "。",
    "：",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "《",
    "》",
    "<<",
    ">>",
    "、",
    "…",
)
BLANKS = (" ", " ", "  ", "\u3000", "\t", "\n", "\n\n", "\n")
FRAGMENTS = (
    "3.5%", "12:30", "1,234", "f(x, y)", '{"a": 1}', "https://a.cn/b,c", "a@b.cn", "U.S.", "Yahoo!", "WTO", "node.js", "x == 1 ? a : b",
    "`ls; pwd`", "C:\\a\\b.txt", "/usr/lib/x.so", "I said so.", "5'10\"", "27\"", "1.", "a", "B", "7", "<b>", "の", "です", "print(\"好,好\")", ":)", "O'Neill",
)  # fmt: skip
PIECES = st.lists(st.sampled_from([*HAN, *MARKS, *BLANKS, *FRAGMENTS, *HAN, *MARKS]), max_size=14).map("".join)
RULES = {rule.name: rule for rule in cc.RULES}
MINE = ("spaces", "punctuation", "quotes")
WORD = re.compile(r"[^\W_]")


def only(*names: str) -> CleanConfig:
    config = CleanConfig()
    return CleanConfig(**{name: replace(getattr(config, name), enabled=name in names) for name in RULES})


TOGETHER = only(*MINE)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(PIECES)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cc.clean_text(text, config=TOGETHER)
    assert cc.clean_text(once, config=TOGETHER) == once


@pytest.mark.parametrize("name", MINE)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=PIECES)
def test_each_rule_alone_is_idempotent(name: str, text: str) -> None:
    once = cc.clean_text(text, config=only(name))
    assert cc.clean_text(once, config=only(name)) == once


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PIECES)
def test_layers_are_in_order_and_undone_exactly(text: str) -> None:
    cleaned = cc.clean(cc.Document("", text), config=TOGETHER)
    at = text
    for layer in cleaned.layers:
        layer.check(len(at))
        at = apply(at, layer)
    assert at == cleaned.document.text
    assert cleaned.undo() == text


@settings(max_examples=300, deadline=None, derandomize=True)
@given(PIECES)
def test_letters_digits_and_han_keep_their_sequence_and_place(text: str) -> None:
    cleaned = cc.clean(cc.Document("", text), config=TOGETHER)
    result = cleaned.document.text
    assert WORD.findall(result) == WORD.findall(text)
    for m in WORD.finditer(result):
        assert text[cleaned.locate(m.start())] == m[0]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PIECES)
def test_the_traced_result_is_the_plain_result(text: str) -> None:
    assert cc.clean(cc.Document("", text), config=TOGETHER).document.text == cc.clean_text(text, config=TOGETHER)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PIECES, st.sets(st.sampled_from(MINE)))
def test_a_rule_switched_off_leaves_no_trace(text: str, on: set[str]) -> None:
    cleaned = cc.clean(cc.Document("", text), config=only(*on))
    assert {layer.rule for layer in cleaned.layers} <= on
    if not on:
        assert cleaned.document.text == text


@settings(max_examples=200, deadline=None, derandomize=True)
@given(PIECES)
def test_protected_spans_come_through_unchanged(text: str) -> None:
    """What was found to be an address, code or data reads the same afterwards."""
    starts, ends = Protected(text).spans
    result = cc.clean_text(text, config=TOGETHER)
    at = 0
    for start, end in zip(starts, ends, strict=True):
        kept = text[start:end].strip()
        found = result.find(kept, at)
        assert found >= 0, kept
        at = found
