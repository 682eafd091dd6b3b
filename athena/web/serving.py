"""``python -m athena.web.serving run app.py …``: Streamlit's command, with a server that is less patient."""

from __future__ import annotations

import runpy
import sys

from uvicorn.config import HTTP_PROTOCOLS

from athena.web import impatience


def use_impatience() -> None:
    """Have every server of this process that chooses its protocol by itself take the impatient one."""
    HTTP_PROTOCOLS["auto"] = f"{impatience.__name__}:{impatience.ImpatientProtocol.__name__}"


if __name__ == "__main__":
    use_impatience()
    sys.argv[0] = "streamlit"
    runpy.run_module("streamlit", run_name="__main__")
