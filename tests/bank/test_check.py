from pathlib import Path

import pytest

from athena.bank.__main__ import main
from tests.bank.fakes import write_bank


def test_a_bank_without_findings_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(write_bank(tmp_path))]) == 0
    assert "1 questions, 5 samples, 0 findings" in capsys.readouterr().out


def test_a_sample_out_of_its_band_is_shown_with_its_verdicts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_bank(tmp_path, lambda q: q["samples"][0].update(text="it shines"))
    assert main([str(folder)]) == 1
    shown = capsys.readouterr().out
    assert "joins-boxes: 0.0 is out of [0.9, 1.0] strong: 'it shines'" in shown
    assert "point-0 absent" in shown


def test_an_exemplar_that_earns_nothing_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_bank(tmp_path, lambda q: q["key_points"][2].update(exemplars=["it shines"]))
    assert main([str(folder)]) == 1
    assert "the exemplar of point-2 does not earn it: 'it shines'" in capsys.readouterr().out


def test_a_faulty_bank_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "no question files" in capsys.readouterr().out
