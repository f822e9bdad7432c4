"""Every error that Retally raises, each with the exit code its command ends with.

::

    RetallyError                    1
    |-- UsageError (ValueError)     2   what was asked for cannot be asked
    |   |-- UnknownNameError        2   no such definition, place, source, region
    |   `-- RightsError             2   geometry that may not be passed on
    |-- InputError (ValueError)     3   one input could not be read
    |   |-- DecodeError             3   bytes that are not what their source publishes
    |   |-- DayError                3   no day, contradicting days, or one in the future
    |   |-- CrsError                3   no coordinate reference system, or a wrong one
    |   |-- GeometryError           3   coordinates that are no place on Earth
    |   |-- LimitError              3   larger than the stated limit
    |   |-- WallError               3   a log-in or cookie wall in place of the story
    |   `-- AddressError            3   an address that may not be asked
    |-- MapMismatchError (ValueError) 2 two maps that cannot be compared
    |-- NotMeasuredError            3   no map at hand answers the question
    |-- FetchError                  3   a publisher's service did not answer as it should
    |   |-- GoneError               3   nothing is at that address any more
    |   `-- UnansweredError         3   every try failed; a later run may do better
    |-- ArchiveError                3   the archive itself
    |   |-- ArchiveLockedError      3   another process is writing
    |   |-- ArchiveReadOnlyError    3   the folder cannot be written
    |   |-- ArchiveDamagedError     3   the catalogue or a file of the archive is broken
    |   `-- ArchiveFullError        3   no room left on the device
    `-- LedgerError                 3   the ledger itself
        |-- LedgerLockedError       3   another process is writing
        |-- LedgerReadOnlyError     3   the file or its folder cannot be written
        |-- LedgerDamagedError      3   the file is broken, or another program's
        `-- LedgerFullError         3   no room left on the device

Libraries raise; only `retally.cli` prints and exits.
"""

from __future__ import annotations


class RetallyError(Exception):
    """Root of every error that Retally raises.

    Parameters
    ----------
    what
        What went wrong, as one clause without a full stop.
    where
        The file, address, day or sentence it went wrong in.
    expected, got
        What should have been there, and what was.
    do
        What the reader of the message can do about it.
    """

    exit_code = 1

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        expected: str = "",
        got: str = "",
        do: str = "",
    ) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.got = got
        self.do = do
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The error as one line: where, what, expected, got, what to do."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        if self.expected and self.got:
            head += f" (expected {self.expected}, got {self.got})"
        elif self.expected:
            head += f" (expected {self.expected})"
        elif self.got:
            head += f" (got {self.got})"
        text = f"{head}; {self.do}" if self.do else head
        # One line, whatever a library or a file name put into it.
        return " ".join(text.split())


class UsageError(RetallyError, ValueError):
    """What was asked for cannot be asked."""

    exit_code = 2


class UnknownNameError(UsageError):
    """No definition, place, source or region has this name."""


class RightsError(UsageError):
    """Geometry whose licence does not allow passing it on."""


class MapMismatchError(RetallyError, ValueError):
    """Two maps that cannot be compared: another source or another reference system."""

    exit_code = 2


class InputError(RetallyError, ValueError):
    """One input could not be read; nothing of it is kept."""

    exit_code = 3


class DecodeError(InputError):
    """Bytes that are not what their source publishes."""


class DayError(InputError):
    """No day, two days that contradict each other, or a day in the future."""


class CrsError(InputError):
    """No coordinate reference system, several, or one that does not fit the coordinates."""


class GeometryError(InputError):
    """Coordinates that are no place on Earth, or rings that enclose nothing."""


class LimitError(InputError):
    """An input larger than the stated limit."""


class WallError(InputError):
    """A log-in, payment, cookie or robot wall stands in place of the story."""


class AddressError(InputError):
    """An address that may not be asked: private, malformed, or no web address."""


class NotMeasuredError(RetallyError):
    """No map and no reference series at hand answers the question."""

    exit_code = 3


class FetchError(RetallyError):
    """A publisher's service did not answer as it should."""

    exit_code = 3


class GoneError(FetchError):
    """Nothing is at that address (any more); a publisher renames services without notice."""


class UnansweredError(FetchError):
    """No usable answer within the stated number of tries; a later run may do better."""


class ArchiveError(RetallyError):
    """The archive could not be opened, read or written."""

    exit_code = 3


class ArchiveLockedError(ArchiveError):
    """Another process is writing to the archive."""


class ArchiveReadOnlyError(ArchiveError):
    """The archive's folder cannot be written."""


class ArchiveDamagedError(ArchiveError):
    """The catalogue or a file of the archive is broken."""


class ArchiveFullError(ArchiveError):
    """No room is left on the archive's device."""


class LedgerError(RetallyError):
    """The ledger could not be opened, read or written."""

    exit_code = 3


class LedgerLockedError(LedgerError):
    """Another process is writing to the ledger."""


class LedgerReadOnlyError(LedgerError):
    """The ledger's file or its folder cannot be written."""


class LedgerDamagedError(LedgerError):
    """The ledger's file is broken, or is another program's."""


class LedgerFullError(LedgerError):
    """No room is left on the ledger's device."""
