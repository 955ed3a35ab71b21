"""What every input widget has in common with the others."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance


@runtime_checkable
class Field(Protocol):
    """An input that gives and takes a value; the binder knows these and the plain Qt inputs.

    `value` raises RuleBroken where the text cannot be a value; `draft` is the text as it is, fit for JSON.
    A field may also have `problem_found = Signal(str)`: what is wrong at the moment, "" when nothing is.
    """

    @property
    def changed(self) -> SignalInstance: ...
    def value(self) -> Any: ...
    def set_value(self, value: Any) -> None: ...
    def draft(self) -> Any: ...
    def restore(self, draft: Any) -> None: ...
