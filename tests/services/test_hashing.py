from __future__ import annotations

import sys

from athena.services.hashing import DECOY, Bcrypt, common_passwords
from tests.services.fakes_hashing import bcrypt_rounds


def test_a_hash_takes_twelve_rounds_and_fits_its_password_alone() -> None:
    hasher = Bcrypt()
    hashed = hasher.hash("seven quiet herons wade")
    assert bcrypt_rounds(hashed) == bcrypt_rounds(DECOY) == 12
    assert hasher.fits("seven quiet herons wade", hashed)
    assert not hasher.fits("seven quiet herons", DECOY)


def test_hashing_leaves_the_rest_of_the_package_alone() -> None:
    before = set(sys.modules)
    Bcrypt().fits("x", DECOY)
    assert not any(name.startswith("streamlit_authenticator") for name in set(sys.modules) - before)


def test_the_list_of_common_passwords_is_long_and_in_lower_case() -> None:
    common = common_passwords()
    assert len(common) >= 10_000
    assert {"password", "qwerty", "123456"} <= common
    assert all(word == word.lower() for word in common)
