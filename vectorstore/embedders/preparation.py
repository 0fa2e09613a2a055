"""Make an engine's model file in a process of its own: PyTorch, 800 MB of it, goes when that process ends.

Otherwise the first ingest and the first bot on a machine would carry it for as long as they run (docs/decisions/015).
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from clippings.core.errors import EmbedderUnavailable

log = logging.getLogger(__name__)

Engine = Literal["onnxruntime", "OpenVINO"]

_REFUSED = 3
"""The exit code of an export whose reason stands in its last line of output."""


def prepare(engine: Engine, model_folder: Path, target: Path) -> None:
    """Write the model file that an engine reads, about half a minute.

    Args:
        engine: What is to read it.
        model_folder: The sentence-transformers folder with `model.safetensors`.
        target: The file to write; its digest is written beside it as `.sha256`.

    Raises:
        EmbedderUnavailable: The weights are not the published ones, the export does not agree with them, or its process
            was ended.
        OSError: The folder of the target cannot be written to.
    """
    log.warning("Preparing the embedding model for %s in %s (once, about half a minute).", engine, target.parent)
    command = [sys.executable, "-P", "-m", __name__, engine, str(model_folder), str(target)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode == _REFUSED:
        told = json.loads(done.stdout.strip().splitlines()[-1])
        if told["kind"] == "disk":
            raise OSError(told["number"], told["what"])
        raise EmbedderUnavailable(told["what"], told["way_out"])
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise EmbedderUnavailable(
            f"Preparing the embedding model for {engine} ended before its time ({last[:200]}).",
            "It needs about 1.5 GB of memory for half a minute; run the command again when there is as much.",
        )


def _main(engine: str, model_folder: Path, target: Path) -> int:
    from clippings.vectorstore.embedders import onnx_export

    make: Callable[[Path, Path], None] = {
        "onnxruntime": onnx_export.export,
        "OpenVINO": onnx_export.export_openvino,
    }[engine]
    try:
        make(model_folder, target)
    except EmbedderUnavailable as error:
        told: dict[str, object] = {"kind": "model", "what": error.what, "way_out": error.way_out}
    except OSError as error:
        told = {"kind": "disk", "number": error.errno, "what": error.strerror or str(error)}
    else:
        return 0
    sys.stdout.write("\n" + json.dumps(told) + "\n")
    return _REFUSED


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
