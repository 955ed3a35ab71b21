"""Lists that leave the program as sheets: which columns are usual, who got one, and the log of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.casework.records import EventRecord
from union_desk.casework.settings import read_setting, write_setting
from union_desk.core.clock import local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.store.database import Database
from union_desk.store.records import new_uid
from union_desk.store.work import Work

_LONGEST: Final = 16
_LONGEST_TITLE: Final = 40
_MOST: Final = 30
_RECEIVERS: Final = 12
_UID_LEFT: Final = 24

Columns = tuple[tuple[str, str], ...]
"""Names of columns, each with the heading that stands above it instead of its own ("" for its own)."""


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """Columns in their order under a name."""

    name: str
    columns: Columns = ()
    of_office: bool = False


@dataclass(frozen=True, slots=True)
class LastExport:
    """What this user chose last, offered again."""

    columns: Columns = ()
    receivers: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column that a sheet can have; `path` says where it is held: `owner.name`, `file.number`."""

    name: str
    title: str
    group: str
    path: str
    kind: str = "text"  # as sheets.writing names it; and yes_no, division, hundredths, age, part_day
    terms: str = ""
    several: bool = False  # several codes with commas
    mask: str = ""  # how it is masked: id, card, phone, address, health
    total: bool = False
    alike: tuple[str, ...] = ()  # other headings that mean the same in tables of others


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that does not go into the sheet, and why."""

    uid: str
    shown: str  # 王芳 白杨-2026-00031
    reason: str


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is wanted: which columns under which headings, for whom and for what."""

    title: str = ""
    columns: Columns = ()
    provided: bool = True  # to somebody outside this office, which needs the consent of each person
    receiver: str = ""
    purpose: str = ""
    full: bool = False  # numbers in full
    password: str = field(default="", repr=False)
    template: str = ""  # the uid of somebody's own table that is filled instead of a plain list


@dataclass(frozen=True, slots=True)
class Sieved:
    """Which of the records may go out in this way."""

    uids: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    count: int
    left_out: tuple[LeftOut, ...]
    work_uid: str
    doubts: tuple[str, ...] = ()


class ColumnSets:
    """The column sets of this store, for each list by the name of its records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, actor: Actor, entity: str) -> tuple[ColumnSet, ...]:
        """Return one's own sets, then those of the office."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return (*_read(session, actor, entity, False), *_read(session, actor, entity, True))

    def keep(self, actor: Actor, entity: str, chosen: ColumnSet) -> None:
        """Save a set; one of the same name is replaced."""
        require(actor, Right.EXPORT)
        name = storable(chosen.name).strip()
        if not name:
            raise RuleBroken("请给这组栏目起个名称。", field="name")
        if len(name) > _LONGEST:
            raise RuleBroken(f"名称请写短一些，最多 {_LONGEST} 字。", field="name")
        kept = ColumnSet(name, checked_columns(chosen.columns), chosen.of_office)
        with self._database.write("保存导出栏目", actor) as work:
            others = [
                each for each in _read(work.session, actor, entity, kept.of_office) if each.name != name
            ]
            if len(others) >= _MOST:
                raise RuleBroken(f"栏目组最多保存 {_MOST} 个，请先删去不用的。", field="name")
            _write(work.session, actor, entity, kept.of_office, [*others, kept])

    def delete(self, actor: Actor, entity: str, chosen: ColumnSet) -> None:
        """Forget a set; a delivered one of that name is as it was delivered."""
        require(actor, Right.EXPORT)
        with self._database.write("删除导出栏目", actor) as work:
            held = _read(work.session, actor, entity, chosen.of_office)
            left = [each for each in held if each.name != chosen.name]
            _write(work.session, actor, entity, chosen.of_office, left)

    def last(self, actor: Actor, entity: str) -> LastExport:
        """Return what this user chose last."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            held = read_setting(session, _last_place(actor, entity))
        return LastExport(
            _columns_of(held.get("columns", ())),
            tuple(held.get("receivers", ())),
            tuple(held.get("purposes", ())),
            str(held.get("folder", "")),
        )

    def remember(
        self,
        actor: Actor,
        entity: str,
        columns: Columns,
        *,
        receiver: str = "",
        purpose: str = "",
        folder: str = "",
    ) -> None:
        """Offer these again next time; what is empty stays as it was."""
        require(actor, Right.EXPORT)
        before = self.last(actor, entity)
        value = {
            "columns": [list(each) for each in columns or before.columns],
            "receivers": _newest(receiver, before.receivers),
            "purposes": _newest(purpose, before.purposes),
            "folder": folder or before.folder,
        }
        with self._database.write("记住导出的选择", actor) as work:
            write_setting(work.session, _last_place(actor, entity), value)


def checked_columns(columns: Columns) -> Columns:
    """Refuse an empty choice; headings are short and storable."""
    if not columns:
        raise RuleBroken("请至少选一栏。", field="columns")
    return tuple((name, storable(title).strip()[:_LONGEST_TITLE]) for name, title in columns)


def log_export(work: Work, entity: str, rows: Sequence[tuple[str, str]], text: str, at: datetime) -> None:
    """Write into the log and on the timeline of each record (uid, audience) who got what of it for what."""
    # Of a hundred thousand rows each would go to another page of the file: in order they lie side by side.
    rows = sorted(rows)
    first = new_uid()[:_UID_LEFT]
    work.insert_many(
        EventRecord,
        (
            {
                "uid": f"{first}{number:08x}",
                "audience": audience,
                "subject": entity,
                "subject_uid": uid,
                "on": local_day(at),
                "kind": "export",
                "text": text,
                "by": work.actor.user,
                "office": work.actor.office,
                "recorded_at": at,
                "written": False,
            }
            for number, (uid, audience) in enumerate(rows)
        ),
    )
    work.note_accesses("export", entity, rows, text)


def _newest(word: str, before: Sequence[str]) -> list[str]:
    word = storable(word).strip()
    words = [word, *before] if word else list(before)
    return list(dict.fromkeys(words))[:_RECEIVERS]


def _last_place(actor: Actor, entity: str) -> str:
    return f"export/{entity}/last/{actor.user}"


def _place(actor: Actor, entity: str, of_office: bool) -> str:
    return f"export/{entity}/{f'office/{actor.audience}' if of_office else f'user/{actor.user}'}"


def _columns_of(held: Any) -> Columns:
    return tuple((str(name), str(title)) for name, title in held)


def _read(session: Session, actor: Actor, entity: str, of_office: bool) -> list[ColumnSet]:
    held = read_setting(session, _place(actor, entity, of_office)).get("sets", [])
    return [ColumnSet(body["name"], _columns_of(body["columns"]), of_office) for body in held]


def _write(session: Session, actor: Actor, entity: str, of_office: bool, sets: Sequence[ColumnSet]) -> None:
    bodies = [{"name": each.name, "columns": [list(column) for column in each.columns]} for each in sets]
    write_setting(session, _place(actor, entity, of_office), {"sets": bodies})
