"""FastSketchLSH: batch over token lists, as in its README; duplicates by numpy band by band (see fastsketch_flat.py)."""

import sys

import numpy as np
from FastSketchLSH import FastSimilaritySketch
from records import later_copies, read, shingles, write

lines, texts = read(sys.argv[1])
sketcher, parts = FastSimilaritySketch(size=128, seed=42), []

for first in range(0, len(texts), 5000):
    parts.append(sketcher.batch([shingles(text) for text in texts[first : first + 5000]]))
write(sys.argv[2], lines, later_copies(np.concatenate(parts), 25))
