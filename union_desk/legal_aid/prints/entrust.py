"""委托代理协议 and 授权委托书 (L8): who acts for whom, in what, and that it costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import joined, named, person_text, phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.values import AidService, Assignment, Provider
from union_desk.legal_aid.values.on_paper import AidOnPaper

_ACTED: Final = ("negotiation", "arbitration", "court", "enforcement")
_WHERE: Final = {"negotiation": "协商、调解", "arbitration": "仲裁", "enforcement": "强制执行"}
_COURTS: Final = {"first": "一审诉讼", "second": "二审诉讼", "retrial": "再审"}
_MOST_AGENTS: Final = 2
_AGENT: Final = ("name", "kind", "licence", "phone", "firm")
_UNTIL: Final = "自签名之日起，到本项代理事务办结为止"


def agreement_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """委托代理协议: between the applicant and the unit that the case was given to."""
    given = parts.assignment_of(case, assignment_uid)
    person = case.view.form.person
    length = case.periods.get("L07", "")
    return {
        **parts.head(case),
        **parts.matter(case),
        "client": f"{person_text(person)}。" if person.name else "",
        "firm": parts.firm_of(given.provider) if given is not None else "",
        "counsel": counsel_text(given.provider) if given is not None else "",
        "decision_no": parts.decision_number(case),
        "assignment_no": parts.assignment_number(case, given) if given is not None else "",
        "services": parts.services(case.view.form),
        "within": f"自办结之日起{length}内" if length else "办结后及时",
        "signed_on": given.contract_on if given is not None else None,
    }


def counsel_text(provider: Provider) -> str:
    """陈某某（律师），执业证号…，联系电话…"""
    kind = term_label("provider_kind", provider.kind)
    who = f"{provider.name}（{kind}）" if kind else provider.name
    return joined(who, named("执业证号", provider.licence_no), named("联系电话", provider.phone))


def mandate_fields(case: AidOnPaper, assignment_uid: str = "") -> Fields:
    """授权委托书: one for each service in which somebody acts for the applicant; he chooses the powers."""
    given = parts.assignments_in_order(case)
    serving = [
        each for each in given if (each.uid == assignment_uid if assignment_uid else not each.ended_on)
    ]
    shown = _acted(case) or [AidService(uid="")]
    return {
        **parts.head(case),
        "organisation": case.office.name,
        "mandates": [_mandate(case, service, serving[:_MOST_AGENTS]) for service in shown],
    }


def _acted(case: AidOnPaper) -> list[AidService]:
    form = case.view.form
    given = [service for service in form.services if service.kind in _ACTED]
    return given or [AidService(uid="", kind=kind) for kind in form.wanted if kind in _ACTED]


def _mandate(case: AidOnPaper, service: AidService, serving: Sequence[Assignment]) -> dict[str, object]:
    form, person = case.view.form, case.view.form.person
    told: dict[str, object] = {
        "who": person.name,
        "sex": term_label("sex", person.sex),
        "id_no": person.id_no,
        "phone": phone_of(person),
        "employer": form.employer.name,
        "address": person.address,
        "position": term_label("aid_position", form.position),
        "service": term_label("aid_service", service.kind),
        "body": service.body or (case.arbitration if service.kind == "arbitration" else ""),
        "matter": _matter(case, service),
        "authority": None,
        "powers": None,
        "until": _UNTIL if serving else "",
        **dict.fromkeys(("principal_on", "agent_on")),
    }
    for place in range(_MOST_AGENTS):
        agent = serving[place].provider if place < len(serving) else None
        told |= {f"agent{place + 1}_{name}": value for name, value in _agent(agent).items()}
    return told


def _agent(provider: Provider | None) -> dict[str, object]:
    if provider is None:
        return dict.fromkeys(_AGENT)
    return {
        "name": provider.name,
        "kind": term_label("provider_kind", provider.kind),
        "licence": provider.licence_no,
        "phone": provider.phone,
        "firm": provider.firm,
    }


def _matter(case: AidOnPaper, service: AidService) -> str:
    against, about = parts.opponent(case.view.form), parts.about(case)
    where = _WHERE.get(service.kind) or _COURTS.get(service.stage, "诉讼")
    if not (against and service.kind):
        return ""
    return f"因与{against}{about or '劳动争议'}一案，委托上列受委托人在{where}中作为委托人的代理人。"


PAPERS: Final = (
    Paper("aid_agreement", "委托代理协议", agreement_fields, frozenset({State.ASSIGNED}), copies=3),
    Paper("aid_mandate", "授权委托书（法律援助）", mandate_fields, frozenset({State.ASSIGNED}), copies=2),
)
