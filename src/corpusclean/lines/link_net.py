"""A network of one hidden layer that says how well one block follows another, from what `link_signs.py` sees.

It has learnt from typeset pages (tools/fit_links.py) to tell the block that follows from all others of the page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpusclean.lines.products import MOST, MOST_OF_VECTORS, by_blocks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class LinkNet(NamedTuple):
    """Weights of the hidden layer, float32[signs, units] and [units], and of its units, [units]; and a constant."""

    hidden: Floats
    bias: Floats
    out: Floats
    constant: float

    def nats(self, signs: Floats) -> Floats:
        """For signs float32[n, signs] how much likelier each pair is than any two blocks of a page, float32[n]."""
        return by_blocks(self._nats, signs, min(MOST // self.hidden.size, MOST_OF_VECTORS // self.out.size))

    def _nats(self, signs: Floats) -> Floats:
        import numpy as np

        nats: Floats = np.tanh(signs @ self.hidden + self.bias) @ self.out + self.constant
        return nats


@cache
def link_net() -> LinkNet:
    import numpy as np

    with np.load(Path(__file__).with_name("links.npz")) as stored:
        return LinkNet(stored["hidden"], stored["bias"], stored["out"], float(stored["constant"]))
