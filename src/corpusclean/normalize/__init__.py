"""Normalization: one rule per file."""

from corpusclean.normalize.controls import CONTROLS
from corpusclean.normalize.encoding import ENCODING
from corpusclean.normalize.punctuation import PUNCTUATION
from corpusclean.normalize.quotes import QUOTES
from corpusclean.normalize.script import SCRIPT
from corpusclean.normalize.spaces import SPACES
from corpusclean.normalize.width import WIDTH

__all__ = ["CONTROLS", "ENCODING", "PUNCTUATION", "QUOTES", "SCRIPT", "SPACES", "WIDTH"]
