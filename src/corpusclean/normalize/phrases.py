"""Finds all phrases of a dictionary in a text at once, and replaces the longest of those that overlap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]

_SHIFT = np.uint64(21)
"""Bits of a code point."""
_FILTER_BITS = 20
_NONE = np.zeros(0, dtype=np.int64)
_MIXER = np.uint64(0x9E3779B97F4A7C15)


def codes_of(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def text_of(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@dataclass(frozen=True)
class Phrases:
    """A trie in sorted arrays: level d holds the beginnings of d + 2 characters.

    A node's key is its parent's place in the level above, shifted, plus its last character (on the first level: two characters);
    `numbers` says which phrase ends there, or -1.  `pairs` is a bitmap over hashes of the first two characters: nine tenths of a
    text fail there at two nanoseconds a character, the rest is looked up level by level.
    """

    values: tuple[str, ...]
    same: Codes
    """A row for each phrase whose value is as long as it is."""
    resized: npt.NDArray[np.bool_]
    pairs: npt.NDArray[np.bool_]
    levels: tuple[tuple[npt.NDArray[np.uint64], Numbers], ...]
    singles: tuple[tuple[int, int], ...]
    """(code, number) of one-character keys that become longer."""

    @staticmethod
    def of(entries: dict[str, str]) -> Phrases:
        keys, values = list(entries), tuple(entries.values())
        longest = max(map(len, keys))
        same = np.zeros((len(keys), longest), dtype=np.uint32)
        for number, (key, value) in enumerate(entries.items()):
            if len(key) == len(value):
                same[number, : len(key)] = codes_of(value)
        resized = np.array([len(key) != len(value) for key, value in entries.items()])
        levels = _levels(keys, longest)
        pairs = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
        pairs[_mixed(levels[0][0][:-1])] = True
        singles = tuple((ord(key), number) for number, key in enumerate(keys) if len(key) == 1)
        return Phrases(values, same, resized, pairs, levels, singles)

    def convert(self, codes: Codes, out: Codes, taken: npt.NDArray[np.bool_]) -> list[tuple[int, int, str]]:
        """Writes the values of the phrases found in `codes` to `out` and marks them in `taken`; -> those of another length."""
        starts, lengths, numbers = self._matches(codes)
        if taken.any():
            before = np.append(0, np.cumsum(taken))
            free = before[starts + lengths] == before[starts]
            starts, lengths, numbers = starts[free], lengths[free], numbers[free]
        chosen = _longest_first(starts, lengths)
        starts, lengths, numbers = starts[chosen], lengths[chosen], numbers[chosen]
        places = ranges(starts, lengths)
        taken[places] = True
        out[places] = self.same.ravel()[ranges(numbers * self.same.shape[1], lengths)]
        resized = np.flatnonzero(self.resized[numbers])
        if not len(resized):
            return []
        rows = zip(starts[resized].tolist(), lengths[resized].tolist(), numbers[resized].tolist(), strict=True)
        return [(start, start + length, self.values[number]) for start, length, number in rows]

    def _matches(self, codes: Codes) -> tuple[Numbers, Numbers, Numbers]:
        """Every occurrence of every phrase, in order of its start -> starts, lengths, numbers."""
        found = [np.flatnonzero(codes == code) for code, _ in self.singles]
        phrases = [np.full(len(places), number) for places, (_, number) in zip(found, self.singles, strict=True)]
        sizes = [1] * len(found)
        wide = codes.astype(np.uint64)
        keys = (wide[:-1] << _SHIFT) | wide[1:]
        at = np.flatnonzero(self.pairs[_mixed(keys)])
        keys = keys[at]
        for length, (known, numbers) in enumerate(self.levels, 2):
            node = known[:-1].searchsorted(keys)
            hit = known[node] == keys
            at, node = at[hit], node[hit]
            if not len(at):
                break
            number = numbers[node]
            ends = number >= 0
            found.append(at[ends])
            phrases.append(number[ends])
            sizes.append(length)
            if at[-1] + length >= len(codes):
                inside = at + length < len(codes)
                at, node = at[inside], node[inside]
            keys = (node.astype(np.uint64) << _SHIFT) | wide[at + length]
        if not found:
            return _NONE, _NONE, _NONE
        starts = np.concatenate(found)
        order = starts.argsort(kind="stable")
        return starts[order], np.repeat(sizes, list(map(len, found)))[order], np.concatenate(phrases)[order]


def ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """start, start + 1, … of each range, one after the other."""
    stops = lengths.cumsum()
    offsets: Numbers = (starts - stops + lengths).repeat(lengths)
    return offsets + np.arange(len(offsets))


def _levels(keys: list[str], longest: int) -> tuple[tuple[npt.NDArray[np.uint64], Numbers], ...]:
    codes = np.zeros((len(keys), longest), dtype=np.uint64)
    for number, key in enumerate(keys):
        codes[number, : len(key)] = codes_of(key)
    lengths = np.array([len(key) for key in keys])
    parents = codes[:, 0]
    levels = []
    for length in range(2, max(longest, 2) + 1):
        here = np.flatnonzero(lengths >= length)
        known, nodes = np.unique((parents[here] << _SHIFT) | codes[here, length - 1], return_inverse=True)
        numbers = np.full(len(known), -1)
        ends = lengths[here] == length
        numbers[nodes[ends]] = here[ends]
        parents = np.zeros(len(keys), dtype=np.uint64)
        parents[here] = nodes
        levels.append((np.append(known, np.uint64(0)), numbers))  # one more, so that a search past the end finds no key
    return tuple(levels)


def _mixed(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A multiplicative hash of `_FILTER_BITS` bits (Knuth 6.4)."""
    return (keys * _MIXER) >> np.uint64(64 - _FILTER_BITS)


def _longest_first(starts: Numbers, lengths: Numbers) -> Numbers:
    """Which of the matches, given in order of their starts, stay: longest first, leftmost of equals, none that overlaps one."""
    if not len(starts):
        return starts
    ends = starts + lengths
    disputes = np.zeros(len(starts), dtype=np.bool_)
    np.less(starts[1:], np.maximum.accumulate(ends)[:-1], out=disputes[1:])
    disputes[:-1] |= disputes[1:]
    disputed = np.flatnonzero(disputes)
    kept = np.flatnonzero(~disputes).tolist()
    taken: set[int] = set()
    for k in disputed[np.lexsort((starts[disputed], -lengths[disputed]))].tolist():
        span = range(int(starts[k]), int(ends[k]))
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(k)
    return np.array(kept, dtype=np.int64)
