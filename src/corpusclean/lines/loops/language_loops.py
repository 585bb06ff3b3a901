"""Language: what the two models say of a cut, looked up in their tables (`language.Tables`)."""

from __future__ import annotations

from typing import Any

import numpy as np

LOOKS = 800
"""A question takes as long as looking so many times at a character."""
START = 1
"""Code point that stands for the start of a paragraph; 0 stands for nothing."""
NGRAM_BITS, WORD_BITS, BUCKET_BITS = 28, 24, 16
STEP = 0.125
"""Nats of one step of a stored probability."""
UNSEEN = 255
COMMON = np.float32(10)
"""A word list has ten times the logarithm of how common a word is."""
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
FOLD = np.uint64(29)
WORD_BEFORE = (1, 1, 2, 1, 2, 3, 2, 3, 4, 0, 0, 0)
WORD_AFTER = (1, 2, 1, 3, 2, 1, 0, 0, 0, 2, 3, 4)
"""Where a word may lie: characters before the cut, characters after it."""


def place_of(tables: Any, kept: int, row: Any, start: int, length: int, bits: int) -> int:
    """Where the list `kept` has the string row[start : start + length]; -1 where it does not.

    Keys are hashes, sorted within a list; its bucket for their first bits says where those stand, and has a few.
    """
    key = np.uint64(length)
    for k in range(start, start + length):
        key = (key ^ np.uint64(row[k])) * MULTIPLIER
        key = key ^ (key >> FOLD)
    wanted = np.int64(key >> np.uint64(63 - bits)) & ((1 << bits) - 1)
    bucket = (kept << BUCKET_BITS) + (wanted >> (bits - BUCKET_BITS))
    for place in range(tables.buckets[bucket], tables.buckets[bucket + 1]):
        if tables.keys[place] == wanted:
            return place
    return -1


def steps_of(tables: Any, row: Any, at: int, first: int, last: int, steps: int) -> int:
    """The improbability of row[at] after what stands before it, in steps; the longest n-gram that is known counts.

    N-grams of `first` to `last` characters are looked up; `steps`: what shorter ones say.
    """
    for n in range(first, last + 1):
        if n > 1:
            if not row[at - n + 1]:
                return steps
            place = place_of(tables, n - 2, row, at - n + 1, n - 1, NGRAM_BITS)
            if place >= 0:
                steps += int(tables.backoffs[place])
        place = place_of(tables, n - 1, row, at - n + 1, n, NGRAM_BITS)
        if place >= 0:
            steps = int(tables.values[place])
    return steps


def look_for_words(tables: Any, row: Any, cut: int, found: Any) -> None:
    """Fills in for each place where a word may lie around row[cut] how common that word is; 0 for what is no word."""
    for k in range(len(WORD_BEFORE)):
        length = WORD_BEFORE[k] + WORD_AFTER[k]
        place = place_of(tables, tables.order + length - 2, row, cut - WORD_BEFORE[k], length, WORD_BITS)
        found[k] = np.float32(tables.values[place]) / COMMON if place >= 0 else 0


def look_for_all_words(tables: Any, rows: Any, cut: int, found: Any) -> None:
    """The same for many rows."""
    for i in range(len(rows)):
        look_for_words(tables, rows[i], cut, found[i])


def enter_net(tables: Any, row: Any, cut: int, words: Any, x: Any) -> None:
    """Fills in the first layer of the network."""
    x[:] = tables.bias
    for k in range(tables.before + tables.after):
        code = row[cut - tables.before + k]
        number = tables.numbers[code if code < 0x10000 else 0xFFFF]
        if not tables.is_known[k, number]:
            learn(tables, k, number)
        x += tables.added[k, number]
    last = (tables.before + tables.after) * tables.embedding.shape[1]
    for k in range(len(words)):
        if words[k]:
            x += words[k] * tables.layer[last + k]


def learn(tables: Any, k: int, number: int) -> None:
    """Works out what a character in a place adds to the first layer, when it is first met there.

    Threads may work it out at the same time: each writes the whole of it, and all the same.
    """
    whole = np.zeros_like(tables.bias)
    width = tables.embedding.shape[1]
    for d in range(width):
        whole += tables.embedding[number, d] * tables.layer[k * width + d]
    tables.added[k, number][:] = whole
    tables.is_known[k, number] = 1


def observe(tables: Any, rows: Any, cut: int, words: Any, xs: Any, found: Any) -> None:
    """For each cut, before rows[i][cut], fills in the words around it, the first layer of the network, and what the n-grams say in
    nats against coming from elsewhere: that it goes on, that it starts.

    From the character on whose n-grams do not reach the cut a head is as likely everywhere: only those before it are looked at.
    What its own n-grams say is the same in all three cases; longer ones go on from there.
    """
    order = tables.order
    alone = np.zeros(2 * order, dtype=np.uint32)  # a head without its tail
    alone[order - 1] = START
    for i in range(len(rows)):
        row = rows[i]
        look_for_words(tables, row, cut, words[i])
        enter_net(tables, row, cut, words[i], xs[i])
        on, start, nowhere = 0, 0, 0
        for k in range(order - 1):
            if not row[cut + k]:
                break
            alone[order + k] = row[cut + k]
            steps = steps_of(tables, row, cut + k, 1, k + 1, UNSEEN)
            nowhere += steps
            on += steps_of(tables, row, cut + k, k + 2, order, steps)
            start += steps_of(tables, alone, order + k, k + 2, k + 2, steps)
        found[i, 0] = STEP * (nowhere - on)
        found[i, 1] = STEP * (nowhere - start)


def bend(logits: Any, words: Any, skip: Any, nats: Any, most: float, knee: float, found: Any) -> None:
    """Fills in what is observed of each cut, bounded, each as itself and cut off at the knee: going on by the network and by the
    n-grams, starting by the n-grams and by the network.  Words go straight to the logits (goes on, starts, from elsewhere).
    """
    for i in range(len(logits)):
        on, start = logits[i, 0] - logits[i, 2], logits[i, 1] - logits[i, 2]
        for k in range(len(skip)):
            on += words[i, k] * (skip[k, 0] - skip[k, 2])
            start += words[i, k] * (skip[k, 1] - skip[k, 2])
        found[i, 0], found[i, 2], found[i, 4], found[i, 6] = on, nats[i, 0], nats[i, 1], start
        for k in range(0, 8, 2):
            found[i, k] = max(-most, min(most, found[i, k]))
            found[i, k + 1] = min(knee, found[i, k])
