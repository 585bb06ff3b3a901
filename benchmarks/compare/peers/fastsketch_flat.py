"""FastSketchLSH: batch_csr over hashes made by numpy, its fastest documented path; duplicates by numpy band by band.

Its own `insert_and_query_duplicates` flags both copies of a pair and checks no similarity, so it cannot say which to keep.
"""

import sys

from FastSketchLSH import FastSimilaritySketch
from records import later_copies, read, shingle_hashes, write

lines, texts = read(sys.argv[1])
hashes, starts = shingle_hashes(texts)
matrix = FastSimilaritySketch(size=128, seed=42).batch_csr(hashes, starts, prehashed=True)
write(sys.argv[2], lines, later_copies(matrix, 25))
