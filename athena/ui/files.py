"""A table that a page shows, as files to take away: the same small row under every one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from athena import bootstrap
from athena.domain.access import Permission, Viewer
from athena.services.exporting import Format, Sheet, slug
from athena.ui import access

FORMATS: Final = (Format.CSV, Format.XLSX, Format.PARQUET)


def offer(page: str, sheet: Sheet, *, about: str = "", formats: Sequence[Format] = FORMATS) -> None:
    """Offer a table of a page (its address) to who may take it away; nothing while it has no rows.

    ``about`` is the Employee ID of whom alone it tells. The files are named after the sheet's title.
    """
    if not sheet.rows or not (access.is_own(about) or access.offers(Permission.EXPORT)):
        return
    asking, name = access.asks_later(page), slug(sheet.title)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("Take away:", width="content")
        for format_ in formats:
            st.download_button(
                format_.value.upper(),
                data=partial(_file, asking, sheet, format_, about),
                file_name=f"{name}.{format_}",
                key=f"file:{name}.{format_}",
                on_click="ignore",
                type="tertiary",
                help=f"{name}.{format_}",
            )


def _file(asking: Callable[[], Viewer], sheet: Sheet, format_: Format, about: str) -> bytes:
    exports = bootstrap.current().desk.exports
    return exports.table(asking(), sheet.title, sheet.columns, sheet.rows, format_, about=about).data
