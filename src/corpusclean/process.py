"""A process of the command's own, or a worker of a run: nobody else's objects live in it, and nobody else compiles anything there."""

from __future__ import annotations

import gc
from functools import cache

_OBJECTS = 20_000
"""New objects after which garbage is looked for.  Python's 700 takes .1 s of a start, in which next to nothing is garbage."""
_begun: list[bool] = []


@cache
def begin() -> None:
    """Says that this process is one."""
    _begun.append(True)
    gc.set_threshold(_OBJECTS)


def is_own() -> bool:
    """Whether this process is one."""
    return bool(_begun)
