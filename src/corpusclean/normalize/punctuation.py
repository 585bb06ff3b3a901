"""punctuation: half-width marks of Chinese sentences become full-width; dots and hyphens become …… and ——."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from corpusclean.characters import BLANKS, CJK_MARKS, FULL, HAN
from corpusclean.config import PunctuationConfig
from corpusclean.edits import Layer, nothing
from corpusclean.kinds import IS_BRACKET, IS_LINE_END, IS_MARK, IS_STROKE
from corpusclean.mend_loops import AFTER, END, START
from corpusclean.mending import layer_of, number_of, text_of
from corpusclean.normalize import bracket_loops, mark_loops
from corpusclean.normalize.latin import (
    is_abbreviated,
    is_sentence,
    keeps_exclamation,
    keeps_question,
    keeps_stop,
)
from corpusclean.normalize.mark_loops import (
    ANSWERED,
    ASKED,
    CHINESE,
    DONE,
    LINE_END,
    LINE_START,
    MARK_END,
    PLACE,
    PLACE_OF,
    RUN,
    UNSAID,
)
from corpusclean.normalize.titles import Edit, titles
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.running import Numbers
from corpusclean.views import View, view_of

_CHINESE = HAN + CJK_MARKS
_HAN = lazy_pattern(rf"[{HAN}]")
_CHINESE_CHAR = lazy_pattern(rf"[{_CHINESE}]")
_PROSE = lazy_pattern(r"(?<![A-Za-z0-9])[,;?!.]|[，。；！？、]")
_SEVERAL = lazy_pattern(r"[?!]+")
_DOTS = lazy_pattern(r"[.。][.。][.。]+|(?:\. ){2,}\.|···+|⋯+|(?<!…)…(?!…)")
_DASHES = lazy_pattern(r"---?(?!-)|－－|――?|──")


def find(text: str, options: PunctuationConfig, protected: Protected) -> Layer:
    """Half-width marks become full-width where they end or divide Chinese, and only there.

    他说,今天很好. -> 他说，今天很好。 but 3,000人 at 12:30, f(x, y), U.S. and whole English sentences stay.
    A mark takes the blanks after it along: they belong to its half-width form.
    """
    view = view_of(text)
    marks = brackets = 0
    places: Numbers = ()
    if view.seen & (IS_MARK | IS_STROKE | IS_BRACKET):
        all_places = view.places(IS_MARK | IS_STROKE | IS_BRACKET | IS_LINE_END)
        places = view.loose_room(len(all_places)), view.loose_room(len(all_places))
        marks, brackets = view.loops(bracket_loops).survey(view.codes, view.kinds, all_places, places)
    if marks or brackets or "<" in text or options.repeats or options.pairs:
        return _Marks(view, places, marks, brackets, options, protected).layer()
    return nothing("punctuation")


class _Marks:
    """The marks of a text and the edits found so far, each kept at the place of its mark (see `mark_loops`)."""

    def __init__(
        self, view: View, places: Numbers, marks: int, brackets: int, options: PunctuationConfig, protected: Protected
    ) -> None:
        self.view, self.text, self.options, self.protected = view, view.text, options, protected
        self.loops = view.loops(mark_loops)
        self.places, self.marks, self.brackets = places, marks, brackets
        self.edits = view.rows(3, view.size + 1)
        self.state = view.room(mark_loops.SIZE)
        self.others: dict[int, str] = {}
        """What stands for a mark where that is not its full-width form, by its place."""

    def layer(self) -> Layer:
        text, view, marks, brackets = self.text, self.view, self.marks, self.brackets
        titled = "<" in text
        at_most = marks + brackets + (text.count("<") + text.count(">") if titled else 0)
        room = view.rows(bracket_loops.ROOM, at_most)
        found, left = room[bracket_loops.FOUND :], False
        if marks or brackets:
            args = self.places, marks, brackets, self.protected.table(view), not titled, self.options.repeats, room
            left, n, unsaid = view.loops(bracket_loops).begin(view.codes, view.kinds, *args, self.edits, self.state)
        if titled:
            for edit in titles(text, self.protected):
                self._put(edit[0], edit)
            left, n, unsaid = self._go_on(room)
        while left:
            self._answer(int(self.places[bracket_loops.PLACES][self.state[PLACE]]))
            left, n, unsaid = self._go_on(room)
        if self.options.repeats or self.options.pairs:
            for edit in _by_option(text, self.options, self.protected):
                self._put(edit[0], edit)
            found = view.rows(4, at_most + len(self.others))
            n, unsaid = self.loops.collect(view.codes, self.edits, self.options.repeats, found)
        return self._collected(found, n, unsaid)

    def _go_on(self, room: Numbers) -> tuple[bool, int, bool]:
        view, marks = self.view, self.places[bracket_loops.PLACES] if self.marks else self.view.room(0)
        args = marks, self.marks, room[bracket_loops.COVERED], self.edits, self.state, self.options.repeats
        asks, n, unsaid = self.loops.go_on(view.codes, view.kinds, *args, room[bracket_loops.FOUND :])
        return asks, n, unsaid

    def _put(self, place: int, edit: Edit) -> None:
        start, end, self.others[place] = edit
        self.loops.put(place, start, end, self.edits)

    def _answer(self, i: int) -> None:
        """Answers what `judge` asks about the mark at `i`."""
        state, run = self.state, None
        if state[ASKED] == RUN:
            run = _DOTS.match(self.text, i) or _DASHES.match(self.text, i)
            if run is None:
                state[ANSWERED] = 1
                return
            state[DONE] = run.end()
            edit = self._judge_run(run)
        else:
            edit = self._judge(i)
        state[PLACE] += 1
        if edit:
            self._put(i, edit)
            state[DONE] = edit[1]

    def _judge(self, i: int) -> Edit | None:
        """The edit of a mark with no Chinese before it, or None where it belongs to a number, a Latin word or an English sentence."""
        text, mark = self.text, self.text[i]
        line_start, line_end, start, end, at, further, stop = map(int, self.state[LINE_START : MARK_END + 1])
        left = text[at]
        right = text[further] if further < line_end else ""
        edit = (start, end, self._full(i))
        if left in "%‰℃" and right.isalnum() and mark in ",;.":
            return edit
        if (right and not _CHINESE_CHAR.match(right) and not self.edits[CHINESE][end]) or start < i or not _is_word(left, mark):
            return None
        run = text[self.loops.half_width_start(self.view.codes, i) : i].lstrip(",.;:?!)(\"'“”‘’—… ")
        if self.protected.covers(at) or (mark != "!" and _NUMBER_END.search(run)):
            own = mark == "." and (is_abbreviated(run) or (bool(right) and bool(_LABEL.search(run))))
            return edit if not own and (mark != "." or _is_prose(text, line_start, i, 4 if right else 6)) else None
        following = text[stop:line_end][:2]
        if (
            mark in ".?!"
            and following[:1] in _CLOSING
            and _WHOLE_QUOTATION.search(text, max(line_start, i - _LONGEST_QUOTATION), i)
        ):
            return None
        if mark == ".":
            own = keeps_stop(run.rstrip("\"')"), following) or not (right or _is_prose(text, line_start, i))
        elif mark == "!":
            own = keeps_exclamation(run, text[line_start:i], following)
        else:
            own = keeps_question(run, following) if mark == "?" else not right and is_sentence(run)
        return None if own else edit

    def _judge_run(self, run: re.Match[str]) -> Edit | None:
        """...... and 。。。 to ……, -- and --- to ——, after Chinese; or at the start of a line, before Chinese."""
        text, protected = self.text, self.protected
        line_start, line_end = int(self.state[LINE_START]), int(self.state[LINE_END])
        start, end = run.span()
        if protected.touches(start, end):
            return None
        while start > line_start and text[start - 1] in BLANKS:
            start -= 1
        while end < line_end and text[end] in BLANKS:
            end += 1
        at = self.loops.before(self.view.codes, self.view.kinds, start, line_start)
        follows = text[end:line_end].lstrip("\"'")[:1]
        if protected.touches(start, end) or not (
            self.edits[CHINESE][at] or _CHINESE_CHAR.match(text[at]) if at >= line_start else _HAN.match(follows)
        ):
            return None
        if _DASHES.fullmatch(run[0]):
            return None if follows.islower() else (start, end, "——")
        if _LEADER.match(text, run.end()):
            return None
        return start, end, "…………" if len(run[0].replace(" ", "")) >= 10 else "……"

    def _full(self, i: int) -> str:
        """What the mark at `i`, with the others of ?! after it, becomes."""
        several = _SEVERAL.match(self.text, i)
        if several is None:
            return FULL[self.text[i]]
        full = "".join(FULL[c] for c in several[0])
        return _one_of(full) if self.options.repeats else full

    def _collected(self, found: Numbers, n: int, unsaid: bool) -> Layer:
        view, others = self.view, self.others
        if not n:
            return nothing("punctuation")
        if unsaid:  # some may stand here that become several marks: ?!
            places = view.values(found[PLACE_OF], n)
            others |= {
                i: self._full(i) for i, code in zip(places, found[AFTER], strict=False) if code == UNSAID and i not in others
            }
        if others:
            places = view.values(found[PLACE_OF], n)
            said = {k: after for i, after in others.items() if (k := bisect_left(places, i)) < n and places[k] == i}
            for k, after in said.items():
                found[AFTER][k] = number_of(after)
            if any(len(set(after)) > 1 for after in said.values()):
                afters = list(map(text_of, view.values(found[AFTER], n)))
                for k, after in said.items():
                    afters[k] = after
                return Layer("punctuation", view.values(found[START], n), view.values(found[END], n), afters)
        return layer_of("punctuation", view, found, n)


def _is_word(left: str, mark: str) -> bool:
    """Whether `left` ends a Latin word, a number, a formula, something in brackets or with a full stop of its own."""
    return left not in ",;:([{<" and (left not in ".?!" or mark in ",;:")


_NUMBER_END = lazy_pattern(r"\d\Z|[\d°'′″][A-Za-z]{1,3}\Z")
"""12, 3.5kg, 36.5°C, 39°54'N"""
_CLOSING = ('"', "”")
_LONGEST_QUOTATION = 80
_WHOLE_QUOTATION = lazy_pattern(r"[\"“][A-Za-z][ -!#-~]*$")
"""Before a mark and a closing quote, all that was said: “Nothing.”"""
_LABEL = lazy_pattern(r"(?<![A-Za-z0-9.,:%/~+=-])[A-Z]?\d{1,2}\Z")
"""1 in 1.总则, A1 in A1.答: a short number that may count items."""


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


PUNCTUATION = Rule(
    name="punctuation",
    risk=Risk.STYLE,
    find=find,
    summary="Half-width marks of Chinese sentences become full-width; dots and hyphens become …… and ——; << >> become 《》.",
    why="A mark that ends or divides Chinese takes the place of a character; a half-width one is a trace of the keyboard or the scanner.",
    source="GB/T 15834-2011, 4.1-4.4, 4.6, 4.7 (stops), 4.9 (brackets), 4.10, 4.11 (dash, ellipsis), 4.15 (titles), 5.1.1-5.1.5 (width)",
)
