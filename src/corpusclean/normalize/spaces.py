"""spaces: blanks that are traces of setting, scanning and wrapping go; those that divide stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpusclean.characters import BLANKS, HAN, SURNAMES
from corpusclean.config import SpacesConfig
from corpusclean.edits import Layer, covered, merged, nothing
from corpusclean.foreign.side_by_side import find_set_out
from corpusclean.joined import parts
from corpusclean.kinds import IS_BLANK
from corpusclean.lines import blocks
from corpusclean.mend_loops import AFTER
from corpusclean.mending import layer_of
from corpusclean.normalize import sentence_loops, space_loops
from corpusclean.normalize.names import has_names, is_in_name
from corpusclean.normalize.space_loops import (
    ASKS,
    BETWEEN_HAN,
    DATED,
    END,
    GOES,
    LEAD,
    LEADS,
    LINE,
    LINE_START,
    LINE_STOP,
    PROSE,
    START,
    STAYS,
    VERDICT,
)
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.running import Numbers
from corpusclean.simplified import simplify
from corpusclean.views import View, new_view, view_of

_HAN = lazy_pattern(rf"[{HAN}]")
_LABEL = lazy_pattern(
    rf"[{BLANKS}]*(?:第[一二三四五六七八九十百千零〇两\d]+[条章节编篇款项部分回集卷课讲届]+|\d{{1,2}}(?:\.\d{{1,2}})*|[A-Za-z]|[^\s，。]{{2,20}}[讯电])(?=[{BLANKS}])"
)
_ITEM = lazy_pattern(r"[-*+>|#=~]|\d+[.)、]")
_FOLD = tuple(zip(",;:?!()", "，；：？！（）", strict=True))
_STOP = lazy_pattern(rf"(?<=[{HAN}，；：？！）”])\.(?![.a-z])|\.$")
"""So that a line is of the same kind before and after its marks are mended."""

_CREDITS = lazy_pattern(r"[（(][^（）()，。；\n]*?(?:记者|通讯员|作者|编辑|来源|摄|供图|报道组)[^（）()，。；\n]*[）)]")
_BOUNDARY = lazy_pattern(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[{HAN}])")
_SPACED = lazy_pattern(rf"(?<=[{HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[{HAN}])")


@dataclass(frozen=True)
class _Line:
    """A line in simplified characters, as the patterns are written."""

    text: str
    prose: bool

    @cached_property
    def has_names(self) -> bool:
        """Asked once for all blanks of the line: nothing here may be quadratic."""
        return has_names(self.text)


def find(text: str, options: SpacesConfig, protected: Protected) -> Layer:
    """Blanks between Han characters and around full-width marks go in prose, and indents and blanks at line ends everywhere.

    发展新 质生产力 -> 发展新质生产力, 方 喆摄 -> 方喆摄, but 打通堵点 推动创新 (a heading), 第一条 为了…, tables and verse keep theirs.
    Between Han and Latin letters or digits `mixed` decides; next to addresses, paths and code a blank stays.
    """
    view = view_of(text)
    mixed = _habit(text) if options.mixed == "majority" else options.mixed
    found, many = _blanks_that_go(view, protected, removes=mixed == "remove") if view.seen & IS_BLANK else ((), 0)
    if mixed == "insert":
        edits = [(i, i, " ") for i in (m.start() for m in _BOUNDARY.finditer(text)) if not protected.touches(i - 1, i + 1)]
        if many:
            starts, ends = (view.values(row, many) for row in found[:AFTER])
            edits = sorted([*zip(starts, ends, [""] * many, strict=True), *edits])
        return Layer("spaces", [e[0] for e in edits], [e[1] for e in edits], [e[2] for e in edits])
    return layer_of("spaces", view, found, many) if many else nothing("spaces")


def _blanks_that_go(view: View, protected: Protected, *, removes: bool) -> tuple[Numbers, int]:
    """The edits of the blanks to remove, as loops have them, and how many; `removes`: also those between Han and Latin."""
    loops, codes, kinds = view.loops(space_loops), view.codes, view.kinds
    places = view.places(IS_BLANK)
    blanks, lines = view.rows(5, len(places)), view.rows(9, len(places))
    many, of_lines, asks = loops.find_blanks(codes, kinds, places, blanks, lines)
    if not many:
        return (), 0
    if asks:
        _ask_of_lines(view, lines, of_lines)
    asks, leads = loops.judge_blanks(codes, kinds, blanks, lines, many, protected.table(view), removes)
    if asks:
        _ask_of_blanks(view, blanks, lines, many)
    if leads >= _FEWEST_SPEECHES:
        _keep_speakers(view, blanks, lines, many)
    _keep_gaps(view, blanks, lines, many)
    found = view.rows(3, many)
    return found, loops.collect(blanks, many, found)


def _ask_of_lines(view: View, lines: Numbers, many: int) -> None:
    starts, stops, prose = (view.values(lines[row], many) for row in (LINE_START, LINE_STOP, PROSE))
    for k in range(many):
        if prose[k] == ASKS:
            line = view.text[starts[k] : stops[k]]
            lines[PROSE][k] = is_prose(line)
            lines[DATED][k] = "月" in line and blocks.is_dateline(line.strip())


def _ask_of_blanks(view: View, blanks: Numbers, lines: Numbers, many: int) -> None:
    number, line_start, line = -1, 0, _Line("", prose=False)
    for j, verdict in enumerate(view.values(blanks[VERDICT], many)):
        if verdict == ASKS:
            start, end, between, k = (int(blanks[row][j]) for row in (START, END, BETWEEN_HAN, LINE))
            if k > number:
                number, line_start = k, int(lines[LINE_START][k])
                line = _Line(simplify(view.text[line_start : lines[LINE_STOP][k]]), bool(lines[PROSE][k]))
            blanks[VERDICT][j] = GOES if _goes(line, start - line_start, end - line_start, bool(between)) else STAYS


def _keep_gaps(view: View, blanks: Numbers, lines: Numbers, many: int) -> None:
    """Blanks stay in lines of a table, or of columns that stand side by side: without them nobody could tell what stands where."""
    starts, ends = merged(find_set_out(view.text))
    if starts:
        for j, (start, end) in enumerate(zip(view.values(blanks[START], many), view.values(blanks[END], many), strict=True)):
            if covered(starts, ends, start) and end < int(lines[LINE_STOP][blanks[LINE][j]]):
                blanks[VERDICT][j] = STAYS


def _keep_speakers(view: View, blanks: Numbers, lines: Numbers, many: int) -> None:
    """The blank between a speaker and what he says stays: 小李 我在呢。

    Such lines follow one another, and in a conversation speakers speak again.
    """
    text, speeches = view.text, []
    for j, between in enumerate(view.values(blanks[BETWEEN_HAN], many)):
        if between == LEADS:
            line = int(lines[LINE_START][blanks[LINE][j]])
            speeches.append((j, line, text[line : int(blanks[START][j])]))
    for first, last in parts(text):
        here = [(j, name) for j, line, name in speeches if first <= line <= last]
        if len(here) >= _FEWEST_SPEECHES and _is_conversation([name for _, name in here], text[first:last]):
            for j, _ in here:
                blanks[VERDICT][j] = STAYS


def _is_conversation(names: Sequence[str], text: str) -> bool:
    """Whether these are the speakers of half the lines of `text` or more, and some speak again."""
    times = Counter(names)
    again = sum(many for many in times.values() if many > 1)
    all_lines = sum(map(bool, map(str.strip, text.split("\n"))))
    return len(times) > 1 and again >= _FEWEST_SPEECHES - 1 and 2 * again >= len(names) and 2 * len(names) >= all_lines


_FEWEST_SPEECHES = 3


def is_prose(line: str) -> bool:
    """Whether a short line is running text: it has the marks of sentences, and is no heading, byline, credit, table row …

    >>> is_prose("打通堵点卡点 推动科技创新"), is_prose("他说,今天 很好.")
    (False, True)
    """
    line = line.strip()
    for half, full in _FOLD:
        line = line.replace(half, full)
    return _is_prose(_STOP.sub("。", line) if "." in line else line)


@lru_cache(maxsize=4096)
def _is_prose(folded: str) -> bool:
    """The same of a line as it reads when its marks are mended: it is asked before and after."""
    view = new_view(folded)
    if not view.loops(sentence_loops).has_sentence(view.codes, view.kinds, 0, view.size):
        return False
    return blocks.kind(folded) in (blocks.PROSE, blocks.CAPTION, blocks.ITEM)


def _goes(line: _Line, start: int, end: int, between_han: bool) -> bool:
    """Whether the blanks [start, end) of a line, about which their neighbours do not say enough, are removed."""
    text = line.text
    if start == 0:
        return not _ITEM.match(text, end)
    if between_han and line.prose and not _divides(text, start, end):
        return True
    left, right = text[start - 1], text[end]
    if _HAN.match(left) and _HAN.match(right):
        return is_in_name(text, start, end) and line.has_names
    return not _after_label(text, start)


def _divides(text: str, start: int, end: int) -> bool:
    """Whether a blank between Han characters in prose was set on purpose: after 第一条 or 本报讯, between names, U+3000."""
    return (
        _after_label(text, start)
        or (text[end - 1] == "\u3000" or text[start] == "\u3000")
        or (text[end] in _MAYBE_NAME and bool(_AFTER_TITLE.match(text, max(start - 3, 0), start)))
        or _in_credit(text, start)
        or (text[max(start - 20, 0) : start].rfind("@") >= 0 and bool(_MENTION.search(text, max(start - 24, 0), start)))
    )


def _in_credit(text: str, start: int) -> bool:
    """Whether `start` stands after a name in brackets with reporters in them: （记者 张三 李四）."""
    opening = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    if opening < 0:
        return False
    found = _CREDITS.match(text, opening)
    return bool(found and start < found.end() and _NAME_END.search(text, max(opening, start - 12), start))


def _after_label(text: str, start: int) -> bool:
    """Whether the label or dateline (第一条, 本报讯) that opens the line ends at `start`."""
    if start > LEAD:
        return False
    label = _LABEL.match(text)
    return label is not None and label.end() == start


_MAYBE_NAME = frozenset(SURNAMES)
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
    whole=lambda options: options.mixed == "majority",
)
