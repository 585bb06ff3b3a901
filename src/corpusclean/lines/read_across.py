"""Read across: whether columns of a page may have been read row by row at all.  Almost all text is let go here, untouched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpusclean.characters import HAN
from corpusclean.lines.layout import Line, em
from corpusclean.lines.link_signs import column_em
from corpusclean.lines.loops.characters import BULLETS
from corpusclean.lines.page_marks import page_marks
from corpusclean.lines.tracks import MAX_COLUMNS
from corpusclean.patterns import lazy_pattern

MIN_CUTS, MIN_CUT_SHARE = 2, 0.08
"""Equally long lines that stop in mid-sentence before a blank line, and their share of the blank lines of a page, before anything is asked."""
MIN_LINE_CHARS, MAX_LINE_CHARS = 4, 60
SAMPLE = 24
"""Of these so many are asked whether they go on further down rather than in the next line; a full reading takes 100 times longer."""
MIN_SAMPLE_SHARE = 0.1
"""Share of them that must.  At .15 a page of law was taken for text in order and twenty of its paragraphs were joined wrongly; below no text
in order was touched of 979 (Markdown, wrapped news, pages of one column)."""
MIN_SAMPLE_NATS = 2.0
MAX_WIDE, MAX_WIDE_SHARE = 1.3, 0.05
"""So much wider than the column a line may be, and more than so many are not: a headline over two columns.  Of 231 typeset pages none has
such a line; of what Markdown seemed to go on further down, commands between long paragraphs, a tenth to a quarter."""
MIN_PRINTED = 0.8
"""Lines of a page that have a Han character and no bullet of a typewriter's: of 392 typeset pages .95 and more; of descriptions of fields in
English none, where names and explanations in turn stood for two columns."""
FEW_BLOCKS = 40
"""Of pages of so few blocks all are asked, about all that stand below, and one that goes on further down is enough: of 89 typeset pages each
has one, of 845 pages of real books and papers, in order, 261."""
MAX_BLOCKS = 320
"""More than a page has; longer text without form feeds is read so many blocks at a time, since each is compared with all others."""
MAX_LINES, MAX_LINES_OF_FEW = 1000, 300
"""Of what may be one page, and of one of few blocks: of 400 typeset pages none has 300.  Chapters of a book, few blocks of thousands of
lines, are none."""
FINISHED = tuple('。！？!?…：:；;.）)』」”"')
"""What a line ends with that may be the end of its paragraph."""

_BLANK_LINE = lazy_pattern(r"\n[ \t\u3000]*\n")
_HAN = lazy_pattern(f"[{HAN}]")
_BULLETS = tuple(f"{mark} " for mark in BULLETS)


def read_across(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    """For each page that may have been read across the lines that begin its blocks, which blank lines part, and the line after it."""
    for first, last in _pages(text, lines):
        starts = [*(n for n in range(first, last) if n == first or lines[n].blanks), last]
        if len(starts) > MIN_CUTS and has_cuts(
            "\n\n" + text[lines[first].start : lines[last - 1].end] + "\n\n", max(MIN_CUTS, MIN_CUT_SHARE * len(starts))
        ):
            for k in range(0, len(starts) - 1, MAX_BLOCKS):
                part = starts[k : k + MAX_BLOCKS + 1]
                is_few = len(part) - 1 <= FEW_BLOCKS
                if part[-1] - part[0] > (MAX_LINES_OF_FEW if is_few else MAX_LINES):
                    continue
                blocks = [[line.text for line in lines[a:b]] for a, b in pairwise(part)]
                if _fits_columns(blocks) and _goes_on_below(blocks, is_few):
                    yield part


def has_cuts(text: str, least: float = MIN_CUTS) -> bool:
    """Whether several lines of one length stop in mid-sentence before a blank line; a scan of the text and nothing more."""
    lengths: Counter[int] = Counter()
    for m in _BLANK_LINE.finditer(text):
        start = text.rfind("\n", max(0, m.start() - MAX_LINE_CHARS - 1), m.start()) + 1
        line = text[start : m.start()].strip() if start else ""
        if len(line) >= MIN_LINE_CHARS and not line.endswith(FINISHED):
            length = int(em(line))
            lengths[length] += 1
            if lengths[length - 1] + lengths[length] + lengths[length + 1] >= least:
                return True
    return False


def _fits_columns(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether hardly a line is wider than a column of the page, and most are Chinese and no item with a bullet."""
    widest = MAX_WIDE * column_em(blocks)
    lines = [line for block in blocks for line in block]
    wide, printed = sum(em(line) > widest for line in lines), sum(map(is_printed, lines))
    return wide <= MAX_WIDE_SHARE * len(lines) and printed >= MIN_PRINTED * len(lines)


def is_printed(line: str) -> bool:
    """Whether it has a Han character and no bullet of a typewriter's."""
    return not line.isascii() and not line.startswith(_BULLETS) and _HAN.search(line) is not None


def _goes_on_below(texts: Sequence[Sequence[str]], is_few: bool) -> bool:
    """Whether lines that end a block within a sentence go on further down, not in the next block: a sample of them, two to four blocks
    further, or of few blocks any."""
    import numpy as np

    from corpusclean.lines.language import likelihoods

    reach = len(texts) - 1 if is_few else MAX_COLUMNS
    cut = [b for b in range(len(texts) - (2 if is_few else MAX_COLUMNS)) if not texts[b][-1].endswith(FINISHED)]
    asked = [cut[k * len(cut) // SAMPLE] for k in range(SAMPLE)] if len(cut) > SAMPLE and not is_few else cut
    if not asked:
        return False
    i = np.repeat(asked, reach)
    j = i + np.tile(np.arange(1, reach + 1), len(asked))
    inside = j < len(texts)
    found = np.full(len(j), -MIN_SAMPLE_NATS)
    found[inside], _ = likelihoods([block[-1] for block in texts], [block[0] for block in texts], (i[inside], j[inside]))
    nats = found.reshape(-1, reach)
    below = nats[:, 1:].max(axis=1) - np.maximum(nats[:, 0], 0)
    return int((below > MIN_SAMPLE_NATS).sum()) >= (1 if is_few else max(2.0, MIN_SAMPLE_SHARE * len(asked)))


def _pages(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Line numbers [first, last) between form feeds and marks of pages: page after page these stand between the halves of a sentence, which
    then seems to go on further down, as in columns."""
    first, marks = 0, page_marks([line.text for line in lines], [line.blanks for line in lines])
    for number, (line, following) in enumerate(pairwise(lines), start=1):
        if number - 1 in marks or number in marks or "\f" in text[line.end : following.start]:
            if first not in marks:
                yield first, number
            first = number
    if first not in marks:
        yield first, len(lines)
