"""Language: what the two models say of a cut, looked up in their tables."""

from __future__ import annotations

from typing import Any

import numpy as np

from corpusclean.lines.loops.tables import Tables

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


def find_places(tables: Any, line: Any, count: int, wanted: Any, places: Any) -> None:
    """Fills in where the lists have the first so many of the strings `tables.strings` of a line; -1 where they do not.

    Keys are hashes, sorted within a list; its bucket for their first bits says where those stand, and has a few.  All keys are
    worked out first and looked for then, without a step that waits for the one before: what takes time is to get them from memory.
    """
    for k in range(count):
        string = tables.strings[k]
        start, length, bits = int(string[1]), int(string[2]), int(string[3])
        key = np.uint64(length)
        for at in range(start, start + length):
            key = (key ^ line[at]) * MULTIPLIER
            key = key ^ (key >> FOLD)
        hashed = int(key >> np.uint64(63 - bits)) & ((1 << bits) - 1)
        bucket = (int(string[0]) << BUCKET_BITS) + (hashed >> (bits - BUCKET_BITS))
        wanted[k], places[k], places[count + k] = hashed, tables.buckets[bucket], tables.buckets[bucket + 1]
    for k in range(count):
        found = -1
        hashed = wanted[k]
        for place in range(int(places[k]), int(places[count + k])):
            if tables.keys[place] == hashed:
                found = place
        places[k] = found


def longer(tables: Any, context: int, place: int, steps: int) -> int:
    """The improbability of a character by an n-gram, in steps, from what the shorter one says; `context`: all of it but the character."""
    if place >= 0:
        return int(tables.values[place])
    return steps + int(tables.backoffs[context]) if context >= 0 else steps


def read_words(tables: Any, places: Any, found: Any) -> None:
    """Fills in for each place where a word may lie around the cut how common that word is; 0 for what is no word."""
    for k in range(len(WORD_BEFORE)):
        found[k] = np.float32(tables.values[places[k]]) / COMMON if places[k] >= 0 else 0


def look_for_all_words(tables: Any, rows: Any, found: Any) -> None:
    """The same for many rows."""
    count = len(WORD_BEFORE)
    wanted, places = np.empty(count, dtype=np.int64), np.empty(2 * count, dtype=np.int64)
    for i in range(len(rows)):
        find_places(tables, rows[i], count, wanted, places)
        read_words(tables, places, found[i])


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
    width = tables.embedding.shape[1]
    whole = np.zeros_like(tables.bias)
    for d in range(width):  # one after the other: `sum` adds in another order where it is compiled
        whole += tables.embedding[number, d] * tables.layer[k * width + d]
    tables.added[k, number][:] = whole
    tables.is_known[k, number] = 1


def observe(parts: Any, rows: Any, cut: int, words: Any, xs: Any, found: Any) -> None:
    """For each cut, before rows[i][cut], fills in the words around it, the first layer of the network, and what the n-grams say in
    nats against coming from elsewhere: that it goes on, that it starts.

    From the character on whose n-grams do not reach the cut a head is as likely everywhere: only those before it are looked at.
    What its own n-grams say is the same in all three cases; longer ones go on from there.
    """
    tables = Tables(*parts)
    order, width, count = tables.order, rows.shape[1], len(tables.strings)
    wanted, places = np.empty(count, dtype=np.int64), np.empty(2 * count, dtype=np.int64)
    line = np.zeros(width + order, dtype=np.uint64)  # and its head as the start of a paragraph
    line[width] = START
    alone = count - order  # from here on the n-grams that begin with the start of a paragraph
    grams = alone - order * order  # from here on those of each length that end before the cut, then one character further on …
    for i in range(len(rows)):
        row = rows[i]
        line[:width] = row
        line[width + 1 :] = row[cut : cut + order - 1]
        find_places(tables, line, count, wanted, places)
        read_words(tables, places, words[i])
        enter_net(tables, row, cut, words[i], xs[i])
        on, start, nowhere = 0, 0, 0
        for k in range(order - 1):
            if not row[cut + k]:
                break
            before, here = grams + order * k - 2, grams + order * (k + 1) - 1
            steps = longer(tables, -1, places[here + 1], UNSEEN)
            for n in range(2, k + 2):
                steps = longer(tables, places[before + n], places[here + n], steps)
            nowhere += steps
            start += longer(tables, places[alone + k], places[alone + k + 1], steps)
            for n in range(k + 2, order + 1):
                if not row[cut + k - n + 1]:
                    break
                steps = longer(tables, places[before + n], places[here + n], steps)
            on += steps
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
