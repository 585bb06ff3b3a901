"""Keep order: which copy stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.errors import ConfigError
from corpusclean.kernels import ArrayI64, ArrayU32

NEWEST_FIELD = "date"


def keep_field(config: DedupConfig) -> str | None:
    """The field of the documents that the keep order reads; None where it needs none."""
    if config.keep in ("first", "longest", "shortest"):
        return None
    return NEWEST_FIELD if config.keep == "newest" else config.keep


def keep_order(
    config: DedupConfig, *, folded_chars: ArrayU32, values: Sequence[Any] | None = None, sources: Sequence[Any] | None = None
) -> ArrayI64:
    """The numbers of the documents, those that stay before those that go.

    `values` of `keep_field(config)` and `sources`, one a document, where they are asked for.  Sources come before everything
    else; the greatest value comes first and a missing one last; what is equal stays in the order of the corpus.
    """
    order = np.arange(len(folded_chars))
    if config.keep == "longest":
        order = np.argsort(-folded_chars.astype(np.int64), kind="stable")
    elif config.keep == "shortest":
        order = np.argsort(folded_chars, kind="stable")
    elif values is not None:
        order = _greatest_first(values, name=keep_field(config))
    if config.sources and sources is not None:
        ranks = {source: rank for rank, source in enumerate(config.sources)}
        rank_of = np.array([ranks.get(source, len(ranks)) for source in sources])
        order = order[np.argsort(rank_of[order], kind="stable")]
    return order


def _greatest_first(values: Sequence[Any], *, name: str | None) -> ArrayI64:
    missing = [k for k, value in enumerate(values) if value is None]
    present = [k for k, value in enumerate(values) if value is not None]
    try:
        present.sort(key=values.__getitem__, reverse=True)
    except TypeError as error:
        raise ConfigError(f"field {name!r} holds values that have no common order: {error}", key="dedup.keep") from None
    return np.array(present + missing, np.int64)
