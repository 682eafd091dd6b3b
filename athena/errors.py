"""Every error Athena raises on purpose.

    AthenaError                 title and message a person can act on
    ├── ConfigError             a setting is unknown or malformed
    ├── SetupError              this machine cannot run Athena as it is
    ├── InputError              what a person typed or sent cannot be used
    │   └── NotFoundError       it names something that does not exist
    ├── AccessError             whoever asks may not do that
    │   ├── CredentialsError    who they are could not be proved
    │   └── TooManyTriesError   it was tried too often within a short time
    ├── BankError               a question file is wrong
    ├── StoreError              the database refused or is not usable
    │   ├── MigrationError      the schema history does not fit this program
    │   └── BusyError           another program holds the database
    ├── EngineError             the interviewer cannot be reached or gave up
    │   ├── CapacityError       as many interviews run as this machine carries
    │   └── BudgetError         the money for interviews in the cloud is used up
    ├── ProviderError           whoever vouches for people cannot be reached
    ├── RunnerError             programs of candidates cannot be run now
    ├── ModelError              a speech model is missing or not the pinned one
    └── QueryFault              untrusted SQL gave no result (athena.sandbox.values)

A driver's error is wrapped in one of these with ``raise … from error``.
"""

from __future__ import annotations


class AthenaError(Exception):
    """An error with a short ``title`` and a ``message`` that says what to do."""

    title = "Something went wrong"

    def __init__(self, message: str, title: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.title = title or type(self).title


class ConfigError(AthenaError):
    """A setting is unknown or malformed."""

    title = "A setting needs attention"


class SetupError(AthenaError):
    """This machine cannot run Athena as it is."""

    title = "Athena cannot start"


class InputError(AthenaError):
    """What a person typed or sent cannot be used."""

    title = "Please check your input"


class NotFoundError(InputError):
    """The input names something that does not exist."""

    title = "Not found"


class AccessError(AthenaError):
    """Whoever asks may not do that."""

    title = "Not allowed"


class CredentialsError(AccessError):
    """Whoever asks could not prove who they are."""

    title = "You are not signed in"


class TooManyTriesError(AccessError):
    """It was tried too often within a short time; ``wait_s`` seconds later it may be tried again."""

    title = "Too many tries"

    def __init__(self, message: str, wait_s: int) -> None:
        super().__init__(message)
        self.wait_s = wait_s


class BankError(AthenaError):
    """A question file is wrong."""

    title = "The question bank needs attention"


class StoreError(AthenaError):
    """The database refused or is not usable."""

    title = "The database needs attention"


class MigrationError(StoreError):
    """The schema history in the database does not fit this program."""


class BusyError(StoreError):
    """Another program holds the database."""


class EngineError(AthenaError):
    """The interviewer cannot be reached or gave up."""

    title = "The interviewer is not available"


class CapacityError(EngineError):
    """As many interviews run already as this machine carries."""

    title = "All seats are taken"


class BudgetError(EngineError):
    """The money for interviews in the cloud is used up."""

    title = "Today's budget is used up"


class ProviderError(AthenaError):
    """Whoever vouches for people cannot be reached, or is not who it should be."""

    title = "The provider does not answer"


class RunnerError(AthenaError):
    """Programs of candidates cannot be run now."""

    title = "The program could not be run"


class ModelError(AthenaError):
    """A speech model is missing or is not the pinned one."""

    title = "A speech model needs attention"
