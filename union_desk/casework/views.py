"""Saved views of a list: a filter, an order and columns under a name, of one user or of the whole office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.settings import read_setting, write_setting
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.store.database import Database

_LONGEST: Final = 16
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class SavedView:
    """What a list showed when it was saved; without `columns` it leaves them as they are."""

    name: str
    text: str = ""
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    of_office: bool = False


class SavedViews:
    """The views that users of this store have saved, for each list by the name of its records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, actor: Actor, entity: str) -> tuple[SavedView, ...]:
        """Return one's own views, then those of the office."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return (*_read(session, actor, entity, False), *_read(session, actor, entity, True))

    def keep(self, actor: Actor, entity: str, view: SavedView) -> None:
        """Save a view; one of the same name is replaced."""
        require(actor, Right.VIEW)
        _check_office_view(actor, view)
        view = replace(view, name=_checked(view.name), text=storable(view.text))
        with self._database.write("保存视图", actor) as work:
            kept = [
                each for each in _read(work.session, actor, entity, view.of_office) if each.name != view.name
            ]
            if len(kept) >= _MOST:
                raise RuleBroken(f"视图最多保存 {_MOST} 个，请先删去不用的。", field="name")
            _write(work.session, actor, entity, view.of_office, [*kept, view])

    def rename(self, actor: Actor, entity: str, view: SavedView, name: str) -> None:
        """Give a view another name."""
        require(actor, Right.VIEW)
        _check_office_view(actor, view)
        name = _checked(name)
        with self._database.write("视图改名", actor) as work:
            views = _read(work.session, actor, entity, view.of_office)
            if any(each.name == name != view.name for each in views):
                raise RuleBroken(f"已有名为“{name}”的视图，请换一个名称。", field="name")
            renamed = [replace(each, name=name) if each.name == view.name else each for each in views]
            _write(work.session, actor, entity, view.of_office, renamed)

    def delete(self, actor: Actor, entity: str, view: SavedView) -> None:
        """Forget a view; the files that it showed are untouched."""
        require(actor, Right.VIEW)
        _check_office_view(actor, view)
        with self._database.write("删除视图", actor) as work:
            views = _read(work.session, actor, entity, view.of_office)
            left = [each for each in views if each.name != view.name]
            _write(work.session, actor, entity, view.of_office, left)


def _check_office_view(actor: Actor, view: SavedView) -> None:
    if view.of_office:
        require(actor, Right.EDIT)


def _checked(name: str) -> str:
    name = storable(name).strip()
    if not name:
        raise RuleBroken("请给视图起个名称。", field="name")
    if len(name) > _LONGEST:
        raise RuleBroken(f"视图名称请写短一些，最多 {_LONGEST} 字。", field="name")
    return name


def _place(actor: Actor, entity: str, of_office: bool) -> str:
    return f"views/{entity}/{f'office/{actor.audience}' if of_office else f'user/{actor.user}'}"


def _read(session: Session, actor: Actor, entity: str, of_office: bool) -> list[SavedView]:
    held = read_setting(session, _place(actor, entity, of_office)).get("views", [])
    return [
        SavedView(
            name=body["name"],
            text=body.get("text", ""),
            filters=MappingProxyType(dict(body.get("filters", {}))),
            sort=body.get("sort", ""),
            descending=bool(body.get("descending")),
            columns=tuple(body.get("columns", ())),
            of_office=of_office,
        )
        for body in held
    ]


def _write(session: Session, actor: Actor, entity: str, of_office: bool, views: Sequence[SavedView]) -> None:
    bodies: list[dict[str, Any]] = [
        {
            "name": view.name,
            "text": view.text,
            "filters": dict(view.filters),
            "sort": view.sort,
            "descending": view.descending,
            "columns": list(view.columns),
        }
        for view in views
    ]
    write_setting(session, _place(actor, entity, of_office), {"views": bodies})
