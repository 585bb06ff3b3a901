"""Folding: what a table says of the characters that the language model is asked about."""

from __future__ import annotations

from typing import Any

BEYOND, UNMET = 0x10000, 0xFFFFFFFF
"""Place in the table of all characters beyond the first plane; what stands in the place of one that has not been met."""


def look_up(codes: Any, table: Any, found: Any) -> bool:
    """Fills in what each code point is folded to, `UNMET` where the table does not know -> whether there is such a one."""
    unmet = False
    for k in range(len(codes)):
        folded = found[k] = table[codes[k] if codes[k] < BEYOND else BEYOND]
        unmet = unmet or folded == UNMET
    return unmet
