"""One kind of calculation, and the list of those that are offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

Answer = dict[str, Any]


class Request(Protocol):
    """One kind of calculation: a dataclass of `asked` fields that can answer itself."""

    def answer(self) -> Answer: ...


R = TypeVar("R", bound=Request)
_KINDS: dict[str, type[Any]] = {}
KINDS: Final[Mapping[str, type[Any]]] = MappingProxyType(_KINDS)


def calculation(name: str) -> Callable[[type[R]], type[R]]:
    """Offer a request dataclass under its `calc` name: all that a new kind needs."""

    def offered(kind: type[R]) -> type[R]:
        _KINDS[name] = kind
        return kind

    return offered
