"""What ``/metrics`` says: the figures of every group, and what all processes counted, in the text that Prometheus reads."""

from collections.abc import Iterator
from typing import Any

from lms.core.operations.counters import counted_metrics
from lms.core.operations.registry import Figure, State, all_readings

STATES = Figure("pathway_facts", "Facts of the status page by their state.", ("group", "state"))


def figures() -> list[Figure]:
    """Every gauge there is."""
    from lms.core.operations.registry import groups

    return [STATES, *(figure for group in groups for figure in group.figures)]


def metrics_text() -> bytes:
    """Everything, read now. A group that could not be read has only its state."""
    metrics = counted_metrics()  # before all, for it says how the library is to be loaded
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(_Found([*metrics, *_gauges()]))
    return generate_latest(registry)


class _Found:
    """Hands finished metrics to the library's writer."""

    def __init__(self, metrics: list[Any]) -> None:
        self.metrics = metrics

    def collect(self) -> list[Any]:
        return self.metrics

    def describe(self) -> list[Any]:
        return []


def _gauges() -> Iterator[Any]:
    from prometheus_client.core import GaugeMetricFamily

    families = {figure.name: GaugeMetricFamily(figure.name, figure.help, labels=figure.labels) for figure in figures()}
    for group, reading in all_readings():
        for state in State:
            families[STATES.name].add_metric((group.key, state), sum(fact.state == state for fact in reading.facts))
        for name, labels, value in reading.samples:
            families[name].add_metric(labels, value)
    yield from families.values()
