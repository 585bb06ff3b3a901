"""Guards: stop where what is about to be dropped looks like a mistake (a template, a wrong threshold, a source read twice)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.dedup.choice import Choice
from corpusclean.errors import GuardError

FEWEST_DOCUMENTS = 1000
"""Below this no share of a cluster is remarkable: five copies of one article are a corpus too."""
FEWEST_OF_SOURCE = 100


def guard(
    choice: Choice, *, config: DedupConfig, ids: Sequence[str], sources: Sequence[Any] | None = None, documents: int | None = None
) -> None:
    """Raises GuardError, with the evidence, where one cluster or the loss of one source exceeds what `config` allows.

    `documents` is how many there are where `ids` also name others, of a reference corpus or earlier corpora.
    """
    count, dropped = len(ids) if documents is None else documents, np.flatnonzero(~choice.keep).tolist()
    if not dropped:
        return
    because = choice.because.tolist()
    greatest, copies = Counter(because[k] for k in dropped).most_common(1)[0]
    size = copies + 1
    if count >= FEWEST_DOCUMENTS and size > config.max_cluster_share * count:
        examples = ", ".join(repr(ids[k]) for k in [k for k in dropped if because[k] == greatest][:3])
        raise GuardError(
            f"one cluster holds {size} of {count} documents, more than max_cluster_share {config.max_cluster_share}: "
            f"{examples} and others repeat {ids[greatest]!r}; look at them, then raise dedup.max_cluster_share if that is right"
        )
    if sources is None:
        return
    all_of, lost_of = Counter(sources), Counter(sources[k] for k in dropped)
    for source, lost in sorted(lost_of.items(), key=str):
        if source is not None and all_of[source] >= FEWEST_OF_SOURCE and lost > config.max_source_loss * all_of[source]:
            k = next(k for k in dropped if sources[k] == source)
            raise GuardError(
                f"source {source!r} would lose {lost} of its {all_of[source]} documents, more than max_source_loss "
                f"{config.max_source_loss}: {ids[k]!r} repeats {ids[because[k]]!r}, for one; "
                "look at them, then raise dedup.max_source_loss if that is right"
            )
