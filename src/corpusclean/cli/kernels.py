"""Whether a command has to compile first: numba's kernels take about 25 s the first time, and milliseconds ever after."""

from __future__ import annotations

import os
from pathlib import Path

import corpusclean
from corpusclean.run import Steps

COMPILING = "first run: kernels are compiled, once (about 25 s)"


def lacks_kernels(steps: Steps) -> bool:
    """Whether no kernel that these steps need lies compiled beside its source.

    False where numba keeps its cache elsewhere (`NUMBA_CACHE_DIR`, a package folder that cannot be written): to find it, numba
    would have to be imported, which takes longer than a line is worth.
    """
    package = Path(corpusclean.__file__).parent
    folders = [package / "dedup"] * (steps.dedup or steps.passages) + [package / "dedup" / "passages"] * steps.passages
    if "NUMBA_CACHE_DIR" in os.environ or not all(os.access(folder, os.W_OK) for folder in folders):
        return False
    return any(next(folder.glob("__pycache__/*.nbi"), None) is None for folder in folders)
