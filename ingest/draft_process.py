"""A draft that somebody sends is read in a process of its own, bounded in time and memory: whatever is wrong with a
file, it takes nothing else with it.  `python -P -m clippings.ingest.draft_process NAME`, the file on stdin.
"""

from __future__ import annotations

import json
import subprocess
import sys

from clippings.core.errors import ClippingsError
from clippings.ingest.documents import Unreadable
from clippings.ingest.draft_file import MOST_BYTES, draft_text
from clippings.ingest.workers.process import environment

_LONGEST_S = 30.0
_MOST_MEMORY_BYTES = 2_000_000_000


def read_apart(content: bytes, name: str, longest_s: float = _LONGEST_S) -> str:
    """The text of a draft, as `draft_text`; blocks.

    Raises:
        Unreadable: It cannot be read, or not within its time and memory.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    command = [sys.executable, "-P", "-m", __name__, name[-100:]]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, env=environment(), timeout=longest_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(f"reading it takes longer than {longest_s:.0f} seconds") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"it could not be looked at ({error})") from error
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise Unreadable("reading it takes more memory than it may have") from None
    if "reason" in told:
        raise Unreadable(str(told["reason"]))
    return str(told["text"])


def main() -> None:
    """Read stdin; tell the text, or why there is none, as JSON on stdout."""
    _bound_memory()
    try:
        told = {"text": draft_text(sys.stdin.buffer.read(), sys.argv[1])}
    except (Unreadable, ClippingsError) as reason:
        told = {"reason": str(reason)}
    except MemoryError:
        told = {"reason": "reading it takes more memory than it may have"}
    except Exception as error:  # noqa: BLE001  # of a parser, about a file that somebody made up
        told = {"reason": f"it could not be read ({type(error).__name__})"}
    sys.stdout.write(json.dumps(told))


def _bound_memory() -> None:
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))


if __name__ == "__main__":
    main()
