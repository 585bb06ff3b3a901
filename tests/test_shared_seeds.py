"""The five source articles, where they are at hand: counts, kinds and anchors of a few characters, never their sentences."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import corpusclean as cc

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
ARTICLES = ("article_000", "article_001", "article_002", "article_003", "article_004")
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the source articles are not redistributed")

# tail|head of every break that is joined with the next paragraph: twenty in all.  In 002 the first four are the opening, which was
# set narrow, and the next six the column next to it.
JOINS = {
    "article_000": "",
    "article_001": "优势|向新 技术|链与 生产|要素",
    "article_002": "统阐|明新 意义|对发 力提|出明 征程|上推 技创|新推 沿技|术催 生产|力中 强调|发展 要求|和重 文章|推动 体指|导中 战略|的实 果转|化上",
    "article_003": "生产|力质 制造|指的 造3|至5",
    "article_004": "0吨|植绿",
}
DISTANT = {"article_002": "展提|供了 略性|新兴"}


@cache
def cleaned(name: str) -> cc.Cleaned:
    return cc.clean(cc.Document(name, (SEEDS / f"{name}.txt").read_text(encoding="utf-8")))


@cache
def joins(name: str) -> tuple[list[str], list[str]]:
    """The last two letters of a tail and the first two of its head: (joins with the next paragraph, joins further on)."""
    original, text = cleaned(name).original.text, cleaned(name).document.text
    of, row = [], 0  # of[i]: which paragraph of the original the character i belongs to
    for line in original.split("\n"):
        row += bool(line.strip())
        of += [row] * (len(line) + 1)
    next_to, further = [], []
    letters = [(m.start(), cleaned(name).locate(m.start())) for m in re.finditer(r"[^\W_]", text)]
    for k, ((a, before), (b, after)) in enumerate(pairwise(letters)):
        if "\n" not in text[a:b] and of[before] != of[after]:
            tail, head = ("".join(text[i] for i, _ in letters[at : at + 2]) for at in (k - 1, k + 1))
            (next_to if of[after] == of[before] + 1 else further).append(f"{tail}|{head}")
    return next_to, further


def paragraphs(name: str) -> list[str]:
    return [line for line in cleaned(name).document.text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", ARTICLES)
def test_breaks_joined_with_the_next_paragraph(name: str) -> None:
    assert joins(name)[0] == JOINS[name].split()


@pytest.mark.parametrize("name", ARTICLES)
def test_sentences_that_go_on_further_down(name: str) -> None:
    assert joins(name)[1] == DISTANT.get(name, "").split()


@pytest.mark.parametrize("name", ARTICLES)
def test_laws(name: str) -> None:
    """Every letter is still there, undo is true, and cleaning twice changes nothing more."""
    original, text = cleaned(name).original.text, cleaned(name).document.text
    places = [cleaned(name).locate(m.start()) for m in re.finditer(r"[^\W_]", text)]
    assert sorted(places) == [m.start() for m in re.finditer(r"[^\W_]", original)]
    assert cleaned(name).undo() == original
    assert cc.clean_text(text) == text


def test_clean_article_loses_one_leading_space() -> None:
    original, text = cleaned("article_000").original.text, cleaned("article_000").document.text
    edits = [edit for _, edit in cleaned("article_000").edits()]
    assert [(edit.before, edit.after) for edit in edits] == [(" ", "")]
    assert len(text) == len(original) - 1


def test_marks_of_the_second_article() -> None:
    text = cleaned("article_001").document.text
    assert "堵点卡点 推动" in text, "a space between the clauses of a heading stays"
    assert not re.search(r"[()]", text)


def test_raw_ocr() -> None:
    text, rows = cleaned("article_002").document.text, paragraphs("article_002")
    assert rows[0].startswith("2024年1月31") and rows[0].endswith("指引。"), "the opening is whole"
    assert rows[1].startswith("2023年中央") and rows[1].endswith("发展。"), "its neighbour stands after it"
    assert [len(re.findall(mark, text)) for mark in '"“”'] == [0, 32, 32]
    assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]", text)
    assert re.findall(r"[\u4e00-\u9fff] [\u4e00-\u9fff]+", text) == ["者 张伟", "者 郭绪雷"]
    lost = sorted(note.end for _, note in cleaned("article_002").notes if note.kind == "truncated")
    original = cleaned("article_002").original.text
    assert [original[:end].rstrip()[-3:] for end in lost] == ["重大技", "力量发", "显著成"]


def test_captions_and_credits() -> None:
    rows = paragraphs("article_003")
    assert [row[0] for row in rows if row[0] in "▲▼►"] == list("►▼▲▲▲▲")
    credits = [row.removeprefix("新华社记者 ") for row in rows if row.startswith("新华社记者")]
    assert credits == ["方喆摄", "黄宗治摄", "刘坤摄", "潘昱龙摄", "黄博涵摄", "梁旭摄"]
    assert "本报记者 杨俊峰" in rows
    tail, head = [row for row in rows if row.endswith("新质生")], [row for row in rows if row.startswith("力，可以")]
    assert len(tail) == len(head) == 1, "a sentence that lost a character stays in two halves"
    kinds = {note.kind for _, note in cleaned("article_003").notes}
    assert kinds == {"truncated", "headless"}


def test_digits() -> None:
    text = cleaned("article_004").document.text
    assert not re.search(r"[0-9A-Za-z%] [\u4e00-\u9fff]|[\u4e00-\u9fff] [0-9A-Za-z]", text)
    assert len(cleaned("article_004").original.text) - len(text) > 20


@pytest.mark.parametrize("name", ["article_000", "article_001", "article_004"])
def test_whole_articles_have_no_notes(name: str) -> None:
    assert cleaned(name).notes == ()
