"""What every request needs: the archives, who may read which, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from clippings.serve.access import Doors
from clippings.serve.archives import ServedArchive
from clippings.serve.errors import Unauthorised
from clippings.serve.kept_answers import KeptAnswers
from clippings.serve.rate_limit import RateLimit

_WRONG_TOKENS_A_MINUTE = 10


@dataclass(frozen=True)
class Site:
    """The archives behind one address."""

    archives: Mapping[str, ServedArchive]
    doors: Doors
    limit: RateLimit
    """Of questions, searches and pictures."""
    wrong_tokens: RateLimit = field(default_factory=lambda: RateLimit(_WRONG_TOKENS_A_MINUTE))
    kept: KeptAnswers = field(default_factory=KeptAnswers)

    def archive_of(self, request: HTTPConnection) -> ServedArchive:
        """The archive that a request may read.

        Raises:
            Unauthorised: It may read none.
            TooMany: Its client has sent too many wrong tokens.
        """
        try:
            return self.archives[self.doors.archive_of(request)]
        except Unauthorised:
            if "authorization" in request.headers:
                self.wrong_tokens.take(client_of(request))
            raise

    def archive_to_ask(self, request: HTTPConnection) -> ServedArchive:
        """The same for what costs time: it is counted.

        Raises:
            Unauthorised: It may read none.
            TooMany: Its client asks too often.
        """
        archive = self.archive_of(request)
        self.take(archive, request)
        return archive

    def take(self, archive: ServedArchive, request: HTTPConnection) -> None:
        """Count what takes as long as a question.

        Raises:
            TooMany: Its client asks too often.
        """
        self.limit.take(f"{archive.name} {client_of(request)}")


def site_of(request: HTTPConnection) -> Site:
    site: Site = request.app.state.site
    return site


def client_of(request: HTTPConnection) -> str:
    """Who is counted as one: the address that a request comes from."""
    return request.client.host if request.client else ""
