"""Average the weights of several trainings that went on from one another (Wortsman et al. 2022, "Model soups").

    python -m training.reader.average FOLDER/reader.pt FOLDER/reader_4700.pt FOLDER/reader_6100.pt

The first file is written, the others are read.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def average(files: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of each weight; what is no number with a fraction is the first file's."""
    states = [torch.load(file) for file in files]
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[0].items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("trained", type=Path, nargs="+")
    given = parser.parse_args()
    torch.save(average(given.trained), given.target)


if __name__ == "__main__":
    main()
