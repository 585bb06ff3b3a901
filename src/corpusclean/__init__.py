"""corpusclean: turns messy Chinese-first text into a clean, deduplicated corpus; every change explained and reversible."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from corpusclean.batches import clean_many
from corpusclean.cleaning import RULES, clean, clean_text
from corpusclean.config import CleanConfig, Config, DedupConfig, PassagesConfig
from corpusclean.documents import Cleaned, Decision, Document, Match, Passage
from corpusclean.edits import Edit, Layer, Note
from corpusclean.errors import ConfigError, CorpusCleanError, GuardError, InputError, OutputError, StoreError
from corpusclean.rules import Risk, Rule

if TYPE_CHECKING:
    from corpusclean.dedup.passages import Repeats, find_passages, removal
    from corpusclean.deduplication import Deduplicated, deduplicate

__all__ = [
    "RULES", "CleanConfig", "Cleaned", "Config", "ConfigError", "CorpusCleanError", "Decision", "DedupConfig", "Deduplicated",
    "Document", "Edit", "GuardError", "InputError", "Layer", "Match", "Note", "OutputError", "Passage", "PassagesConfig",
    "Repeats", "Risk", "Rule", "StoreError", "clean", "clean_many", "clean_text", "deduplicate", "find_passages", "removal",
]  # fmt: skip
__version__ = "0.1.0"

_LAZY = {
    "Deduplicated": "corpusclean.deduplication",
    "deduplicate": "corpusclean.deduplication",
    "Repeats": "corpusclean.dedup.passages",
    "find_passages": "corpusclean.dedup.passages",
    "removal": "corpusclean.dedup.passages",
}


def __getattr__(name: str) -> Any:
    """Deduplication and passages are imported when first used: their kernels cost more than all of cleaning."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'corpusclean' has no attribute {name!r}")
