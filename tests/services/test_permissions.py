"""Every method that tells, changes or hands out something of other people, asked by everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from athena.bank.loader import load_bank
from athena.bank.paths import DEFAULT_FOLDER
from athena.domain.access import LOCAL, Permission, Role, Viewer
from athena.domain.audit import Action
from athena.domain.evaluation import Evaluation
from athena.domain.insights import Filters
from athena.domain.questions import Question
from athena.errors import AccessError, AthenaError
from athena.grading.bench import WRITTEN, QueryBench
from athena.grading.grader import Grader
from athena.parts import price_list
from athena.sandbox.sandbox import Sandbox
from athena.services.auditing import Auditing
from athena.services.copies import Copies
from athena.services.demo import Demo
from athena.services.exporting import Format
from athena.services.exports import Exports, SessionFile
from athena.services.figures import Figures
from athena.services.insights import Insights
from athena.services.practice import Practice
from athena.services.queries import Workbench
from athena.services.reading import Reading, Wanted
from athena.services.rescoring import Rescoring
from athena.services.review import ReviewDesk
from athena.services.snapshots import folder_of
from athena.services.watching import Watching
from athena.store.database import Database
from tests.services.small_tasks import PROBLEMS
from tests.services.test_insights import put
from tests.viewers import EVERYBODY, person

ANNS, BOBS = str(UUID(int=1)), str(UUID(int=3))
ANN, BOB = Filters(employee_id="ann"), Filters(employee_id="bob")
NOTHING = "no such problem"


@dataclass(frozen=True)
class House:
    """The services on the small world of the insights' tests."""

    database: Database
    figures: Figures
    workbench: Workbench
    practice: Practice
    exports: Exports
    demo: Demo
    rescoring: Rescoring

    @property
    def reading(self) -> Reading:
        return Reading(self.database)

    @property
    def reviews(self) -> ReviewDesk:
        return ReviewDesk(self.database)

    @property
    def watching(self) -> Watching:
        return Watching(self.database, Auditing(self.database))

    def insights(self, viewer: Viewer) -> Insights:
        return Insights(self.figures, viewer)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    file = tmp_path_factory.mktemp("house") / "a.duckdb"
    database = Database.open(file, folders=[folder_of(file)])
    with database.transaction() as tx:
        put(tx)
    copies, bank = Copies.of(database, folder_of(file)), load_bank(DEFAULT_FOLDER)
    with closing(Sandbox()) as sandbox, closing(Grader(sandbox, effort=WRITTEN)) as grader:
        bench = QueryBench(sandbox, grader)
        with closing(Figures(copies)) as figures:
            yield House(
                database,
                figures,
                Workbench(database, sandbox, copies),
                Practice(database, PROBLEMS, bench),
                Exports(database, Auditing(database)),
                Demo(database, bank, price_list()),
                Rescoring(database, bank),
            )
    database.close()


def never(_question: Question, _answer: str) -> Evaluation:
    """Judge nothing: the questions of the small world are in no bank."""
    raise AssertionError


Use = Callable[[House, Viewer], object]
SEES_NAMES, SEES_SESSIONS = Permission.SEE_NAMES, Permission.SEE_SESSIONS
REVIEWS, EXPORTS, QUERIES = Permission.REVIEW, Permission.EXPORT, Permission.QUERY
ABOUT_OTHERS: dict[tuple[type, str], tuple[frozenset[Permission], Use]] = {
    (Reading, "recent"): (frozenset({SEES_SESSIONS}), lambda h, v: h.reading.recent(v)),
    (Reading, "find"): (frozenset({SEES_SESSIONS}), lambda h, v: h.reading.find(v, Wanted())),
    (Reading, "choices"): (frozenset({SEES_SESSIONS}), lambda h, v: h.reading.choices(v)),
    (Reading, "view"): (frozenset({SEES_SESSIONS}), lambda h, v: h.reading.view(v, BOBS)),
    (Reading, "transcript"): (frozenset({SEES_SESSIONS}), lambda h, v: h.reading.transcript(v, BOBS)),
    (Reading, "operations"): (frozenset({Permission.OPERATE}), lambda h, v: h.reading.operations(v, [])),
    (ReviewDesk, "override"): (
        frozenset({REVIEWS}),
        lambda h, v: h.reviews.override(v, BOBS, 9, 1.0, reason="r"),
    ),
    (ReviewDesk, "override_verdicts"): (
        frozenset({REVIEWS}),
        lambda h, v: h.reviews.override_verdicts(v, BOBS, 9, {}, reason="r"),
    ),
    (ReviewDesk, "confirm"): (frozenset({REVIEWS}), lambda h, v: h.reviews.confirm(v, BOBS, 9)),
    (ReviewDesk, "history"): (frozenset({SEES_SESSIONS}), lambda h, v: h.reviews.history(v, BOBS, 9)),
    (ReviewDesk, "graded"): (frozenset({REVIEWS}), lambda h, v: h.reviews.graded(v, "joins-1")),
    (Insights, "leaders"): (frozenset({SEES_NAMES}), lambda h, v: h.insights(v).leaders(Filters())),
    (Insights, "person"): (frozenset({SEES_NAMES}), lambda h, v: h.insights(v).person("bob")),
    (Insights, "solved"): (frozenset({SEES_NAMES}), lambda h, v: h.insights(v).solved("bob")),
    (Insights, "department_band"): (
        frozenset({SEES_NAMES}),
        lambda h, v: h.insights(v).department_band(h.insights(LOCAL).person("bob"), BOB),
    ),
    (Insights, "options"): (frozenset({Permission.SEE_INSIGHTS}), lambda h, v: h.insights(v).options()),
    (Insights, "groups"): (
        frozenset({Permission.SEE_INSIGHTS}),
        lambda h, v: h.insights(v).groups(Filters(), "mode"),
    ),
    (Workbench, "run"): (frozenset({QUERIES}), lambda h, v: h.workbench.run(v, "SELECT")),
    (Workbench, "explain"): (frozenset({QUERIES}), lambda h, v: h.workbench.explain(v, "SELECT")),
    (Workbench, "parameters"): (frozenset({QUERIES}), lambda h, v: h.workbench.parameters(v, "SELECT $a")),
    (Workbench, "tables"): (frozenset({QUERIES}), lambda h, v: h.workbench.tables(v)),
    (Workbench, "refresh"): (frozenset({QUERIES}), lambda h, v: h.workbench.refresh(v)),
    (Workbench, "as_of"): (frozenset({QUERIES}), lambda h, v: h.workbench.as_of(v)),
    (Workbench, "history"): (frozenset({QUERIES}), lambda h, v: h.workbench.history(v)),
    (Workbench, "save"): (frozenset({QUERIES}), lambda h, v: h.workbench.save(v, "n", "SELECT 1")),
    (Workbench, "saved"): (frozenset({QUERIES}), lambda h, v: h.workbench.saved(v)),
    (Workbench, "open_saved"): (frozenset({QUERIES}), lambda h, v: h.workbench.open_saved(v, "x")),
    (Workbench, "forget"): (frozenset({QUERIES}), lambda h, v: h.workbench.forget(v, "x")),
    (Exports, "session"): (
        frozenset({EXPORTS, SEES_SESSIONS}),
        lambda h, v: h.exports.session(v, BOBS, SessionFile.EVERYTHING),
    ),
    (Exports, "sessions"): (
        frozenset({EXPORTS, SEES_SESSIONS}),
        lambda h, v: h.exports.sessions(v, Wanted(), Format.CSV, datetime(2026, 3, 1)),
    ),
    (Exports, "table"): (
        frozenset({EXPORTS}),
        lambda h, v: h.exports.table(v, "t", ["a"], [[1]], Format.CSV),
    ),
    (Demo, "load"): (frozenset({Permission.OPERATE}), lambda h, v: h.demo.load(v, 0, 0)),
    (Demo, "load_many"): (frozenset({Permission.OPERATE}), lambda h, v: h.demo.load_many(v, 1)),
    (Demo, "remove"): (frozenset({Permission.OPERATE}), lambda h, v: h.demo.remove(v)),
    (Practice, "problems"): (
        frozenset({Permission.PRACTISE, SEES_NAMES}),
        lambda h, v: h.practice.problems(v, "bob"),
    ),
    (Practice, "following"): (
        frozenset({Permission.PRACTISE, SEES_NAMES}),
        lambda h, v: h.practice.following(v, "bob", NOTHING),
    ),
    (Practice, "sample"): (frozenset({Permission.PRACTISE}), lambda h, v: h.practice.sample(v, NOTHING)),
    (Practice, "run"): (frozenset({Permission.PRACTISE}), lambda h, v: h.practice.run(v, NOTHING, "SELECT")),
    (Rescoring, "rescore"): (
        frozenset({REVIEWS}),
        lambda h, v: h.rescoring.rescore(v, BOBS, never, dry_run=True),
    ),
    (Watching, "begin"): (frozenset({SEES_SESSIONS}), lambda h, v: h.watching.begin(v, BOBS)),
}
"""What it takes to ask about everybody, or about somebody else."""

FILTERED = (
    "totals",
    "trend",
    "heatmap",
    "distribution",
    "rhythm",
    "questions",
    "skills",
    "categories",
    "own_mean",
    "person_trend",
    "recent",
)
"""Figures about everybody, or by a filter about oneself alone."""
ONES_OWN = ("problem", "submit", "hint", "give_up", "solution", "history")
"""What nobody does for somebody else; where there are no accounts anybody does."""
OPEN = {
    (Insights, "as_of"),
    (Insights, "middle_half"),
    (Workbench, "limits"),
    (Workbench, "formatted"),
    (Demo, "size"),
    (Practice, "runs"),
    (Reading, "data_version"),
    (Rescoring, "ended"),
    (Rescoring, "unread"),
}
"""What tells nothing of anybody, what lists ids for commands, and ``middle_half``, which has its own test."""


def refuses(use: Callable[[], object]) -> bool:
    """Whether somebody is refused; any other error means that they were let in."""
    try:
        use()
    except AccessError:
        return True
    except AthenaError:
        return False
    return False


@pytest.mark.parametrize("name", ABOUT_OTHERS, ids=lambda name: f"{name[0].__name__}.{name[1]}")
def test_whoever_lacks_a_permission_is_refused_and_nobody_else(house: House, name: tuple[type, str]) -> None:
    needed, use = ABOUT_OTHERS[name]
    refused = [viewer.name for viewer in EVERYBODY if refuses(lambda viewer=viewer: use(house, viewer))]  # type: ignore[misc]
    assert refused == [viewer.name for viewer in EVERYBODY if not needed <= viewer.permissions]


@pytest.mark.parametrize("figure", [*FILTERED, "middle_half"])
def test_figures_of_everybody_are_for_who_sees_insights(house: House, figure: str) -> None:
    refused = [v for v in EVERYBODY if refuses(lambda v=v: getattr(house.insights(v), figure)(Filters()))]  # type: ignore[misc]
    assert refused == [v for v in EVERYBODY if not v.may(Permission.SEE_INSIGHTS)]


@pytest.mark.parametrize("figure", FILTERED)
def test_a_candidate_sees_the_own_figures_and_no_others(house: House, figure: str) -> None:
    of = getattr(house.insights(person(Role.CANDIDATE, "ann")), figure)
    assert refuses(lambda: of(BOB))
    assert of(ANN) == getattr(house.insights(LOCAL), figure)(ANN)


@pytest.mark.parametrize("name", ONES_OWN)
def test_nobody_practises_for_somebody_else(house: House, name: str) -> None:
    code = ("SELECT 1",) if name == "submit" else ()
    for viewer in EVERYBODY:
        assert refuses(lambda v=viewer: getattr(house.practice, name)(v, "bob", NOTHING, *code))  # type: ignore[misc]
    for viewer in (LOCAL, person(Role.CANDIDATE, "bob"), person(Role.ADMIN, "BOB")):
        assert not refuses(lambda v=viewer: getattr(house.practice, name)(v, "bob", NOTHING, *code))  # type: ignore[misc]


def test_every_method_of_these_services_is_in_one_of_the_tables() -> None:
    listed = {*ABOUT_OTHERS, *OPEN}
    listed |= {(Insights, name) for name in FILTERED} | {(Practice, name) for name in ONES_OWN}
    kinds: set[type[Any]] = {kind for kind, _ in listed}
    known = {(kind, name) for kind in kinds for name in vars(kind) if not name.startswith("_")}
    assert known - listed == set()


class TestACandidate:
    ANN = person(Role.CANDIDATE, "ann")

    def test_reads_the_own_interview(self, house: House) -> None:
        assert house.reading.view(self.ANN, ANNS) == house.reading.view(LOCAL, ANNS)
        assert house.reading.transcript(self.ANN, ANNS) == []

    def test_lists_the_own_interviews(self, house: House) -> None:
        lines = house.reading.find(self.ANN, Wanted(employee_id="ann")).lines
        assert {line.session.employee.employee_id for line in lines} == {"ann"}

    def test_is_told_who_the_own_person_is_and_of_the_department(self, house: House) -> None:
        own = house.insights(self.ANN)
        assert own.department_band(own.person("ann"), ANN) is None  # two people are too few

    def test_takes_the_own_report_away_and_not_everything_behind_it(self, house: House) -> None:
        assert house.exports.session(self.ANN, ANNS, SessionFile.REPORT).mime == "application/pdf"
        assert refuses(lambda: house.exports.session(self.ANN, ANNS, SessionFile.EVERYTHING))

    def test_takes_the_own_figures_away(self, house: House) -> None:
        figure = house.insights(self.ANN).skills(ANN)
        made = house.exports.table(self.ANN, "Skills", figure.columns, figure.rows, Format.CSV, about="ann")
        assert made.name == "skills.csv"


def test_somebody_invited_without_an_account_reads_nothing_even_of_themselves(house: House) -> None:
    (guest,) = (viewer for viewer in EVERYBODY if viewer.invitation_id)
    own = Viewer("ann", "Ann", guest.permissions, invitation_id="i1")
    assert refuses(lambda: house.reading.view(own, ANNS))
    assert refuses(lambda: house.insights(own).totals(ANN))


@pytest.mark.parametrize(
    ("use", "action", "subject"),
    [
        (lambda h, v: h.workbench.run(v, "SELECT 1"), Action.QUERY, None),
        (lambda h, v: h.watching.begin(v, BOBS), Action.WATCHING, BOBS),
        (lambda h, v: h.exports.session(v, BOBS, SessionFile.REPORT), Action.EXPORT, BOBS),
        (lambda h, v: h.exports.table(v, "T", ["a"], [[1]], Format.CSV), Action.EXPORT, "table"),
        (lambda h, v: h.demo.load(v, 1, 1), Action.SETTING_CHANGE, "demonstration data"),
        (lambda h, v: h.demo.remove(v), Action.DELETION, "demonstration data"),
    ],
    ids=["query", "watching", "report", "table", "demo in", "demo out"],
)
def test_what_was_done_is_in_the_audit_log(
    house: House, use: Use, action: Action, subject: str | None
) -> None:
    admin, log = person(Role.ADMIN), Auditing(house.database)
    before = len(log.entries(LOCAL, actions=(action,)))
    use(house, admin)
    latest, *others = log.entries(LOCAL, actions=(action,))
    assert (latest.actor, latest.role, len(others)) == ("admin", "admin", before)
    assert subject is None or latest.subject == subject
