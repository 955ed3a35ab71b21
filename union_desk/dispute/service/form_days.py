"""What a form may not say beside the life of its case: an extension alone, a receipt after the agreement."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.core.clock_rules import put_off
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.dispute.queries.life import agreements_of
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.rules.collective import MOST_REPRESENTATIVES
from union_desk.dispute.service.rulebook import rules_in
from union_desk.dispute.values import CaseForm


def check_form_days(session: Session, record: DisputeCaseRecord, form: CaseForm, today: date) -> None:
    """Refuse a form whose days contradict what happened; RuleBroken names its field."""
    _check_extension(session, form, today)
    _check_receipt(session, record, form)
    _check_representatives(form)


def _check_extension(session: Session, form: CaseForm, today: date) -> None:
    if form.extended_to_on is None:
        return
    for agrees, who, field in (
        (form.extension_applicant, "申请人", "extension_applicant"),
        (form.extension_respondent, "被申请人", "extension_respondent"),
    ):
        if not agrees:
            raise RuleBroken(f"延期要双方同意，{who}还没有同意。", field=field)
    if form.received_on is None:
        raise RuleBroken("还没有填写收到申请的日期，不能延期。", field="extended_to_on")
    try:
        put_off(rules_in(session, today)["M03"], form.received_on, form.extended_to_on, calendar_in(session))
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="extended_to_on") from None


def _check_receipt(session: Session, record: DisputeCaseRecord, form: CaseForm) -> None:
    agreement = agreements_of(session, [record.uid]).get(record.uid)
    signed_on = agreement.signed_on if agreement is not None and agreement.in_force else None
    for day, what in ((signed_on, "签订协议"), (record.accepted_on, "受理")):
        if day is not None and (form.received_on is None or form.received_on > day):
            raise RuleBroken(f"收到申请的日期不能晚于{what} {day_text(day)}。", field="received_on")


def _check_representatives(form: CaseForm) -> None:
    chosen = 0
    for place, party in enumerate(form.parties):
        if not party.representative:
            continue
        if party.side != "applicant" or party.kind != "worker":
            outside = "只有名册里的职工才能作代表，请先把他加进名册。"
            raise RuleBroken(outside, field=f"parties.{place}.representative")
        chosen += 1
        if chosen > MOST_REPRESENTATIVES:
            most = f"代表最多 {MOST_REPRESENTATIVES} 人。"
            raise RuleBroken(most, field=f"parties.{place}.representative")
