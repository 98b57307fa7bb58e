"""The exceptions of presstally: one hierarchy, messages that say what to do."""

from __future__ import annotations


class PresstallyError(Exception):
    """Anything a user can put right; the command line prints it without a trace.

    The message names the file, table or row, what is wrong and what to do.
    """

    exit_code = 1


class SettingsError(PresstallyError):
    """A setting or option is unknown or out of range."""

    exit_code = 2


class CorrectionsError(PresstallyError):
    """A file of corrections can't be read, or says what can't be done."""

    exit_code = 2


class SourceError(PresstallyError):
    """A source does not exist or can't be read as a whole."""

    exit_code = 3


class ValidationError(PresstallyError):
    """A critical expectation failed; no release was made."""

    exit_code = 4


class HomeLockedError(PresstallyError):
    """Another run holds the home folder."""

    exit_code = 5


class ReleaseError(PresstallyError):
    """A release is missing, damaged or can't be written."""

    exit_code = 6
