"""Round brackets and book-title marks: always changed in pairs, by what stands in and before them."""

from __future__ import annotations

import re

from corpusclean.characters import BLANKS, HAN, WIDE
from corpusclean.protect import Protected

_ROUND = re.compile(r"[()（）]")
_HAN = re.compile(rf"[{HAN}]")
_CHINESE = re.compile(rf"[{HAN}{WIDE}％℃°％‰·]")
_TITLE = re.compile(rf"<<[{BLANKS}]*([^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*)>>")
_INNER = re.compile(r"<([^<>\n]*)>")
_WORK = re.compile(
    rf"(?<=电影|小说|歌曲|杂志|话剧|论文|著作|专著|文章|名著|作品|诗集|散文|条例|根据|依据|按照|参照|参见|出版|发表|周刊|日报|晚报|期刊|剧集|专辑|综艺|戏曲|昆曲|京剧)"
    rf"<(?=[{HAN}])[^<>\n]{{1,30}}(?<=[{HAN}\d）])>"
    rf"|<(?=[{HAN}])[^<>\n]{{1,30}}(?<=[{HAN}\d）])>(?=第[一二三四五六七八九十百\d]+[条章]|一书|一文|杂志社?|一剧|编辑部|等书|等片|这本书|这部)"
)

_ASCII_WORD = re.compile("[A-Za-z0-9]")

Edit = tuple[int, int, str]


def round_brackets(text: str, start: int, end: int, protected: Protected) -> list[Edit]:
    """The edits of the round brackets in the line [start, end).

    A pair becomes full-width if Chinese stands in it, or before it: 世贸组织(WTO) but f(x), 12(3), Windows (64-bit).
    """
    edits: list[Edit] = []
    opened: list[int] = []
    for m in _ROUND.finditer(text, start, end):
        i = m.start()
        if text[i] in "(（":
            if text[i] == "（" or not protected.covers(i):
                opened.append(i)
        elif opened and (text[i] == "）" or not protected.covers(i)):
            o = opened.pop()
            if text[o] + text[i] != "（）" and _is_chinese(text, start, o, i, end):
                edits += _widened(text, start, o, i, end)
    return sorted(edits)


def _is_chinese(text: str, start: int, o: int, i: int, end: int) -> bool:
    if text[o] == "（" or text[i] == "）" or _HAN.search(text, o, i):
        return True
    if text[i + 1 : i + 2] == " " and _ASCII_WORD.match(text[i + 2 : i + 3]):  # (c) 2020, (int) x, (010) 6234
        return False
    before = text[start:o].rstrip(BLANKS + "\"'")
    if not before.rstrip(",.;:?!"):
        return bool(_HAN.match(text[i + 1 : end].lstrip(BLANKS + "\"'")[:1])) and i > o + 1
    if before[-1] in ",.;:?!":
        before = before.rstrip(",.;:?!\"'")
        return bool(before) and (bool(_CHINESE.match(before[-1])) or bool(_HAN.match(text[i + 1 : i + 2])))
    return bool(_CHINESE.match(before[-1]))


def _widened(text: str, start: int, o: int, i: int, end: int) -> list[Edit]:
    """The edits of one pair, with the blanks that set it off."""
    edits = []
    if text[o] == "(":
        a, b = o, o + 1
        while a > start and text[a - 1] in BLANKS:
            a -= 1
        while b < i and text[b] in BLANKS:
            b += 1
        edits.append((a if a > start else o, b, "（"))
    if text[i] == ")":
        a, b = i, i + 1
        while a > o + 1 and text[a - 1] in BLANKS:
            a -= 1
        while b < end and text[b] in BLANKS:
            b += 1
        edits.append((a, b, "）"))
    return edits


def titles(text: str, protected: Protected) -> list[Edit]:
    """<<红楼梦>> -> 《红楼梦》, with 〈〉 inside; <红楼梦> only where a word says that it is a work: <姓名> is a gap to fill in."""
    edits: list[Edit] = []
    for m in _TITLE.finditer(text) if "<<" in text else ():
        if _HAN.search(m[1]) and not protected.covers(m.start()):
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
