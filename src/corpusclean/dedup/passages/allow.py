"""What may repeat: the quotations of the configuration, and those of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corpusclean.config import PassagesConfig
from corpusclean.dedup.fold import fold_text
from corpusclean.errors import ConfigError

KEY = "passages.allow_file"
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
GRAM_CHARS = 16
"""Passages are looked for among the quotations only if so many of their first characters stand there."""


def with_quotations(config: PassagesConfig) -> PassagesConfig:
    """The configuration with the quotations of `allow_file` in `allow`, and no file.

    Raises ConfigError for a file that cannot be read.
    """
    if not config.allow_file:
        return config
    return replace(config, allow=(*config.allow, *_quotations(Path(config.allow_file))), allow_file="")


def _quotations(path: Path) -> list[str]:
    """The stretches of a file between its blank lines."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"no UTF-8 at byte {error.start} ({KEY})", key=KEY, path=path) from None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror} ({KEY})", key=KEY, path=path) from None
    return [part.strip() for part in _BLANK_LINES.split(text.replace("\r\n", "\n")) if part.strip()]


class Allowed:
    """Quotations that may repeat: a passage inside one of them is no repeat.

    Sentences around a quotation belong to the passage, which then is longer than the quotation and stays a repeat.
    """

    def __init__(self, quotations: Iterable[str]) -> None:
        self._folded = "\0".join(map(fold_text, quotations))
        self._grams = {hash(self._folded[at : at + GRAM_CHARS]) for at in range(len(self._folded) - GRAM_CHARS + 1)}

    def __contains__(self, text: str) -> bool:
        likely = len(text) < GRAM_CHARS or hash(text[:GRAM_CHARS]) in self._grams
        return likely and text in self._folded
