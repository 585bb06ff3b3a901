"""rensa: RMinHashDeduplicator over token lists (README, "Keep unique documents")."""

import sys

from records import THRESHOLD, read, shingles, write
from rensa import RMinHashDeduplicator

lines, texts = read(sys.argv[1])
dedup = RMinHashDeduplicator(threshold=THRESHOLD, num_perm=128, use_lsh=True)
keep = dedup.add_pairs((str(k), shingles(text)) for k, text in enumerate(texts))
write(sys.argv[2], lines, (k for k, kept in enumerate(keep) if not kept))
