"""Look the lock over without a network: ``python .ci/audit_lock.py [requirements.txt [advisories.toml]]``.

Every requirement must be pinned to a released version, come from the index, have hashes, and be outside of
the versions that a known advisory names. Whoever has a network asks the whole database:
``pip-audit -r requirements.txt``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Advisory:
    """A weakness of some versions of a package."""

    id: str
    package: str
    affected: tuple[SpecifierSet, ...]
    fixed: str

    def concerns(self, package: str, version: Version) -> bool:
        """Whether that version is one of them."""
        named = self.package == canonicalize_name(package)
        return named and any(one.contains(version, prereleases=True) for one in self.affected)


def main(arguments: list[str]) -> int:
    """Print what is wrong with the lock; 0 when nothing is."""
    lock = Path(arguments[0]) if arguments else ROOT / "requirements.txt"
    table = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).with_name("advisories.toml")
    as_of, advisories = read_advisories(table.read_text("utf-8"))
    lines = list(requirement_lines(lock.read_text("utf-8")))
    faults = [fault for line in lines for fault in faults_of(line, advisories)]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{len(lines)} locked requirements, {len(advisories)} advisories of {as_of}: {len(faults)} faults.")
    return 1 if faults or not lines else 0


def read_advisories(text: str) -> tuple[date, list[Advisory]]:
    """Return the day the table is of, and its advisories. Raises KeyError or ValueError when malformed."""
    table = tomllib.loads(text)
    found = [
        Advisory(
            entry["id"],
            canonicalize_name(entry["package"]),
            tuple(SpecifierSet(one) for one in entry["affected"]),
            entry["fixed"],
        )
        for entry in table["advisory"]
    ]
    return table["as_of"], found


def requirement_lines(text: str) -> Iterator[str]:
    """Yield the requirements, each with its hashes on one line, without comments."""
    whole = re.sub(r"\\\n", " ", text)
    for line in whole.splitlines():
        bare = re.sub(r"(^|\s)#.*", "", line).strip()
        if bare:
            yield bare


def faults_of(line: str, advisories: list[Advisory]) -> Iterator[str]:
    """Yield what is wrong with one requirement."""
    text = line.split("--hash", 1)[0].strip()
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        yield f"{text}: this is not a requirement with a version."
        return
    if requirement.url:
        yield f"{requirement.name}: it comes from an address instead of the index."
        return
    if not _HASH.search(line):
        yield f"{requirement.name}: it has no SHA-256 hash."
    version = _pinned(requirement)
    if version is None:
        yield f"{requirement.name}: it is not pinned to one version."
        return
    if version.is_prerelease:
        yield f"{requirement.name} {version}: this version is not a release."
    for advisory in advisories:
        if advisory.concerns(requirement.name, version):
            yield f"{requirement.name} {version}: {advisory.id}, fixed in {advisory.fixed}."


def _pinned(requirement: Requirement) -> Version | None:
    specifiers = list(requirement.specifier)
    if len(specifiers) != 1 or specifiers[0].operator != "==" or specifiers[0].version.endswith(".*"):
        return None
    return Version(specifiers[0].version)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
