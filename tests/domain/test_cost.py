from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from athena.domain.cost import Price, PriceList, Purse, Rate, Spent, cost_usd, read_prices

PRICE = Price(audio=Rate(32, 0.4, 64), text=Rate(4, 0.4, 24))
COSTLY = 10_000_000
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def usage(
    input_tokens: int = 0, output_tokens: int = 0, *, into: Any = None, out: Any = None
) -> dict[str, object]:
    return {
        "input_tokens": input_tokens,
        "output_tokens": output_tokens,
        "input_token_details": into,
        "output_token_details": out,
    }


def test_every_kind_of_token_has_its_own_price():
    spent = usage(
        1_700_000,
        500_000,
        into={
            "text_tokens": 700_000,
            "audio_tokens": 1_000_000,
            "cached_tokens": 700_000,
            "cached_tokens_details": {"text_tokens": 200_000, "audio_tokens": 500_000},
        },
        out={"text_tokens": 100_000, "audio_tokens": 400_000},
    )
    expected = 0.5 * 4 + 0.5 * 32 + 0.2 * 0.4 + 0.5 * 0.4 + 0.1 * 24 + 0.4 * 64
    assert cost_usd(spent, PRICE) == pytest.approx(expected)


def test_tokens_of_an_untold_kind_count_as_the_dearest():
    assert cost_usd(usage(1_000_000, 1_000_000), PRICE) == pytest.approx(32 + 64)


def test_cached_tokens_of_an_untold_kind_are_text_first():
    into = {"text_tokens": 100_000, "audio_tokens": 900_000, "cached_tokens": 300_000}
    expected = 0.1 * 0.4 + 0.2 * 0.4 + 0.7 * 32
    assert cost_usd(usage(1_000_000, into=into), PRICE) == pytest.approx(expected)


@pytest.mark.parametrize(
    "absent", [{}, {"input_tokens": None}, {"input_tokens": "many"}, {"input_tokens": -5}, usage(into=[1])]
)
def test_what_is_not_told_costs_nothing(absent: dict[str, object]):
    assert cost_usd(absent, PRICE) == 0


def test_a_model_without_a_rate_for_audio_counts_all_as_text():
    told = {
        "input_tokens": 1_000_000,
        "output_tokens": 1_000_000,
        "input_tokens_details": {"cached_tokens": 500_000},
    }
    assert cost_usd(told, Price(text=Rate(1, 0.1, 5))) == pytest.approx(0.5 + 0.05 + 5)


def test_audio_is_billed_by_the_minute():
    assert cost_usd({"type": "duration", "seconds": 90.0}, Price(minute=0.02)) == pytest.approx(0.03)


@pytest.mark.parametrize(
    ("told", "price"),
    [({"type": "duration", "seconds": 9}, PRICE), (usage(10), Price(minute=0.02)), (usage(10), Price())],
)
def test_what_is_billed_in_a_way_the_price_does_not_know_has_no_cost(told: dict[str, object], price: Price):
    assert cost_usd(told, price) is None


@pytest.mark.parametrize("seconds", [None, "9", True, -9, float("nan"), float("inf")])
def test_a_duration_that_is_none_costs_nothing(seconds: object):
    assert cost_usd({"type": "duration", "seconds": seconds}, Price(minute=0.02)) == 0


def test_a_price_by_the_minute_and_one_of_text_alone_can_be_read():
    ear, judge = "[models.ear]\nminute = 0.02", "[models.judge]\ntext = {input = 1, cached = 0, output = 5}"
    listed = read_prices(f"as_of = 2026-11-01\n{ear}\n{judge}")
    assert listed.models == {"ear": Price(minute=0.02), "judge": Price(text=Rate(1, 0, 5))}


def test_a_transcript_has_the_price_of_the_model_that_wrote_it():
    told = {"type": "duration", "seconds": 60}
    assert Purse(PRICE, transcription=Price(minute=0.02)).cost_of_transcript(told) == 0.02
    assert Purse(PRICE).cost_of_transcript(told) is None


leaf = st.none() | st.booleans() | st.integers(-COSTLY, COSTLY) | st.text(max_size=3)
told_of = st.sampled_from(
    ["text_tokens", "audio_tokens", "cached_tokens", "cached_tokens_details", "image_tokens"]
)
wild = leaf | st.dictionaries(told_of, leaf | st.dictionaries(told_of, leaf))


@PATIENT
@given(
    st.dictionaries(
        st.sampled_from(
            ["input_tokens", "output_tokens", "input_token_details", "output_token_details", "new"]
        ),
        wild,
    )
)
def test_whatever_a_server_tells_is_never_worth_less_than_nothing(told: dict[str, object]):
    assert cost_usd(told, PRICE) >= 0


counts = st.integers(0, COSTLY)


@PATIENT
@given(counts, counts, counts, counts)
def test_caching_never_makes_anything_dearer(text: int, audio: int, cached_text: int, cached_audio: int):
    told = {"text_tokens": text, "audio_tokens": audio}
    cached = {"text_tokens": cached_text, "audio_tokens": cached_audio}
    plain = cost_usd(usage(text + audio, into=told), PRICE)
    assert cost_usd(usage(text + audio, into=told | {"cached_tokens_details": cached}), PRICE) <= plain


class TestPrices:
    LIST = PriceList(date(2026, 11, 1), {"gpt-a": PRICE, "gpt-a-mini": Price(PRICE.text, PRICE.text)})

    def test_a_dated_edition_costs_what_its_model_costs(self):
        assert self.LIST.of("gpt-a-2026-10-01") is PRICE

    def test_a_smaller_model_is_not_taken_for_the_larger(self):
        mini = self.LIST.of("gpt-a-mini-2026-10-01")
        assert mini is not None
        assert mini.audio == PRICE.text

    @pytest.mark.parametrize("model", ["gpt-b", "gpt-ab", "gpt", "gpt-a-max", ""])
    def test_an_unknown_model_has_no_price(self, model: str):
        assert self.LIST.of(model) is None

    def test_a_list_is_read_with_its_date(self):
        text = """
            as_of = 2026-11-01
            [models.gpt-a]
            audio = { input = 32, cached = 0.4, output = 64 }
            text = { input = 4.0, cached = 0.4, output = 24 }
        """
        assert read_prices(text) == PriceList(date(2026, 11, 1), {"gpt-a": PRICE})

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "as_of = 2026-11-01",
            'as_of = "today"\nmodels = {}',
            "as_of = 2026-11-01\n[models.x]\naudio = { input = 1, cached = 1 }",
            "as_of = 2026-11-01\n[models.x]\n"
            "audio = { input = -1, cached = 1, output = 1 }\ntext = { input = 1, cached = 1, output = 1 }",
            "as_of = 2026-11-01\n[models]\nx = 1",
            "not toml",
        ],
    )
    def test_a_list_that_lacks_anything_is_refused(self, text: str):
        with pytest.raises(ValueError, match="."):
            read_prices(text)


class TestPurse:
    PURSE = Purse(PRICE, session_limit=2.0, day_limit=10.0)

    @pytest.mark.parametrize(
        ("session", "day", "empty"), [(1.9, 9.9, False), (2.0, 2.0, True), (0.5, 10.0, True), (0, 0, False)]
    )
    def test_it_is_empty_as_soon_as_one_budget_is_used_up(self, session: float, day: float, empty: bool):
        assert self.PURSE.empty(Spent(session, day)) is empty

    def test_without_limits_it_is_never_empty(self):
        assert not Purse(PRICE).empty(Spent(1e9, 1e9))

    def test_without_a_price_a_cost_is_unknown_and_not_nothing(self):
        assert Purse().cost(usage(1000)) is None
