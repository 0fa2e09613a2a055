"""Archives are embedded by the machines of a Ray cluster (the extra `ray`), questions here."""

from __future__ import annotations

import functools
import importlib
import os
import socket
from pathlib import Path
from typing import Any

from clippings.core.errors import EmbedderUnavailable
from clippings.vectorstore.embedders.embedder import Embedder

LOCAL = "local"
"""As an address: a cluster of this machine alone, for a try."""

_PART = 64
_PARTS_EACH = 2
"""Handed to each worker at a time, so that none waits for the next."""

_READY_WITHIN_S = 300
_KNOCKS_FOR_S = 10.0
_RESTARTS = 3


class Worker:
    """The model on one machine of the cluster."""

    def __init__(self, model: str | None) -> None:
        from clippings.vectorstore.embedders.choose import choose

        self._embedder = choose(model, Path.home() / ".cache" / "clippings" / "models")

    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    def embed(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed_archive(texts)


class RayEmbedder(Embedder):
    """One worker on each machine of a cluster, which takes all its processors. They are started when they are needed.

    Args:
        here: The same model in this process.
        model: Its name, as each machine can load it.
        address: What `ray.init` takes (host:6379, ray://host:10001, auto), or `local`.
    """

    def __init__(self, here: Embedder, model: str | None, address: str) -> None:
        self._here = here
        self._model = model
        self._address = address

    @property
    def fingerprint(self) -> str:
        return self._here.fingerprint

    def speaks(self, language: str) -> bool:
        return self._here.speaks(language)

    def embed_query(self, text: str) -> list[float]:
        return self._here.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._here.embed_documents(texts)

    @property
    def texts_at_once(self) -> int:
        return _PART * _PARTS_EACH * len(self._workers)

    def embed_archive(self, texts: list[str]) -> list[list[float]]:
        """Vectors in the order of the texts. A machine that is lost is tried again, elsewhere if need be.

        Raises:
            EmbedderUnavailable: The cluster cannot be reached, or lost too many machines.
        """
        if len(texts) < _PART:
            return self._here.embed_archive(texts)
        ray = _library()
        parts = [texts[at : at + _PART] for at in range(0, len(texts), _PART)]
        pool = ray.util.ActorPool(self._workers)
        try:
            found = list(pool.map(lambda worker, part: worker.embed.remote(part), parts))
        except ray.exceptions.RayError as error:
            raise self._unavailable(error) from error
        return [vector for part in found for vector in part]

    @functools.cached_property
    def _workers(self) -> list[Any]:
        ray = _library()
        bound_to = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy
        try:
            where: dict[str, Any] = {"address": self._address}
            if self._address == LOCAL:
                where = {"include_dashboard": False}
            _knock(self._address)
            if not ray.is_initialized():
                ray.init(**where, log_to_driver=False, configure_logging=False)
            on_ray = ray.remote(max_restarts=_RESTARTS, max_task_retries=_RESTARTS)(Worker)
            machines = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU")]
            workers = [
                on_ray.options(
                    num_cpus=node["Resources"]["CPU"],
                    scheduling_strategy=bound_to(node["NodeID"], soft=True),
                ).remote(self._model)
                for node in machines
            ]
            prints = set(ray.get([worker.fingerprint.remote() for worker in workers], timeout=_READY_WITHIN_S))
        except (ray.exceptions.RayError, OSError, ValueError, RuntimeError) as error:
            raise self._unavailable(error) from error
        if prints != {self.fingerprint}:
            raise EmbedderUnavailable(
                f"The machines of the Ray cluster {self._address} have the models {sorted(prints)}, and here it is "
                f"{self.fingerprint}: their vectors cannot be mixed.",
                "Install the same version of clippings, and the same model, on each.",
            )
        return workers

    def _unavailable(self, error: Exception) -> EmbedderUnavailable:
        return EmbedderUnavailable(
            f"The Ray cluster {self._address} cannot embed ({type(error).__name__}: {_in_a_line(error)}).",
            "See that it runs and that its machines have clippings installed; the same command goes on. Without --ray, "
            "this machine does it.",
        )


def _knock(address: str) -> None:
    """See that somebody is there: Ray itself tries for minutes, and then ends the process.

    Raises:
        OSError: Nobody is.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        with socket.create_connection((host.strip("[]"), int(port)), _KNOCKS_FOR_S):
            pass


def _in_a_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _library() -> Any:
    """Ray, which is an extra.

    Raises:
        EmbedderUnavailable: It is not installed.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # nothing is reported: docs/decisions/062
    try:
        importlib.import_module("ray.util.scheduling_strategies")
        return importlib.import_module("ray")
    except ModuleNotFoundError as error:
        raise EmbedderUnavailable("Ray is not installed.", "pip install 'clippings[ray]'") from error
