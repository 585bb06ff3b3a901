"""The session with an index in the guide does what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpusclean.cli import main

GUIDE = Path(__file__).parents[2] / "docs" / "corpus-runs.md"


def test_the_session_with_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = GUIDE.read_text(encoding="utf-8").partition("## One corpus after another")[2].split("```")[1]
    monkeypatch.chdir(tmp_path)
    for step in session.removeprefix("\n$ ").split("\n$ "):
        command, _, shown = step.partition("\n")
        program, *arguments = command.split()
        if program == "corpusclean":
            assert main(arguments) == 0
        elif Path(arguments[0]).exists():
            assert Path(arguments[0]).read_text(encoding="utf-8").strip() == shown.strip()
        else:
            Path(arguments[0]).write_text(shown + "\n", encoding="utf-8")
