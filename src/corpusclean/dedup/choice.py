"""The outcome: which texts stay, and why the others go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpusclean.kernels import ArrayI64


class Choice(NamedTuple):
    """Arrays over the corpus order.

    `because`: the number of the kept text that a dropped one repeats, -1 for a kept text.  `similarity`: of the two, 0 for a
    kept text.
    """

    keep: npt.NDArray[np.bool_]
    because: ArrayI64
    similarity: npt.NDArray[np.float64]


def joined(one: Choice, other: Choice) -> Choice:
    """What either drops, with its evidence; they have no drop in common."""
    return Choice(one.keep & other.keep, np.maximum(one.because, other.because), np.maximum(one.similarity, other.similarity))


def restricted(choice: Choice, to: npt.NDArray[np.bool_]) -> Choice:
    """The drops among the documents that `to` marks."""
    keep = choice.keep | ~to
    return Choice(keep, np.where(keep, -1, choice.because), np.where(keep, 0.0, choice.similarity))


def nothing_dropped(documents: int) -> Choice:
    return Choice(np.ones(documents, bool), np.full(documents, -1, np.int64), np.zeros(documents))
