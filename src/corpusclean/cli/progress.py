"""What a run is doing, while it does it: a bar with rate and time left on a terminal, a log line a minute elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

LOG_SECONDS = 60


class RunProgress:
    """Shows progress on standard error between `with` and the end of its block; `seconds` is the time it took."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(stderr=True, highlight=False, quiet=quiet)
        self._bar: Progress | None = None
        self._begun = self._logged = time.monotonic()
        self.seconds = 0.0
        if self._console.is_terminal and not quiet:
            columns = SpinnerColumn(), BarColumn(), TextColumn("{task.description}")
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> RunProgress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.seconds = time.monotonic() - self._begun
        if self._bar:
            self._bar.stop()

    def say(self, line: str) -> None:
        """A line that stays, for who watches: on a terminal alone."""
        if self._bar:
            self._console.print(line)

    def tell(self, step: str, documents: int, share: float | None) -> None:
        """Takes in what the run says."""
        now = time.monotonic()
        line = describe(step, documents, share, now - self._begun)
        if self._bar:
            self._bar.update(self._task, description=line, completed=share or 0, total=None if share is None else 1)
        elif now - self._logged >= LOG_SECONDS:
            self._logged = now
            self._console.print(f"{time.strftime('%H:%M:%S')} {line}")


def describe(step: str, documents: int, share: float | None, seconds: float) -> str:
    """One line.

    >>> describe("cleaned", 3000, 0.25, 30.0)
    '3,000 documents cleaned, 100 a second, 25 %, 1:30 left'
    >>> describe("writing", 0, None, 30.0)
    'writing'
    """
    if not documents:
        return step
    parts = [f"{documents:,} documents {step}"]
    if seconds > 0:
        parts.append(f"{documents / seconds:,.0f} a second")
    if share:
        minutes, rest = divmod(round(seconds * (1 - share) / share), 60)
        parts += [f"{share:.0%}".replace("%", " %"), f"{minutes}:{rest:02d} left"]
    return ", ".join(parts)
