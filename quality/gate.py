"""Measures every area and fails where a figure is below its floor.

usage: python -m quality.gate [AREA ...]

An area is a module of this package with `measure() -> dict[str, float]` (bigger is better) and `DATA`, the folders or files
it reads.  `floors.toml` holds a table per area: the SHA-256 of its data and a floor for every figure.  Data or figures without
a floor fail too, so that neither can slip out of the gate.  Lowering a floor takes a reason in the commit message.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import time
from collections.abc import Iterable
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent


def checksum(paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of all files at or below `paths`, in sorted order."""
    digest = hashlib.sha256()
    files = sorted(f for path in paths for f in (path.rglob("*") if path.is_dir() else [path]) if f.is_file())
    for file in files:
        digest.update(file.relative_to(HERE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def problems(area: str, floors: dict[str, float | str]) -> list[str]:
    """Measures one area, prints its figures and returns what is wrong with them."""
    module = importlib.import_module(f"quality.{area}")
    wrong = []
    found = checksum(module.DATA)
    if floors.get("data") != found:
        wrong.append(f"{area}: the data changed: its checksum is {found}; measure anew and say why in the commit")
    started = time.perf_counter()
    figures: dict[str, float] = module.measure()
    print(f"{area}  ({time.perf_counter() - started:.1f} s)")
    for name in sorted(figures.keys() | (floors.keys() - {"data"})):
        floor, figure = floors.get(name), figures.get(name)
        print(f"  {name:44s} {'-' if figure is None else format(figure, '.4f')}   floor {floor if floor is not None else '-'}")
        if figure is None:
            wrong.append(f"{area}.{name}: has a floor but is not measured")
        elif not isinstance(floor, (int, float)):
            wrong.append(f"{area}.{name}: has no floor in floors.toml")
        elif figure < floor:
            wrong.append(f"{area}.{name}: {figure:.4f} is below its floor {floor}")
    return wrong


def main(areas: list[str]) -> int:
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    unknown = [area for area in areas if area not in floors]
    if unknown:
        print(f"no such area: {', '.join(unknown)} (floors.toml has {', '.join(floors)})", file=sys.stderr)
        return 2
    wrong = [problem for area in areas or floors for problem in problems(area, floors[area])]
    for problem in wrong:
        print(problem, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
