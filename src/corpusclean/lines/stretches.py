"""Stretches: the parts of a page that were each written from above to below, in the order in which they are read.

A path over the blocks of a page runs down one column and begins the next further up.  Which column comes after which is seen by
words where a sentence goes on from one to the other; where none does, the column that begins further to the left, and so further up
in the text, is likelier to come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

FIRST_BLOCKS = 8
"""Blocks of a page among which all its columns begin: two rows of four."""
LEFT, ABOVE = 4.0, 1.0
"""Nats against each stretch that stands before another which begins further up: if both begin where columns do, and otherwise."""
MOST = 11
"""More stretches are left in the order they begin: what is asked doubles with each, and a page in so many pieces is hardly understood."""


def in_order(path: Places, words: Floats) -> Places:
    """The stretches of a path in their best order; words[i, j]: nats for block j following block i, [-1, j] for its being first and
    [i, -1] for its being last, wherever on the page.

    >>> import numpy as np
    >>> in_order(np.array([1, 3, 5, 0, 2, 4]), np.zeros((7, 7))).tolist()
    [0, 2, 4, 1, 3, 5]
    """
    import numpy as np

    stretches = np.split(path, np.flatnonzero(np.diff(path) < 0) + 1)
    stretches.sort(key=lambda stretch: int(stretch[0]))
    if 1 < len(stretches) <= MOST:
        heads, tails = [stretch[0] for stretch in stretches], [stretch[-1] for stretch in stretches]
        columns = sum(int(head) < FIRST_BLOCKS for head in heads)
        between = words[np.ix_([*tails, -1], [*heads, -1])].tolist()
        stretches = [stretches[k] for k in _best(between, columns)]
    return np.concatenate(stretches)


def _best(between: Sequence[Sequence[float]], columns: int) -> list[int]:
    """The order of stretches, numbered as they begin, of which the first so many are columns from their beginning.

    For each set of stretches and each that may be its last the best order is known from those of one less.
    """
    count = len(between) - 1
    best = {(1 << k, k): (between[-1][k], [k]) for k in range(count)}
    for taken in range(1, 1 << count):
        for last in range(count):
            if taken >> last & 1:
                nats, order = best[taken, last]
                for k in range(count):
                    if not taken >> k & 1:
                        overtaken = (taken >> k + 1).bit_count()
                        beside = (taken >> k + 1 & (1 << max(columns - k - 1, 0)) - 1).bit_count()
                        here = nats + between[last][k] - LEFT * beside - ABOVE * (overtaken - beside)
                        place = taken | 1 << k, k
                        if place not in best or here > best[place][0]:
                            best[place] = here, [*order, k]
    every = (1 << count) - 1
    return max((best[every, k][0] + between[k][-1], best[every, k][1]) for k in range(count))[1]
