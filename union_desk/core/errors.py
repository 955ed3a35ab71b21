"""The two errors that are meant for the caseworker; anything else is a bug."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule of the law or of the office was broken; the message tells the caseworker what to put right."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class StoreProblem(Exception):
    """The store cannot do what was asked (disk full, locked, newer …); `advice` says what to do now.

    `damaged`: what is stored cannot be read or is not all there; a backup would help.
    """

    def __init__(self, message: str, *, advice: str = "", damaged: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.damaged = damaged


class WrongPassword(StoreProblem):
    """A password that does not open; the next try has to wait this many seconds."""

    def __init__(self, message: str, *, advice: str = "", wait_seconds: int = 0) -> None:
        super().__init__(message, advice=advice)
        self.wait_seconds = wait_seconds
