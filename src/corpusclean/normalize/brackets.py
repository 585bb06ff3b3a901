"""Round brackets and book-title marks: always changed in pairs, by what stands in and before them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpusclean.characters import BLANKS, CJK_MARKS, HAN
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected

_ROUND = lazy_pattern(r"[()（）]|\n(?=[^\n()（）]*[()（）])")
_HAN = lazy_pattern(rf"[{HAN}]")
_CHINESE = lazy_pattern(rf"[{HAN}{CJK_MARKS}℃°‰·…—]")
_SIMPLE = lazy_pattern(r"\([^()（）\n]*\)")
_TITLE = lazy_pattern(rf"<<[{BLANKS}]*([^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*)>>")
_INNER = lazy_pattern(r"<([^<>\n]*)>")
_WORK = lazy_pattern(
    rf"(?<=电影|小说|歌曲|杂志|话剧|论文|著作|专著|文章|名著|作品|诗集|散文|条例|根据|依据|按照|参照|参见|出版|发表|周刊|日报|晚报|期刊|剧集|专辑|综艺|戏曲|昆曲|京剧)"
    rf"<(?=[{HAN}])[^<>\n]{{1,30}}(?<=[{HAN}\d）])>"
    rf"|<(?=[{HAN}])[^<>\n]{{1,30}}(?<=[{HAN}\d）])>(?=第[一二三四五六七八九十百\d]+[条章]|一书|一文|杂志社?|一剧|编辑部|等书|等片|这本书|这部)"
)

Edit = tuple[int, int, str]


def round_brackets(text: str, protected: Protected) -> list[Edit]:
    """The edits of the round brackets of a text.

    A pair becomes full-width if Chinese stands in it, or before it: 世贸组织(WTO) but f(x), 12(3), Windows (64-bit).
    """
    pairs = _simple_pairs(text) if not protected.spans[0] else None
    if pairs is None:
        pairs = _pairs(text, protected)
    edits: list[Edit] = []
    chinese: set[int] = set()
    line = _Line(0, -1, False)
    han = -1  # the first Han character from `o` on: sought once for all brackets before it, as nothing here may be quadratic
    for o, i in sorted(pairs):
        if han < o:
            found = _HAN.search(text, o)
            han = found.start() if found else len(text)
        if o > line.end:
            line = _line(text, o)
        if han < i or (line.has_han and _is_chinese(text, o, i, line.start, chinese)):
            chinese.add(o)
            edits += _widened(text, o, i)
    return edits


class _Line(NamedTuple):
    """The line of a bracket, looked at once however many brackets it has."""

    start: int
    end: int
    has_han: bool


def _line(text: str, at: int) -> _Line:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = end if end >= 0 else len(text)
    return _Line(start, end, bool(_HAN.search(text, start, end)))


def _simple_pairs(text: str) -> list[tuple[int, int]] | None:
    """The pairs of half-width brackets, where no bracket stands in another and none is alone or of mixed width; else None."""
    pairs = [(m.start(), m.end() - 1) for m in _SIMPLE.finditer(text)]
    if text.count("(") == text.count(")") == len(pairs) and text.count("（") == text.count("）"):
        return pairs
    return None


def _pairs(text: str, protected: Protected) -> list[tuple[int, int]]:
    """The pairs of round brackets with a half-width one in them, line by line."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for m in _ROUND.finditer(text):
        i = m.start()
        mark = text[i]
        if mark == "\n":
            opened.clear()
        elif mark in "(（":
            if mark == "（" or not protected.covers(i):
                opened.append(i)
        elif opened and (mark == "）" or not protected.covers(i)):
            o = opened.pop()
            if mark == ")" or text[o] == "(":
                pairs.append((o, i))
    return pairs


def _is_chinese(text: str, o: int, i: int, line_start: int, chinese: set[int]) -> bool:
    """Whether the brackets at `o` and `i`, with no Han between, belong to the Chinese of their line; `chinese`: those known to."""
    if text[o] == "（" or text[i] == "）":
        return True
    if _ASCII_AFTER.match(text, i + 1):  # (c) 2020, (int) x, (010) 6234: what follows belongs to the bracket
        return False
    at = _without(text, line_start, o, _BEFORE_BRACKET)
    if at > line_start and text[at - 1] not in ",.;:?!":
        return bool(_CHINESE.match(text[at - 1])) or at - 1 in chinese
    if _ABBREVIATED.search(text, max(at - 2, line_start), at):  # Eq. (3), No. (5)
        return False
    at = _without(text, line_start, at, ",.;:?!\"'")
    return (at > line_start and bool(_CHINESE.match(text[at - 1]))) or bool(
        _HAN.match(text[i + 1 : i + 12].lstrip(BLANKS + "\"'"))
    )


def _without(text: str, start: int, end: int, marks: str) -> int:
    """The end of text[start:end] without the `marks` at its end."""
    while end > start and text[end - 1] in marks:
        end -= 1
    return end


_BEFORE_BRACKET = BLANKS + "\"'“”‘’-"
_ABBREVIATED = lazy_pattern(r"[A-Za-z]\.$")
_ASCII_AFTER = lazy_pattern(" [A-Za-z0-9]")


def _widened(text: str, o: int, i: int) -> Iterator[Edit]:
    """The edits of one pair, with the blanks that set it off."""
    if text[o] == "(":
        a, b = o, o + 1
        while a > 0 and text[a - 1] in BLANKS:
            a -= 1
        while b < i and text[b] in BLANKS:
            b += 1
        yield (a if a and text[a - 1] != "\n" else o), b, "（"
    if text[i] == ")":
        a, b = i, i + 1
        while a > o + 1 and text[a - 1] in BLANKS:
            a -= 1
        while b < len(text) and text[b] in BLANKS:
            b += 1
        yield a, b if text[b : b + 1] != "|" else i + 1, "）"


def titles(text: str, protected: Protected) -> list[Edit]:
    """<<红楼梦>> -> 《红楼梦》, with 〈〉 inside; <红楼梦> only where a word says that it is a work: <姓名> is a gap to fill in."""
    edits: list[Edit] = []
    for m in _TITLE.finditer(text) if "<<" in text else ():
        if _HAN.search(m[1]) and not (protected.touches(m.start(), m.start(1)) or protected.touches(m.end() - 2, m.end())):
            inner = [
                e
                for n in _INNER.finditer(text, m.start(1), m.end(1))
                for e in ((n.start(), n.start() + 1, "〈"), (n.end() - 1, n.end(), "〉"))
            ]
            edits += [(m.start(), m.start(1), "《"), *inner, (m.end() - 2, m.end(), "》")]
    for m in _WORK.finditer(text) if "<" in text else ():
        if not protected.covers(m.start()):
            edits += [(m.start(), m.start() + 1, "《"), (m.end() - 1, m.end(), "》")]
    return edits
