"""What several papers of a dispute tell alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from union_desk.casework.process import TakenStep
from union_desk.core.identity import age_on
from union_desk.core.money import format_fen, in_capitals
from union_desk.core.terms import term_label
from union_desk.dispute.values import Agent, ClaimItem, Hearing, Party
from union_desk.dispute.values.on_paper import CaseOnPaper
from union_desk.people.values import PersonCard

_NAMED: Final = 3
_HEADS: Final = {"operator": "经营者", "investor": "出资人"}


def head(case: CaseOnPaper) -> dict[str, object]:
    """Return whose paper it is: on every paper."""
    view = case.view
    return {
        "case_no": view.number_shown or view.temporary_number,
        "code": view.number or view.temporary_number,
        "name": names_of(view.form.applicants),
    }


def sides(case: CaseOnPaper) -> dict[str, object]:
    """Return who applies, against whom, and about what."""
    form = case.view.form
    return {
        "applicant": names_of(form.applicants),
        "respondent": names_of(form.respondents, most=9),
        "cause": case.cause,
        "received_on": form.received_on or form.came_on,
    }


def names_of(parties: Sequence[Party], most: int = _NAMED) -> str:
    """Name the parties: 王芳; 王芳、李强; 王芳等12人, of whom the representatives come first."""
    known = [party for party in parties if party.name]
    firsts = [party for party in known if not party.roster] or known
    firsts = [party for party in firsts if party.representative] or firsts
    if len(known) <= most and len(firsts) == len(known):
        return "、".join(party.name for party in known)
    shown = "、".join(party.name for party in firsts[:most])
    return f"{shown}等{len(known)}人"


def day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on is not None else ""


def joined(*parts: str, sign: str = "，") -> str:
    return sign.join(part for part in parts if part)


def named(label: str, value: str) -> str:
    """Say a value with its name, and an unknown one not at all."""
    return f"{label}{value}" if value else ""


def person_text(person: PersonCard) -> str:
    """女，汉族，1983年7月19日出生，公民身份号码…，住…，联系电话…"""
    number = "公民身份号码" if person.id_type == "identity_card" else term_label("id_type", person.id_type)
    return joined(
        person.name,
        term_label("sex", person.sex),
        term_label("ethnic", person.ethnic),
        named(
            "", f"{day(person.birth_on)}出生" if person.birth_on and person.birth_precision == "day" else ""
        ),
        named(number, person.id_no),
        named("住", person.address),
        named("联系电话", phone_of(person)),
    )


def party_text(party: Party, agents: Iterable[Agent] = ()) -> str:
    """Say who a party is, in paragraphs: itself, who leads it, who acts for it."""
    if party.is_human:
        paragraphs = [person_text(party.person)]
    else:
        unit = party.employer
        role = term_label("dispute_party", party.kind) if party.kind in {"agency", "user_company"} else ""
        number = named("统一社会信用代码", unit.credit_code or unit.reg_no)
        paragraphs = [
            joined(
                unit.name + (f"（{role}）" if role else ""),
                named("住所地", unit.address),
                number,
                named("联系电话", unit.phone),
            )
        ]
        if unit.legal_rep:
            leads = _HEADS.get(party.kind, "法定代表人（负责人）")
            paragraphs.append(f"{leads}：" + joined(unit.legal_rep, named("职务：", unit.legal_rep_title)))
    paragraphs += [agent_text(agent) for agent in agents if agent.party_uid == party.uid and agent.name]
    return "。\n".join(paragraphs) + "。"


def agent_text(agent: Agent) -> str:
    title = "法定代理人" if agent.kind == "guardian" else "委托代理人"
    authority = term_label("agent_authority", agent.authority)
    if agent.authority == "special" and agent.powers:
        authority = f"{authority}（{agent.powers}）"
    kind = term_label("agent_kind", agent.kind)
    told = joined(
        agent.name,
        agent.workplace,
        kind,
        authority if agent.kind != "guardian" else "",
        named("联系电话", agent.phone),
    )
    return f"{title}：{told}"


def phone_of(person: PersonCard) -> str:
    return person.mobile or person.other_phone


def age_text(person: PersonCard, on: date) -> str:
    return str(age_on(person.birth_on, on)) if person.birth_on is not None else ""


def money(fen: int) -> str:
    """人民币26,468.75元（大写：贰万陆仟肆佰陆拾捌元柒角伍分）"""
    return f"人民币{format_fen(fen)}元（大写：{in_capitals(fen).removeprefix('人民币')}）"


def claim_text(claim: ClaimItem) -> str:
    """支付2025年1月至3月延时加班费3,200.00元"""
    title = claim_title(claim)
    when = period(claim.from_on, claim.to_on)
    during = f"（{when}）" if when else ""
    amount = f"，{format_fen(claim.claimed_fen)}元" if claim.claimed_fen is not None else ""
    return f"{title}{during}{amount}"


def claim_title(claim: ClaimItem) -> str:
    return item_title(claim.kind, claim.text)


def item_title(kind: str, text: str) -> str:
    """经济补偿：5 个月; what names its own item stands alone."""
    label = term_label("claim_item", kind) if kind else ""
    if not text or not label or label in text or kind == "other":
        return text or label
    return f"{label}：{text}"


def period(from_on: date | None, to_on: date | None) -> str:
    """2025年10月1日至2025年12月31日"""
    if from_on is not None and to_on is not None:
        return f"{day(from_on)}至{day(to_on)}"
    return f"{day(from_on)}起" if from_on is not None else f"到{day(to_on)}" if to_on is not None else ""


def claims_text(case: CaseOnPaper) -> str:
    """Return the claims, numbered; without items what the matter says."""
    form = case.view.form
    if not form.claims:
        return form.matter
    return (
        "；".join(f"{number}. {claim_text(claim)}" for number, claim in enumerate(form.claims, start=1))
        + "。"
    )


def mediators_of(case: CaseOnPaper) -> str:
    """Name who mediates, the chief first; who was recused does not."""
    serving = [one for one in case.life.mediators if one.recused_on is None]
    serving.sort(key=lambda one: not one.chief)
    return "、".join(one.mediator.name for one in serving)


def mediator_phone(case: CaseOnPaper) -> str:
    phones = (one.mediator.phone for one in case.life.mediators if one.recused_on is None)
    return next((phone for phone in phones if phone), "") or case.office.phone


def hearing_of(case: CaseOnPaper, kind: str, uid: str = "", *, planned: bool = False) -> Hearing | None:
    """Return one meeting, else the last of a kind; `planned`: rather the next one that is still to come."""
    found = [one for one in case.life.hearings if one.kind == kind and uid in ("", one.uid)]
    waiting = [one for one in found if one.held_on is None]
    return max(waiting if planned and waiting else found, key=lambda one: one.number, default=None)


def last_step(steps: Iterable[TakenStep], *codes: str) -> TakenStep | None:
    """Return the last of such steps that was not taken back."""
    return next((step for step in steps if step.code in codes and not step.taken_back), None)


def step_day(case: CaseOnPaper, *codes: str) -> date | None:
    step = last_step(case.life.steps, *codes)
    return step.on if step is not None else None


def step_reason(case: CaseOnPaper, *codes: str) -> str:
    step = last_step(case.life.steps, *codes)
    return step.reason if step is not None else ""


def clock_day(case: CaseOnPaper, *codes: str) -> date | None:
    return next((clock.due_on for clock in case.life.clocks if clock.code in codes), None)
