"""How a compiled kernel is made here: explicit types, cached on disk, free of the interpreter's lock.

Explicit types keep one specialization per kernel: it is compiled once in 0.2 to 1.5 s and loaded in milliseconds ever after.
Within kernels every uint32 operation is wrapped (`uint32(a * b)`): numba promotes products and shifts to 64 bits, which
costs the SIMD width (11 times slower, measured).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from corpusclean.process import is_own

if is_own() and "scipy" not in sys.modules:
    # Numba looks for the linear algebra of scipy, which takes .2 s of each start, and no kernel here has any.
    sys.modules["scipy"] = None  # type: ignore[assignment]  # an import of it fails
    try:
        import numba.np.arraymath
    finally:
        del sys.modules["scipy"]

import numba
from numba import types

F = TypeVar("F", bound=Callable[..., Any])

ArrayU8 = npt.NDArray[np.uint8]
ArrayU32 = npt.NDArray[np.uint32]
ArrayU64 = npt.NDArray[np.uint64]
ArrayI32 = npt.NDArray[np.int32]
ArrayI64 = npt.NDArray[np.int64]

BYTES = types.Array(types.uint8, 1, "C", readonly=True)
U32 = types.Array(types.uint32, 1, "C", readonly=True)
U64 = types.Array(types.uint64, 1, "C", readonly=True)
I64 = types.Array(types.int64, 1, "C", readonly=True)
U32_OUT = types.uint32[::1]
U64_OUT = types.uint64[::1]
I64_OUT = types.int64[::1]
I32_OUT = types.int32[::1]
"""Array types of kernels: what is read may be read-only (a view of bytes or of an Arrow buffer), what is written may not."""


@cache
def _forget_stale_kernels(folder: Path) -> None:
    """Deletes cached kernels of a folder that are older than any source there or at the top of the house: numba looks only at the file of the kernel itself,
    not at those of the functions that became part of it.  Concerns who works on the sources; an installation changes them all at
    once.  Both files of a kernel go: numba writes the new index before the new code, and a process that is killed in between
    would leave an index that leads to the old code.
    """
    newest = max(source.stat().st_mtime_ns for source in [*folder.glob("*.py"), *Path(__file__).parent.glob("*.py")])
    for cached in folder.glob("__pycache__/*.nb[ci]"):
        with suppress(OSError):  # another process was faster, or nothing may be written here
            if cached.stat().st_mtime_ns < newest:
                cached.unlink()


def kernel(result: Any, *arguments: Any) -> Callable[[F], F]:
    """Compiles a function that Python calls, for exactly these types."""

    def decorate(function: F) -> F:
        _forget_stale_kernels(Path(function.__code__.co_filename).parent)
        compiled: F = numba.njit(result(*arguments), cache=True, nogil=True, boundscheck=False, error_model="numpy")(function)
        return compiled

    return decorate


def inlined(function: F) -> F:
    """Compiles a function that only kernels call; it becomes part of each of them."""
    compiled: F = numba.njit(function, inline="never", nogil=True, boundscheck=False, error_model="numpy")
    return compiled


@cache
def compiled(module: ModuleType) -> Any:
    """The functions of a module of loops, compiled when first called, or loaded where an earlier process has compiled them.

    What the module has from other modules of loops is compiled with it.
    """
    names = dict(vars(module))
    for name, function in vars(module).items():
        if not isinstance(function, FunctionType):
            continue
        if function.__module__ != module.__name__:
            names[name] = getattr(compiled(sys.modules[function.__module__]), name)
        else:
            _forget_stale_kernels(Path(function.__code__.co_filename).parent)
            twin = FunctionType(function.__code__, names, name, function.__defaults__)
            names[name] = numba.njit(twin, cache=True, nogil=True, boundscheck=False, error_model="numpy")
    return SimpleNamespace(**names)
