from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from athena.errors import BusyError, StoreError
from athena.store.database import Database
from athena.store.opening import locate


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (":memory:", None),
        ("duckdb://", None),
        ("duckdb:///:memory:", None),
        ("duckdb:///data/athena.duckdb", Path("data/athena.duckdb")),
        ("duckdb:////srv/athena.duckdb", Path("/srv/athena.duckdb")),
        ("data/athena.duckdb", Path("data/athena.duckdb")),
        (Path("/srv/athena.duckdb"), Path("/srv/athena.duckdb")),
    ],
)
def test_a_location_names_a_file_or_memory(location: str | Path, path: Path | None) -> None:
    assert locate(location) == path


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(StoreError, match="cannot use a sqlite database"):
        locate("sqlite:///athena.db")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    Database.open(tmp_path / "new" / "folder" / "a.duckdb").close()
    assert (tmp_path / "new" / "folder" / "a.duckdb").is_file()


def test_a_file_held_by_another_program_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    holder = (
        "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BusyError, match="Another program holds"):
            Database.open(path)
        other.communicate()


def test_a_file_this_program_has_open_is_busy(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb")
    with pytest.raises(BusyError):
        Database.open(tmp_path / "a.duckdb")
    database.close()


def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    path.write_bytes(b"holiday pictures" * 1000)
    with pytest.raises(StoreError, match="is not an Athena database"):
        Database.open(path)
    assert path.read_bytes() == b"holiday pictures" * 1000


@pytest.mark.parametrize("cut", [0, 5_000, 300_000])
def test_a_file_cut_short_is_called_damaged(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.duckdb"
    Database.open(path).close()
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(StoreError, match="restore a backup"):
        Database.open(path)


def test_a_file_with_overwritten_bytes_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Database.open(path).close()
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    path.write_bytes(content)
    with pytest.raises(StoreError, match="restore a backup"):
        Database.open(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        Database.open(tmp_path / "file" / "a.duckdb")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Database.open(tmp_path)


def test_sql_cannot_read_files_of_the_machine(database: Database, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(StoreError, match="Permission Error"):
        database.read("SELECT * FROM read_csv(?)", [str(tmp_path / "secret.csv")])


def test_sql_cannot_write_outside_the_folders_it_was_given(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a.duckdb", folders=[tmp_path / "backups"])
    with pytest.raises(StoreError, match="Permission Error"):
        database.read(f"ATTACH '{tmp_path / 'elsewhere.duckdb'}' AS copy")
    database.close()


def test_sql_may_attach_a_backup_in_a_folder_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    database = Database.open(tmp_path / "a.duckdb", folders=[tmp_path / "backups"])
    database.read(f"ATTACH '{tmp_path / 'backups' / 'b.duckdb'}' AS copy")
    database.read("DETACH copy")
    database.close()
    assert (tmp_path / "backups" / "b.duckdb").is_file()


def test_sql_cannot_loosen_the_settings(database: Database) -> None:
    with pytest.raises(StoreError, match="locked"):
        database.read("SET enable_external_access = true")
