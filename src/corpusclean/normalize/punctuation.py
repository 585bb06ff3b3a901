"""punctuation: half-width marks of Chinese sentences become full-width; dots and hyphens become …… and ——."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from corpusclean.characters import BLANKS, CJK_MARKS, FULL, HAN, TRANSLITERATION
from corpusclean.config import PunctuationConfig
from corpusclean.edits import Layer
from corpusclean.normalize.brackets import Edit, round_brackets, titles
from corpusclean.normalize.latin import (
    half_width_before,
    is_abbreviated,
    is_sentence,
    keeps_exclamation,
    keeps_question,
    keeps_stop,
)
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

_CHINESE = HAN + CJK_MARKS
_MARK = lazy_pattern(
    rf"""[,;:?!.](?:
      (?:(?<=[{_CHINESE}][,;:?!])|(?<=[{_CHINESE}][”’…—][,;:?!]))[{BLANKS}]*(?=["“‘…—(<A-Za-z0-9\n{_CHINESE}]|\Z)
    | (?<=[0-9%"][,;:?])[{BLANKS}]*(?=[{_CHINESE}])
    | (?<=["%][,;:.])[{BLANKS}]*(?=[{HAN}])
    | (?:(?<=[{_CHINESE}][.])|(?<=[{_CHINESE}][”’][.]))(?<![一二三四五六七八九十][.])
      (?:[{BLANKS}]*(?=["“(\n{CJK_MARKS}]|\Z)|(?:[{BLANKS}][{BLANKS}]*|(?<![{TRANSLITERATION}][.]))(?=[{HAN}])|[{BLANKS}]*(?=[0-9]))
    | (?!(?<=[0-9A-Za-z][,.:])[0-9A-Za-z])())""",
    re.VERBOSE,
)
"""A half-width mark; group 1 is set where its neighbours alone do not say that it is Chinese.  One pass, starting with a class:
that is what `re` scans fast."""

_HAN = lazy_pattern(rf"[{HAN}]")
_CHINESE_CHAR = lazy_pattern(rf"[{_CHINESE}]")
_NAME_DOT = lazy_pattern(rf"(?<=[{TRANSLITERATION}][{TRANSLITERATION}])\.(?=[{TRANSLITERATION}][{TRANSLITERATION}])")
_PROSE = lazy_pattern(r"(?<![A-Za-z0-9])[,;?!.，。；！？、]")
_TRANSPARENT = frozenset("\"'“”‘’…—" + BLANKS)
_SEVERAL = lazy_pattern(r"[?!]+")
_RUN = lazy_pattern(r"[.…·⋯\-－―─](?:(?<=\.)[. ]\.|(?<=…)(?<!……)(?!…)|(?<=·)·|(?<=⋯)|(?<=-)-|(?<=－)－|(?<=―)|(?<=─)─)")
_STOPS = lazy_pattern(r"[.。][.。][.。]+")
_DOTS = lazy_pattern(r"[.。][.。][.。]+|(?:\. ){2,}\.|···+|⋯+|(?<!…)…(?!…)")
_DASHES = lazy_pattern(r"---?(?!-)|－－|――?|──")


def find(text: str, options: PunctuationConfig, protected: Protected) -> Layer:
    """Half-width marks become full-width where they end or divide Chinese, and only there.

    他说,今天很好. -> 他说，今天很好。 but 3,000人 at 12:30, f(x, y), U.S. and whole English sentences stay.
    A mark takes the blanks after it along: they belong to its half-width form.
    """
    marks = list(_MARK.finditer(text))
    spans = [m.span() for m in marks if m.lastindex is None]
    starts, ends = [a for a, _ in spans], [b for _, b in spans]
    afters = [FULL[text[a]] for a in starts]
    hard = [m.start() for m in marks if m.lastindex] if len(marks) > len(spans) else []
    if starts and protected.spans[0]:
        kept = [k for k, start in enumerate(starts) if not protected.covers(start)]
        starts, ends, afters = [starts[k] for k in kept], [ends[k] for k in kept], [afters[k] for k in kept]
    hard += [m.start() for m in _RUN.finditer(text)]
    if "。。" in text or "。." in text or ".。" in text:
        hard += [m.start() for m in _STOPS.finditer(text)]
    more: list[Edit] = []
    if "(" in text or ")" in text:
        more += round_brackets(text, protected)
    if "<" in text:
        more += titles(text, protected)
    if hard:
        chinese = {i for start, end, _ in more for i in range(start, end)}.union(starts)
        more += _judged(text, sorted(hard), chinese, options, protected)
    if options.repeats or options.pairs:
        more += _by_option(text, options, protected)
    if more:
        starts, ends, afters = _merged(list(zip(starts, ends, afters, strict=True)), more)
    return Layer("punctuation", starts, ends, afters)


def _judged(text: str, places: list[int], chinese: set[int], options: PunctuationConfig, protected: Protected) -> Iterator[Edit]:
    """The edits of the marks whose neighbours alone do not decide.  `chinese`: half-width marks known to become full-width."""
    line_start = line_end = done = -1
    for i in places:
        if i >= line_end:
            line_start, line_end = text.rfind("\n", 0, i) + 1, text.find("\n", i)
            line_end = len(text) if line_end < 0 else line_end
            if not _CHINESE_CHAR.search(text, line_start, line_end):
                done = line_end
        if i < done or protected.covers(i):
            continue
        run = _DOTS.match(text, i) or _DASHES.match(text, i)
        if run is None:
            edit = _judge(text, i, line_start, line_end, chinese, protected) if text[i] in FULL else None
        else:
            edit = _judge_run(text, run, line_start, line_end, chinese, protected)
            done = run.end()
        if edit:
            done = edit[1]
            chinese.update(range(edit[0], done))
            yield (edit[0], done, _one_of(edit[2])) if options.repeats and text[i] in "!?" else edit


def _judge(text: str, i: int, line_start: int, line_end: int, chinese: set[int], protected: Protected) -> Edit | None:
    """The edit of one mark, or None where it belongs to a number, a Latin word or an English sentence."""
    mark, start, stop = text[i], i, i + 1
    if mark in "?!":
        stop = _SEVERAL.match(text, i).end()  # type: ignore[union-attr]
    while start > line_start and text[start - 1] in BLANKS:
        start -= 1
    end = stop
    while end < line_end and text[end] in BLANKS:
        end += 1
    if text[end : end + 1] == "|":  # the cell of a table keeps its blank
        end = stop
    at = _before(text, start, line_start)
    left = text[at] if at >= line_start else ""
    right = text[end:line_end].lstrip("\"'(“‘,.;:?!，。；：？！、")[:1]
    if not left or text[i - 1] == mark or text[stop : stop + 1] == mark:
        return None
    edit = (start, end, "".join(FULL[c] for c in text[i:stop]))
    if at in chinese or _CHINESE_CHAR.match(left):
        return edit if mark != "." or _ends_sentence(text, i, line_start) else None
    if left in "%‰℃" and right.isalnum() and mark in ",;.":
        return edit
    if (right and not _CHINESE_CHAR.match(right) and end not in chinese) or start < i or not _is_word(left, mark):
        return None
    run = half_width_before(text, i)
    if protected.covers(at) or (mark != "!" and _NUMBER_END.search(run)):
        own = mark == "." and (is_abbreviated(run) or (bool(right) and bool(_LABEL.search(run))))
        return edit if not own and (mark != "." or _is_prose(text, line_start, i, 4 if right else 6)) else None
    following = text[stop:line_end][:2]
    if mark == ".":
        own = keeps_stop(run.rstrip("\"')"), following) or not (right or _is_prose(text, line_start, i))
    elif mark == "!":
        own = keeps_exclamation(run, text[line_start:i], following)
    else:
        own = keeps_question(run, following) if mark == "?" else not right and is_sentence(run)
    return None if own else edit


def _before(text: str, at: int, line_start: int) -> int:
    """The place of the character before `at`, quotes, dashes, ellipses and blanks not counted."""
    at -= 1
    while at >= line_start and text[at] in _TRANSPARENT:
        at -= 1
    return at


def _is_word(left: str, mark: str) -> bool:
    """Whether `left` ends a Latin word, a number, a formula, something in brackets or with a full stop of its own."""
    return left not in ",;:([{<" and (left not in ".?!" or mark in ",;:")


def _judge_run(
    text: str, run: re.Match[str], line_start: int, line_end: int, chinese: set[int], protected: Protected
) -> Edit | None:
    """...... and 。。。 to ……, -- and --- to ——, after Chinese; or at the start of a line, before Chinese."""
    start, end = run.span()
    if protected.touches(start, end):
        return None
    while start > line_start and text[start - 1] in BLANKS:
        start -= 1
    while end < line_end and text[end] in BLANKS:
        end += 1
    at = _before(text, start, line_start)
    follows = text[end:line_end].lstrip("\"'")[:1]
    if protected.touches(start, end) or not (
        at in chinese or _CHINESE_CHAR.match(text[at]) if at >= line_start else _HAN.match(follows)
    ):
        return None
    if _DASHES.fullmatch(run[0]):
        return None if follows.islower() else (start, end, "——")
    if _LEADER.match(text, run.end()):
        return None
    return start, end, "…………" if len(run[0].replace(" ", "")) >= 10 else "……"


def _ends_sentence(text: str, i: int, line_start: int) -> bool:
    """Whether a full stop after Chinese ends a sentence: not in 约翰.史密斯, 报告.docx, .NET, nor in 一.总则 at the start of a line."""
    after = text[i + 1 : i + 4]
    if (after[:1].isascii() and after[:1].islower()) or after == "NET" or _NAME_DOT.match(text, i):
        return False
    return not (i - line_start <= 4 and _NUMERAL.fullmatch(text, line_start, i))


_NUMBER_END = lazy_pattern(r"\d\Z|[\d°'′″][A-Za-z]{1,3}\Z")
"""12, 3.5kg, 36.5°C, 39°54'N"""
_LABEL = lazy_pattern(r"(?<![A-Za-z0-9.,:%/~+=-])[A-Z]?\d{1,2}\Z")
"""1 in 1.总则, A1 in A1.答: a short number that may count items."""
_NUMERAL = lazy_pattern(r"\s*[（(]?[一二三四五六七八九十]+[)）]?")


def _is_prose(text: str, line_start: int, i: int, least: int = 6) -> bool:
    return bool(_PROSE.search(text, line_start, i)) or len(_HAN.findall(text, line_start, i)) >= least


_LEADER = lazy_pattern(rf"[{BLANKS}]*[（(]?\d+[)）]?[{BLANKS}]*(?:\n|\Z)")
"""After dots: the page number of a table of contents."""


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


_REPEATED = lazy_pattern(r"([，、；：])\1+|。。(?!。)|([！？])\2+|(?!？！(?![！？]))[！？][！？]+")
_WRONG_PAIR = lazy_pattern(r"(《〈|《《|《|〈)([^《》〈〉\n]+)(》〉|〉》|》》|》|〉)")


def _merged(edits: list[Edit], more: list[Edit]) -> tuple[list[int], list[int], list[str]]:
    """All edits in order; where one overlaps its neighbour (both take a blank along), the later one gives way, or goes.

    Of two that start at one place (the same mark, found twice) the one found later stays.
    """
    starts, ends, afters = [], [], []
    done = 0
    for start, end, after in sorted([*reversed(more), *edits], key=_START):
        if start < done:
            start = done
        if start < end:
            starts.append(start)
            ends.append(end)
            afters.append(after)
            done = end
    return starts, ends, afters


_START = itemgetter(0)


PUNCTUATION = Rule(
    name="punctuation",
    risk=Risk.STYLE,
    find=find,
    summary="Half-width marks of Chinese sentences become full-width; dots and hyphens become …… and ——; << >> become 《》.",
    why="A mark that ends or divides Chinese takes the place of a character; a half-width one is a trace of the keyboard or the scanner.",
    source="GB/T 15834-2011, 4.1-4.15 (the marks) and 5.1 (their place and width)",
)
