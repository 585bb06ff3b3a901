"""Paths: a page's blocks in reading order, mended where another order explains words and rhythm better.

`tracks.py` goes down the page once, and each step is for good.  Here the whole order is known: how the foot of one column goes on
at the head of the next, and which blocks were put out far from their neighbours, as extractors do with titles and short lines.
Neighbouring stretches of the order change places as long as that gains.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.lines.links import REACH, Links
from corpusclean.lines.rounds import best_round
from corpusclean.lines.stretches import in_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

ROUNDS, STEPS = 3, 60
"""The rhythm is read anew so many times at most, and so many changes are made in between."""
NEAR_BLOCKS = 10
"""Blocks on either side whose steps show the rhythm."""
USUAL_STEPS = 4.0
"""Steps that count as much as those seen there: at first any rhythm is possible."""
USUAL = {1: 0.10, 2: 0.15, 3: 0.15, 4: 0.10, 5: 0.05, 6: 0.04}
RARE, VERY_RARE = 0.01, 0.004
"""Chances of a step of so many blocks before the rhythm is known: up to half of REACH, and beyond."""
BACK, FAR_ON = 0.3, 0.2
"""Chances of a step back and of one further than REACH, shared by all blocks of the page."""
LATE = 4.0
"""Nats against each block that stands before the one that is read first."""
GAIN = 1e-6
SURE = {
    "always": -2.96,
    "share": 0.48,
    "as long as the step before": 0.73,
    "as long as the step after": 0.92,
    "words go on": 0.12,
    "to the next block": -2.25,
    "better than other heads": 0.01,
    "better than other tails": 0.21,
    "head full": 1.27,
    "head indented": -0.17,
    "tail full": 2.17,
    "tail indented": 2.07,
    "tail end": -2.02,
    "tail on": -0.29,
    "from a single line": 0.38,
    "to a single line": 0.79,
    "head would have fitted": -0.64,
}
"""Log odds of a step: always; for the logarithm of its share among all steps from there; if the step before, and the one after, is
as long; for each nat by which its words go on; if it leads to the next block of the text, as few steps do where columns are mixed;
for each nat by which it is better than any other from there, and to there; and what the lines look like that it joins.
Fitted by tools/fit_column_steps.py on 340 pages, each half with links learned from the other."""
MAX_BETTER = 8.0
"""Nats that a step is believed to be better at most."""
MAX_WORDS = 8.0
"""Nats that words are believed at most."""


class Path(NamedTuple):
    """Blocks in reading order, what is seen of each step: float64[blocks - 1, len(SURE)], and in nats what the order is worth and by
    how much more than the one they stand in."""

    blocks: tuple[int, ...]
    seen: Floats
    worth: float
    gain: float


def mended(order: Sequence[int], links: Links) -> Path:
    """The blocks of `order` in the best order found from there."""
    import numpy as np

    blocks = np.array(sorted(order))
    anywhere = _words(blocks, links)
    words = anywhere.copy()
    words[-1, :-1] -= LATE * np.arange(len(blocks))
    path = _settled(np.searchsorted(blocks, np.array(order)), words, blocks)
    total = _worth(words, path, blocks)
    for _ in range(ROUNDS):
        other = _settled(best_round(_with_rhythm(words, path, blocks)), words, blocks)
        reached = _worth(words, other, blocks)
        if reached <= total + GAIN:
            break
        path, total = other, reached
    path = in_order(path, anywhere)
    total = _worth(words, path, blocks)
    gain = total - _worth(words, np.arange(len(blocks)), blocks)
    steps = _with_rhythm(words, path, blocks)[:-1, :-1]
    seen = _seen(steps, path, np.diff(blocks[path]), links.goes_on(blocks[path]))
    seen = np.hstack([seen, links.shapes(blocks[path])])
    return Path(tuple(blocks[path].tolist()), seen, total, gain)


def _settled(path: Places, words: Floats, blocks: Places) -> Places:
    """The path after exchanges of its stretches, until none gains; the rhythm is that of the path before."""
    import numpy as np

    for _ in range(ROUNDS):
        worth, before = _with_rhythm(words, path, blocks), path
        for _ in range(STEPS):
            move = _best_move(worth, path)
            if move is None:
                break
            a, b, c = move
            path = np.concatenate([path[:a], path[b:c], path[a:b], path[c:]])
        if path is before:
            break
    return path


def _with_rhythm(words: Floats, path: Places, blocks: Places) -> Floats:
    worth = words.copy()
    worth[:-1, :-1] += rhythm(path, blocks)
    return worth


def _worth(words: Floats, path: Places, blocks: Places) -> float:
    """What all steps are worth, in the rhythm they make."""
    worth = _with_rhythm(words, path, blocks)
    return float(worth[-1, path[0]] + worth[path[:-1], path[1:]].sum() + worth[path[-1], -1])


def _seen(worth: Floats, path: Places, steps: Places, goes_on: Floats) -> Floats:
    import numpy as np

    np.fill_diagonal(worth, -np.inf)
    share = worth[path[:-1], path[1:]] - np.logaddexp.reduce(worth[path[:-1]], axis=1)
    alike = np.concatenate([[False], steps[:-1] == steps[1:], [False]])
    words = np.clip(goes_on, -MAX_WORDS, MAX_WORDS)
    taken = worth[path[:-1], path[1:]]
    worth[path[:-1], path[1:]] = -np.inf
    heads, tails = (
        np.clip(taken - best, -MAX_BETTER, MAX_BETTER) for best in (worth[path[:-1]].max(axis=1), worth[:, path[1:]].max(axis=0))
    )
    return np.stack(
        [np.ones(len(steps)), share, alike[: len(steps)], alike[1:][: len(steps)], words, steps == 1, heads, tails], axis=1
    )


def sure(path: Path) -> list[float]:
    """For each block but the first the log odds that it goes on after the one before it, if that is not finished."""
    import numpy as np

    odds: list[float] = (path.seen @ np.array(list(SURE.values()))).tolist()
    return odds


def _words(blocks: Places, links: Links) -> Floats:
    """[i, j]: nats for the j-th block following the i-th; the last row and column: for it being read first and last."""
    import numpy as np

    count = len(blocks)
    words = np.zeros((count + 1, count + 1))
    words[:-1, :-1] = links.matrix[np.ix_(blocks, blocks)]
    firsts, lasts = links.edges()
    words[-1, :-1] = np.array(firsts)[blocks]
    words[:-1, -1] = np.array(lasts)[blocks]
    return words


def rhythm(path: Places, blocks: Places) -> Floats:
    """[i, j]: the logarithm of the chance of a step from the i-th of `blocks` to the j-th, from the steps that are taken near i."""
    import numpy as np

    count = len(path)
    taken = np.diff(blocks[path])
    seen = np.zeros((count + 2 * NEAR_BLOCKS, REACH + 1))
    inside = (taken > 0) & (taken <= REACH)
    seen[path[:-1][inside] + NEAR_BLOCKS, taken[inside]] = 1
    near = 1 - np.abs(np.arange(-NEAR_BLOCKS, NEAR_BLOCKS + 1)) / (NEAR_BLOCKS + 1)
    heard = sum(part * seen[k : k + count] for k, part in enumerate(near))[:, 1:]
    usual = np.array([USUAL.get(step, RARE if step <= REACH // 2 else VERY_RARE) for step in range(1, REACH + 1)])
    chances = (heard + USUAL_STEPS * usual) / (heard.sum(axis=1, keepdims=True) + USUAL_STEPS)
    steps = blocks - blocks[:, np.newaxis]
    ahead = np.take_along_axis(chances, np.clip(steps, 1, REACH) - 1, axis=1)
    table = np.where(steps <= 0, BACK / count, np.where(steps <= REACH, np.maximum(ahead, FAR_ON / count), FAR_ON / count))
    logs: Floats = np.log(table)
    return logs


def _best_move(worth: Floats, path: Places) -> tuple[int, int, int] | None:
    """The best exchange of two neighbouring stretches path[a:b] and path[b:c]; None where none gains."""
    import numpy as np

    edge = len(path)  # stands before the first and after the last block
    walk = np.concatenate([[edge], path, [edge]])
    between = worth[np.ix_(walk, walk)]
    now = between[np.arange(edge + 1), np.arange(1, edge + 2)]
    best, move = GAIN, None
    for a in range(edge - 1):
        b, c = np.arange(a + 1, edge), np.arange(a + 2, edge + 1)
        gains = (between[a, b + 1] - now[a] - now[b])[:, np.newaxis] + (between[c, a + 1] - now[c]) + between[np.ix_(b, c + 1)]
        gains[c <= b[:, np.newaxis]] = -np.inf
        k = int(gains.argmax())
        if gains.flat[k] > best:
            best, move = float(gains.flat[k]), (a, int(b[k // len(c)]), int(c[k % len(c)]))
    return move
