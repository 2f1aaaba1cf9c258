"""What `/metrics` says, for Prometheus (prometheus.io/docs/instrumenting/exposition_formats)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


@dataclass(frozen=True, slots=True)
class Figures:
    """How it goes in this process, by bot where several may be served; counts since its start.

    `leases`: whether the right to poll and send is ours. `outcomes`: what became of deliveries, by state. `repeats`:
    deliveries sent again although they may have arrived. `waiting`: messages that wait for the rate limit. `updates`:
    updates that are not answered yet. `since_look`: seconds since the last look at the plan.
    """

    since_look: float = 0.0
    leases: Mapping[str, bool] = field(default_factory=dict)
    outcomes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    repeats: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)
    updates: Mapping[str, int] = field(default_factory=dict)


def registry(figures: Callable[[], Figures]) -> CollectorRegistry:
    """All that is told: our figures, asked for at each scrape, and the process's own."""
    result = CollectorRegistry()
    for own in (ProcessCollector, PlatformCollector, GCCollector):
        own(registry=result)
    result.register(_Ours(figures))
    return result


class _Ours(Collector):
    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """One family a figure."""
        now = self._figures()
        look = GaugeMetricFamily("hamkke_seconds_since_look", "Seconds since the last look at the plan")
        look.add_metric([], now.since_look)
        yield look
        sent = CounterMetricFamily("hamkke_deliveries", "What became of deliveries", labels=["bot", "state"])
        for bot, states in now.outcomes.items():
            for state, count in states.items():
                sent.add_metric([bot, state], count)
        yield sent
        repeats = CounterMetricFamily("hamkke_repeats", "Sent again although it may have arrived", labels=["bot"])
        for bot, count in now.repeats.items():
            repeats.add_metric([bot], count)
        yield repeats
        yield _gauge("hamkke_lease_held", "1 while this process polls and sends for the bot", now.leases)
        yield _gauge("hamkke_waiting_for_limit", "Messages that wait for the rate limit", now.waiting)
        yield _gauge("hamkke_updates_waiting", "Updates that are not answered yet", now.updates)


def _gauge(name: str, words: str, by_bot: Mapping[str, float]) -> GaugeMetricFamily:
    result = GaugeMetricFamily(name, words, labels=["bot"])
    for bot, value in by_bot.items():
        result.add_metric([bot], value)
    return result
