"""Loaded by Python before anything else where this folder is on its path: every way out is refused, and noted."""

import os
import sys
import traceback
from pathlib import Path

_WAYS_OUT = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _WAYS_OUT:
        with Path(os.environ["REFUSED_SOCKETS"]).open("a") as noted:
            noted.write(f"{event} {arguments[1:]!r}\n{''.join(traceback.format_stack(limit=12))}\n")
        raise PermissionError(f"the network is refused: {event}")


sys.addaudithook(_refuse)
