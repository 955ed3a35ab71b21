"""法律援助申请表 and 口头申请笔录 (L1): who asks for what, why, and by what means."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from union_desk.core.divisions import division_name
from union_desk.core.money import format_fen, nearest_fen
from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import item_title, joined, phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import State
from union_desk.legal_aid.values import AidForm, AidItem
from union_desk.legal_aid.values.on_paper import AidOnPaper

_APPLYING: Final = frozenset({State.REGISTERED, State.APPLIED})


def application_fields(case: AidOnPaper) -> Fields:
    """法律援助申请表: what nobody has entered is written or ticked by hand, and so are both signatures."""
    form = case.view.form
    return {
        **parts.head(case),
        **parts.matter(case),
        **_applicant(form),
        **_means(form),
        "office": case.view.office_name,
        "categories": list(form.categories) or None,
        "before": form.applied_before,
        "before_text": form.applied_before_text,
        "claim": form.claim_fen,
        "request": request(form),
        "position": form.position or None,
        "stage": form.stage or None,
        "wanted": list(form.wanted) or None,
        "facts": form.facts,
        "papers": list(form.papers_given) or None,
        "received_on": form.applied_on,
        **dict.fromkeys(("signature", "signed_on", "receiver")),
    }


def _applicant(form: AidForm) -> dict[str, object]:
    person = form.person
    hukou = (division_name(person.hukou_division), term_label("hukou_type", person.hukou_type))
    return {
        "sex": term_label("sex", person.sex),
        "ethnic": term_label("ethnic", person.ethnic),
        "birth": person.birth_on if person.birth_precision == "day" else None,
        "id_no": person.id_no,
        "education": term_label("education", person.education),
        "hukou": "　".join(part for part in hukou if part),
        "health": term_label("health", person.health),
        "address": person.address,
        "postcode": person.postcode,
        "employer": form.employer.name,
        "phone": phone_of(person),
        "post": form.post,
        "entry": form.entry_on,
        "wage": form.monthly_wage_fen,
        "member": person.union_member,
        "member_no": person.member_no,
        "union": form.employer.union_name,
    }


def _means(form: AidForm) -> dict[str, object]:
    area = form.house_area_hundredths
    return {
        "income_kinds": list(form.income_kinds) or None,
        "population": str(form.population or ""),
        "month_income": form.month_income_fen,
        "percap": percap(form),
        "year_income": form.year_income_fen,
        "house_address": form.house_address,
        "house_area": f"{area / 100:g}" if area is not None else "",
        "house_cert": form.house_cert,
        "house_use": form.house_use or None,
        "basis": form.means_basis or None,
        "exemption": term_label("means_exemption", form.exemption),
        "proof": form.means_proof,
        "members": members(form),
    }


def percap(form: AidForm) -> int | None:
    """Return the family's monthly income per head."""
    if form.month_income_fen is None or not form.population:
        return None
    return nearest_fen(Fraction(form.month_income_fen, form.population))


def members(form: AidForm) -> list[dict[str, object]] | None:
    """Return the family; one that nobody has entered is written by hand."""
    return [
        {
            "name": member.name,
            "relation": term_label("relation", member.relation),
            "id_no": member.id_no,
            "workplace": member.workplace,
            "income": member.income_fen,
        }
        for member in form.members
    ] or None


def request(form: AidForm) -> str:
    """Return what is asked for, numbered; without items what the matter was called."""
    if not form.items:
        return form.matter
    told = (f"{number}. {_item(item)}" for number, item in enumerate(form.items, start=1))
    return "；".join(told) + "。"


def _item(item: AidItem) -> str:
    """拖欠工资12,000.00元"""
    amount = f"{format_fen(item.claimed_fen)}元" if item.claimed_fen is not None else ""
    return f"{item_title(item.kind, item.text)}{amount}"


def oral_fields(case: AidOnPaper) -> Fields:
    """口头申请笔录: taken down on the spot and signed (工会法律援助办法 art 12)."""
    form = case.view.form
    person = form.person
    return {
        **parts.head(case),
        **parts.matter(case),
        "held_on": form.applied_on,
        "time": form.oral_time,
        "place": parts.office_place(case.office),
        "recorder": form.oral_recorder,
        "sex": term_label("sex", person.sex),
        "ethnic": term_label("ethnic", person.ethnic),
        "birth": person.birth_on if person.birth_precision == "day" else None,
        "id_no": person.id_no,
        "phone": phone_of(person),
        "address": person.address,
        "employer": form.employer.name,
        "post": form.post,
        "entry": form.entry_on,
        "wage": form.monthly_wage_fen,
        "categories": parts.labels("aid_category", form.categories),
        "wanted": parts.labels("aid_service", form.wanted),
        "request": request(form),
        "facts": form.facts,
        "means": _said_of_means(form),
        "papers": parts.labels("aid_paper_given", form.papers_given),
    }


def _said_of_means(form: AidForm) -> str:
    """免予核查：农民工请求支付劳动报酬；家庭人口3人，家庭月收入6,000.00元"""
    basis = (term_label("means_basis", form.means_basis), term_label("means_exemption", form.exemption))
    family = (
        f"家庭人口{form.population}人" if form.population else "",
        f"家庭月收入{format_fen(form.month_income_fen)}元" if form.month_income_fen is not None else "",
    )
    told = (joined(*basis, sign="："), joined(*family))
    return f"{joined(*told, sign='；')}。" if any(told) else ""


PAPERS: Final = (
    Paper("aid_application", "法律援助申请表", application_fields, _APPLYING),
    # Who applies in writing needs none: it is not offered by itself.
    Paper("aid_oral_application", "法律援助口头申请笔录", oral_fields),
)
