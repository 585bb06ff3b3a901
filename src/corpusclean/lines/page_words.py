"""Page words: how often the characters on both sides of a cut stand together elsewhere on the page.

What a page says again (a name, a term) is what the language model cannot know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Keys = NDArray[np.uint64]

ACROSS = ((1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (2, 0), (0, 2))
"""Characters before the cut and after it; with none on one side, how often the others stand on the page at all."""
_BITS = 16


class PageWords:
    """The runs of two to four characters of a page's blocks, and how often each stands there."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        whole = _codes("\n".join(texts))
        self._lists = {}
        for length in sorted({before + after for before, after in ACROSS}):
            keys = _keys([whole[k : len(whole) - length + 1 + k] for k in range(length)])
            self._lists[length] = np.unique(keys, return_counts=True)

    def together(self, tails: Sequence[str], heads: Sequence[str], i: Places, j: Places) -> NDArray[np.float32]:
        """For each pair (tails[i], heads[j]) how often its characters of each of `ACROSS` stand together, float32[pairs, 8]."""
        import numpy as np

        last = _codes("".join(tail[-3:].rjust(3, "\0") for tail in tails)).reshape(-1, 3)
        first = _codes("".join(head[:3].ljust(3, "\0") for head in heads)).reshape(-1, 3)
        counts = []
        for before, after in ACROSS:
            keys, times = self._lists[before + after]
            asked = _keys([last[i, k] for k in range(3 - before, 3)] + [first[j, k] for k in range(after)])
            at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
            counts.append(np.where(keys[at] == asked, times[at], 0))
        return np.stack(counts, axis=1).astype(np.float32)


def _codes(text: str) -> Keys:
    """Code points, of which those beyond the first plane lose their upper bits."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64) & np.uint64((1 << _BITS) - 1)


def _keys(characters: Sequence[Keys]) -> Keys:
    import numpy as np

    keys = np.zeros(len(characters[0]), dtype=np.uint64)
    for one in characters:
        keys = (keys << np.uint64(_BITS)) | one
    return keys
