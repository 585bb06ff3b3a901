"""`explain`: each change of one document, by rule, before and after."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.text import Text

from corpusclean.cleaning import RULES, clean
from corpusclean.cli.options import COMMAND, Cleaning, ConfigFile, Preset, Reading, configuration
from corpusclean.config import CleanConfig, InputConfig
from corpusclean.documents import Cleaned, Document
from corpusclean.edits import Edit, Note, apply, compose_place
from corpusclean.errors import InputError
from corpusclean.io.formats import read_blocks, read_rows
from corpusclean.io.records import Rejected
from corpusclean.io.sources import find_sources
from corpusclean.rules import Risk, Rule

CONTEXT_CHARS = 12
LONGEST = 60
"""Longer changes are shown by their two ends."""
_SHOWN = str.maketrans(
    {"\n": "⏎", "\r": "␍", "\t": "⇥", " ": "␣", "\u3000": "□", "\u00a0": "⍽", "\ufeff": "⟨BOM⟩", "\u200b": "⟨ZWSP⟩", "\x0c": "␌"}
)


def explain(
    file: Annotated[str, Parameter(name="FILE", group=COMMAND)],
    /,
    *,
    id: Annotated[str | None, Parameter(group=COMMAND)] = None,
    config: ConfigFile = None,
    preset: Preset = None,
    reading: Reading = InputConfig(),
    cleaning: Cleaning = CleanConfig(),
) -> int:
    """Show each change of one document by rule, before and after, with its reason; guesses are marked as guesses.

    Parameters
    ----------
    file
        A .txt file, or a file of records with --id.
    id
        Which record of the file.
    config
        TOML file; its keys are these flags without the dashes. A flag given here wins over the file.
    preset
        Kind of text the rules are chosen for: newspaper, web or minimal; keys of the file and flags change it.
    """
    whole = configuration(input=reading, clean=cleaning)
    cleaned = clean(_find(file, id, whole.input), config=whole.clean)
    console = Console(highlight=False)
    for rule, number, text in _layers(cleaned):
        _show_layer(console, cleaned, rule, number, text)
    for name, note in cleaned.notes:
        _show_note(console, cleaned.original.text, name, note)
    if not any(map(len, cleaned.layers)):
        console.print("Nothing changes.")
    return 0


def _find(file: str, id_: str | None, options: InputConfig) -> Document:
    for block in read_blocks(find_sources((file,)).sources):
        for row in read_rows(block, options):
            if isinstance(row, Rejected):
                raise InputError(row.reason, path=row.path, line=row.line)
            if id_ in (None, row.document.id):
                return row.document
    raise InputError(f'holds no document with the id "{id_}"', path=file)


def _layers(cleaned: Cleaned) -> list[tuple[Rule, int, str]]:
    """The rule, number and input of each layer that changes something."""
    rules = {rule.name: rule for rule in RULES}
    found, text = [], cleaned.original.text
    for number, layer in enumerate(cleaned.layers):
        if len(layer):
            found.append((rules[layer.rule], number, text))
            text = apply(text, layer)
    return found


def _show_layer(console: Console, cleaned: Cleaned, rule: Rule, number: int, text: str) -> None:
    layer = cleaned.layers[number]
    mark = ("  guesses", "bold yellow") if rule.risk is Risk.GUESS else (f"  {rule.risk.name.lower()}", "dim")
    times = "1 change" if len(layer) == 1 else f"{len(layer):,} changes"
    console.print(Text.assemble((rule.name, "bold"), f"  {times}", mark))
    console.print(Text(f"  {rule.summary}", style="dim"), soft_wrap=True)
    for edit in layer.edits(text):
        place = _place(cleaned.original.text, compose_place(cleaned.layers[:number], edit.start))
        console.print(_show_edit(edit, text, place), soft_wrap=True)
    console.print()


def _show_note(console: Console, text: str, rule: str, note: Note) -> None:
    shown = _visible(text[note.start : note.end])
    line = Text.assemble(("  left alone ", "cyan"), f"{_place(text, note.start)}  ", (shown, "cyan"), f"  {note.message}  ")
    console.print(line.append(f"({rule}: {note.kind})", style="dim"), soft_wrap=True)


def _show_edit(edit: Edit, text: str, place: str) -> Text:
    """One line: place, context, what was struck and what was put, the reason."""
    before = _visible(text[max(0, edit.start - CONTEXT_CHARS) : edit.start])
    behind = _visible(text[edit.end : edit.end + CONTEXT_CHARS])
    line = Text(f"  {place:>8}  ", style="dim")
    line.append(before, style="default")
    if edit.before:
        line.append(f"[-{_visible(edit.before)}-]", style="not dim red")
    if edit.after:
        line.append(f"[+{_visible(edit.after)}+]", style="not dim green")
    line.append(behind, style="default")
    if edit.reason:
        line.append(f"  {edit.reason}", style="italic")
    return line


def _place(text: str, offset: int) -> str:
    """Line and column of the text as it was read, from 1."""
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


def _visible(text: str) -> str:
    """Line breaks and spaces as signs; a long text by its two ends."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}…{len(text) - LONGEST} characters…{text[-LONGEST // 2 :]}"
    return text.translate(_SHOWN)
