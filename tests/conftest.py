"""Property tests draw the same examples in every run; `make soak` draws new ones (`pytest -m soak`, or HYPOTHESIS_PROFILE=soak)."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("soak", max_examples=2_000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    soak = config.getoption("-m") == "soak"
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "soak" if soak else "suite"))
