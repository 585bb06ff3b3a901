"""The map of cleaning: the rules in their order, and the one function that runs them."""

from __future__ import annotations

from corpusclean.config import CleanConfig
from corpusclean.documents import Cleaned, Document
from corpusclean.edits import Layer, apply
from corpusclean.lines import COLUMNS, LINES
from corpusclean.normalize import CONTROLS, ENCODING, PUNCTUATION, QUOTES, SCRIPT, SPACES, WIDTH
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

RULES: tuple[Rule, ...] = (
    ENCODING,  # what the characters are comes before everything that looks at them
    CONTROLS,
    WIDTH,
    COLUMNS,  # puts lines in reading order before they are joined
    LINES,  # needs the spaces: they show where lines ended
    SPACES,
    PUNCTUATION,
    QUOTES,  # can only be paired once a paragraph is whole
    SCRIPT,
)


def clean(document: Document, *, config: CleanConfig | None = None) -> Cleaned:
    """Cleans one document and keeps every change.

    >>> clean(Document("a", "他说,今天天气很好.")).document.text
    '他说，今天天气很好。'
    >>> clean(Document("b", "The year, 3.5% up.")).layers          # English is left alone
    ()
    """
    config = config or CleanConfig()
    text, protected, layers = document.text, Protected(document.text), []
    for rule in active_rules(config):
        layer: Layer = rule.find(text, getattr(config, rule.name), protected)
        if len(layer):
            text = apply(text, layer)
            protected = protected.after(layer, text)
        if layer:
            layers.append(layer)
    return Cleaned(document, Document(document.id, text, document.fields), tuple(layers))


def clean_text(text: str, *, config: CleanConfig | None = None) -> str:
    """The cleaned text alone."""
    return clean(Document("", text), config=config).document.text


def active_rules(config: CleanConfig) -> list[Rule]:
    """The rules that `config` switches on and whose risk it accepts, in order."""
    most = Risk[config.max_risk.upper()]
    return [rule for rule in RULES if rule.risk <= most and getattr(config, rule.name).enabled]
