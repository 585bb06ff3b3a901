"""The table of commands, and what happens around each: errors become one line and an exit code."""

from __future__ import annotations

import sys

from cyclopts import App, CycloptsError
from rich.console import Console

from corpusclean import __version__
from corpusclean.cli import config, explain, passages, run
from corpusclean.cli.exit_codes import INTERRUPTED, exit_code
from corpusclean.cli.options import from_config_file
from corpusclean.errors import CorpusCleanError
from corpusclean.io.paths import STDIN

HELP = """Turns messy Chinese-first text into a clean, deduplicated corpus.

Every change is explained and can be undone; what is a guess is marked as one.

    corpusclean run articles/ -o cleaned
    corpusclean explain articles/001.txt
"""

app = App(name="corpusclean", help=HELP, version=__version__, config=from_config_file, result_action="return_value")
app.command(run.run)
app.command(run.clean)
app.command(run.dedup)
app.command(passages.passages)
app.command(explain.explain)
app.command(config.config)


def start(arguments: list[str]) -> int:
    """Parses, runs, and gives the exit code."""
    try:
        return app(_without_dashes(arguments), exit_on_error=False, print_error=False) or 0
    except CycloptsError as error:
        return _refuse(_one_line(error), 2)
    except CorpusCleanError as error:
        return _refuse(str(error), exit_code(error))
    except KeyboardInterrupt:
        return _refuse("interrupted: the same command goes on where it was", INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _without_dashes(arguments: list[str]) -> list[str]:
    """A lone "-" as INPUT would be taken for a flag."""
    after_output = [False, *(one in ("-o", "--output") for one in arguments)]
    return [STDIN if one == "-" and not is_output else one for one, is_output in zip(arguments, after_output, strict=False)]


def _one_line(error: CycloptsError) -> str:
    return " ".join(str(error).split()) + " (--help tells more)"


def _refuse(message: str, code: int) -> int:
    line = message.encode("utf-8", "backslashreplace").decode().replace("\n", " ")
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"corpusclean: {line}", markup=False, style="red")
    return code
