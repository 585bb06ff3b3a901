"""spaces: blanks that are traces of setting, scanning and wrapping go; those that divide stay."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpusclean.characters import BLANKS, HAN, WIDE
from corpusclean.config import SpacesConfig
from corpusclean.edits import Layer
from corpusclean.kinds import IS_BLANK
from corpusclean.lines import blocks
from corpusclean.normalize.names import SURNAMES, is_in_name
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.views import view_of

_BLANK = lazy_pattern(
    rf"""[{BLANKS}](?<![{BLANKS}][{BLANKS}][{BLANKS}])(?:
      (?<=[{HAN}].)[{BLANKS}]?(?=[{HAN}])()
    | (?<=[^!-~{BLANKS}].)[{BLANKS}]* | (?<=[0-9].)(?=%)
    | (?<![,;:?!.()"'].)[{BLANKS}]*(?=[^!-~{BLANKS}]|\Z)
    | [{BLANKS}]*(?=[\n{WIDE}]|\Z) | (?<![^\n].)[{BLANKS}]*(?=["'(.<]|--)
    )""",
    re.DOTALL | re.VERBOSE,
)
"""Blanks with something else than a half-width character on one side; group 1 is set for one or two between Han characters.
Blanks after a half-width mark are none of them: the mark takes them along when it becomes full-width.  What does not match at
the second blank of a run does not at the third: it is not tried, else long runs would take quadratic time."""

_HAN = lazy_pattern(rf"[{HAN}]")
_WIDE = lazy_pattern(f"[{WIDE}]")
_LATIN = lazy_pattern("[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff%℃°$€£￥¥+]")
_STOPS = frozenset("，。；：？！、")
_SENTENCE = lazy_pattern(
    rf"[，；][^\n]{{12}}|[。？！]|[{HAN}”’\")）%](?:[,;](?=[^\n]{{12}})|[?!]|[.](?<=[{HAN}].)(?![.a-z])|[.][\"”’]?[{BLANKS}]*(?=[{HAN}]|$))"
    rf"|[.?!][\"”’]?[{BLANKS}]*$",
    re.MULTILINE,
)
_LABEL = lazy_pattern(
    rf"[{BLANKS}]*(?:第[一二三四五六七八九十百千零〇两\d]+[条章节编篇款项部分回集卷课讲届]+|\d{{1,2}}(?:\.\d{{1,2}})*|[A-Za-z]|[^\s，。]{{2,20}}[讯电])(?=[{BLANKS}])"
)
_ITEM = lazy_pattern(r"[-*+>|#=~]|\d+[.)、]")
_FOLD = str.maketrans(",;:?!()", "，；：？！（）")
_STOP = lazy_pattern(rf"(?<=[{HAN}，；：？！）”])\.(?![.a-z])|\.$")
"""So that a line is of the same kind before and after its marks are mended."""

_CREDITS = lazy_pattern(r"[（(][^（）()，。；\n]*?(?:记者|通讯员|作者|编辑|来源|摄|供图|报道组)[^（）()，。；\n]*[）)]")
_BOUNDARY = lazy_pattern(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
_SPACED = lazy_pattern(rf"(?<=[{HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[{HAN}])")


class _Line(NamedTuple):
    """What is asked of a line once, however many blanks it has."""

    start: int
    end: int
    chinese: bool
    prose: bool
    dated: bool
    """A dateline or a source with its date (来源：新华社 2024 年 3 月 1 日)."""
    divided: bool
    """It has a bracket or a mention, in which blanks may divide."""


def find(text: str, options: SpacesConfig, protected: Protected) -> Layer:
    """Blanks between Han characters and around full-width marks go in prose, and indents and blanks at line ends everywhere.

    发展新 质生产力 -> 发展新质生产力, 方 喆摄 -> 方喆摄, but 打通堵点 推动创新 (a heading), 第一条 为了…, tables and verse keep theirs.
    Between Han and Latin letters or digits `mixed` decides; next to addresses, paths and code a blank stays.
    """
    if not view_of(text).seen & IS_BLANK and options.mixed not in ("insert", "majority"):
        return Layer("spaces")
    mixed = _habit(text) if options.mixed == "majority" else options.mixed
    starts: list[int] = []
    ends: list[int] = []
    line = _Line(0, -1, False, False, False, False)
    fragments = bool(protected.spans[0]) if _BLANK.search(text) else False
    for m in _BLANK.finditer(text):
        start, end = m.span()
        if start > line.end:
            line = _line(text, start)
        if m.lastindex:
            goes = (
                line.prose
                and not (line.divided or start - line.start < 24)
                and text[end] not in _MAYBE_NAME
                and text[start] == " "
            )
            goes = (
                goes
                or (line.prose and not _divides(text, start, end, line))
                or is_in_name(text, start, end, line.start, line.end)
            )
            if goes and fragments:
                goes = not protected.covers(start)
        else:
            goes = _goes(text, start, end, line, mixed, protected)
        if goes:
            starts.append(start)
            ends.append(end)
    afters = [""] * len(starts)
    if mixed == "insert":
        found = [m.start() for m in _BOUNDARY.finditer(text)]
        added = [(i, i, " ") for i in found if not protected.touches(i - 1, i + 1)]
        edits = sorted([*zip(starts, ends, afters, strict=True), *added])
        return Layer("spaces", [e[0] for e in edits], [e[1] for e in edits], [e[2] for e in edits])
    return Layer("spaces", starts, ends, afters)


def _line(text: str, at: int) -> _Line:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return _Line(
        start,
        end,
        bool(_HAN.search(text, start, end)),
        is_prose(text[start:end]),
        end - start < 60 and "月" in text[start:end] and blocks.is_dateline(text[start:end].strip()),
        bool(_BRACKET.search(text, start, end)),
    )


def is_prose(line: str) -> bool:
    """Whether the line is running text: it has the marks of sentences, and is long or no heading, byline, credit, table row …

    >>> is_prose("打通堵点卡点 推动科技创新"), is_prose("他说,今天 很好.")
    (False, True)
    """
    if len(line) >= 60:
        return bool(_SENTENCE.search(line))
    folded = _STOP.sub("。", line.strip().translate(_FOLD))
    if not _SENTENCE.search(folded):
        return False
    return blocks.kind(folded) in (blocks.PROSE, blocks.CAPTION, blocks.ITEM)


def _goes(text: str, start: int, end: int, line: _Line, mixed: str, protected: Protected) -> bool:
    """Whether the blanks [start, end) are removed."""
    left = text[start - 1] if start > line.start else ""
    right = text[end] if end < line.end else ""
    if not right:
        return not protected.covers(start) or not left
    if not left:
        return (
            line.chinese
            and not protected.touches(start, end + 1)
            and (right > "~" or right in "\"'(.<" or text.startswith("--", end) or (line.prose and not _ITEM.match(text, end)))
        )
    if left in "（(" and right in "）)":
        return False  # where an answer goes
    if _HAN.match(left) and _HAN.match(right):
        return is_in_name(text, start, end, line.start, line.end)
    if "\t" in text[start:end] or not line.chinese or protected.touches(start - 1, end + 1):
        return False
    if _WIDE.match(left) or _WIDE.match(right):
        if (left in "“”‘’…—" and right.isascii()) or (right in "“”‘’…—" and left.isascii()):
            return False
        near = left in _STOPS or right in _STOPS
        if line.prose:
            return end - start < 3 or left in "，。；！？"
        return near and end - start == 1
    if not (line.prose or line.dated) or end - start > 2:
        return False
    if left.isdigit() and right == "%":
        return True
    if (_HAN.match(left) and _LATIN.match(right)) or (_HAN.match(right) and _LATIN.match(left)):
        return mixed == "remove" and not _after_label(text, start, line) and not _PINYIN.search(text, line.start, line.end)
    return False


def _divides(text: str, start: int, end: int, line: _Line) -> bool:
    """Whether a blank between Han characters in prose was set on purpose: after 第一条 or 本报讯, between names, U+3000."""
    return (
        _after_label(text, start, line)
        or (text[end - 1] == "\u3000" or text[start] == "\u3000")
        or (text[end] in _MAYBE_NAME and bool(_AFTER_TITLE.match(text, max(start - 3, 0), start)))
        or _in_credit(text, start, line)
        or (text[max(start - 20, 0) : start].rfind("@") >= 0 and bool(_MENTION.search(text, max(start - 24, line.start), start)))
    )


def _in_credit(text: str, start: int, line: _Line) -> bool:
    """Whether `start` stands after a name in brackets with reporters in them: （记者 张三 李四）."""
    opening = max(text.rfind("（", line.start, start), text.rfind("(", line.start, start))
    if opening < 0:
        return False
    found = _CREDITS.match(text, opening, line.end)
    return bool(found and start < found.end() and _NAME_END.search(text, max(opening, start - 12), start))


def _after_label(text: str, start: int, line: _Line) -> bool:
    """Whether the label or dateline (第一条, 本报讯) that opens the line ends at `start`."""
    if start - line.start > 24:
        return False
    label = _LABEL.match(text, line.start, line.end)
    return label is not None and label.end() == start


_MAYBE_NAME = frozenset(SURNAMES)
_BRACKET = lazy_pattern("[(（@＠]")
_PINYIN = lazy_pattern("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_AFTER_TITLE = lazy_pattern(r".?(?:记者|通讯员|特派员|评论员)$")
_NAME_END = lazy_pattern(rf"(?:[{BLANKS}（(、，]|记者|通讯员|特派员|作者|编辑|摄影|来源)[：:]?(?:[{SURNAMES}][{HAN}]{{1,3}})?$")
_MENTION = lazy_pattern(r"(?<![A-Za-z0-9._+-])[@＠][^\s，。：:]{1,20}$")


def _habit(text: str) -> str:
    """What the document does between Han and Latin: `insert`, `remove`, or `keep` where it does both alike."""
    spaced, close = len(_SPACED.findall(text)), len(_BOUNDARY.findall(text))
    return "insert" if spaced > 2 * close else "remove" if close > 2 * spaced else "keep"


SPACES = Rule(
    name="spaces",
    risk=Risk.STYLE,
    find=find,
    summary="Blanks that are traces of setting, scanning and wrapping go: in prose, around marks, at the edges of lines, in names set wide.",
    why="Chinese is written without blanks; those of headings, bylines, tables, verse and addresses divide and stay.",
    source="GB/T 15834-2011, 5.1 (marks take their own place); newspaper practice for blanks next to digits and letters",
)
