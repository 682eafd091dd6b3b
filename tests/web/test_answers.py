"""Refusals in words."""

from __future__ import annotations

import re

from athena.config import ROOT
from athena.web.answers import refusal
from tests.web.asgi import Answer, ask, http_scope

SCRIPT = "<script>alert(1)</script>"


def refused(accept: bytes) -> Answer:
    scope = http_scope(headers=[(b"accept", accept)])
    return ask(refusal(scope, 404, "Nothing here", f"No {SCRIPT}", {"Retry-After": "3"}), scope)


def test_a_browser_gets_a_page_on_which_words_stay_words() -> None:
    answer = refused(b"text/html,*/*")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in answer.text


def test_a_program_gets_a_line() -> None:
    answer = refused(b"*/*")
    assert (answer.status, answer.text) == (404, f"Nothing here. No {SCRIPT}\n")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_nobody_keeps_a_copy() -> None:
    answer = refused(b"*/*")
    assert (answer.headers["cache-control"], answer.headers["retry-after"]) == ("no-store", "3")


def test_the_page_asks_only_for_files_that_are_there() -> None:
    asked = re.findall(r'(?:href|src)="/app/(static/[^"]+)"', refused(b"text/html").text)
    assert asked
    assert all((ROOT / path).is_file() for path in asked)
