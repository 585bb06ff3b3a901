"""lines: not built yet."""

from __future__ import annotations

from typing import Any

from corpusclean.edits import Layer
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule


def find(text: str, options: Any, protected: Protected) -> Layer:
    return Layer("lines")


LINES = Rule(name="lines", risk=Risk.GUESS, find=find, summary="", why="")
