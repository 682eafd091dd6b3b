"""The web application: ``streamlit run app.py`` serves it, ``uvicorn app:app`` too."""

from __future__ import annotations

import streamlit as st

from athena.ui.frame import show
from athena.ui.server import lifespan, routes

if __name__ == "__main__":  # a visit or a rerun: Streamlit runs this file as its script
    show()
else:  # the start: the server imports it and finds the app
    app = st.App(__file__, lifespan=lifespan, routes=routes)
