"""Links: how well one block of lines follows another, from its words and from the shapes of its lines.

A block is what stands between two blank lines.  Where columns have been read across, most blocks are single lines, and the line
that continues a sentence stands two, three or four blocks further down.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpusclean.lines.blocks import CAPTION, CREDIT, FURNITURE, MAX_CAPTION_CHARS, PICTURE, kind
from corpusclean.lines.link_signs import (
    MOST_NATS,
    Block,
    bracket_signs,
    column_em,
    ends,
    head_signs,
    number_signs,
    room_signs,
    sizes,
    tail_signs,
)
from corpusclean.lines.page_words import PageWords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]

REACH = 24
"""Blocks ahead among which a successor is sought by its words."""
MAX_NATS = 8.0
"""No single link is believed beyond this, for or against: one chance match of words must not bend a whole column."""
FAR = -3.0
"""Nats for a link further than words are compared."""
NEAR = 8
"""Blocks above and below among which a block looks for what follows, where a page may be written from the bottom up."""
DOUBT, MIN_UPWARDS, MIN_UPWARDS_BLOCKS = 0.5, 15.0, 8
"""Nats against each block of such a stretch, that the stretch must have all the same, and its blocks: of 66 typeset pages five have one."""
BESIDE = {FURNITURE: 6.0, CAPTION: -3.0, CREDIT: -3.0}
PROSE_BESIDE = -6.0


FIRST = (0.4, -2.3, 1.4)
LAST = ((1.3, 1.6, 1.0), (-3.5, 0.9, -2.5), (-2.5, 1.5, -0.5))
"""Nats for a block being the first of a text if its first line is short, full or indented; for being the last by its last line's
length, and whether it ends without a mark, a paragraph, or with a mark after which the text goes on.  Counted on 40 typeset pages."""


class Links:
    """The evidence of one page's blocks, in nats for block j following block i rather than standing anywhere."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._heads = [block[0] for block in blocks]
        self._tails = [block[-1] for block in blocks]
        self._width = column_em(blocks)
        kinds = {line: kind(line) for line in (*self._heads, *self._tails)}
        self.asides = [max(BESIDE.get(kinds[line], PROSE_BESIDE) for line in (block[0], block[-1])) for block in blocks]
        """Nats for each block standing beside the columns: none for page numbers, little for captions, much against prose."""
        self.captions = [kinds[block[0]] in PICTURE and _is_caption("".join(block)) for block in blocks]
        """Which blocks are captions or credits and nothing else."""

    @cached_property
    def _words(self) -> PageWords:
        return PageWords(["".join(block) for block in self._blocks])

    @cached_property
    def _head_signs(self) -> NDArray[np.float32]:
        return head_signs(self._heads, self._width)

    @cached_property
    def _tail_signs(self) -> NDArray[np.float32]:
        return tail_signs(self._blocks, self._width)

    @cached_property
    def matrix(self) -> NDArray[np.float64]:
        """[i, j]: nats for block j following block i."""
        import numpy as np

        every, count = np.arange(len(self._blocks)), len(self._blocks)
        return self.between(np.repeat(every, count), np.tile(every, count)).reshape(count, count)

    def between(self, i: Places, j: Places) -> NDArray[np.float64]:
        """For each pair of blocks (i, j)."""
        import numpy as np

        from corpusclean.lines.link_net import link_net

        nats: NDArray[np.float64] = np.clip(link_net().nats(self.signs(i, j)), -MAX_NATS, MAX_NATS).astype(float)
        return nats

    def signs(self, i: Places, j: Places) -> NDArray[np.float32]:
        """What is seen of each pair of blocks (i, j), float32[pairs, 49]."""
        import numpy as np

        from corpusclean.lines.language import opinions

        words, starts = opinions(self._tails, self._heads, (i, j))
        heads = np.hstack([np.clip(starts, -MOST_NATS, MOST_NATS) / 4, self._head_signs])
        both = np.clip(words, -MOST_NATS, MOST_NATS) / 4, bracket_signs(self._blocks, i, j), number_signs(self._blocks, i, j)
        room = room_signs(self._tails, self._heads, i, j, self._width)
        again = np.log1p(self._words.together(self._tails, self._heads, i, j)) / 2
        return np.hstack([*both, room, again, heads[j], self._tail_signs[i]]).astype(np.float32)

    def goes_on(self, order: Places) -> NDArray[np.float64]:
        """For each block but the first of `order`, nats for its words going on after the block before it; no more is looked at."""
        from corpusclean.lines.language import continues_all

        return continues_all([(self._tails[i], self._heads[j]) for i, j in pairwise(order.tolist())])

    def shapes(self, order: Places) -> NDArray[np.float64]:
        """What the lines look like on both sides of each step along `order`, float64[len(order) - 1, 9]: the last names of `paths.SURE`."""
        import numpy as np

        i, j = order[:-1], order[1:]
        heads, tails = (sizes(lines, self._width) for lines in (self._heads, self._tails))
        single = np.array([[len(block) == 1] for block in self._blocks])
        fits = room_signs(self._tails, self._heads, i, j, self._width)[:, 1:]
        return np.hstack([heads[j], tails[i], ends(self._tails)[i], single[i], single[j], fits]).astype(float)

    def edges(self) -> tuple[list[float], list[float]]:
        """For each block, nats for it being the first of a text, and for it being the last."""
        import numpy as np

        from corpusclean.lines.language import likelihoods

        nobody = np.zeros(0, dtype=np.int64)
        _, start = likelihoods(self._tails, self._heads, (nobody, nobody))
        heads, tails = (sizes(lines, self._width) @ (1, 2) for lines in (self._heads, self._tails))
        firsts: list[float] = (np.clip(start, -6, 3) + np.array(FIRST)[heads]).tolist()
        lasts: list[float] = np.array(LAST)[tails, ends(self._tails) @ (1, 2)].tolist()
        return firsts, lasts

    def upwards(self) -> range:
        """The blocks, if any, among which words go on further up rather than further down: extractors that work out which lines come
        first sometimes leave a part of a page from the bottom up."""
        import numpy as np

        count = len(self._blocks)
        below, above = np.full((2, count), FAR)
        for distance in range(1, min(NEAR, count - 1) + 1):
            np.maximum(below[:-distance], np.diagonal(self.matrix, distance), out=below[:-distance])
            np.maximum(above[distance:], np.diagonal(self.matrix, -distance), out=above[distance:])
        best, found, start, nats = MIN_UPWARDS, range(0), 0, 0.0
        for b, gain in enumerate((above - below - DOUBT).tolist()):
            start, nats = (b, gain) if nats <= 0 else (start, nats + gain)
            if nats > best and b + 1 - start >= MIN_UPWARDS_BLOCKS:
                best, found = nats, range(start, b + 1)
        return found

    @cached_property
    def ahead(self) -> list[list[float]]:
        """[i][d]: for block i + d following block i, d up to `REACH`; FAR where there is no such block, and for d = 0."""
        import numpy as np

        count = len(self._blocks)
        i, distance = (part.ravel() for part in np.indices((count, REACH + 1)))
        inside = (distance > 0) & (i + distance < count)
        table = np.full(count * (REACH + 1), FAR)
        table[inside] = self.between(i[inside], (i + distance)[inside])
        rows: list[list[float]] = table.reshape(count, REACH + 1).tolist()
        return rows


def _is_caption(text: str) -> bool:
    return len(text) < MAX_CAPTION_CHARS and kind(text) in PICTURE
