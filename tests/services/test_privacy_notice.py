"""The notice says what the settings make true, and nothing else."""

from __future__ import annotations

import pytest

from athena.config import Settings
from athena.services.privacy_notice import kept, notice

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="


def said(**settings: object) -> str:
    given = Settings.model_validate(settings)
    sentences = [sentence for section in notice(given) for sentence in section.sentences]
    return "\n".join([*sentences, *(f"{what}: {period}" for what, period in kept(given))])


def test_without_any_setting_nothing_leaves_and_everybody_here_reads() -> None:
    text = said()
    assert "Nothing. Interviewer" in text
    assert "without accounts" in text
    assert "Backups are not encrypted" in text
    assert "The sound is not." in text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"OPENAI_API_KEY": "sk-x"}, "a model of OpenAI"),
        ({"OPENAI_API_KEY": "sk-x", "OPENAI_BASE_URL": "wss://voice.example.org/v1"}, "voice.example.org"),
        ({"OPENAI_API_KEY": "sk-x"}, "reads the answers once more"),
        ({"JUDGE0_URL": "http://judge0.example.org:2358"}, "run by judge0.example.org"),
        ({"JUDGE0_API_KEY": "k"}, "Judge0 at RapidAPI"),
        (
            {"ATHENA_WEBHOOK_URL": "https://ats.example.org/x", "ATHENA_WEBHOOK_SECRET": "whsec_" + KEY},
            "ats.example.org is told",
        ),
        ({"OIDC_ISSUER": "https://id.example.org", "OIDC_CLIENT_ID": "a"}, "id.example.org"),
        ({"ATHENA_ICE_SERVERS": "stun:a:1"}, "servers set by the operator"),
    ],
)
def test_whatever_leaves_the_machine_is_named_with_where_it_goes(
    settings: dict[str, object], words: str
) -> None:
    text = said(**settings)
    assert words in text
    assert "Nothing. Interviewer" not in text


def test_a_model_that_is_switched_off_is_not_named() -> None:
    text = said(OPENAI_API_KEY="sk-x", OPENAI_EVALUATION_MODEL="off")
    assert "once more" not in text


def test_sound_is_named_only_where_it_can_be_stored() -> None:
    assert "recording" not in said().lower()
    with_key = said(ATHENA_ENCRYPTION_KEY=KEY, ATHENA_KEEP_AUDIO="7")
    assert "is kept for 7 days" in with_key
    assert "Backups are encrypted." in with_key


def test_periods_are_those_of_the_settings() -> None:
    text = said(ATHENA_KEEP_TRANSCRIPTS="10", ATHENA_KEEP_AUDIT="0", ATHENA_KEEP_BACKUPS="3")
    assert "queries of the SQL pad: 10 days" in text
    assert "who did what, and when: until it is erased" in text
    assert "Backups are kept for 3 days." in text


def test_who_reads_follows_the_accounts_and_what_analysts_may() -> None:
    assert "under pseudonyms" in said(ATHENA_MODE="accounts")
    assert "Analysts can read interviews with names" in said(
        ATHENA_MODE="accounts", ATHENA_ANALYSTS_SEE_NAMES="true"
    )
    assert "athena_session" in said(ATHENA_MODE="accounts")


def test_whom_to_write_to_is_the_contact_that_is_set() -> None:
    assert "Write to privacy@example.org." in said(ATHENA_CONTACT="privacy@example.org")
    assert "Ask whoever invited you" in said()
