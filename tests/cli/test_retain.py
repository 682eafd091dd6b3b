from __future__ import annotations

from pathlib import Path

import pytest

from athena.cli.__main__ import main
from tests.cli.custody import make, settings_for


def test_a_dry_run_shows_what_then_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path)
    names = ("TRANSCRIPTS", "SCORES", "SUBMISSIONS", "AUDIO", "METRICS", "SIGN_INS", "INVITATIONS", "AUDIT")
    forever = {f"ATHENA_KEEP_{name}": "0" for name in names}
    for name, value in (settings_for(tmp_path) | forever | {"ATHENA_KEEP_QUERIES": "10"}).items():
        monkeypatch.setenv(name, value)
    told = []
    for rest in (["--dry-run"], ["--dry-run"], [], []):
        assert main(["retain", *rest]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert "queries  Queries on the SQL page  1" in told[0]
    assert "Nothing was changed." in told[0]
    assert "All of this was taken out." in told[2]
    assert told[3] == "Nothing is due.\n"
