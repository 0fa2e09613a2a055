"""Choose the passages that an OpenVINO model is calibrated on.   python benchmarks/calibration.py HOME > FILE

HOME is an archive of `sample_archive/`, so the texts are our own; FILE is `vectorstore/embedders/calibration.jsonl`.
English chunks are taken at even distances, in the form in which they are embedded.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from clippings.core.settings import Settings
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.vectors.collection_writer import embedded_text

_PASSAGES = 80


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    with Archive(Settings(home=parser.parse_args().home)) as archive:
        english = [article.id for article in archive.catalogue.all_articles() if article.language == "en"]
        chunks, _ = archive.catalogue.chunks_of(english)
    texts = [embedded_text(chunk) for chunk in chunks]
    step = len(texts) / _PASSAGES
    for at in range(_PASSAGES):
        print(json.dumps(texts[int(at * step)], ensure_ascii=False))


if __name__ == "__main__":
    main()
