"""text-dedup: its command for MinHash over a JSON file (README), which cuts words at what is no letter."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from datasets import load_from_disk

with tempfile.TemporaryDirectory() as work:
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", sys.argv[1], "--split", "train",
         "--cache_dir", f"{work}/cache", "--output", f"{work}/out", "--column", "text", "--batch_size", "10000",
         "--threshold", "0.7", "--ngram", "5", "--num_perm", "128"],
        check=True,
    )  # fmt: skip
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        for record in load_from_disk(f"{work}/out"):
            file.write(json.dumps({"id": record["id"], "text": record["text"]}, ensure_ascii=False) + "\n")
