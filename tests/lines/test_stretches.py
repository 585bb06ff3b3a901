"""Orders of the blocks of a page: rounds past all of them, and stretches one after the other."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpusclean.lines.rounds import best_round
from corpusclean.lines.stretches import ABOVE, FIRST_BLOCKS, LEFT, in_order

SEEDS = st.integers(0, 10**6)


def worth_of(nodes: list[int], worth: np.ndarray) -> float:
    last = len(worth) - 1
    return float(sum(worth[a, b] for a, b in pairwise([last, *nodes, last])))


@given(seed=SEEDS, count=st.integers(1, 9))
def test_a_round_passes_every_node_once(seed: int, count: int) -> None:
    worth = np.random.default_rng(seed).normal(size=(count + 1, count + 1))
    assert sorted(best_round(worth).tolist()) == list(range(count))


@given(seed=SEEDS, count=st.integers(2, 7))
def test_a_round_that_is_far_better_than_all_others_is_found(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    worth, nodes = rng.normal(size=(count + 1, count + 1)), rng.permutation(count).tolist()
    for a, b in pairwise([count, *nodes, count]):
        worth[a, b] += 20
    assert best_round(worth).tolist() == nodes


def value(stretches: list[list[int]], words: np.ndarray) -> float:
    """What an order of stretches is worth, worked out from the definition."""
    nats = words[-1, stretches[0][0]] + words[stretches[-1][-1], -1]
    nats += sum(words[a[-1], b[0]] for a, b in pairwise(stretches))
    for k, late in enumerate(stretches):
        for early in stretches[:k]:
            if early[0] > late[0]:
                nats -= LEFT if early[0] < FIRST_BLOCKS else ABOVE
    return float(nats)


@settings(deadline=None)
@given(seed=SEEDS, count=st.integers(2, 14))
def test_stretches_come_in_the_best_of_all_orders(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    path, words = rng.permutation(count), 4 * rng.normal(size=(count + 1, count + 1))
    stretches = [part.tolist() for part in np.split(path, np.flatnonzero(np.diff(path) < 0) + 1)]
    if len(stretches) > 6:
        return
    best = max(value(list(order), words) for order in permutations(stretches))
    found = in_order(path, words)
    starts = [k for k, block in enumerate(found.tolist()) if block in {part[0] for part in stretches}]
    assert abs(value([part.tolist() for part in np.split(found, starts[1:])], words) - best) < 1e-9


def test_without_words_columns_come_from_the_left() -> None:
    path = np.array([1, 3, 5, 0, 2, 4])
    assert in_order(path, np.zeros((7, 7))).tolist() == [0, 2, 4, 1, 3, 5]


def test_a_sentence_that_goes_on_in_the_next_column_says_more() -> None:
    words = np.zeros((7, 7))
    words[5, 0] = LEFT + 1  # from the foot of the right column to the head of the left one
    assert in_order(np.array([0, 2, 4, 1, 3, 5]), words).tolist() == [1, 3, 5, 0, 2, 4]


def test_a_page_in_many_pieces_is_left_as_they_begin() -> None:
    path = np.arange(40)[::-1]
    assert in_order(path, np.zeros((41, 41))).tolist() == list(range(40))
