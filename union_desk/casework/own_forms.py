"""自备表格: the tables that an office prints in the place of our forms, from its Word files, in versions."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from union_desk.casework.own_tables import DRAWING, KIND, SHIPPED, begun_versions, own_texts_on
from union_desk.casework.records import OfficeVersionRecord
from union_desk.casework.values import Entry, Version, in_force
from union_desk.casework.versions import enter_version, versions_of, withdraw_version
from union_desk.casework.wording import prints_resting_on
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.core.wording import FormTexts, OwnTable
from union_desk.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from union_desk.paper.docx_fields import FieldName
    from union_desk.paper.docx_form import Reading
    from union_desk.paper.sheet import Form

_WORD: Final = "docx"
_FILE: Final = "file"
_HASH: Final = "sha256"
_LONGEST_NAME: Final = 80
_MOST_FAULTS: Final = 3


@dataclass(frozen=True, slots=True)
class FormInUse:
    """A form, and which table is printed for it today."""

    form_id: str
    title: str
    version: Version | None  # None: the shipped form

    @property
    def standing(self) -> str:
        if self.version is None:
            return "用程序的表"
        return f"自备表第 {self.version.number} 版（{self.version.entry.from_on} 起）"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A Word file as it was read for a form, and the form that it makes where it can be printed."""

    reading: Reading
    sheet: Form | None


class OwnFormService:
    """What a screen can ask and do about an office's own tables."""

    def __init__(self, database: Database, clock: Clock, titles: Mapping[str, str]) -> None:
        self._database, self._clock, self._titles = database, clock, dict(titles)

    def forms(self, actor: Actor) -> tuple[FormInUse, ...]:
        """Return every form that may have an own table, in the order in which they are needed."""
        require(actor, Right.VIEW)
        today = local_day(self._clock())
        with self._database.read() as session:
            return tuple(
                FormInUse(form_id, title, self._version_today(session, form_id, today))
                for form_id, title in self._titles.items()
            )

    def fields(self, actor: Actor, form_id: str) -> tuple[FieldName, ...]:
        """Return the fields that a table of this form may have."""
        from union_desk.paper.docx_fields import names_of  # noqa: PLC0415 - drawing is loaded when first used

        require(actor, Right.VIEW)
        return names_of(self._shipped(form_id))

    def template(self, actor: Actor, form_id: str) -> bytes:
        """Return the shipped form as a Word file with its fields, to begin from."""
        from union_desk.paper.docx_writing import write_word  # noqa: PLC0415 - as above

        require(actor, Right.VIEW)
        return write_word(self._shipped(form_id))

    def look(self, actor: Actor, form_id: str, data: bytes) -> LookedAt:
        """Read a Word file for a form; RuleBroken where it cannot be opened at all."""
        from union_desk.paper.docx_form import read_word  # noqa: PLC0415 - as above
        from union_desk.paper.own_table import drawn_form  # noqa: PLC0415

        require(actor, Right.VIEW)
        base = self._shipped(form_id)
        reading = read_word(data, base)
        if reading.drawing is None or reading.faults:
            return LookedAt(reading, None)
        return LookedAt(reading, drawn_form(base, reading.drawing, FormTexts(mark="自备表试印")))

    def versions(self, actor: Actor, form_id: str) -> tuple[Version, ...]:
        """Return all versions, the latest day first; of the Word file only its name and size."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = versions_of(session, KIND, form_id)
        return tuple(replace(each, body=_told(each.body)) for each in found)

    def sheet(self, actor: Actor, version: Version) -> Form:
        """Return the form as a version prints it."""
        from union_desk.paper.form import load_form  # noqa: PLC0415 - as above

        require(actor, Right.VIEW)
        body = self._body(version.uid)
        if body.get(SHIPPED):
            return self._shipped(version.name)
        mark = f"自备表第{version.number}版"
        table = OwnTable(version.uid, str(body[DRAWING]))
        return load_form(version.name, FormTexts((), (version.uid,), mark, table))

    def sheet_today(self, actor: Actor, form_id: str) -> Form:
        """Return the form as it is printed for a file of today."""
        from union_desk.paper.form import SHIPPED_TEXTS, load_form  # noqa: PLC0415 - as above

        require(actor, Right.VIEW)
        with self._database.read() as session:
            texts = own_texts_on(session, self._known(form_id), local_day(self._clock()))
        return load_form(form_id, texts or SHIPPED_TEXTS)

    def original(self, actor: Actor, uid: str) -> tuple[str, bytes]:
        """Give back the Word file of a version, with its name."""
        require(actor, Right.VIEW)
        body = self._body(uid)
        if _WORD not in body:
            raise RuleBroken("这一版用的是程序的表，没有 Word 文件。")
        return str(body.get(_FILE) or "自备表格.docx"), base64.b64decode(body[_WORD])

    def enter(self, actor: Actor, form_id: str, name: str, data: bytes, entry: Entry) -> str:
        """Enter a Word file as a new version; return the work."""
        from union_desk.paper.own_table import kept  # noqa: PLC0415 - as above

        require(actor, Right.CONFIGURE)
        reading = self.look(actor, form_id, data).reading
        if reading.drawing is None or reading.faults:
            more = f" 等 {len(reading.faults)} 处" if len(reading.faults) > _MOST_FAULTS else ""
            raise RuleBroken(f"{'；'.join(reading.faults[:_MOST_FAULTS])}{more}", field="file")
        digest = hashlib.sha256(data).hexdigest()
        body = {
            _FILE: storable(PureWindowsPath(name).name)[:_LONGEST_NAME],
            _HASH: digest,
            _WORD: base64.b64encode(data).decode("ascii"),
            DRAWING: kept(reading.drawing),
        }
        before = self._in_force(form_id, entry)
        if before is not None and self._body(before.uid).get(_HASH) == digest:
            raise RuleBroken("没有改动：与现在用的自备表格相同。", field="file")
        return self._enter(actor, form_id, entry, body, "换成自备表格")

    def back(self, actor: Actor, form_id: str, entry: Entry) -> str:
        """Print the shipped form again from a day on; what was printed keeps its version."""
        require(actor, Right.CONFIGURE)
        before = self._in_force(form_id, entry)
        if before is None or self._body(before.uid).get(SHIPPED):
            raise RuleBroken("没有改动：那一天用的就是程序的表。", field="from_on")
        return self._enter(actor, form_id, entry, {SHIPPED: True}, "换回程序的表")

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a version that no printed paper bears; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("作废自备表格", actor, reason=storable(why)) as work:
            withdraw_version(work, OfficeVersionRecord, uid, why, prints_resting_on)
            return work.uid

    def _enter(self, actor: Actor, form_id: str, entry: Entry, body: Mapping[str, Any], title: str) -> str:
        with self._database.write(title, actor, reason=storable(entry.reason)) as work:
            enter_version(work, KIND, self._known(form_id), entry, body)
            return work.uid

    def _in_force(self, form_id: str, entry: Entry) -> Version | None:
        with self._database.read() as session:
            return in_force(begun_versions(session, self._known(form_id)), entry.from_on)

    def _version_today(self, session: Session, form_id: str, today: date) -> Version | None:
        own = own_texts_on(session, form_id, today)
        if own is None:
            return None
        return in_force(begun_versions(session, form_id), today)

    def _body(self, uid: str) -> Mapping[str, Any]:
        with self._database.read() as session:
            row = session.get(OfficeVersionRecord, uid)
            if row is None or row.kind != KIND:
                raise RuleBroken("这一版已不在，可能已被撤销，请重新打开本页。")
            return dict(row.body or {})

    def _shipped(self, form_id: str) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - as above

        return load_form(self._known(form_id))

    def _known(self, form_id: str) -> str:
        if form_id not in self._titles:
            raise RuleBroken("没有这张表，请重新选择。", field="form")
        return form_id


def _told(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a list says of a version."""
    if body.get(SHIPPED):
        return {SHIPPED: True}
    return {_FILE: body.get(_FILE, ""), "size": len(body.get(_WORD, "")) * 3 // 4}
