"""Indents of a blank or two mark paragraphs where first lines have them, and then blank lines and full stops at the edge say little."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpusclean as cc

TEXT = Path(__file__).parents[2] / "quality" / "text"
ALL = [paragraph for path in sorted(TEXT.glob("*.txt")) for paragraph in path.read_text(encoding="utf-8").split("\n")[1:]]
PARAGRAPHS = [paragraph for paragraph in ALL if 50 < len(paragraph) < 90][:40]


def wrapped(paragraph: str, em: int, indent: str) -> list[str]:
    first = em - 2
    return [indent + paragraph[:first], *(paragraph[k : k + em] for k in range(first, len(paragraph), em))]


def letters(text: str) -> list[str]:
    return [found for line in text.split("\n") if (found := "".join(filter(str.isalnum, line)))]


def whole(lines: list[str]) -> int:
    """How many of the paragraphs come out whole and alone."""
    out = letters(cc.clean_text("\n".join(lines)))
    return sum(paragraph in out for paragraph in letters("\n".join(PARAGRAPHS)))


@pytest.mark.parametrize("indent", [" ", "  ", "　　"], ids=["a blank", "two blanks", "two em"])
def test_a_blank_line_within_a_paragraph_says_nothing(indent: str) -> None:
    """`pdftotext -layout` leaves one here and there where lines stand far apart."""
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 24, indent)]
    assert whole([line + "\n" * (k % 4 == 3) for k, line in enumerate(lines)]) >= 39


def test_a_sentence_that_ends_at_the_edge_does_not_end_its_paragraph() -> None:
    whole = "渡口的老孙撑了四十年的船了，谁家有事都找他。河上要修桥的消息传开以后他坐在石阶上抽烟，一下午也没有说话。"
    assert wrapped(whole, 24, "")[0].endswith("找他。")
    lines = [line for paragraph in [*PARAGRAPHS, whole, *PARAGRAPHS] for line in wrapped(paragraph, 24, "  ")]
    assert whole in cc.clean_text("\n".join(lines)).split("\n")


def test_what_is_set_in_within_a_sentence_is_no_first_line() -> None:
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 24, "")]
    assert whole([" " * (k % 3 == 1) + line for k, line in enumerate(lines)]) == whole(lines)


@pytest.mark.parametrize("em", [36, 44, 50])
def test_short_paragraphs_on_a_wide_page_show_their_column(em: int) -> None:
    """First lines, two em shorter, are as many as full ones."""
    short = [paragraph for paragraph in ALL if em < len(paragraph) < 3 * em][:40]
    lines = [line for paragraph in short for line in wrapped(paragraph, em, "")]
    out = set(letters(cc.clean_text("\n".join(lines))))
    assert sum(paragraph in out for paragraph in letters("\n".join(short))) >= 35
