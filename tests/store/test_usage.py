from __future__ import annotations

from athena.store import usage
from athena.store.database import Database
from tests.store.conftest import AT, SESSION


def test_the_figures_of_a_response_are_kept_with_every_detail(database: Database) -> None:
    used = {
        "input_tokens": 10,
        "output_tokens": 20,
        "total_tokens": 30,
        "input_token_details": {"audio_tokens": 4},
    }
    with database.transaction() as tx:
        usage.put(tx, SESSION, "r1", "gpt", used, 0.25, AT)
    row = database.read(
        "SELECT input_tokens, output_tokens, total_tokens, cost_usd, "
        "detail->'$.input_token_details.audio_tokens' AS audio FROM usage"
    )
    assert [tuple(columns.values()) for columns in row] == [(10, 20, 30, 0.25, "4")]


def test_the_same_response_is_counted_once(database: Database) -> None:
    for tokens in (1, 2):
        with database.transaction() as tx:
            usage.put(tx, SESSION, "r1", "gpt", {"total_tokens": tokens}, None, AT)
    assert database.read("SELECT total_tokens FROM usage") == [{"total_tokens": 2}]


def test_figures_that_are_no_numbers_are_unknown_but_kept_in_the_detail(database: Database) -> None:
    with database.transaction() as tx:
        usage.put(tx, SESSION, "r1", "gpt", {"total_tokens": "many", "when": AT}, None, AT)
    row = database.read("SELECT total_tokens, detail->>'$.total_tokens' AS told FROM usage")
    assert row == [{"total_tokens": None, "told": "many"}]


def test_metrics_are_kept_by_name(database: Database) -> None:
    with database.transaction() as tx:
        usage.add_metrics(tx, SESSION, {"rtt_ms": 12, "lost": 0.5}, AT)
    rows = database.read("SELECT name, value FROM client_metrics ORDER BY name")
    assert rows == [{"name": "lost", "value": 0.5}, {"name": "rtt_ms", "value": 12.0}]
