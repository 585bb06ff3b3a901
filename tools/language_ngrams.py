"""Counts the n-grams of the language model; a part of build_language.py."""

from __future__ import annotations

import numpy as np

from corpusclean.lines.folding import fold
from corpusclean.lines.loops.language_loops import NGRAM_BITS, START, STEP
from corpusclean.lines.ngrams import hashes, packed

ORDER = 3
KEEP = {2: 1.2, 3: 3.5}
"""An n-gram stays if it makes its occurrences together this many nats likelier than its back-off does."""


def grams(row: np.ndarray, n: int) -> np.ndarray:
    """All n-grams of the row that cross no paragraph end, uint32[count, n]."""
    cut = np.stack([row[i : len(row) - n + 1 + i] for i in range(n)], axis=1)
    inside = (cut[:, 1:] != START).all(axis=1) & (cut != 0).all(axis=1)
    return cut[inside]


def count(row: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    return np.unique(grams(row, n), axis=0, return_counts=True)


def lookup(table: dict[bytes, float], rows: np.ndarray, missing: float) -> np.ndarray:
    return np.array([table.get(row.tobytes(), missing) for row in rows])


def ngram_columns(paragraphs: list[str]) -> dict[str, np.ndarray]:
    """Interpolated Kneser-Ney, pruned, as the columns of `ngrams.lists`."""
    text = "".join(chr(START) + fold(p) for p in paragraphs)
    row = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    counted = {n: count(row, n) for n in range(1, ORDER + 1)}
    lower: dict[bytes, float] = {}
    lower2: dict[bytes, float] = {}
    weights: dict[bytes, float] = {}
    columns: dict[str, np.ndarray] = {"order": np.array(ORDER)}
    for n in range(1, ORDER + 1):
        rows, raw = counted[n]
        counts = raw.astype(float)
        if n < ORDER:  # Kneser-Ney: how many different characters stand before it
            longer, _ = counted[n + 1]
            before: dict[bytes, int] = {}
            for tail in longer[:, 1:]:
                key = tail.tobytes()
                before[key] = before.get(key, 0) + 1
            kn = lookup(before, rows, 0.0)
            counts = np.where((rows[:, 0] == START) | (kn == 0), counts, kn)
        once, twice = (counts == 1).sum(), (counts == 2).sum()
        discount = once / (once + 2 * twice)
        if n == 1:
            counts[rows[:, 0] == START] = 0
            vocabulary = len(rows) + 5000
            total = counts.sum()
            p = (np.maximum(counts - discount, 0) + discount * len(rows) / vocabulary) / total
            kept_rows, kept_p = rows, p
            lower = {r.tobytes(): v for r, v in zip(rows, p, strict=True)}
            unseen = discount * len(rows) / vocabulary / total
        else:
            contexts, place = np.unique(rows[:, :-1], axis=0, return_inverse=True)
            totals = np.bincount(place, counts)
            types = np.bincount(place)
            base = lookup(lower, rows[:, 1:], unseen)
            if n > 2:
                shorter = rows[:, 1:-1]
                base = np.where(base == unseen, lookup(weights, shorter, 1.0) * lookup(lower2, rows[:, 2:], unseen), base)
            share = np.maximum(counts - discount, 0) / totals[place]
            full = share + discount * types[place] / totals[place] * base
            gain = raw * np.log(full / (discount * types[place] / totals[place] * base))
            kept = gain > KEEP[n]
            spare = 1 - np.bincount(place, share * kept)
            p = share + spare[place] * base
            columns[f"backoff-rows{n}"], columns[f"backoff-values{n}"] = contexts, spare
            weights = {c.tobytes(): v for c, v in zip(contexts, spare, strict=True)}
            lower2, lower = lower, {r.tobytes(): v for r, v in zip(rows[kept], p[kept], strict=True)}
            kept_rows, kept_p = rows[kept], p[kept]
        columns[f"rows{n}"], columns[f"p{n}"] = kept_rows, kept_p
        print(n, len(rows), len(kept_rows))
    return pack(columns)


def pack(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    out = {"order": columns["order"]}
    for n in range(1, ORDER + 1):
        rows, p = columns[f"rows{n}"], columns[f"p{n}"]
        keys, first = np.unique(hashes(rows, NGRAM_BITS), return_index=True)
        out[f"keys{n}"] = packed(keys)
        out[f"probabilities{n}"] = steps(p)[first]
        if n < ORDER:
            contexts, spare = columns[f"backoff-rows{n + 1}"], columns[f"backoff-values{n + 1}"]
            table = dict(zip(hashes(contexts, NGRAM_BITS).tolist(), steps(spare).tolist(), strict=True))
            out[f"backoffs{n}"] = np.array([table.get(k, 0) for k in keys.tolist()], dtype=np.uint8)
    return out


def steps(p: np.ndarray) -> np.ndarray:
    return np.clip(np.round(-np.log(np.maximum(p, 1e-12)) / STEP), 0, 255).astype(np.uint8)
