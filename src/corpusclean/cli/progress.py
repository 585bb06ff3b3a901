"""What a run is doing, while it does it: a line that moves on a terminal, a log line a minute elsewhere."""

from __future__ import annotations

import time

from rich.console import Console
from rich.status import Status

LOG_SECONDS = 60


class Progress:
    """Shows progress on standard error between `with` and the end of its block."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(stderr=True, highlight=False, quiet=quiet)
        self._status = Status("starting", console=self._console) if self._console.is_terminal and not quiet else None
        self._begun = self._logged = time.monotonic()
        self.seconds = 0.0

    def __enter__(self) -> Progress:
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.seconds = time.monotonic() - self._begun
        if self._status:
            self._status.stop()

    def tell(self, step: str, documents: int) -> None:
        """Takes in what the run says; what is shown is at most as often as a reader wants it."""
        now = time.monotonic()
        rate = f", {documents / (now - self._begun):,.0f} a second" if documents and now > self._begun else ""
        line = f"{documents:,} documents {step}{rate}" if documents else step
        if self._status:
            self._status.update(line)
        elif now - self._logged >= LOG_SECONDS:
            self._logged = now
            self._console.print(f"{time.strftime('%H:%M:%S')} {line}")
