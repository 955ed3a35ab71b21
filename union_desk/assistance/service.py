"""Recording what was given: inside the work of the case that it belongs to."""

from __future__ import annotations

from datetime import date

from union_desk.assistance.records import GrantRecord
from union_desk.assistance.rules import checked_grant
from union_desk.assistance.values import Grant
from union_desk.casework.fields import stored_fields
from union_desk.casework.timeline import EventText, Subject, add_event
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.store.work import Work

_FIELDS = ("on", "kind", "form", "amount_fen", "goods", "quantity", "source", "handler", "remark")


def record_grant(
    work: Work, subject: Subject, grant: Grant, enrolled_on: date | None, today: date, *, has_file: bool
) -> str:
    """Record a grant on a case and on its timeline; return its uid."""
    grant = checked_grant(grant, today, enrolled_on, has_file=has_file)
    row = GrantRecord(
        audience=subject.audience,
        subject=subject.entity,
        subject_uid=subject.uid,
        person_uid=grant.person_uid or None,
        recorded_by=work.actor.user,
        recorded_at=work.at,
        reverses_uid=None,
        **stored_fields(grant, _FIELDS),
    )
    work.session.add(row)
    add_event(work, subject, EventText(grant.on or today, "grant", grant_words(grant)), work.at)
    return row.uid


def reverse_grant(work: Work, subject: Subject, grant_uid: str, reason: str, today: date) -> str:
    """Take a wrong grant back by a line of its own: money is only ever added to the record."""
    reason = storable(reason).strip()
    if not reason:
        raise RuleBroken("请写明冲正的理由。", field="reason")
    row = work.session.get(GrantRecord, grant_uid)
    if row is None or (row.subject, row.subject_uid) != (subject.entity, subject.uid) or row.reverses_uid:
        raise RuleBroken("这条帮扶记录已不在，请重新打开本页。")
    if work.session.query(GrantRecord.uid).filter(GrantRecord.reverses_uid == grant_uid).first():
        raise RuleBroken("这条帮扶记录已经冲正。")
    back = GrantRecord(
        audience=subject.audience,
        subject=subject.entity,
        subject_uid=subject.uid,
        person_uid=row.person_uid,
        on=today,
        kind=row.kind,
        form=row.form,
        amount_fen=-row.amount_fen if row.amount_fen is not None else None,
        goods=row.goods,
        quantity=-row.quantity if row.quantity is not None else None,
        source=row.source,
        handler=row.handler,
        remark=reason,
        recorded_by=work.actor.user,
        recorded_at=work.at,
        reverses_uid=grant_uid,
    )
    work.session.add(back)
    text = f"冲正 {row.on} 的{term_label('aid_kind', row.kind)}：{reason}"
    add_event(work, subject, EventText(today, "grant", text), work.at)
    return back.uid


def grant_words(grant: Grant) -> str:
    """Say a grant in one line: 生活救助 打卡 3,000.00 元（本级工会经费）。"""
    worth = f" {format_fen(grant.amount_fen)} 元" if grant.amount_fen is not None else ""
    goods = f" {grant.goods}{f' {grant.quantity} 份' if grant.quantity else ''}" if grant.goods else ""
    source = f"（{term_label('funding_source', grant.source)}）"
    return (
        f"{term_label('aid_kind', grant.kind)} {term_label('aid_form', grant.form)}{worth}{goods}{source}。"
    )
