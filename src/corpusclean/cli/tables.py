"""A summary as tables for the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpusclean.report.edits import RISKS
from corpusclean.report.summary import Summary
from corpusclean.rules import Risk

SHOWN = 10
"""Repeats and left-out paths named in the terminal; report.json has all."""


def show_summary(summary: Summary, out: Path, *, seconds: float) -> None:
    """Documents, changes by rule, repeats removed, notes."""
    console = Console(highlight=False)
    console.print(_documents(summary, seconds))
    if any(summary.tally.edits.values()):
        console.print(_changes(summary))
    if summary.removed:
        console.print(Text("Repeats removed, by characters of the text as it was read", style="bold"), soft_wrap=True)
        console.print(_repeats(summary))
    if summary.tally.notes:
        console.print(Text("Seen and left alone; notes.jsonl says where", style="bold"), soft_wrap=True)
        console.print(_notes(summary))
    for path, why in list(summary.left_out.items())[:SHOWN]:
        console.print(Text(f"left out: {path} ({why})", style="dim"))
    more = len(summary.left_out) - SHOWN
    if more > 0:
        console.print(Text(f"left out: {more} more, see report.json", style="dim"))
    console.print(Text(f"The result lies in {out}/", style="bold"), soft_wrap=True)


def _documents(summary: Summary, seconds: float) -> Table:
    table = _table(f"Documents ({seconds:.1f} s)", "read", "kept", "dropped", "rejected", "changed")
    row = (summary.read, summary.kept, summary.dropped, summary.rejected, summary.tally.changed)
    table.add_row(*(f"{number:,}" for number in row))
    return table


def _changes(summary: Summary) -> Table:
    table = _table("Changes by rule", "rule", "how sure", "changes", "documents")
    for rule, risk in RISKS.items():
        if summary.tally.edits[rule]:
            style = "yellow" if risk is Risk.GUESS else ""
            counts = f"{summary.tally.edits[rule]:,}", f"{summary.tally.edited[rule]:,}"
            table.add_row(rule, risk.name.lower(), *counts, style=style)
    return table


def _repeats(summary: Summary) -> Table:
    table = _table(None, "document", "removed", "first copy", "alike")
    for match in summary.removed[:SHOWN]:
        left, right = match.left, match.right
        first = f"{left.start:,} to {left.end:,}"
        if left.document_id != right.document_id:
            first = f"{left.document_id}: {first}"
        table.add_row(Text(right.document_id), f"{right.start:,} to {right.end:,}", Text(first), f"{match.similarity:.0%}")
    if len(summary.removed) > SHOWN:
        table.add_row(f"{len(summary.removed) - SHOWN:,} more", "", "see report.json", "")
    return table


def _notes(summary: Summary) -> Table:
    table = _table(None, "note", "times")
    for kind, count in sorted(summary.tally.notes.items()):
        table.add_row(kind, f"{count:,}")
    return table


def _table(title: str | None, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for number, name in enumerate(columns):
        table.add_column(
            name, justify="left" if number == 0 or name in ("how sure", "removed", "first copy") else "right", header_style="dim"
        )
    return table
