"""gaoya: MinHashStringIndex with its own character analyzer, in bulk and parallel (README and class documentation)."""

import sys

from gaoya.minhash import MinHashStringIndex
from records import SHINGLE, THRESHOLD, read, write

lines, texts = read(sys.argv[1])
index = MinHashStringIndex(
    hash_size=32, jaccard_threshold=THRESHOLD, num_bands=25, band_size=5, num_hashes=125,
    analyzer="char", lowercase=True, ngram_range=(SHINGLE, SHINGLE), id_container="smallvec",
)  # fmt: skip
index.par_bulk_insert_docs(list(range(len(texts))), texts)
dropped: set[int] = set()
for k, found in enumerate(index.par_bulk_query(texts)):
    if k not in dropped:
        dropped.update(other for other in found if other > k)
write(sys.argv[2], lines, dropped)
