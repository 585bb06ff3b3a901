"""Values some of whose fields are made when first asked for: of most of them only the text is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any


class Unread:
    """A dataclass whose fields may be left unmade; `_leave(names, make)` does so, `make` gives all of them at once."""

    def _leave(self, names: Sequence[str], make: Callable[[], Sequence[Any]]) -> None:
        for name in names:
            del self.__dict__[name]
        self.__dict__["_unread"] = names, make

    def __getattr__(self, name: str) -> Any:
        names, make = self.__dict__.get("_unread", ((), None))
        if name not in names:
            raise AttributeError(name)
        self.__dict__.update(zip(names, make(), strict=True))
        del self.__dict__["_unread"]
        return self.__dict__[name]

    def __getstate__(self) -> dict[str, Any]:
        if "_unread" in self.__dict__:  # what travels to another process has been read
            getattr(self, self.__dict__["_unread"][0][0])
        return self.__dict__
