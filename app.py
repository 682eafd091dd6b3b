"""The web application: ``streamlit run app.py`` serves it, ``uvicorn app:app`` too."""

from __future__ import annotations

import streamlit as st

from athena.config import read_settings
from athena.ui.frame import show
from athena.ui.server import boot_scripts, lifespan
from athena.ui.voice.line import open_lines
from athena.web.gauges import gauges
from athena.web.middleware import guards
from athena.web.routes import routes

if __name__ == "__main__":  # a visit or a rerun: Streamlit runs this file as its script
    show()
else:  # the start: the server imports it and finds the app
    app = st.App(
        __file__,
        lifespan=lifespan,
        routes=routes(open_lines),
        middleware=guards(read_settings(), digests=boot_scripts(), gauges=gauges(open_lines)),
    )
