"""OpenVINO without its telemetry: the package that would report each use to its makers is kept from loading."""

from __future__ import annotations

import sys
from typing import Any


def openvino() -> Any:
    """The module `openvino`, imported so that nothing is sent and nothing is written to the user's home.

    Merely imported, it starts `openvino-telemetry`, which comes with it and reports unless the user opted out. Where
    that package is not there, OpenVINO uses a stub of its own: so it is made not to be there.
    """
    if "openvino_telemetry" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]
    import openvino as found

    return found
