"""The web application: ``streamlit run app.py``."""

from __future__ import annotations

import streamlit as st

from athena.ui.server import lifespan, routes

app = st.App("shell.py", lifespan=lifespan, routes=routes)
