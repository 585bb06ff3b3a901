"""Line repair: columns read across are separated, then each break is asked whether the text goes on."""

from corpusclean.lines.columns import COLUMNS
from corpusclean.lines.repair import LINES

__all__ = ["COLUMNS", "LINES"]
