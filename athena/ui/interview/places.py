"""Where the parts of a step are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True, slots=True)
class Places:
    """The parts of a step from top to bottom.

    The microphone's frame has a place of its own: moved or left out in a rerun its connection would end, so
    preparation and conversation both leave it where it is.
    """

    head: DeltaGenerator
    microphone: DeltaGenerator
    body: DeltaGenerator


def make_places() -> Places:
    """Lay out the places of one run."""
    return Places(st.container(), st.container(), st.container())
