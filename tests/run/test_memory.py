"""Memory does not grow with the corpus: what a run over much takes beyond one over little is bounded by its documents.

Peaks come from benchmarks/run.py: the proportional set sizes of all processes together, mapped files included.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
BYTES_A_DOCUMENT = 200
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def corpus(path: Path, megabytes: int) -> int:
    """Makes a corpus, where it is not there yet -> how many documents it has."""
    if not path.exists():
        paragraphs = path.with_name("paragraphs.txt")
        texts = sorted((HERE / "quality" / "text").glob("*.txt"))
        paragraphs.write_text("\n".join(one.read_text(encoding="utf-8") for one in texts), encoding="utf-8")
        subprocess.run([sys.executable, HERE / "benchmarks" / "run_corpus.py", paragraphs, path, str(megabytes)], check=True)
    with path.open("rb") as file:
        return sum(1 for _ in file)


def peak(source: Path, steps: str) -> float:
    """Peak of a run in bytes."""
    command = [sys.executable, str(HERE / "benchmarks" / "run.py"), str(source), steps, "--workers", "2"]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # pytest shows what goes wrong
    found = re.search(r"peak (\d+) MB", said)
    assert found, said
    return int(found[1]) * 2**20


def compare(folder: Path, steps: str, little: int, much: int) -> None:
    """Runs over so many megabytes, after one that compiles what is not compiled yet."""
    sizes = (1, little, much)
    documents = [corpus(folder / f"{size}.jsonl", size) for size in sizes]
    _, first, second = (peak(folder / f"{size}.jsonl", steps) for size in sizes)
    assert second <= 1.3 * first + BYTES_A_DOCUMENT * (documents[2] - documents[1])


def test_peak_memory_of_forty_megabytes(tmp_path: Path) -> None:
    """Of deduplication alone: the steps beside it hold a bounded number of characters and anchors, which 40 MB do not reach."""
    compare(tmp_path, "dedup", 4, 40)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("memory")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.soak
@pytest.mark.xdist_group("memory")
@pytest.mark.parametrize("steps", ["dedup", "passages", "clean", "run"])
def test_peak_memory_of_two_gigabytes(large: Path, steps: str) -> None:
    compare(large, steps, 200, 2_000)
