"""What whoever runs the bot watches: counts and times in Prometheus' form."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import aiohttp
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from clippings.vectorstore.catalogue.judgements import Quality

_BUCKETS_S = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The metrics of one bot, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._questions = Counter(
            "clippings_questions",
            "Questions by what became of them: answered, abstained, refused (a limit), failed",
            ["outcome"],
            registry=self.registry,
        )
        self._stages = Histogram(
            "clippings_stage_seconds",
            "Time of a question in each stage: queue, retrieve, answer, total",
            ["stage"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self.queue = Gauge(
            "clippings_queue_length", "Questions waiting or answered", ["archive"], registry=self.registry
        )
        self.lag = Gauge(
            "clippings_follower_lag",
            "How far an index is behind its catalogue: changes (lexical), chunks (vectors)",
            ["archive", "index"],
            registry=self.registry,
        )
        self.stall = Gauge(
            "clippings_event_loop_longest_stall_seconds",
            "The longest time since the last look for which nothing else could run",
            registry=self.registry,
        )
        self._judged = Gauge(
            "clippings_judged_answers",
            "Answers of 30 days that were judged: judged, answering (they answer their question)",
            ["archive", "judgement"],
            registry=self.registry,
        )
        self._quotes = Gauge(
            "clippings_judged_quotes",
            "Quotes of judged answers: judged, bearing (they bear on the question)",
            ["archive", "judgement"],
            registry=self.registry,
        )
        self._readers = Gauge(
            "clippings_readers_verdicts",
            "Answers of 30 days that readers found good, and bad",
            ["archive", "verdict"],
            registry=self.registry,
        )
        self._agreement = Gauge(
            "clippings_judge_and_readers",
            "Answers that were judged and that readers spoke of: both, agreeing",
            ["archive", "count"],
            registry=self.registry,
        )
        self._alarm = Gauge(
            "clippings_judged_alarm",
            "1 while fewer judged answers than CLIPPINGS_JUDGED_LEAST answer their question",
            ["archive"],
            registry=self.registry,
        )
        self.ingests = Gauge("clippings_ingests_running", "Ingests that moderators started", registry=self.registry)
        self._discord = Counter(
            "clippings_discord_errors",
            "Failed requests to Discord by HTTP status; `none` where there was no answer",
            ["status"],
            registry=self.registry,
        )
        self.reconnects = Counter("clippings_gateway_disconnects", "Times the gateway was lost", registry=self.registry)
        for outcome in ("answered", "abstained", "refused", "failed"):
            self._questions.labels(outcome)

    def answered(self, outcome: str, timings_ms: Mapping[str, float], queue_s: float, total_s: float) -> None:
        """One question was `answered` or `abstained`; `timings_ms` tells its stages."""
        self._questions.labels(outcome).inc()
        stages: Mapping[str, float] = {
            "queue": queue_s,
            "total": total_s,
            **{name: ms / 1_000 for name, ms in timings_ms.items() if name != "total"},
        }
        for name, seconds in stages.items():
            self._stages.labels(name).observe(seconds)

    def judged(self, archive: str, quality: Quality, is_alarming: bool) -> None:
        """How the answers of an archive are judged."""
        self._judged.labels(archive, "judged").set(quality.judged)
        self._judged.labels(archive, "answering").set(quality.answering)
        self._quotes.labels(archive, "judged").set(quality.quotes)
        self._quotes.labels(archive, "bearing").set(quality.bearing)
        self._readers.labels(archive, "good").set(quality.good)
        self._readers.labels(archive, "bad").set(quality.bad)
        self._agreement.labels(archive, "both").set(quality.both)
        self._agreement.labels(archive, "agreeing").set(quality.agreeing)
        self._alarm.labels(archive).set(is_alarming)

    def refused(self) -> None:
        self._questions.labels("refused").inc()

    def failed(self) -> None:
        self._questions.labels("failed").inc()

    def http_trace(self) -> aiohttp.TraceConfig:
        """For discord.py's HTTP client: counts what Discord refuses, also what is tried again unseen."""
        trace = aiohttp.TraceConfig()

        async def ended(
            _session: aiohttp.ClientSession, _context: SimpleNamespace, told: aiohttp.TraceRequestEndParams
        ) -> None:
            if told.response.status >= 400:
                self._discord.labels(str(told.response.status)).inc()

        async def broke(
            _session: aiohttp.ClientSession, _context: SimpleNamespace, _told: aiohttp.TraceRequestExceptionParams
        ) -> None:
            self._discord.labels("none").inc()

        trace.on_request_end.append(ended)
        trace.on_request_exception.append(broke)
        return trace

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)
