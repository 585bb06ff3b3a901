"""The map of deduplication: fold, sign, band, verify, choose.

    Signed.add      folds each text to what it says and signs its shingles       dedup/fold, shingles, signatures
    candidates      texts whose signatures agree in a band                       dedup/bands
    choose          verifies candidates on their real shingles, in keep order    dedup/verify, choose
    guard           stops where the result looks like a mistake                  dedup/guards

A run over files calls the same four on batches (`Signed`, `keep_order`, `choose`, `guard`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.dedup.batch import TextBatch
from corpusclean.dedup.choice import Choice, joined, nothing_dropped, restricted
from corpusclean.dedup.choose import choose
from corpusclean.dedup.guards import guard
from corpusclean.dedup.order import keep_field, keep_order
from corpusclean.dedup.signed import Signed
from corpusclean.documents import Decision, Document, Match, Passage
from corpusclean.kernels import ArrayI64

__all__ = [
    "Choice",
    "Deduplicated",
    "Signed",
    "choose",
    "choose_beside",
    "decisions",
    "deduplicate",
    "guard",
    "keep_field",
    "keep_order",
]


@dataclass(frozen=True)
class Deduplicated:
    """What was kept and dropped, in the order of the corpus, each drop with its evidence."""

    kept: tuple[Document, ...]
    dropped: tuple[Document, ...]
    decisions: tuple[Decision, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The evidence alone, one match for each dropped document."""
        return tuple(decision.because for decision in self.decisions if decision.because)


def deduplicate(
    documents: Iterable[Document], *, reference: Iterable[Document] = (), config: DedupConfig | None = None
) -> Deduplicated:
    """Keeps one of each set of near-duplicates; which one, `config.keep` says.

    Every dropped document repeats a kept one, verified on their shingles: chains of ever more distant copies are not thrown
    together, and a text is never dropped for being short.  Documents that repeat one of `reference` (an evaluation set, an
    earlier release), or hold `reference_overlap` of it, go too; their evidence names the reference document.

    >>> paper = Document("报纸", "全市今年新建公园十二座，改造老旧小区一百零三个。")
    >>> web = Document("网站", "全市今年新建公园十二座,改造老舊小區一百零三個。")
    >>> other = Document("另一篇", "全市去年种树四万株，新增绿地六百公顷。")
    >>> [decision.keep for decision in deduplicate([paper, web, other]).decisions]
    [True, False, True]
    """
    documents, reference, config = list(documents), list(reference), config or DedupConfig()
    everything, first, field = [*reference, *documents], len(reference), keep_field(config)
    ids = [document.id for document in everything]
    repeated = next((id for id, count in Counter(ids[first:]).items() if count > 1), None)
    if repeated is not None:
        raise ValueError(f"two documents have the id {repeated!r}")
    sources = [document.fields.get(config.source_field) for document in everything]
    with Signed(config) as signed:
        signed.add([document.text for document in everything])
        values = [document.fields.get(field) for document in documents] if field else None
        order = keep_order(config, folded_chars=signed.folded_chars[first:], values=values, sources=sources[first:])
        choice = choose_beside(signed, first, order)
        guard(choice, config=config, ids=ids, sources=[None] * first + sources[first:])
        made = decisions(choice, ids=ids, chars=signed.chars.tolist())[first:]
    return Deduplicated(
        kept=tuple(document for document, decision in zip(documents, made, strict=True) if decision.keep),
        dropped=tuple(document for document, decision in zip(documents, made, strict=True) if not decision.keep),
        decisions=tuple(made),
    )


def choose_beside(signed: Signed, first: int, order: ArrayI64, *, known: Choice | None = None) -> Choice:
    """`choose` among the texts after the first `first`, those of a reference corpus, which all stay; `order` counts from there.

    What holds too much of a reference text goes for it before anything is kept in its place.  Texts behind those of `order` are
    what earlier runs have kept: they stay too, and come before those of `order`.  `known` has drops that need no comparison.
    """
    earlier = np.arange(first + len(order), len(signed))
    held = restricted(
        _holding_reference(TextBatch(*signed.texts), first, signed.config), np.arange(len(signed)) < first + len(order)
    )
    if known is not None:
        held = joined(held, restricted(known, held.keep))
    fixed = np.concatenate([np.arange(first), earlier])
    order = np.concatenate([fixed, first + order[held.keep[first:][order]]])
    return joined(choose(signed, threshold=signed.config.threshold, order=order, fixed=len(fixed)), held)


def _holding_reference(texts: TextBatch, first: int, config: DedupConfig) -> Choice:
    """Drops the texts that hold too much of one of the first `first` texts, the reference, which all stay."""
    if not first:
        return nothing_dropped(len(texts))
    from corpusclean.dedup.reference import overlaps, reference_of  # kernels that few need

    held = overlaps(texts, reference_of(texts.part(0, first), chars=config.reference_chars), config.reference_overlap)
    held.keep[:first] = True
    return held


def decisions(choice: Choice, *, ids: Sequence[str], chars: Sequence[int]) -> list[Decision]:
    """The choice as values: each drop because of the match of the kept document (left) with the dropped one (right)."""
    made = []
    for k, kept, similarity in zip(range(len(ids)), choice.because.tolist(), choice.similarity.tolist(), strict=True):
        because = Match(Passage(ids[kept], 0, chars[kept]), Passage(ids[k], 0, chars[k]), similarity) if kept >= 0 else None
        made.append(Decision(ids[k], because is None, because))
    return made
