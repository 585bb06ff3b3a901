"""punctuation: half-width marks of Chinese sentences become full-width; dots and hyphens become …… and ——."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean.characters import BLANKS, FULL, HAN, TRANSLITERATION, WIDE
from corpusclean.config import PunctuationConfig
from corpusclean.edits import Layer
from corpusclean.normalize.brackets import Edit, round_brackets, titles
from corpusclean.normalize.latin import half_width_before, is_sentence, keeps_exclamation, keeps_stop
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

_CHINESE = rf"{HAN}{WIDE}％‰°×·\u2100-\u214f\u2160-\u24ff\u25a0-\u2605\u3200-\u33ff"
_MARK = re.compile(
    rf"""[,;:?!.](?:
      (?<=[{_CHINESE}][,;:?!])[{BLANKS}]*(?=["(<A-Za-z0-9\n{_CHINESE}]|\Z)
    | (?<=[0-9%"][,;:?])[{BLANKS}]*(?=[{_CHINESE}])
    | (?<=%[,;:.])[{BLANKS}]*(?=[0-9{HAN}])
    | (?<=[{_CHINESE}"%][.])(?<![一二三四五六七八九十][.])
      (?:[{BLANKS}]*(?=["(\n{WIDE}]|\Z)|(?:[{BLANKS}][{BLANKS}]*|(?<![{TRANSLITERATION}][.]))(?=[{HAN}])|[{BLANKS}]*(?<!["%].)(?=[0-9]))
    | (?!(?<=[0-9A-Za-z][,.:])[0-9A-Za-z])())""",
    re.VERBOSE,
)
"""A half-width mark; group 1 is set where its neighbours alone do not say that it is Chinese.  One pass, starting with a class:
that is what `re` scans fast."""

_HAN = re.compile(rf"[{HAN}]")
_CLOSED = re.compile(rf"[{_CHINESE}]")
_NAME_DOT = re.compile(rf"(?<=[{TRANSLITERATION}][{TRANSLITERATION}])\.(?=[{TRANSLITERATION}][{TRANSLITERATION}])")
_PROSE = re.compile(rf"[，。；！？、]|[{HAN}][,;?!]")
_SEVERAL = re.compile(r"[?!]+")
_RUN = re.compile(
    r"[.…·⋯\-－―─。](?:(?<=\.)[. ]\.|(?<=…)(?<!……)(?!…)|(?<=·)·|(?<=⋯)|(?<=-)-|(?<=－)－|(?<=―)|(?<=─)─|(?<=。)。。)"
)
_DOTS = re.compile(r"\.\.\.+|(?:\. ){2,}\.|。。。+|···+|⋯+|(?<!…)…(?!…)")
_DASHES = re.compile(r"---?(?!-)|－－|――?|──")


def find(text: str, options: PunctuationConfig, protected: Protected) -> Layer:
    """Half-width marks become full-width where they end or divide Chinese, and only there.

    他说,今天很好. -> 他说，今天很好。 but 3,000人 at 12:30, f(x, y), U.S. and whole English sentences stay.
    A mark takes the blanks after it along: they belong to its half-width form.
    """
    starts: list[int] = []
    ends: list[int] = []
    afters: list[str] = []
    hard: list[int] = []
    for m in _MARK.finditer(text):
        start, end = m.span()
        if m.lastindex:
            hard.append(start)
        else:
            starts.append(start)
            ends.append(end)
            afters.append(FULL[text[start]])
    if starts and protected.spans[0]:
        kept = [k for k, start in enumerate(starts) if not protected.covers(start)]
        starts, ends, afters = [starts[k] for k in kept], [ends[k] for k in kept], [afters[k] for k in kept]
    more: list[Edit] = []
    if "(" in text or ")" in text:
        more += round_brackets(text, protected)
    if "<" in text:
        more += titles(text, protected)
    if hard:
        more += _judged(text, hard, {i for start, end, _ in more for i in range(start, end)}, options, protected)
    if _RUN.search(text):
        more += _runs_of_marks(text, protected)
    if options.repeats or options.pairs:
        more += _by_option(text, options, protected)
    if more:
        starts, ends, afters = _merged([*zip(starts, ends, afters, strict=True), *more])
    return Layer("punctuation", starts, ends, afters)


def _judged(text: str, places: list[int], widened: set[int], options: PunctuationConfig, protected: Protected) -> Iterator[Edit]:
    """The edits of the marks whose neighbours alone do not decide."""
    line_start = line_end = done = -1
    skip = False
    for i in places:
        if i >= line_end:
            line_start, line_end = text.rfind("\n", 0, i) + 1, text.find("\n", i)
            line_end = len(text) if line_end < 0 else line_end
            skip = not _HAN.search(text, line_start, line_end)
        if skip or i < done:
            continue
        if not protected.covers(i):
            edit = _judge(text, i, line_start, line_end, widened)
            if edit:
                done = edit[1]
                yield (edit[0], done, _one_of(edit[2])) if options.repeats else edit


def _judge(text: str, i: int, line_start: int, line_end: int, widened: set[int]) -> Edit | None:
    """The edit of one mark, or None where it belongs to a number, a Latin word or an English sentence."""
    mark, a, b = text[i], i, i + 1
    if mark in "?!":
        b = _SEVERAL.match(text, i).end()  # type: ignore[union-attr]
    while a > line_start and text[a - 1] in BLANKS:
        a -= 1
    end = b
    while end < line_end and text[end] in BLANKS:
        end += 1
    at = a - 1
    while at >= line_start and text[at] in "\"'":
        at -= 1
    left = text[at] if at >= line_start else ""
    after = text[end:line_end].lstrip("\"'(")[:2]
    right = after[:1]
    if not left or text[i - 1 : i] == mark or text[b : b + 1] == mark:
        return None
    edit = (a, end, "".join(FULL[c] for c in text[i:b]))
    if at in widened or _CLOSED.match(left):
        return edit if mark != "." or _ends_sentence(text, i, a, end, line_start, line_end) else None
    if (
        (right and not _CLOSED.match(right) and end not in widened)
        or not left.isascii()
        or not (left.isalnum() or left in "%\"')" or (left == "." and mark in ",;:"))
    ):
        return None
    if a < i:  # a blank before the mark, after a Latin word or number
        return None
    run = half_width_before(text, i)
    if left.isdigit() and mark != "!":
        return edit if mark != "." or (not right and _is_prose(text, line_start, i)) else None
    following = text[b:line_end][:2]
    if mark == ".":
        if not right and not _is_prose(text, line_start, i):
            return None
        return None if keeps_stop(run.rstrip("\"')"), following) else edit
    if mark == "!":
        return None if keeps_exclamation(run, text[line_start:i], following) else edit
    return None if is_sentence(run) else edit


def _ends_sentence(text: str, i: int, a: int, end: int, line_start: int, line_end: int) -> bool:
    """Whether a full stop after a Chinese character ends a sentence: 第一.第二 and 约翰.史密斯 do not, nor does 一.总则 at the start."""
    if text[i + 1 : i + 2].isascii() and text[i + 1 : i + 2].islower():
        return False
    if _NAME_DOT.match(text, i) or (
        i - line_start <= 3 and re.match(r"\s*[（(]?[一二三四五六七八九十]+[)）]?\.", text[line_start : i + 1])
    ):
        return False
    return text[i + 1 : i + 4] != "NET"


def _is_prose(text: str, line_start: int, i: int) -> bool:
    return bool(_PROSE.search(text, line_start, i)) or len(_HAN.findall(text, line_start, i)) >= 6


def _runs_of_marks(text: str, protected: Protected) -> Iterator[Edit]:
    """...... and 。。。 to ……, -- and --- to ——, after Chinese or between Chinese and a quotation mark."""
    for m in _DOTS.finditer(text):
        if not protected.covers(m.start()) and _within_chinese(text, m.start(), m.end()) and not _LEADER.match(text, m.end()):
            yield m.start(), m.end(), "…………" if len(m[0].replace(" ", "")) >= 10 else "……"
    for m in _DASHES.finditer(text):
        if not protected.covers(m.start()) and _within_chinese(text, m.start(), m.end(), both=True):
            yield m.start(), m.end(), "——"


_LEADER = re.compile(rf"[{BLANKS}]*[（(]?\d+[)）]?[{BLANKS}]*(?:\n|\Z)")
"""After dots: the page number of a table of contents."""


def _within_chinese(text: str, start: int, end: int, *, both: bool = False) -> bool:
    """Whether Chinese stands before the span (and, if `both`, does not go on in lower case after it)."""
    before = text[:start].rsplit("\n", 1)[-1][-8:].rstrip(BLANKS + "\"'?!,.")
    after = text[end : end + 8].lstrip(BLANKS + "\"'")
    if both:
        return bool((_CLOSED.match(before[-1:]) and (not after or not after[0].islower())) or (not before and _HAN.match(after)))
    return bool(_CLOSED.match(before[-1:]) or (not before and _HAN.match(after)))


def _by_option(text: str, options: PunctuationConfig, protected: Protected) -> Iterator[Edit]:
    """Wrong pairs (《〈…》, 《…〉) and repeated marks, where they are asked for."""
    if options.repeats:
        for m in _REPEATED.finditer(text):
            if not protected.covers(m.start()):
                yield m.start(), m.end(), _one_of(m[0])
    if options.pairs:
        for m in _WRONG_PAIR.finditer(text):
            if m[1] != "《" or m[3] != "》":
                yield m.start(1), m.end(1), "《"
                yield m.start(3), m.end(3), "》"


def _one_of(marks: str) -> str:
    """！！！ -> ！, ？！？！ -> ？！"""
    return marks[0] if len(set(marks)) == 1 else "？！"


_REPEATED = re.compile(r"([，、；：])\1+|。。(?!。)|([！？])\2+|(?!？！(?![！？]))[！？][！？]+")
_WRONG_PAIR = re.compile(r"(《〈|《《|《|〈)([^《》〈〉\n]+)(》〉|〉》|》》|》|〉)")


def _merged(edits: list[Edit]) -> tuple[list[int], list[int], list[str]]:
    """Edits in order; of two that overlap (both take a blank along) the later gives way, or goes."""
    starts: list[int] = []
    ends: list[int] = []
    afters: list[str] = []
    last = 0
    for start, end, after in sorted(edits):
        start = max(start, last)
        if start < end:
            starts.append(start)
            ends.append(end)
            afters.append(after)
            last = end
    return starts, ends, afters


PUNCTUATION = Rule(
    name="punctuation",
    risk=Risk.STYLE,
    find=find,
    summary="Half-width marks of Chinese sentences become full-width; dots and hyphens become …… and ——; << >> become 《》.",
    why="A mark that ends or divides Chinese takes the place of a character; a half-width one is a trace of the keyboard or the scanner.",
    source="GB/T 15834-2011, 4.1-4.15 (the marks) and 5.1 (their place and width)",
)
