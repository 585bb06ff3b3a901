"""Tables: what the language's loops look up."""

from __future__ import annotations

from typing import Any, NamedTuple


class Tables(NamedTuple):
    """The lists of `ngrams.Lists`, and what `net.Net` has; they come to a compiled loop as a plain tuple, which takes half the time."""

    keys: Any
    buckets: Any
    values: Any
    backoffs: Any
    order: int
    strings: Any
    before: int
    after: int
    numbers: Any
    embedding: Any
    layer: Any
    bias: Any
    added: Any
    is_known: Any
