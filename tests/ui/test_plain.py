"""Other people's words inside our Markdown."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from athena.config import ROOT
from athena.ui.plain import clock, counted, percent, plain


def test_every_sign_markdown_could_read_is_escaped() -> None:
    assert plain("# *a* [b](c) <i> $x$ :red[d] `e`") == (r"\# \*a\* \[b\]\(c\) \<i\> \$x\$ \:red\[d\] \`e\`")


@pytest.mark.parametrize("address", ["https://evil.example", "HTTP://evil.example", "www.evil.example"])
def test_an_address_is_no_link(address: str) -> None:
    linked = re.compile(r"https?://|www\.", re.IGNORECASE)  # what Streamlit makes a link of
    assert not linked.search(f"see {plain(address)}".replace("\\", ""))
    assert plain(address).replace("\\", "").replace("\u2060", "") == address


def test_no_page_lets_html_or_scripts_of_words_through() -> None:
    sources = [file for folder in ("athena", "pages") for file in (ROOT / folder).rglob("*.py")]
    assert sources
    assert [file.name for file in sources if "unsafe_allow" in file.read_text("utf-8")] == []


def test_line_breaks_become_spaces() -> None:
    assert plain("a\n\n# b\tc") == r"a \# b c"


@given(st.text())
def test_no_punctuation_stands_without_its_backslash(text: str) -> None:
    escaped = plain(text)
    bare = escaped.replace("\\\\", "")
    assert all(bare[i - 1] == "\\" for i, sign in enumerate(bare) if sign in "*_`#[]()<>$:!|~" and i >= 0)


@given(st.text(alphabet="ab *_\\<>$:[]()`"))
def test_taking_the_backslashes_away_gives_the_words_back(text: str) -> None:
    escaped = plain(text)
    restored = "".join(
        escaped[i] for i in range(len(escaped)) if escaped[i] != "\\" or (i and _escaped(escaped, i))
    )
    assert restored == " ".join(text.split())


def _escaped(text: str, index: int) -> bool:
    before = text[:index]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65.9, "1:05"), (3600, "60:00"), (-3, "0:00")])
def test_time_is_shown_in_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_a_score_is_shown_in_whole_percent() -> None:
    assert percent(0.745) == "74%"


@pytest.mark.parametrize(("number", "told"), [(0, "0 minutes"), (1, "1 minute"), (2, "2 minutes")])
def test_things_are_counted_in_the_right_number(number: int, told: str) -> None:
    assert counted(number, "minute") == told
