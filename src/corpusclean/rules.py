"""What a cleaning rule is: a name, a risk, its reasons, and a pure function from text to a layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from corpusclean.edits import Layer
from corpusclean.protect import Protected


class Risk(IntEnum):
    """How sure a rule can be.  A user refuses a level and everything above it (`max_risk`)."""

    EXACT = 0
    """Cannot be wrong: the text says the same before and after."""
    STYLE = 1
    """A convention: right where the convention is wanted."""
    GUESS = 2
    """Decided by evidence: can be wrong, and is marked as a guess in every report."""


def always(options: Any) -> bool:
    return True


def _never(options: Any) -> bool:
    return False


@dataclass(frozen=True)
class Rule:
    """One entry of `cleaning.RULES`.

    `find(text, options, protected)` returns the layer of its edits and notes; it never counts, logs or reads files.
    `options` is the field of the same name in `CleanConfig`; `source` is the clause of a standard or a paper.
    """

    name: str
    risk: Risk
    find: Callable[[str, Any, Protected], Layer]
    summary: str
    why: str
    source: str = ""
    once: bool = False
    """A conversion, not a repair: made once, when the repairs have nothing left to do."""
    whole: Callable[[Any], bool] = _never
    """Whether, with these options, it must see a document by itself; any other rule may be given several `joined` to one text."""
