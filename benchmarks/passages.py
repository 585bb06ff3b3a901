"""Measures the search for repeated passages: time, memory, growth, and corpora made to break it.

usage: python benchmarks/passages.py [MILLION_CHARS] [CORPUS ...]

Corpora: `plain`, texts of words drawn by rank, of which 5 % hold a passage of another (half of those with 2 to 6 % of errors), at a
quarter, at half and at the full size, for the growth; `notice`, one passage in 50,000 documents, errors in each; `line`, one document
that repeats a line 100,000 times; `numbered`, the same line with a number before it; `between`, 50,000 times with other text between.
Each runs in a process of its own, which reports its own peak memory.  Where passim (a Java and Spark tool) is on the path, it is timed
on `plain` at a quarter of the size.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from corpusclean.dedup.passages import find_passages
from corpusclean.documents import Document
from dedup_corpus import COMMON, Writer


def plain(chars: int) -> Iterator[str]:
    writer = Writer(1)
    rng, earlier = random.Random(1), writer.text(600)
    for k in range(chars // 600):
        text = writer.text(600)
        if k % 20 == 0:
            size = rng.randint(60, 400)
            passage = earlier[100 : 100 + size]
            at = rng.randrange(len(text))
            text = text[:at] + (wrong(passage, rng) if k % 40 else passage) + text[at:]
        earlier = text
        yield text


def notice() -> Iterator[str]:
    rng = random.Random(2)
    passage = drawn(120, rng)
    return (drawn(80, rng) + wrong(passage, rng) + drawn(80, rng) for _ in range(50_000))


def line() -> Iterator[str]:
    yield (drawn(45, random.Random(3)) + "。\n") * 100_000


def numbered() -> Iterator[str]:
    said = drawn(45, random.Random(4))
    yield "".join(f"第{k}条 {said}。\n" for k in range(100_000))


def between() -> Iterator[str]:
    rng = random.Random(5)
    said = drawn(45, rng)
    yield "".join(f"{said}。\n{drawn(40, rng)}\n" for _ in range(50_000))


def drawn(chars: int, rng: random.Random) -> str:
    return "".join(rng.choices(COMMON, k=chars))


def wrong(text: str, rng: random.Random) -> str:
    chars = list(text)
    for k in rng.sample(range(len(chars)), round(len(chars) * rng.uniform(0.02, 0.06))):
        chars[k] = rng.choice(("", rng.choice(COMMON), chars[k] + rng.choice(COMMON)))
    return "".join(chars)


def measure(name: str, make: Callable[[], Iterator[str]]) -> None:
    documents = [Document(str(k), text) for k, text in enumerate(make())]
    chars = sum(len(document.text) for document in documents)
    find_passages(documents[:10])  # loads the kernels
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started, used = time.perf_counter(), time.process_time()
    repeats = find_passages(documents)
    wall, cpu = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:12s} {chars / 1e6:6.1f} M chars  {wall:6.1f} s wall  {cpu:6.1f} s cpu  {1e6 * cpu / chars:5.2f} us/char  "
        f"{peak:6.0f} MB peak ({held:.0f} before)  {len(repeats)} matches  {len(repeats.boilerplate)} boilerplate",
        flush=True,
    )


def passim(make: Callable[[], Iterator[str]]) -> None:
    if shutil.which("passim") is None:
        print("passim is not installed: not compared")
        return
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder, "in.json")
        given.write_text(
            "".join(json.dumps({"id": str(k), "text": text}) + "\n" for k, text in enumerate(make())), encoding="utf-8"
        )
        started = time.perf_counter()
        subprocess.run(["passim", "--floating-ngrams", str(given), str(Path(folder, "out"))], check=True, capture_output=True)
        print(f"passim       {time.perf_counter() - started:6.1f} s wall on plain/4")


def main(millions: float, names: list[str]) -> None:
    sizes = {f"plain/{part}": partial(plain, int(millions * 1e6 / part)) for part in (4, 2, 1)}
    corpora: dict[str, Callable[[], Iterator[str]]] = {
        **sizes,
        "notice": notice,
        "line": line,
        "numbered": numbered,
        "between": between,
    }
    for name, make in corpora.items():
        if not names or name in names or name.split("/")[0] in names:
            process = multiprocessing.get_context("spawn").Process(target=measure, args=(name, make))
            process.start()
            process.join()
    passim(corpora["plain/4"])


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60, sys.argv[2:])
