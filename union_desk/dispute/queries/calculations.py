"""The rows of the compensation desk."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.dispute.records import (
    AgreementItemRecord,
    CalculationRecord,
    ClaimRecord,
    PartyRecord,
)
from union_desk.dispute.values.calculation import Calculation, CalculationInputs, KeptCalculation


def plain_tree(value: CalculationInputs | Calculation) -> dict[str, Any]:
    """Return inputs or a result as a column keeps them."""
    tree: dict[str, Any] = msgspec.to_builtins(value)
    return tree


def kept_of(record: CalculationRecord) -> KeptCalculation:
    return KeptCalculation(
        uid=record.uid,
        party_uid=record.party_uid or "",
        inputs=msgspec.convert(record.inputs or {}, CalculationInputs),
        result=msgspec.convert(record.result or {}, Calculation),
        made_on=record.made_on,
        made_by=record.made_by or "",
    )


def calculation_rows(session: Session, case_uid: str) -> dict[str, CalculationRecord]:
    """Return the calculations of a case by the worker whose they are."""
    rows = session.scalars(
        select(CalculationRecord)
        .where(CalculationRecord.case_uid == case_uid, CalculationRecord.removed.is_(None))
        .order_by(CalculationRecord.uid)
    )
    return {row.party_uid or "": row for row in rows}


def calculation_sums(
    session: Session, case_uid: str
) -> dict[str, tuple[int | None, int | None, date | None]]:
    """Return both sums and the day of each calculation of a case, without its steps."""
    record = CalculationRecord
    rows = session.execute(
        select(record.party_uid, record.claimed_fen, record.conservative_fen, record.made_on)
        .where(record.case_uid == case_uid, record.removed.is_(None))
        .order_by(record.uid)
    )
    return {party or "": (claimed, safe, on) for party, claimed, safe, on in rows}


def calculation_row(session: Session, case_uid: str, party_uid: str) -> CalculationRecord | None:
    return session.scalars(
        select(CalculationRecord)
        .where(
            CalculationRecord.case_uid == case_uid,
            CalculationRecord.party_uid == party_uid,
            CalculationRecord.removed.is_(None),
        )
        .order_by(CalculationRecord.uid)
    ).first()


def worker_rows(session: Session, case_uid: str) -> list[PartyRecord]:
    """Return the workers of a case in its order."""
    return list(
        session.scalars(
            select(PartyRecord)
            .where(
                PartyRecord.case_uid == case_uid,
                PartyRecord.kind == "worker",
                PartyRecord.removed.is_(None),
            )
            .order_by(PartyRecord.position, PartyRecord.uid)
        )
    )


def claim_rows(session: Session, case_uid: str) -> list[ClaimRecord]:
    return list(
        session.scalars(
            select(ClaimRecord)
            .where(ClaimRecord.case_uid == case_uid, ClaimRecord.removed.is_(None))
            .order_by(ClaimRecord.position, ClaimRecord.uid)
        )
    )


def agreement_item_rows(session: Session, agreement_uid: str) -> list[AgreementItemRecord]:
    return list(
        session.scalars(
            select(AgreementItemRecord)
            .where(AgreementItemRecord.agreement_uid == agreement_uid, AgreementItemRecord.removed.is_(None))
            .order_by(AgreementItemRecord.position, AgreementItemRecord.uid)
        )
    )
