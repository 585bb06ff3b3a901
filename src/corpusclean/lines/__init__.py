"""Line repair: rows in steps are put together and columns read across separated, then each break is asked whether the text goes on."""

from corpusclean.lines.columns import COLUMNS
from corpusclean.lines.repair import LINES
from corpusclean.lines.steps import STEPS

__all__ = ["COLUMNS", "LINES", "STEPS"]
