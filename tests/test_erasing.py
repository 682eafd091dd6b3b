"""An erasure while the app runs: afterwards nothing of the person can be read, and everything goes on."""

from __future__ import annotations

from pathlib import Path

from athena.bootstrap import App
from athena.config import read_settings
from athena.domain.access import LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.interview import SessionStatus
from athena.services.recordings import Recordings
from tests.services.small import PLAN, said
from tests.services.whole import ID, NAME, SAID, found_in

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
LIST = "SELECT e.name, r.answer_text FROM employees e, interview_responses r"


def interviewed(app: App) -> None:
    """An interview whose words, queries and copies are all over the app."""
    app.interviewing.admit(ID, NAME)
    session_id = app.interviewing.open_session(ID, PLAN, "openai", "m").session_id
    sound: Recordings = app.desk.custody.recordings
    recorder = sound.begin(session_id)
    recorder.push(bytes(96_000))
    recorder.close()
    question = next(iter(app.bank.questions.values()))
    app.interviewing.log_question_asked(
        session_id, "q1", question.prompt, question.category, question.difficulty
    )
    app.interviewing.record_turn(session_id, said("c1", f"I would {SAID} the tables."))
    app.interviewing.close(session_id, SessionStatus.COMPLETED)
    app.copies.named.latest(force=True)
    app.figures.read("SELECT name FROM employees", (), masked=False)
    app.workbench.run(Viewer(ID, NAME, PERMISSIONS[Role.MANAGER], Role.MANAGER), LIST)


def unlinked_files_of(folder: Path) -> list[str]:
    """Return the files below a folder that are open and have no name any more, as far as the system tells."""
    opened = Path("/proc/self/fd")
    links = [entry for entry in opened.iterdir() if entry.is_symlink()] if opened.is_dir() else []
    targets = [str(link.readlink()) for link in links if link.is_symlink()]
    return [one for one in targets if one.startswith(str(folder)) and one.endswith(" (deleted)")]


def test_nothing_is_left_in_any_file_and_the_app_goes_on(tmp_path: Path) -> None:
    environment = {
        "DATABASE_URL": f"duckdb:///{tmp_path}/athena.duckdb",
        "OPENAI_API_KEY": "sk-x",
        "OPENAI_EVALUATION_MODEL": "off",
        "ATHENA_ENCRYPTION_KEY": KEY,
    }
    app = App(read_settings(environment, Path("/nonexistent/.env")))
    try:
        interviewed(app)
        assert {"athena.duckdb.wal", "snapshots/athena/athena.duckdb"} <= set(found_in(tmp_path))
        erased = app.desk.custody.erasing.erase(LOCAL, ID, ID)
        assert erased.rows > 5
        assert found_in(tmp_path) == {}
        assert unlinked_files_of(tmp_path) == []
        assert list(tmp_path.rglob("*.sealed")) == []
        app.interviewing.admit("E2", "Sam Poe")
        app.copies.named.latest(force=True)
        answer = app.workbench.run(LOCAL, "SELECT name FROM employees")
        assert [row[0] for row in answer.table.rows] == ["Sam Poe"]
        made = app.desk.custody.backups.make(LOCAL)
        assert made.sealed
    finally:
        app.close()
    assert found_in(tmp_path) == {}
