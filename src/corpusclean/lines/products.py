"""Products: those of matrices with many rows, taken in blocks for which OpenBLAS calls no second thread.

A thread that it has called once then waits at full speed for more, beside whatever else runs: pages in columns took 9.9 s of the
processor's time for 5.7 s by the clock, and 5.7 s of both without it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Singles = NDArray[Any]

MOST = 400_000
"""Multiplications of a block.  Two matrices are shared out among threads from 2**19 on."""
MOST_OF_VECTORS = 9_000
"""The same where the other factor is a vector: from 9 * 2**10 on."""


def by_blocks(product: Callable[[Singles], Singles], rows: Singles, most: int) -> Singles:
    """`product` of the rows, at most so many at once.

    >>> import numpy as np
    >>> by_blocks(lambda rows: rows @ np.ones(2), np.arange(10.0).reshape(5, 2), 2).tolist()
    [1.0, 5.0, 9.0, 13.0, 17.0]
    """
    if len(rows) <= most:
        return product(rows)
    import numpy as np

    return np.concatenate([product(rows[at : at + most]) for at in range(0, len(rows), most)])
