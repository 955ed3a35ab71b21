"""Which drafts lack a mandatory field, asked of the store: what `rules.missing_fields` answers, in SQL."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from union_desk.hardship import rules
from union_desk.hardship.records import HardshipFileRecord, IncomeRecord
from union_desk.people.records import EmployerRecord, HouseholdMemberRecord, HouseholdRecord, PersonRecord

_File: Final = HardshipFileRecord
_Member: Final = HouseholdMemberRecord


def incomplete_draft() -> ColumnElement[bool]:
    """Return what is true of a draft that is not filled in.

    The statement has the file, its owner, employer and household; the store holds nothing for an empty text.
    """
    lacking = [_lacks(line.field) for line in rules.MANDATORY]
    return and_(_File.state == rules.State.DRAFT, or_(*lacking, *_asked_by_others(), _lacking_member()))


def _lacks(field: str) -> ColumnElement[bool]:
    if field == "owner.mobile":
        return and_(PersonRecord.mobile.is_(None), PersonRecord.other_phone.is_(None))
    if field == "industry":
        return and_(_File.industry.is_(None), EmployerRecord.industry.is_(None))
    if field == "incomes":
        return ~exists().where(
            IncomeRecord.file_uid == _File.uid,
            IncomeRecord.member_uid.is_(None),
            IncomeRecord.amount_fen.is_not(None),
            IncomeRecord.removed.is_(None),
        )
    holder, _, name = field.rpartition(".")
    held: Any = PersonRecord if holder else _File if hasattr(_File, name) else HouseholdRecord
    column: ColumnElement[Any] = getattr(held, name)
    return column.is_(None)


def _asked_by_others() -> tuple[ColumnElement[bool], ...]:
    """Return the fields that become mandatory by what another one says."""
    other = literal(f"%,{rules.OTHER_CAUSE},%")
    minor = literal(",") + _File.minor_causes + literal(",")
    return (
        and_(or_(_File.main_cause == rules.OTHER_CAUSE, minor.like(other)), _File.cause_text.is_(None)),
        and_(_File.year_income_override_fen.is_not(None), _File.year_income_reason.is_(None)),
        and_(_File.event.is_(True), _File.event_text.is_(None)),
    )


def _lacking_member() -> ColumnElement[bool]:
    uncounted = and_(_Member.counted.is_(False), _Member.count_reason.is_(None))
    # The owner of the statement around this is another person than the member.
    named = select(PersonRecord.uid).where(PersonRecord.name.is_not(None))
    nameless = or_(_Member.person_uid.is_(None), _Member.person_uid.not_in(named.correlate(None)))
    return exists().where(
        _Member.household_uid == _File.household_uid,
        _Member.removed.is_(None),
        or_(_Member.relation.is_(None), uncounted, nameless),
    )
