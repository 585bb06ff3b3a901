"""Daft: the minhash expression over characters set apart by spaces, bands exploded and grouped, connected components."""

import sys

import daft
from daft import col
from daft.functions import chunk, minhash
from records import read, write

lines, texts = read(sys.argv[1])
frame = daft.from_pydict({"k": list(range(len(texts))), "text": [" ".join(text) for text in texts]})
del texts
signatures = frame.select(col("k"), minhash(col("text"), num_hashes=126, ngram_size=5, hash_function="xxhash").alias("s"))
bands = signatures.select(col("k"), chunk(col("s"), 9).alias("band"), daft.lit(list(range(14))).alias("n"))
pairs = bands.explode("band", "n").groupby("n", "band").agg(col("k").list_agg().alias("ks")).select("ks").to_pydict()["ks"]
parent = list(range(len(lines)))


def root(k: int) -> int:
    while parent[k] != k:
        parent[k] = k = parent[parent[k]]
    return k


for members in pairs:
    first = min(map(root, members))
    for k in members:
        parent[root(k)] = first
write(sys.argv[2], lines, (k for k in range(len(lines)) if root(k) != k))
