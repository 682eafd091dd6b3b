"""Small words of English, told apart from the words that carry a claim."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GLUE: Final = _set(
    "a an the i you he she it we they me him us them is are was were be been being am but so that this "
    "these those then if because which who whom whose does did has have had can could will would should "
    "may might must my your its their our there dot "
)
LINKS: Final = _set(
    "greater less equal outside inside than of to in on at for with by from as and or when what how why "
    "do not no here also very too into over out up down again once yes okay oh just about like per "
    "through within where while until since either neither both equals two three four five six seven "
    "eight nine ten eleven twelve already still "
)
JOINING: Final = _set(
    "of to at for with from per into than against if above below between by as nothing equals a only"
)
PREDICATES: Final = _set(
    "is are was were has have had do does did can could will would should may might must gets get gives "
    "give works work means mean returns return keeps uses use removes runs goes comes stays happens makes "
    "needs need put puts stops finds sorts applies locks fails waits reads scans shows fills matches "
    "turns becomes stores holds drops starts ends adds belongs sees says tells lets wins loses breaks "
    "helps costs takes looks treats allows prevents rejects contains produces depends changes knows wants "
    "refers points checks creates collapses counts filters references generates requires supports assigns "
    "tracks handles guarantees ensures refuses protects undoes aborts blocks replaces converts rounds "
    "splits stacks appends discards excludes includes subtracts repeats narrows avoids speeds slows skips "
    "ignores evaluates compares combines computes calculates overwrites disappears i you we they it that "
)
FILLERS: Final = _set(
    "um uh erm er hm hmm mm ah oh eh okay ok well so yeah yes no right like just really let me think see "
    "now then and but the a i please sorry thanks thank you alright sure music applause inaudible silence "
    "blank audio hello hi bye hey good one moment second wait minute hold on give "
)
EVERYDAY: Final = (
    GLUE
    | LINKS
    | _set(
        "one two three only same thing things way use used using want need make made get gets give gives say "
        "think know every each all any some more most less other another never always even still first last "
        "row rows "
    )
)
