"""Lines that are records, not prose: rows of tables, posts of a chat, times of subtitles, labels, examples of a corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpusclean.characters import HAN
from corpusclean.foreign.spans import line_end, with_line_above
from corpusclean.patterns import lazy_pattern

_FIELD = lazy_pattern(r" ?[^\s,，。！？；]{0,16}\Z")
_VALUE = lazy_pattern(r" ?[A-Za-z0-9_.%+:/@-]+\Z")
_LONGEST_FIELD = 18
"""With its blank and its comma."""
_FEWEST_ROWS = 3
_LONGEST_WORD = 4
_DATE, _CLOCK = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?", r"(?:[上下]午 ?)?[0-9]{1,2}:[0-9]{2}"
_MOMENT = rf"(?:{_DATE} {{1,2}}{_CLOCK}(?::[0-9]{{2}})?|{_CLOCK}:[0-9]{{2}})"
_WHO = r"[^，。；：！？,;:!?\n]{1,24}"
_STAMP = lazy_pattern(rf"^(?:{_MOMENT} {{1,2}}{_WHO}|{_WHO} {{1,2}}{_MOMENT}):?$", re.MULTILINE)
_CUE = lazy_pattern(r"^(?:\d{1,5}[ \t]*\n)?(?:\d+:)?\d\d:\d\d[.,]\d{3} --> .*$", re.MULTILINE)
_FEWEST_LABELS, _LONGEST_LABEL = 3, 8
_LABELLED = lazy_pattern(rf"\n[ \t　]*([{HAN}]{{2,{_LONGEST_LABEL}}})[ 　]?[：:]")
_COLON = lazy_pattern("[：:]")
_FEWEST_TURNS, _TURNS = 5, 0.6
"""Of one label, and the share of its places that begin a line: 他说： also begins lines, where a long text is wrapped."""
_FEWEST_SLASHES, _LONGEST_SEGMENT = 4, 8
"""Of a line cut into words by slashes; the second in characters, with the slash and a tag."""
_HAN = lazy_pattern(rf"[{HAN}]")


def find_rows(text: str) -> Iterator[tuple[int, int]]:
    """The spans of comma-separated tables: at least three lines of as many short fields, some column all numbers or letters.

    >>> text = "姓名,年龄,城市\\n王梅,34,北京\\n李强,41,上海\\n以上."
    >>> [text[a:b] for a, b in find_rows(text)]
    ['姓名,年龄,城市\\n王梅,34,北京\\n李强,41,上海']
    """
    if text.count(",") < 2 * _FEWEST_ROWS or text.count("\n") < _FEWEST_ROWS - 1:
        return
    start = 0
    rows: list[list[str]] = []
    for line in (*text.split("\n"), ""):
        commas = line.count(",")
        fields = line.split(",") if commas > 1 and len(line) <= _LONGEST_FIELD * (commas + 1) else []
        row = fields if all(map(_FIELD.match, fields)) else []
        if rows and len(row) != len(rows[0]):
            if len(rows) >= _FEWEST_ROWS and _is_table(rows):
                yield start - sum(len(field) + 1 for each in rows for field in each), start - 1
            rows = []
        if row:
            rows.append(row)
        start += len(line) + 1


def _is_table(rows: list[list[str]]) -> bool:
    """Whether some column holds numbers or letters alone, or all fields are words of different lengths: verse has equal lines."""
    lengths = {len(field.strip()) for row in rows for field in row}
    words = len(lengths) > 1 and min(lengths) >= 1 and max(lengths) <= _LONGEST_WORD and len(set(map(tuple, rows))) == len(rows)
    return words or any(all(map(_VALUE.match, column[1:])) for column in zip(*rows, strict=True))


def find_stamped(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines of a chat that say who speaks at what time, each with the line above it.

    >>> text = "你好\\n张三 2024/3/5 10:23:45\\n在吗\\n李四 2024/3/5 10:24:01\\n在"
    >>> [text[a:b].split("\\n")[1] for a, b in find_stamped(text)]
    ['张三 2024/3/5 10:23:45', '李四 2024/3/5 10:24:01']
    """
    stamps = list(_STAMP.finditer(text)) if text.count(":") > 1 else []
    if len(stamps) > 1:  # one alone can be the end of a sentence
        yield from (with_line_above(text, *m.span()) for m in stamps)


def find_cues(text: str) -> Iterator[tuple[int, int]]:
    """The spans of numbers and times of subtitles, each with the line above: a sentence may go on within what is shown at one time.

    >>> text = "1\\n00:00:01,000 --> 00:00:02,500\\n渡口的灯\\n还亮着\\n\\n2\\n00:00:03,000 --> 00:00:04,000\\n没有人"
    >>> [text[a:b].split("\\n")[0] for a, b in find_cues(text)]
    ['1', '还亮着']
    """
    if " --> " in text:
        yield from (with_line_above(text, *m.span()) for m in _CUE.finditer(text))


def find_labelled(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines that each begin with a label and a colon, up to the beginning of the last: three with no other line between
    them but blank ones, or two whose labels are equally long with none.  And of the lines above a label that begins lines all over
    the text, and hardly stands elsewhere: who speaks in a play, which language follows.

    >>> text = "译者：王梅 <mei@example.org>\\n校对：李强 <li@example.org>\\n以上是名单。"
    >>> [text[a:b] for a, b in find_labelled(text)]
    ['译者：王梅 <mei@example.org>\\n']
    """
    if text.count("：") + text.count(":") < 2:
        return
    whole = f"\n{text}"
    labels = list(_LABELLED.finditer(whole))  # each begins with the line end before it
    run: list[re.Match[str]] = []
    for m in (*labels, None):
        if m is not None and run and not whole[line_end(whole, run[-1].end()) : m.start()].strip():
            run.append(m)
            continue
        alike = len(run) > 1 and len(run[0][1]) == len(run[1][1]) and whole.count("\n", run[0].end(), run[1].end()) == 1
        if len(run) >= _FEWEST_LABELS or alike:
            yield run[0].start(), run[-1].start()
        run = [m] if m is not None else []
    turns = Counter(m[1] for m in labels)
    frequent = {label for label, times in turns.items() if times >= _FEWEST_TURNS}
    if frequent:
        places = Counter(label for m in _COLON.finditer(whole) for label in frequent.intersection(_before(whole, m.start())))
        spoken = {label for label in frequent if turns[label] >= _TURNS * places[label]}
        yield from (with_line_above(text, m.start(), m.start()) for m in labels if m[1] in spoken)


def _before(text: str, colon: int) -> Iterator[str]:
    """What may be the label before a colon."""
    end = colon - (text[colon - 1] in " 　")
    return (text[start:end] for start in range(max(0, end - _LONGEST_LABEL), end - 1))


def find_segmented(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines cut into words by slashes, each with the line above it: examples of a corpus, one a line.

    >>> text = "例如：\\n/他/在/船/上/，/\\n/风/停/了/。/"
    >>> [text[a:b].split("\\n")[1] for a, b in find_segmented(text)]
    ['/他/在/船/上/，/', '/风/停/了/。/']
    """
    if text.count("/") < _FEWEST_SLASHES:
        return
    start = 0
    for line in text.split("\n"):
        slashes = line.count("/")
        if slashes >= _FEWEST_SLASHES and slashes * _LONGEST_SEGMENT >= len(line) and _HAN.search(line):
            yield with_line_above(text, start, start + len(line))
        start += len(line) + 1
