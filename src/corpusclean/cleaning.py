"""The map of cleaning: the rules in their order, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice
from typing import Any, NamedTuple

from corpusclean.config import CleanConfig
from corpusclean.documents import Cleaned, Document
from corpusclean.edits import Layer, nothing
from corpusclean.lines import COLUMNS, LINES, STEPS
from corpusclean.mending import mended
from corpusclean.normalize import CONTROLS, ENCODING, PUNCTUATION, QUOTES, SCRIPT, SPACES, WIDTH
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

RULES: tuple[Rule, ...] = (
    ENCODING,  # what the characters are comes before everything that looks at them
    CONTROLS,
    WIDTH,
    STEPS,  # makes rows whole before anyone looks at where they stand
    COLUMNS,  # puts lines in reading order before they are joined
    LINES,  # needs the spaces: they show where lines ended
    SPACES,
    PUNCTUATION,
    QUOTES,  # can only be paired once a paragraph is whole
    SCRIPT,
)


MOST_ROUNDS = 6
"""Times the rules run at the most.  Of 1,000 texts damaged in one to three ways 77 took one round (nothing to do), 843 two,
78 three and 2 four."""


def clean(document: Document, *, config: CleanConfig | None = None) -> Cleaned:
    """Cleans one document and keeps every change.

    The rules run in order, and again until none of them has anything left to do: what one mends can show another something new,
    and cleaning twice must change nothing more than cleaning once.  Clean text is read once.

    >>> clean(Document("a", "他说,今天天气很好.")).document.text
    '他说，今天天气很好。'
    >>> clean(Document("b", "The year, 3.5% up.")).layers          # English is left alone
    ()
    """
    repairs, conversions = steps(config or DEFAULT)
    state = _State(document.text)
    quiet = 0
    for step in islice(cycle(repairs), MOST_ROUNDS * len(repairs)):
        quiet = 0 if state.run(step) else quiet + 1
        if quiet == len(repairs):
            break
    for step in conversions:
        state.run(step)
    layers = tuple(filter(None, state.layers))
    return Cleaned(document, Document(document.id, state.text, document.fields) if layers else document, layers)


DEFAULT = CleanConfig()


class Step(NamedTuple):
    """A rule with its options."""

    name: str
    find: Callable[[str, Any, Protected], Layer]
    options: Any
    whole: bool
    """Whether it must see a document by itself."""


@lru_cache(maxsize=16)
def steps(config: CleanConfig) -> tuple[list[Step], list[Step]]:
    """The repairs, and the conversions that are made once."""
    found: tuple[list[Step], list[Step]] = [], []
    for rule in active_rules(config):
        options = getattr(config, rule.name)
        found[rule.once].append(Step(rule.name, rule.find, options, rule.whole(options)))
    return found


class _State:
    """A document on its way through the rules: its text so far, what is protected in it, and the layers that led here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.protected = Protected(text)
        self.layers: list[Layer] = []

    def run(self, step: Step) -> bool:
        """Lets one rule look at the text as it is now -> whether it changed anything.  Only its last look leaves notes."""
        layer = step.find(self.text, step.options, self.protected)
        if self.layers and any(old.notes and old.rule == step.name for old in self.layers):
            self.layers = [replace(old, notes=()) if old.rule == step.name else old for old in self.layers]
        if layer is nothing(step.name):
            return False
        if layer:
            self.layers.append(layer)
        if not len(layer):
            return False
        self.text = mended(self.text, layer)
        self.protected = self.protected.after(layer, self.text)
        return True


def clean_text(text: str, *, config: CleanConfig | None = None) -> str:
    """The cleaned text alone."""
    return clean(Document("", text), config=config).document.text


def active_rules(config: CleanConfig) -> list[Rule]:
    """The rules that `config` switches on and whose risk it accepts, in order."""
    most = Risk[config.max_risk.upper()]
    return [rule for rule in RULES if rule.risk <= most and getattr(config, rule.name).enabled]
