"""corpusclean: the command `corpusclean dedup`."""

import shutil
import sys
import tempfile
from pathlib import Path

from corpusclean.cli import main

if __name__ == "__main__":
    source, target = sys.argv[1:3]
    with tempfile.TemporaryDirectory(dir=Path(target).parent) as work:
        sys.argv[1:] = ["dedup", source, "-o", f"{work}/out", "--quiet"]
        try:
            main()
        finally:
            shutil.move(f"{work}/out/{Path(source).name}", target)
