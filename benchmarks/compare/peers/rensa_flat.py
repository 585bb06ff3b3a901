"""Best assembly by hand: shingle hashes by numpy, signatures from rensa's flat matrix, duplicates by numpy band by band."""

import sys

import numpy as np
from records import later_copies, read, shingle_hashes, write
from rensa import RMinHash

lines, texts = read(sys.argv[1])
hashes, starts = shingle_hashes(texts)
matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, starts, 128, 42)
rows = np.array(matrix.to_rows(), np.uint32)
write(sys.argv[2], lines, later_copies(rows, 25))
