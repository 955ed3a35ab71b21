"""The employer that a letter or a report is about."""

from __future__ import annotations

from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.dispute.values import CaseForm
from union_desk.people.queries import employers
from union_desk.people.service.cards import store_employer
from union_desk.people.values import NO_EMPLOYER, EmployerCard
from union_desk.store.work import Work

_FIRST: Final = ("employer", "user_company", "agency")


def respondent_of(form: CaseForm) -> EmployerCard:
    """Return the employer of a case: the one that the workers are against, whichever side it stands on."""
    firms = [party for party in form.parties if not party.employer.is_blank]
    firms.sort(key=lambda party: (party.side != "respondent", party.kind not in _FIRST))
    return firms[0].employer if firms else NO_EMPLOYER


def firm_of(work: Work, uid: str, name: str) -> str | None:
    """Return the employer of this name: the chosen one, else the one that is known, else a new one."""
    if not name:
        return None
    if uid:
        chosen = employers(work.session, [uid]).get(uid)
        if chosen is not None and chosen.name == name:
            return uid
    try:
        return store_employer(work, EmployerCard(name=name), "employer")
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="employer_name") from broken
