"""The list and the search of an area, answered by its service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from union_desk.desk.case_list import ListQuery
from union_desk.desk.navigation import Found

if TYPE_CHECKING:
    from union_desk.core.rights import Actor

Wanted = TypeVar("Wanted")
Sums = TypeVar("Sums")
Wanted_contra = TypeVar("Wanted_contra", contravariant=True)
Sums_co = TypeVar("Sums_co", covariant=True)


class ListService(Protocol[Wanted_contra, Sums_co]):
    """What a list asks of the service of its area; `sort` is a column, `-` before it turns it round."""

    def ids(self, actor: Actor, wanted: Wanted_contra, sort: str) -> Sequence[str]: ...
    def rows(self, actor: Actor, ids: Sequence[str]) -> Mapping[str, Any]: ...
    def sums(self, actor: Actor, ids: Sequence[str]) -> Sums_co: ...


class Hit(Protocol):
    """What a search found, and what stands behind it."""

    @property
    def uid(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def detail(self) -> str: ...


class SearchService(Protocol):
    def search(self, actor: Actor, text: str, limit: int) -> Sequence[Hit]: ...


class ServiceList(Generic[Wanted, Sums]):
    """The rows of a list, filtered and sorted by the store.

    `wanted` reads the filters of the list, `said` writes the line of sums below it; `usual` is the column
    that a list is ordered by, the last ones first, until another is chosen.
    """

    def __init__(
        self,
        service: ListService[Wanted, Sums],
        actor: Actor,
        wanted: Callable[[ListQuery], Wanted],
        said: Callable[[Sums], str],
        usual: str = "number",
    ) -> None:
        self._service, self._actor, self._usual = service, actor, usual
        self._wanted, self._said = wanted, said

    def ids(self, query: ListQuery) -> Sequence[str]:
        sort = query.sort or self._usual
        descending = query.descending if query.sort else True
        return self._service.ids(self._actor, self._wanted(query), f"-{sort}" if descending else sort)

    def rows(self, ids: Sequence[str]) -> Mapping[str, Any]:
        return self._service.rows(self._actor, ids)

    def sums(self, ids: Sequence[str]) -> str:
        return self._said(self._service.sums(self._actor, ids))


class ServiceSearch:
    """Finds the records of one kind for the box on top."""

    def __init__(self, service: SearchService, actor: Actor, title: str, entity: str) -> None:
        self._service, self._actor, self._title, self._entity = service, actor, title, entity

    def search(self, text: str, limit: int) -> Sequence[Found]:
        hits = self._service.search(self._actor, text, limit)
        return [Found(self._title, self._entity, hit.uid, hit.title, hit.detail) for hit in hits]
