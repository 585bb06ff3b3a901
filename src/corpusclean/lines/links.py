"""Links: how well one block of lines follows another, from its words and from the lengths of its lines.

A block is what stands between two blank lines.  Where columns have been read across, most blocks are single lines, and the line
that continues a sentence stands two, three or four blocks further down.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from corpusclean.lines.blocks import BYLINE, CAPTION, CREDIT, FURNITURE, MAX_CAPTION_CHARS, PICTURE, kind
from corpusclean.lines.layout import columns_of, em
from corpusclean.patterns import lazy_pattern

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Block = Sequence[str]
"""The lines between two blank lines."""

REACH = 24
"""Blocks ahead among which a successor is sought by its words."""
PARAGRAPH_SHARE = 0.15
"""Share of printed lines that end a paragraph, in newspaper columns."""
MAX_NATS = 6.0
"""No single link is believed beyond this, for or against: one chance match of words must not bend a whole column."""
FAR = -3.0
"""Nats for a link further than words are compared."""
BESIDE = {FURNITURE: 6.0, CAPTION: -3.0, CREDIT: -3.0}
PROSE_BESIDE = -6.0

STARTS = {"indented": (1.4, -1.4), "full": (-2.3, 0.2), "short": (0.4, -0.15)}
ENDS = {
    ("indented", "end"): (1.5, -2.0),
    ("indented", "on"): (-0.5, 0.0),
    ("indented", "none"): (-2.5, 0.2),
    ("full", "end"): (0.9, -0.5),
    ("full", "on"): (-2.5, 0.2),
    ("full", "none"): (-3.5, 0.2),
    ("short", "end"): (1.6, -4.0),
    ("short", "on"): (1.0, -2.0),
    ("short", "none"): (1.3, -1.0),
}
"""For a line's length and last mark: nats for it being a paragraph's first (last) line, and for it not being so.

Counted on 40 typeset pages and rounded towards nothing.  A first line is indented by two em, so it is two em shorter than the
column; a last line may have any length.
"""
TITLED, SIGNED = 3.0, 1.5
"""Nats for a byline below a title, and below a byline for the first line of a paragraph, against its other lines."""

_END = lazy_pattern(r"[。！？…”）』」][”』」）]{0,2}$")
_ON = lazy_pattern(r"[，、；]$")


class Links:
    """The evidence of one page's blocks, in nats for block j following block i rather than standing anywhere.

    Either the text goes on, then the head's words fit the tail's and neither line looks like the edge of a paragraph; or a
    paragraph ends and another starts.  The two are added up, not chosen between.  A byline starts below a title rather than elsewhere,
    and below a byline a paragraph rather than one of its later lines.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        import numpy as np

        self._heads = [block[0] for block in blocks]
        self._tails = [block[-1] for block in blocks]
        width = column_em(blocks)
        heads, tails, marks = sizes(self._heads, width), sizes(self._tails, width), [mark(tail) for tail in self._tails]
        self._first, self._inner = np.array([STARTS[size] for size in heads]).T
        self._last, self._unfinished = np.array([ENDS[shape] for shape in zip(tails, marks, strict=True)]).T
        kinds = {line: kind(line) for line in (*self._heads, *self._tails)}
        self.asides = [max(BESIDE.get(kinds[line], PROSE_BESIDE) for line in (block[0], block[-1])) for block in blocks]
        """Nats for each block standing beside the columns: none for page numbers, little for captions, much against prose."""
        self.captions = [kinds[block[0]] in PICTURE and _is_caption("".join(block)) for block in blocks]
        """Which blocks are captions or credits and nothing else."""
        byline, self._signed = (np.array([kinds[line] == BYLINE for line in lines]) for lines in (self._heads, self._tails))
        self._title = np.array([shape == ("short", "none") for shape in zip(tails, marks, strict=True)]) & ~self._signed
        self._byline = byline * TITLED
        self._opens = np.array([{"indented": SIGNED, "full": -SIGNED}.get(size, 0.0) for size in heads]) * ~byline
        self._head_shapes = np.array([(size == "full", size == "indented") for size in heads])
        self._tail_shapes = np.array(
            [(s == "full", s == "indented", m == "end", m == "on") for s, m in zip(tails, marks, strict=True)]
        )
        self._single = np.array([[len(block) == 1] for block in blocks])

    def between(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """For each pair of blocks (i, j)."""
        import numpy as np

        from corpusclean.lines.language import likelihoods

        after, start = likelihoods(self._tails, self._heads, (i, j))
        on = np.log(1 - PARAGRAPH_SHARE) + np.minimum(after, MAX_NATS) + self._inner[j] + self._unfinished[i]
        new = np.log(PARAGRAPH_SHARE) + np.clip(start[j], -6, 3) + self._first[j] + self._last[i]
        new += self._title[i] * self._byline[j] + self._signed[i] * self._opens[j]
        nats: NDArray[np.float64] = np.clip(np.logaddexp(on, new), -6, MAX_NATS)
        return nats

    def goes_on(self, order: NDArray[np.int64]) -> NDArray[np.float64]:
        """For each block but the first of `order`, nats for its words going on after the block before it; no more is looked at."""
        from corpusclean.lines.language import continues_all

        return continues_all([(self._tails[i], self._heads[j]) for i, j in pairwise(order.tolist())])

    def shapes(self, order: NDArray[np.int64]) -> NDArray[np.float64]:
        """What the lines look like on both sides of each step along `order`, float64[len(order) - 1, 8]: the last names of `paths.SURE`."""
        import numpy as np

        i, j = order[:-1], order[1:]
        seen = self._head_shapes[j], self._tail_shapes[i], self._single[i], self._single[j]
        return np.hstack(seen).astype(float)

    def edges(self) -> tuple[list[float], list[float]]:
        """For each block, nats for it being the first of a text, and for it being the last."""
        import numpy as np

        from corpusclean.lines.language import likelihoods

        nobody = np.zeros(0, dtype=np.int64)
        _, start = likelihoods(self._tails, self._heads, (nobody, nobody))
        firsts: list[float] = (np.clip(start, -6, 3) + self._first).tolist()
        lasts: list[float] = self._last.tolist()
        return firsts, lasts

    def ahead(self, reach: int = REACH) -> list[list[float]]:
        """[i][d]: for block i + d following block i, d up to `reach`; FAR where there is no such block, and for d = 0."""
        import numpy as np

        count = len(self._heads)
        i = np.repeat(np.arange(count), reach)
        j = i + np.tile(np.arange(1, reach + 1), count)
        inside = j < count
        i, j = i[inside], j[inside]
        table = np.full((count, reach + 1), FAR)
        table[i, j - i] = self.between(i, j)
        rows: list[list[float]] = table.tolist()
        return rows


def _is_caption(text: str) -> bool:
    return len(text) < MAX_CAPTION_CHARS and kind(text) in PICTURE


def sizes(lines: Sequence[str], column_em: float) -> list[str]:
    """Whether each line fills the column, stops short, or is a paragraph's indent (two em) narrower than the column."""
    gaps = [column_em - em(line) for line in lines]
    return ["full" if gap < 1.1 else "indented" if gap < 3.1 else "short" for gap in gaps]


def column_em(blocks: Sequence[Block]) -> float:
    """The width most lines of the page come near to; all columns of a page are taken to be equally wide."""
    lines = [line for block in blocks for line in block]
    columns = sorted(column for column in columns_of(lines) if column)
    return columns[len(columns) // 2] if columns else sorted(map(em, lines))[int(0.8 * len(lines))]


def mark(tail: str) -> str:
    return "end" if _END.search(tail) else "on" if _ON.search(tail) else "none"
