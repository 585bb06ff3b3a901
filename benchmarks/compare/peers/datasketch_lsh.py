"""datasketch: MinHash.bulk and MinHashLSH (documentation, "MinHash LSH"), with xxhash for SHA-1 as its pages advise for speed."""

import sys

import xxhash
from datasketch import MinHash, MinHashLSH
from records import THRESHOLD, read, shingles, write

lines, texts = read(sys.argv[1])
index, dropped = MinHashLSH(threshold=THRESHOLD, num_perm=128), []
tokens = ([shingle.encode() for shingle in shingles(text)] for text in texts)
for k, minhash in enumerate(MinHash.generator(tokens, num_perm=128, hashfunc=xxhash.xxh32_intdigest)):
    if index.query(minhash):
        dropped.append(k)
    else:
        index.insert(k, minhash)
write(sys.argv[2], lines, dropped)
