"""办案补贴审批发放表 (L12): what a case is paid, by which rate, and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.core.money import in_capitals
from union_desk.core.terms import term_label
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.ending import result_text
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.rules.subsidy import TAX_FREE
from union_desk.legal_aid.values import Provider, Subsidy
from union_desk.legal_aid.values.on_paper import AidOnPaper


def subsidy_fields(case: AidOnPaper) -> Fields:
    """Fill the sheet of one case: what was taken back is not on it; opinions are written by hand."""
    lines = standing(case.life.subsidies)
    total = sum(line.amount_fen or 0 for line in lines)
    paid_on = {line.paid_on for line in lines}
    return {
        **parts.head(case),
        **parts.matter(case),
        "organisation": case.office.name,
        "decision_no": parts.decision_number(case),
        "ended_on": case.life.ending.on,
        "reported_on": case.life.report.on,
        "result": result_text(case.life.ending),
        "lines": [_line(case, number, line) for number, line in enumerate(lines, start=1)] or None,
        "total": total if lines else None,
        "capitals": in_capitals(total).removeprefix("人民币") if lines else "",
        "steps": _steps(lines),
        "payees": _payees(case, lines) or None,
        "paid_on": next(iter(paid_on)) if len(paid_on) == 1 else None,
        "voucher": "、".join(dict.fromkeys(line.voucher for line in lines if line.voucher)),
        **dict.fromkeys(("opinion", "approval")),
        **dict.fromkeys(("applicant_on", "examiner_on", "approver_on", "receiver_on")),
    }


def standing(lines: Sequence[Subsidy]) -> list[Subsidy]:
    """Return the lines that hold, the oldest first: neither taken back nor the taking back."""
    gone = {line.reverses_uid for line in lines if line.reverses_uid}
    return [line for line in reversed(lines) if line.uid not in gone and not line.reverses_uid]


def provider_of(case: AidOnPaper, line: Subsidy) -> Provider:
    """Return to whom a line is paid."""
    given = parts.assignment_of(case, line.assignment_uid) if line.assignment_uid else None
    return given.provider if given is not None else Provider(uid="")


def service_of(case: AidOnPaper, line: Subsidy) -> str:
    found = (each.kind for each in case.view.form.services if each.uid == line.service_uid)
    return term_label("aid_service", next(found, ""))


def state_of(line: Subsidy) -> str:
    """2026-05-20 发放"""
    if line.paid_on is not None:
        return f"{line.paid_on} 发放"
    return f"{line.approved_on} 审批" if line.approved_on is not None else "已申报"


def _line(case: AidOnPaper, number: int, line: Subsidy) -> dict[str, object]:
    return {
        "no": str(number),
        "whom": provider_of(case, line).name,
        "service": service_of(case, line),
        "stage": term_label("subsidy_stage", line.stage),
        "parties": str(line.parties or 1),
        "amount": line.amount_fen,
        "asked_on": line.asked_on,
        "state": state_of(line),
    }


def _steps(lines: Sequence[Subsidy]) -> str:
    """Say of each line how its sum came about; the note below the table says that it is free of tax."""
    told = ("".join(step for step in line.steps if step != TAX_FREE) for line in lines)
    return "\n".join(f"{number}. {steps}" for number, steps in enumerate(told, start=1) if steps)


def _payees(case: AidOnPaper, lines: Sequence[Subsidy]) -> list[dict[str, object]]:
    found: dict[str, tuple[Provider, int]] = {}
    for line in lines:
        provider = provider_of(case, line)
        sum_before = found[provider.uid][1] if provider.uid in found else 0
        found[provider.uid] = (provider, sum_before + (line.amount_fen or 0))
    return [
        {
            "name": provider.name,
            "firm": provider.firm,
            "bank": provider.bank,
            "account": provider.account_no,
            "amount": amount,
        }
        for provider, amount in found.values()
    ]


PAPERS: Final = (
    Paper("aid_subsidy", "法律援助办案补贴审批发放表", subsidy_fields, frozenset({State.REPORTED})),
)
