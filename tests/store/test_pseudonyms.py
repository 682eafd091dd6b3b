from __future__ import annotations

from athena.domain.pseudonyms import KEY_BYTES
from athena.store import pseudonyms
from athena.store.database import Database


def test_the_key_is_made_once_and_kept(database: Database) -> None:
    first = pseudonyms.key(database)
    assert len(first) == KEY_BYTES
    assert pseudonyms.key(database) == first


def test_making_it_moves_no_cache(database: Database) -> None:
    before = database.data_version
    pseudonyms.key(database)
    assert database.data_version == before


def test_two_stores_have_two_keys(database: Database) -> None:
    other = Database.open(":memory:")
    assert pseudonyms.key(other) != pseudonyms.key(database)
    other.close()
