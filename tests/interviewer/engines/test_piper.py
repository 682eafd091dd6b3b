from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.audio.resample import resample_pcm
from athena.interviewer.engines import Engines, recognition_prompt
from athena.interviewer.engines.piper import levelled
from tests.spoken import samples_of, word_error_rate, words

SENTENCES = (
    "Okay, got it.",
    "What would change if two orders had the same date?",
    "A left join keeps every row from the left table.",
    "Let us go on with the next question.",
    "Please explain in your own words what a transaction is.",
    "Would you like me to repeat the question?",
)
TERMS = """
SQL, left join, inner join, self join, cross join, subquery, correlated subquery, CTE, CTEs, recursive CTE,
row number, DENSE_RANK(), PARTITION BY, GROUP BY, COUNT(*), COALESCE, NULL, UNION ALL, INTERSECT, primary key,
foreign key, clustered index, EXPLAIN ANALYZE, transaction, atomicity, isolation, serializable, deadlock,
rollback, normal form, TRUNCATE, VARCHAR, MySQL, SQLite, timestamp, cardinality, referential integrity,
cartesian product, window function, aggregate, customer_id, having
"""


def heard(engines: Engines, sentence: str) -> str:
    at_16k = samples_of(resample_pcm(engines.synthesiser.speak(sentence), 24_000, 16_000))
    return engines.recogniser.recognise(at_16k, recognition_prompt()).text


@pytest.mark.speech
def test_what_is_spoken_is_understood(engines: Engines) -> None:
    assert word_error_rate((sentence, heard(engines, sentence)) for sentence in SENTENCES) < 0.1


@pytest.mark.speech
def test_terms_of_sql_are_pronounced_so_that_they_are_understood(engines: Engines) -> None:
    terms = " ".join(TERMS.split()).split(", ")
    lost: list[str] = []
    for one, two, three in zip(*[iter(terms)] * 3, strict=True):
        text = heard(engines, f"Please tell me about {one}, about {two}, and about {three}.")
        lost += [term for term in (one, two, three) if not understood(term, text)]
    assert len(lost) <= len(terms) // 5, lost


def understood(term: str, text: str) -> bool:
    said = term.replace("(*)", " star").replace("()", "").replace("_", " ")
    return "".join(words(said)) in "".join(words(text))


@pytest.mark.speech
def test_a_sentence_is_pcm_of_a_natural_length_and_level(engines: Engines) -> None:
    pcm = engines.synthesiser.speak("A left join keeps every row from the left table.")
    samples = samples_of(pcm)
    assert len(pcm) % 2 == 0
    assert 2.5 < len(samples) / 24_000 < 6
    assert 0.2 < np.abs(samples).max() < 1


@pytest.mark.speech
@pytest.mark.parametrize("sentence", ["", " ", "...", "?!", "—"])
def test_what_cannot_be_said_is_no_audio(engines: Engines, sentence: str) -> None:
    assert engines.synthesiser.speak(sentence) == b""


@pytest.mark.speech
@pytest.mark.parametrize(
    "sentence", ["😀 Well done!", "naïve café", "x" * 60, "日本語 is fine", "1,234.50 EUR"]
)
def test_strange_text_is_spoken_all_the_same(engines: Engines, sentence: str) -> None:
    assert len(engines.synthesiser.speak(sentence)) > 10_000


@pytest.mark.speech
def test_sessions_speak_at_the_same_time(engines: Engines) -> None:
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(engines.synthesiser.speak, SENTENCES))
    assert all(len(pcm) > 20_000 for pcm in spoken)


@given(st.lists(st.floats(-1, 1, width=32), max_size=200))
def test_levelled_audio_never_clips(samples: list[float]) -> None:
    assert np.abs(levelled(np.array(samples, np.float32))).max(initial=0) <= 0.96


def test_quiet_and_loud_audio_come_out_alike() -> None:
    tone = np.sin(np.arange(2000) / 5).astype(np.float32)
    quiet, loud = levelled(tone * np.float32(0.01)), levelled(tone * np.float32(0.9))
    assert np.allclose(quiet, loud, atol=1e-3)
