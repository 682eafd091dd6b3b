"""``python3 -m athena doctor``: look at everything an interview needs and say in words what is wrong."""

from __future__ import annotations

import sys

from athena.checks import examine
from athena.config import read_settings
from athena.realtime.checkup import Finding

_USAGE = "usage: python3 -m athena doctor [--typed]   (--typed leaves the speech models out)"


def main(arguments: list[str]) -> int:
    """Print what was found; 0 only when all is well."""
    if set(arguments) - {"--typed"}:
        print(_USAGE, file=sys.stderr)
        return 2
    well = True
    for finding in examine(read_settings(), speech="--typed" not in arguments):
        print(_line(finding), flush=True)
        well = well and finding.well
    return 0 if well else 1


def _line(finding: Finding) -> str:
    if finding.well:
        return f"  well  {finding.text}"
    return f" WRONG  {finding.text}\n        {finding.advice}"
