"""A real Ray cluster of this machine embeds an archive to the same vectors; what is wrong with one is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from clippings.core.errors import EmbedderUnavailable
from clippings.core.settings import Settings
from clippings.ingest.pipeline import ingest
from clippings.vectorstore.archive import Archive
from clippings.vectorstore.embedders.ray_workers import LOCAL, RayEmbedder
from tests.conftest import QuietListener
from tests.e2e.made_up_news import articles
from tests.vectorstore.small_embedder import WordHashes

ray = pytest.importorskip("ray", reason="Ray is not installed (pip install 'clippings[ray]')")


@pytest.fixture(scope="module")
def cluster(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cluster of this machine, whose worker finds the exported model where it looks for it."""
    home = tmp_path_factory.mktemp("ray-home")
    (home / ".cache" / "clippings").mkdir(parents=True)
    (home / ".cache" / "clippings" / "models").symlink_to(models_folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOME", str(home))
        patched.setenv("RAY_USAGE_STATS_ENABLED", "0")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=100_000_000)
        yield
        ray.shutdown()


@pytest.mark.usefixtures("cluster")
def test_an_archive_embedded_by_a_cluster_has_the_vectors_that_this_machine_makes(
    make_home: Callable[[str], Path], write_jsonl: Callable[..., Path]
) -> None:
    news = str(write_jsonl(*articles(range(150))))
    found = []
    for name, address in (("here", None), ("there", LOCAL)):
        with Archive(Settings(home=make_home(name), ray_address=address)) as archive:
            ingest(archive, [news], QuietListener())
            assert archive.differences() == []
            found.append(archive.vectors.vectors())
            assert isinstance(archive.embedder, RayEmbedder) == (address is not None)
            assert archive.search_vectors("What did the ferry council reopen?", 3)
    here, there = found
    assert here.keys() == there.keys()
    cosines = [float(np.dot(here[chunk_id], there[chunk_id])) for chunk_id in here]
    assert min(cosines) > 0.96  # few texts at a time go to another engine: docs/decisions/015


@pytest.mark.long
@pytest.mark.usefixtures("cluster")
def test_machines_with_another_model_are_refused() -> None:
    with pytest.raises(EmbedderUnavailable, match="cannot be mixed"):
        RayEmbedder(WordHashes(), None, LOCAL).embed_archive(["news"] * 64)


def test_a_few_texts_are_embedded_here() -> None:
    embedder = RayEmbedder(WordHashes(), None, "nowhere.invalid:6379")
    assert embedder.embed_archive(["news"]) == [WordHashes().embed_query("news")]
    assert embedder.embed_query("news") == WordHashes().embed_query("news")


def test_a_cluster_that_is_not_there_is_named_at_once() -> None:
    with pytest.raises(EmbedderUnavailable, match=r"127\.0\.0\.1:1 cannot embed \(ConnectionRefusedError") as away:
        RayEmbedder(WordHashes(), None, "127.0.0.1:1").embed_archive(["news"] * 64)
    assert "Without --ray" in away.value.way_out
