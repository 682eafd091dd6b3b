"""The colours of both themes can be told apart: WCAG 2.2, level AA."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
THEME = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
TEXT, SHAPE = 4.5, 3.0
BUTTON_WORDS = "#ffffff"  # Streamlit writes white on its primary button


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0..1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1..21."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("one", "ratio"), [("#ffffff", 1.0), ("#777777", 4.48), ("#000000", 21.0)])
def test_contrast_is_counted_as_the_standard_does(one: str, ratio: float) -> None:
    assert contrast(one, "#ffffff") == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
class TestTheme:
    @pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
    @pytest.mark.parametrize(
        "words", ["textColor", "linkColor", *(f"{c}TextColor" for c in ("green", "red", "orange", "gray"))]
    )
    def test_words_can_be_read(self, theme: str, words: str, ground: str) -> None:
        assert contrast(THEME[theme][words], THEME[theme][ground]) >= TEXT

    def test_the_words_on_a_primary_button_can_be_read(self, theme: str) -> None:
        assert contrast(BUTTON_WORDS, THEME[theme]["primaryColor"]) >= TEXT

    def test_a_primary_button_stands_out_from_the_page(self, theme: str) -> None:
        assert contrast(THEME[theme]["primaryColor"], THEME[theme]["backgroundColor"]) >= SHAPE
