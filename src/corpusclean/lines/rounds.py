"""Rounds: a way past all blocks of a page, put together from the best successor of each.

If each block may choose its successor as long as no two choose the same, the best choice is known at once (the assignment problem);
but its steps lead round in several circles.  These are patched together where it costs least, as Karp has shown for salesmen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

NEVER = -1e6


def best_round(worth: Floats) -> Places:
    """The nodes of a round along which `worth` (of a step from i to j) is high, from the one after the last node to that before it.

    >>> import numpy as np
    >>> best_round(np.array([[0, 1, 9, 0], [0, 0, 0, 9], [0, 9, 0, 1], [9, 0, 1, 0]])).tolist()
    [0, 2, 1]
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    worth = worth.astype(float)
    np.fill_diagonal(worth, NEVER)
    follows = linear_sum_assignment(worth, maximize=True)[1]
    circle = _circles(follows)
    taken = np.arange(len(worth)), follows
    while circle.any():
        crossed = worth[:, follows] + worth[:, follows].T - worth[taken][:, np.newaxis] - worth[taken]
        crossed[circle[:, np.newaxis] == circle] = -np.inf
        i, j = np.unravel_index(crossed.argmax(), crossed.shape)
        follows[i], follows[j] = follows[j], follows[i]
        circle[circle == max(circle[i], circle[j])] = min(circle[i], circle[j])
    found = [int(follows[-1])]
    while len(found) < len(worth) - 1:
        found.append(int(follows[found[-1]]))
    return np.array(found)


def _circles(follows: Places) -> Places:
    """The number of the circle that each node is in, from 0 on."""
    import numpy as np

    circle = np.full(len(follows), -1)
    count = 0
    for start in range(len(follows)):
        node = start
        while circle[node] < 0:
            circle[node] = count
            node = int(follows[node])
            if node == start:
                count += 1
    return circle
