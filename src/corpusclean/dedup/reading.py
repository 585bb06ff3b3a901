"""Reading files from within kernels.

What lies all over a file of gigabytes is read piece by piece: through a map the whole file would soon stand in memory, as each
look brings 64 kB of neighbours.  A read takes 1 µs, a look into the map half of that.
"""

from __future__ import annotations

import os

from numba import int32, int64, types, uint64

from corpusclean.kernels import inlined

CAN_READ = hasattr(os, "pread")
"""Whether `read_at` works on this system; where not, files are mapped."""

if CAN_READ:
    _pread = types.ExternalFunction("pread", int64(int32, types.voidptr, uint64, int64))
else:

    @inlined
    def _pread(file: int, to: int, size: int, start: int) -> int:
        return -1


@inlined
def read_at(file: int, to: int, size: int, start: int) -> bool:
    """Reads `size` bytes from `start` of the file of this descriptor to an address; whether they could be read."""
    return int64(_pread(int32(file), to, uint64(size), int64(start))) == size
