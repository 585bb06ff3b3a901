"""The command in a process of its own, to be killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import corpusclean


def start(*arguments: str, limit: int = 0, block_bytes: int = 0, before: str = "") -> subprocess.Popen[bytes]:
    """The command in a process of its own; `limit` is the largest file it may write, `block_bytes` the size of its blocks,
    `before` Python to run first."""
    code = "import sys; from corpusclean.cli import main\nif __name__ == '__main__': sys.exit(main(sys.argv[1:]))"
    if limit:
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n" + code
    if block_bytes:
        code = f"from corpusclean.io import line_blocks as b; b.BLOCK_BYTES = b.SAMPLE_BYTES = {block_bytes}\n" + code
    code = before + "\n" + code
    environment = {**os.environ, "PYTHONPATH": str(Path(corpusclean.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def finish(*arguments: str, block_bytes: int = 0) -> float:
    """Lets the command end well, and gives the seconds it took."""
    begun = time.monotonic()
    process = start(*arguments, block_bytes=block_bytes)
    said = process.communicate(timeout=600)[1].decode()
    assert process.returncode == 0, said
    return time.monotonic() - begun


def kill_once(*arguments: str, after: float, block_bytes: int = 0) -> bool:
    """Kills the command after so many seconds -> whether it was still running."""
    process = start(*arguments, block_bytes=block_bytes)
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def moments(rng: random.Random, usual: float, times: int) -> list[float]:
    """Seconds after which to kill a command that usually takes `usual`, later than its imports."""
    return [rng.uniform(0.15, 0.98) * usual for _ in range(times)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
