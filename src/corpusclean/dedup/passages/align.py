"""Alignment: from a seed outwards to where two texts stop saying the same.

Neither rapidfuzz nor edlib aligns locally, so the ends are found here, by extension with a falling limit (X-drop: Altschul et
al. 1990; Zhang, Schwartz, Wagner and Miller 2000).
"""

from __future__ import annotations

import numpy as np
from numba import int64

from corpusclean.dedup.passages.anchors import weight_of
from corpusclean.kernels import I64, I64_OUT, U32, ArrayI64, ArrayU32, inlined, kernel

MATCH = 2
"""Times the weight: an equal Han character gains 4, a letter or digit 2."""
DIFFERENCE = 4
"""A wrong, missing or added character costs this.  By likelihood: in a repeat with 5 % of errors an equal character speaks for
it by log(.95 / .01), a different one against it by log(.05 / .99), about the same."""
MAX_FALL = 32
"""An extension ends where the score lies this far below its best: eight differences in a row."""
COMMIT_CHARS = 16
"""After this many equal characters in a row what came before is settled and the extension starts afresh from there."""
BAND = 48
"""Most characters that may be missing or added between two such places."""
RECENT = 8
"""Alignments of the same two documents that are remembered, so that seeds inside them are not followed again."""
MAX_WORK = 8
"""Two documents are aligned for this many times their length.  Only texts that repeat themselves over and over, both in the same
way (two logs), need more: then every further alignment is a shifted form of those before it."""
SLACK = 3
"""Characters by which the distance of a seed may differ from that of the alignment it lies in."""
MIN_SCORE = 60
"""Alignments below this, fifteen equal characters, are not worth writing down."""

_WIDTH = 2 * BAND + 3
_NEVER = -(1 << 40)


@inlined
def _past_difference(
    codes: ArrayU32, a: int, b: int, step: int, score: int, wrong: int, i: int, j: int, scratch: ArrayI64, end: ArrayI64
) -> tuple[int, int]:
    """Aligns from (a, b), i and j characters on the way, row by row -> the row and the diagonal at which enough characters are
    equal again, or -1 where the score has fallen too far.  Keeps `end` at the best place seen."""
    scores, differences, equal = scratch[0], scratch[1], scratch[2]
    apart = b - a  # a text is never laid on itself
    lowest = max(1, BAND + 2 - apart) if step > 0 else 1
    highest = min(_WIDTH - 2, BAND + apart) if step < 0 else _WIDTH - 2
    scores[:] = _NEVER
    low = high = int64(BAND + 1)
    scores[low], differences[low], equal[low] = score, wrong, 0
    for d in range(1, min(9, highest - low + 1)):  # characters of b alone
        if codes[b + step * (d - 1)] == 0 or score - DIFFERENCE * d < end[2] - MAX_FALL:
            break
        high = low + d
        scores[high], differences[high], equal[high] = score - DIFFERENCE * d, wrong + d, 0
    row, settled = int64(0), int64(-1)
    while settled < 0 and low <= high and codes[a + step * row] != 0:
        char = codes[a + step * row]
        row += 1
        low, high = max(low - 1, lowest), min(high + 1, highest)
        new_low, new_high = int64(_WIDTH), int64(0)
        for d in range(low, high + 1):
            taken = row + d - BAND - 1  # characters of b
            best, count, run = _NEVER, int64(0), int64(0)
            other = codes[b + step * (taken - 1)] if taken >= 1 else 0
            if other != 0 and scores[d] > _NEVER:
                if other == char:
                    best, count, run = scores[d] + MATCH * weight_of(char), differences[d], equal[d] + 1
                else:
                    best, count = scores[d] - DIFFERENCE, differences[d] + 1
            if taken >= 0 and scores[d + 1] - DIFFERENCE > best:
                best, count, run = scores[d + 1] - DIFFERENCE, differences[d + 1] + 1, 0
            if d > low and other != 0 and scores[d - 1] - DIFFERENCE > best:
                best, count, run = scores[d - 1] - DIFFERENCE, differences[d - 1] + 1, 0
            if best < end[2] - MAX_FALL:
                scores[d] = _NEVER
                continue
            scores[d], differences[d], equal[d] = best, count, run
            new_low, new_high = min(new_low, d), max(new_high, d)
            if best > end[2]:
                end[0], end[1], end[2], end[3] = i + row, j + taken, best, count
                if run >= COMMIT_CHARS:
                    settled = d
        low, high = new_low, new_high
    return (row if settled >= 0 else -1), settled


@inlined
def _extend(codes: ArrayU32, a: int, b: int, step: int, scratch: ArrayI64, end: ArrayI64) -> None:
    """Extends from (a, b), both included, in the direction of `step`, up to a wall -> `end`: characters taken on each side,
    score, differences of the best extension; of equally good ones the shortest, as one character equal by chance proves nothing.

    The exact part of the way is walked; from a difference on, cells of an alignment are kept by diagonal (characters of b taken
    less characters of a: score, differences, equal characters in a row), until `COMMIT_CHARS` are equal again.
    """
    end[:] = 0
    i, j, score, wrong = int64(0), int64(0), int64(0), int64(0)  # where the extension is settled
    while True:
        while codes[a + step * i] != 0 and codes[a + step * i] == codes[b + step * j]:
            score += MATCH * weight_of(codes[a + step * i])
            i += 1
            j += 1
        if score > end[2]:
            end[0], end[1], end[2], end[3] = i, j, score, wrong
        row, diagonal = _past_difference(codes, a + step * i, b + step * j, step, score, wrong, i, j, scratch, end)
        if row < 0:
            return
        i, j, score, wrong = i + row, j + row + diagonal - BAND - 1, scratch[0, diagonal], scratch[1, diagonal]


@inlined
def room() -> tuple[ArrayI64, ArrayI64]:
    """What an alignment works in: cells, its end."""
    return np.empty((3, _WIDTH), np.int64), np.zeros(4, np.int64)


@inlined
def reaches(codes: ArrayU32, a: int, b: int, scratch: ArrayI64, end: ArrayI64) -> bool:
    """Whether the alignment of the texts around a and b reaches `MIN_SCORE`."""
    _extend(codes, a, b, 1, scratch, end)
    score = end[2]
    if score < MIN_SCORE:
        _extend(codes, a - 1, b - 1, -1, scratch, end)
        score += end[2]
    return score >= MIN_SCORE


@inlined
def _inside(recent: ArrayI64, count: int, a: int, b: int) -> bool:
    """Whether the pair (a, b) lies in a remembered alignment, at about its distance."""
    for r in range(count):
        row = recent[r]
        if row[0] <= a < row[1] and row[2] <= b < row[3] and row[4] <= b - a <= row[5]:
            return True
    return False


@kernel(int64, U32, I64, I64, I64, I64_OUT)
def _align(codes: ArrayU32, pairs: ArrayI64, groups: ArrayI64, work: ArrayI64, out: ArrayI64) -> int:
    """Writes the alignments of at least `MIN_SCORE` -> how many.  `work` is how many characters a group may align."""
    size, seen, done = int64(0), int64(0), int64(0)
    tandem_start, tandem_end = int64(0), int64(0)
    recent = np.zeros((RECENT, 6), np.int64)
    scratch, end = room()
    for k in range(groups.size):
        if k == 0 or groups[k] != groups[k - 1]:
            seen = done = tandem_start = tandem_end = 0
        a, b = pairs[2 * k], pairs[2 * k + 1]
        if done > work[k] or (tandem_start <= a and b < tandem_end) or _inside(recent, min(seen, RECENT), a, b):
            continue
        row = recent[seen % RECENT]
        seen += 1
        _extend(codes, a, b, 1, scratch, end)
        row[1], row[3] = a + end[0], b + end[1]
        score, differences = end[2], end[3]
        _extend(codes, a - 1, b - 1, -1, scratch, end)
        row[0], row[2] = a - end[0], b - end[1]
        score += end[2]
        differences += end[3]
        done += row[1] - row[0]
        first, last = row[2] - row[0], row[3] - row[1]
        row[4], row[5] = min(first, last, b - a) - SLACK, max(first, last, b - a) + SLACK
        if row[1] > row[2] and row[3] - row[0] > tandem_end - tandem_start:
            tandem_start, tandem_end = row[0], row[3]
        if score >= MIN_SCORE:
            out[6 * size : 6 * size + 4] = row[:4]
            out[6 * size + 4] = score
            out[6 * size + 5] = differences
            size += 1
    return size


def align(codes: ArrayU32, pairs: ArrayI64, groups: ArrayI64, sizes: ArrayI64) -> ArrayI64:
    """Follows every seed -> int64 (n, 6): a0, a1, b0, b1, score, differences.

    `pairs` (n, 2) are seeds, `groups` (n,) the number of the pair of documents each lies in, equal ones side by side, `sizes` (n,)
    the length of those two documents.
    """
    out = np.empty((len(pairs), 6), np.int64)
    work = MAX_WORK * sizes
    size = _align(codes, np.ascontiguousarray(pairs).reshape(-1), groups, work, out.reshape(-1))
    return out[:size].copy()
