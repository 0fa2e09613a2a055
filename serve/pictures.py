"""The picture of an archive: drawn once for each state of it."""

from __future__ import annotations

import asyncio
import importlib.util
import io

from starlette.requests import Request
from starlette.responses import Response

from clippings.charts.coverage import coverage
from clippings.serve.archives import ServedArchive
from clippings.serve.errors import NotKept
from clippings.serve.parameters import checked
from clippings.serve.responses import answered
from clippings.serve.site import site_of
from clippings.vectorstore.catalogue.catalogue import Catalogue

_MOST_SOURCES = 10


class Pictures:
    """The last picture of each archive; without matplotlib, none."""

    def __init__(self) -> None:
        self.can_draw = importlib.util.find_spec("matplotlib") is not None
        self._drawn: dict[str, tuple[int, bytes]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def of(self, archive: ServedArchive) -> bytes:
        """A PNG of articles by month and source."""
        async with self._one_at_a_time:
            change = await archive.read(archive.catalogue.last_change)
            known = self._drawn.get(archive.name)
            if known is None or known[0] != change:
                known = self._drawn[archive.name] = (change, await archive.read(_draw, archive.catalogue))
            return known[1]


@answered
async def archive_picture(request: Request) -> Response:
    """Articles by month and source, as a PNG."""
    archive = site_of(request).archive_to_ask(request)
    checked(request)
    pictures: Pictures = request.app.state.pictures
    if not pictures.can_draw:
        raise NotKept("There is no picture here.", "pip install 'clippings[plots]'")
    return Response(await pictures.of(archive), media_type="image/png")


def _draw(catalogue: Catalogue) -> bytes:
    from clippings.charts.coverage_plot import draw

    picture = io.BytesIO()
    draw(coverage(catalogue.months(), _MOST_SOURCES), picture)
    return picture.getvalue()
