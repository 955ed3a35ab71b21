"""The texts that forms print in this store: the shipped ones, and what the office wrote in their place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import DISTRICT_AUDIENCE, audience_of, offices_in, own_office_in
from union_desk.casework.own_tables import own_texts_on
from union_desk.casework.records import OfficeVersionRecord, PrintRecord
from union_desk.casework.values import Entry, Version, in_force
from union_desk.casework.versions import all_versions, enter_version, versions_of, withdraw_version
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.core.wording import (
    FormTexts,
    Wording,
    checked_text,
    filled,
    wording_of,
    wordings,
)
from union_desk.store.database import Database

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

KIND = "wording"
_SHIPPED_ON = date(2000, 1, 1)
_ARBITRATION = "劳动人事争议仲裁委员会"


def texts_on(session: Session, form_id: str, on: date, office: str = "") -> FormTexts:
    """Return the office's texts of a form as they stood on a day: a case keeps those it began with.

    They name the office of the case, or with none the store's own. An own table has its own words.
    """
    return own_texts_on(session, form_id, on) or wordings_on(session, form_id, on, office)


def wordings_on(session: Session, form_id: str, on: date, office: str = "") -> FormTexts:
    """Return the office's texts of a shipped form as they stood on a day."""
    texts: list[tuple[str, str]] = []
    uids: list[str] = []
    marks: list[str] = []
    own = all_versions(session, KIND)
    values = _office_values(session, office)
    for wording in wordings().values():
        if not wording.stands_on(form_id):
            continue
        version = in_force(own.get(wording.id, ()), on)
        if version is not None:
            texts.append((wording.id, filled(version.body["text"], values, wording.inserts)))
            uids.append(version.uid)
            marks.append(f"{wording.title}第{version.number}版")
        elif "{" in wording.text:
            texts.append((wording.id, filled(wording.text, values, wording.inserts)))
    return FormTexts(tuple(texts), tuple(uids), "，".join(marks))


def prints_resting_on(session: Session, uid: str) -> int:
    """Return how many papers were printed with a version of a text."""
    return (
        session.scalar(select(func.count()).select_from(PrintRecord).where(PrintRecord.wording.contains(uid)))
        or 0
    )


class WordingService:
    """What a screen can ask and do about the texts of the forms."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def all(self, actor: Actor) -> tuple[Wording, ...]:
        """Return the texts that an office may write anew, as they are shipped."""
        require(actor, Right.VIEW)
        return tuple(wordings().values())

    def versions(self, actor: Actor, wording_id: str) -> tuple[Version, ...]:
        """Return all versions of a text, the latest day first and the shipped one at the end."""
        require(actor, Right.VIEW)
        wording = wording_of(wording_id)
        with self._database.read() as session:
            own = versions_of(session, KIND, wording_id)
        return (*own, Version("", wording_id, 0, {"text": wording.text}, Entry(_SHIPPED_ON, "随程序提供")))

    def texts(self, actor: Actor, form_id: str, on: date | None = None) -> FormTexts:
        """Return the texts that a form prints for a case of that day, today's for none."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return texts_on(session, form_id, on or local_day(self._clock()))

    def sheet(self, actor: Actor, wording_id: str, text: str) -> Form:
        """Return the form as it would be with another text; RuleBroken says what is wrong with the text."""
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used
        from union_desk.paper.zhtext import clean  # noqa: PLC0415

        require(actor, Right.VIEW)
        wording = wording_of(wording_id)
        plain = clean(checked_text(wording, text))
        with self._database.read() as session:
            held = wordings_on(session, wording.form, local_day(self._clock()))
            shown = filled(plain, _office_values(session), wording.inserts)
        texts = {**dict(held.texts), wording_id: shown}
        return load_form(wording.form, FormTexts(tuple(texts.items()), mark=f"{wording.title}试印"))

    def doubts(self, actor: Actor, wording_id: str, text: str) -> tuple[str, ...]:
        """Return what is worth a second look; RuleBroken where the text cannot be printed."""
        from union_desk.paper.wording import fitting_of  # noqa: PLC0415 - drawing is loaded when first used

        fitting = fitting_of(self.sheet(actor, wording_id, text), wording_id)
        if fitting is None:
            return ()
        if fitting.missing:
            signs = "、".join(fitting.missing[:8])
            raise RuleBroken(f"字体里没有这些字符：{signs}。请换成别的写法。", field="text")
        if not fitting.whole:
            raise RuleBroken("文字太长，表单上的位置印不下，请写短一些，不要另起一行。", field="text")
        if fitting.small:
            return (f"文字较长，要缩到 {fitting.size:g} 磅才印得下（平时 {fitting.usual:g} 磅），不易看清。",)
        return ()

    def enter(self, actor: Actor, wording_id: str, text: str, entry: Entry) -> str:
        """Enter a new version of a text; return the work."""
        require(actor, Right.CONFIGURE)
        wording = wording_of(wording_id)
        plain = checked_text(wording, text)
        self.doubts(actor, wording_id, plain)
        with self._database.read() as session:
            before = in_force(versions_of(session, KIND, wording_id), entry.from_on)
        if plain == (before.body["text"] if before else wording.text):
            raise RuleBroken("没有改动：与现在的文字相同。", field="text")
        with self._database.write("修改文书文字", actor, reason=storable(entry.reason)) as work:
            enter_version(work, KIND, wording_id, entry, {"text": plain})
            return work.uid

    def withdraw(self, actor: Actor, uid: str, why: str) -> str:
        """Withdraw a version that no printed paper bears; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("作废文书文字", actor, reason=storable(why)) as work:
            withdraw_version(work, OfficeVersionRecord, uid, why, prints_resting_on)
            return work.uid


def _office_values(session: Session, office: str = "") -> dict[str, str]:
    offices = offices_in(session)
    own = offices.get(office or own_office_in(session))
    if own is None:
        return {}
    district = next((each.name for each in offices.values() if audience_of(each) == DISTRICT_AUDIENCE), "")
    return {
        "office": own.name,
        "phone": own.phone,
        "address": own.address,
        "district": district,
        "organisation": own.mediation_name or own.name,
        "arbitration": own.arbitration_name or _ARBITRATION,
    }
