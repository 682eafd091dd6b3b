from __future__ import annotations

from athena.realtime.metrics import Metrics


def test_counters_add_up():
    metrics = Metrics()
    metrics.count("a")
    metrics.count("a", 2)
    assert metrics.summary() == {"a": 3}


def test_timings_are_told_by_median_and_95th_percentile():
    metrics = Metrics()
    for ms in range(100):
        metrics.observe("t", ms)
    assert metrics.summary() == {"t_p50": 50, "t_p95": 95}


def test_one_timing_is_both():
    metrics = Metrics()
    metrics.observe("t", 7)
    assert metrics.summary() == {"t_p50": 7, "t_p95": 7}


def test_of_something_that_goes_up_and_down_the_latest_value_is_kept():
    metrics = Metrics()
    metrics.set("tokens_left", 100)
    metrics.set("tokens_left", 40)
    assert metrics.summary() == {"tokens_left": 40.0}
