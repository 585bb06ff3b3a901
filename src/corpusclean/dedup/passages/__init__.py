"""Repeated passages, within one document and across documents."""

from corpusclean.dedup.passages.find import find_in_batches, find_passages
from corpusclean.dedup.passages.removals import removable, removal
from corpusclean.dedup.passages.values import Boilerplate, Repeats

__all__ = ["Boilerplate", "Repeats", "find_in_batches", "find_passages", "removable", "removal"]
