"""报表模板: blank tables of others, marked once, kept in versions, and given to other offices as a file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from union_desk.casework.records import ReportTemplateRecord
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.sheets.template import (
    CONSTANT,
    FIELD,
    MOST_BYTES,
    ORDER,
    Filling,
    Layout,
    headings,
    look_at,
)
from union_desk.store.database import Database
from union_desk.store.work import Work

SUFFIX: Final = ".udtable"
_FORMAT: Final = "union-desk-table"
_VERSION: Final = 1
_LONGEST: Final = 40
_LONGEST_TEXT: Final = 200
_GONE: Final = "这个报表模板已不在，请重新打开本页。"
_NO_TEMPLATE: Final = "这不是报表模板文件，或者已经损坏。请对方在“报表模板”里重新导出。"


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """One version of a table of somebody else."""

    name: str
    file_name: str
    layout: Layout
    titles: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """The heading of each column, as it was when it was marked."""
    number: int = 1
    uid: str = ""
    saved_by: str = ""
    saved_at: datetime | None = None


class ReportTemplates:
    """The tables that an office fills for others."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def all(self, actor: Actor, entity: str) -> tuple[ReportTemplate, ...]:
        """Return the newest version of each table that is in use in this office, by name."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return _in_use(session, actor, entity)

    def workbook(self, actor: Actor, uid: str) -> bytes:
        """Return the blank table itself."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return template_with(session, actor, uid)[1]

    def known(self, actor: Actor, entity: str) -> Mapping[str, Filling]:
        """Return what was chosen for a heading before, in whichever table; the latest choice holds."""
        require(actor, Right.VIEW)
        known: dict[str, Filling] = {}
        with self._database.read() as session:
            for record in session.scalars(_of(actor, entity).order_by(ReportTemplateRecord.saved_at)):
                held = _template(record)
                for column, title in held.titles.items():
                    if column in held.layout.columns:
                        known[title] = held.layout.columns[column]
        return known

    def keep(self, actor: Actor, entity: str, template: ReportTemplate, data: bytes) -> str:
        """Keep a marked table; under a name that there is already it is the next version. Return its uid."""
        require(actor, Right.EXPORT)
        checked = _checked(template, data)
        with self._database.write(f"保存报表模板“{checked.name}”", actor) as work:
            return self._keep(work, entity, checked, data)

    def drop(self, actor: Actor, uid: str) -> str:
        """Take a table out of use, with its earlier versions; they stay in the log. Return the work."""
        require(actor, Right.EXPORT)
        with self._database.write("停用报表模板", actor) as work:
            record = _own(work.session, actor, uid)
            same = _of(actor, record.entity or "").where(
                ReportTemplateRecord.name == record.name, ReportTemplateRecord.dropped_at.is_(None)
            )
            for each in work.session.scalars(same):
                each.dropped_by, each.dropped_at = actor.user, self._clock()
            return work.uid

    def packed(self, actor: Actor, uid: str) -> bytes:
        """Return a table as a file for another office; there is no datum of a person in it."""
        require(actor, Right.EXPORT)
        with self._database.read() as session:
            template, data = template_with(session, actor, uid)
            record = session.get(ReportTemplateRecord, uid)
        body = {
            "format": _FORMAT,
            "version": _VERSION,
            "entity": record.entity if record else "",
            "name": template.name,
            "file_name": template.file_name,
            "layout": _plain_layout(template),
            "workbook": base64.b64encode(data).decode(),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        return json.dumps(body, ensure_ascii=False, indent=1).encode()

    def take_in(self, actor: Actor, entity: str, packed: bytes) -> ReportTemplate:
        """Take a table that another office made; what is wrong with the file is said."""
        require(actor, Right.EXPORT)
        template, data = _unpacked(packed, entity)
        checked = _checked(template, data)
        with self._database.write(f"收下报表模板“{checked.name}”", actor) as work:
            uid = self._keep(work, entity, checked, data)
        return replace(checked, uid=uid)

    def _keep(self, work: Work, entity: str, template: ReportTemplate, data: bytes) -> str:
        before = _of(work.actor, entity).where(ReportTemplateRecord.name == template.name)
        numbers = [record.number or 0 for record in work.session.scalars(before)]
        record = ReportTemplateRecord(
            audience=work.actor.audience,
            entity=entity,
            name=template.name,
            number=max(numbers, default=0) + 1,
            file_name=template.file_name,
            workbook=base64.b64encode(data).decode(),
            layout=_plain_layout(template),
            saved_by=work.actor.user,
            saved_at=self._clock(),
            dropped_by=None,
            dropped_at=None,
        )
        work.session.add(record)
        work.session.flush()
        return record.uid


def template_with(session: Session, actor: Actor, uid: str) -> tuple[ReportTemplate, bytes]:
    """Return a table of this office with its workbook."""
    record = _own(session, actor, uid)
    return _template(record), base64.b64decode(record.workbook or "")


def _own(session: Session, actor: Actor, uid: str) -> ReportTemplateRecord:
    record = session.get(ReportTemplateRecord, uid)
    if record is None or record.audience != actor.audience or record.dropped_at is not None:
        raise RuleBroken(_GONE)
    return record


def _of(actor: Actor, entity: str) -> Any:
    """Select the tables of an office; the workbooks themselves are read only where they are wanted."""
    return (
        select(ReportTemplateRecord)
        .where(ReportTemplateRecord.audience == actor.audience, ReportTemplateRecord.entity == entity)
        .options(defer(ReportTemplateRecord.workbook))
    )


def _in_use(session: Session, actor: Actor, entity: str) -> tuple[ReportTemplate, ...]:
    newest: dict[str, ReportTemplate] = {}
    wanted = _of(actor, entity).where(ReportTemplateRecord.dropped_at.is_(None))
    for record in session.scalars(wanted.order_by(ReportTemplateRecord.name, ReportTemplateRecord.number)):
        newest[record.name or ""] = _template(record)
    return tuple(newest.values())


def _checked(template: ReportTemplate, data: bytes) -> ReportTemplate:
    """Refuse a table without name, without a column to fill, or whose marks lie outside of it."""
    name = storable(template.name).strip()
    if not name:
        raise RuleBroken("请给报表模板起个名称，例如 市总年度汇总表。", field="name")
    if len(name) > _LONGEST:
        raise RuleBroken(f"名称请写短一些，最多 {_LONGEST} 字。", field="name")
    layout = template.layout
    look = next((each for each in look_at(data) if each.name == layout.sheet), None)
    if look is None:
        raise RuleBroken(f"表里没有工作表“{layout.sheet}”。", field="sheet")
    if not 1 <= layout.header_first <= layout.header_last <= len(look.rows):
        raise RuleBroken("表头的行号不对，请重新标记。", field="header")
    if layout.body_last < layout.header_last:
        raise RuleBroken("正文的最后一行不能在表头上面。", field="body")
    if not any(filling.kind == FIELD for filling in layout.columns.values()):
        raise RuleBroken("还没有一栏对应到档案里的项目，请至少选一栏。", field="columns")
    above = {place: storable(text)[:_LONGEST_TEXT] for place, text in layout.above.items()}
    titles = headings(look, layout.header_first, layout.header_last)
    return replace(template, name=name, layout=replace(layout, above=above), titles=titles)


def _template(record: ReportTemplateRecord) -> ReportTemplate:
    layout, titles = _layout(record.layout or {})
    return ReportTemplate(
        name=record.name or "",
        file_name=record.file_name or "",
        layout=layout,
        titles=titles,
        number=record.number or 1,
        uid=record.uid,
        saved_by=record.saved_by or "",
        saved_at=record.saved_at,
    )


def _plain_layout(template: ReportTemplate) -> dict[str, Any]:
    layout = template.layout
    return {
        "sheet": layout.sheet,
        "header": [layout.header_first, layout.header_last],
        "body_last": layout.body_last,
        "columns": {
            str(column): [filling.kind, filling.value, filling.scale]
            for column, filling in layout.columns.items()
        },
        "above": dict(layout.above),
        "titles": {str(column): title for column, title in template.titles.items()},
    }


def _layout(held: Mapping[str, Any]) -> tuple[Layout, Mapping[int, str]]:
    first, last = held["header"]
    columns = {
        int(column): Filling(str(kind), str(value), int(scale))
        for column, (kind, value, scale) in held["columns"].items()
    }
    titles = {int(column): str(title) for column, title in held.get("titles", {}).items()}
    above = {str(place): str(text) for place, text in held.get("above", {}).items()}
    return Layout(str(held["sheet"]), int(first), int(last), int(held["body_last"]), columns, above), titles


def _unpacked(packed: bytes, entity: str) -> tuple[ReportTemplate, bytes]:
    if len(packed) > 2 * MOST_BYTES:
        raise RuleBroken(_NO_TEMPLATE)
    try:
        body = json.loads(packed)
        if body["format"] != _FORMAT or body["entity"] != entity:
            raise RuleBroken(_NO_TEMPLATE)
        if body["version"] > _VERSION:
            raise RuleBroken("这个报表模板是用更新的程序做的，请先更新本机的程序。")
        data = base64.b64decode(body["workbook"], validate=True)
        layout, titles = _layout(body["layout"])
        template = ReportTemplate(str(body["name"]), str(body["file_name"]), layout, titles)
        honest = hashlib.sha256(data).hexdigest() == body["sha256"]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise RuleBroken(_NO_TEMPLATE) from error
    kinds = {filling.kind for filling in layout.columns.values()}
    if not honest or not kinds <= {FIELD, CONSTANT, ORDER}:
        raise RuleBroken(_NO_TEMPLATE)
    return template, data
