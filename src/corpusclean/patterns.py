"""Patterns compiled when first used: compiling all of them takes 0.12 s, most of an import."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any


class _LazyPattern:
    """Stands in for `re.compile(pattern, flags)`; the first use of a method compiles, later ones find it on the instance."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        methods = {
            key: getattr(compiled, key) for key in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
        }
        self.__dict__.update(methods)
        return getattr(compiled, name)


if TYPE_CHECKING:
    lazy_pattern = re.compile
else:
    lazy_pattern = _LazyPattern
