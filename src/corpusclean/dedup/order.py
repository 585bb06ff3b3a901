"""Keep order: which copy stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.dedup.kernel import ArrayI64, ArrayU32
from corpusclean.errors import ConfigError

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
    order = list(range(len(folded_chars)))
    if config.keep == "longest":
        order = np.argsort(-folded_chars.astype(np.int64), kind="stable").tolist()
    elif config.keep == "shortest":
        order = np.argsort(folded_chars, kind="stable").tolist()
    elif keep_field(config) is not None:
        values = values if values is not None else [None] * len(order)
        missing = [k for k in order if values[k] is None]
        try:
            order = sorted((k for k in order if values[k] is not None), key=values.__getitem__, reverse=True) + missing
        except TypeError as error:
            raise ConfigError(
                f"field {keep_field(config)!r} holds values that have no common order: {error}", key="dedup.keep"
            ) from None
    if config.sources and sources is not None:
        ranks = {source: rank for rank, source in enumerate(config.sources)}
        order.sort(key=lambda k: ranks.get(sources[k], len(ranks)))
    return np.array(order, np.int64)
