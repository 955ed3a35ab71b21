"""经济困难证明 and 个人诚信承诺书 (L2): a family's means, attested by others or pledged."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.dispute.prints.parts import phone_of
from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.application import members, percap
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.values import AidForm
from union_desk.legal_aid.values.on_paper import AidOnPaper


def proof_fields(case: AidOnPaper) -> Fields:
    """经济困难证明: a hardship file that is held says by itself what is attested (C5)."""
    return {
        **_family(case),
        "matter": _matter(case),
        "opinion": _attested(case),
        **dict.fromkeys(("issuer", "issued_on")),
    }


def pledge_fields(case: AidOnPaper) -> Fields:
    """个人诚信承诺书: the applicant signs by hand (法律援助法 art 41)."""
    return {**_family(case), **dict.fromkeys(("signature", "signed_on"))}


def _family(case: AidOnPaper) -> dict[str, object]:
    form = case.view.form
    person = form.person
    return {
        **parts.head(case),
        "sex": term_label("sex", person.sex),
        "birth": person.birth_on if person.birth_precision == "day" else None,
        "id_no": person.id_no,
        "phone": phone_of(person),
        "address": person.address,
        "employer": form.employer.name,
        "income_kinds": list(form.income_kinds) or None,
        "population": str(form.population or ""),
        "month_income": form.month_income_fen,
        "percap": percap(form),
        "year_income": form.year_income_fen,
        "house": _house(form),
        "situation": form.means_proof,
        "members": members(form),
    }


def _house(form: AidForm) -> str:
    """Say where the family lives: 教工公寓12幢602室，58.6 ㎡，自用"""
    area = form.house_area_hundredths
    told = (
        form.house_address,
        f"{area / 100:g} ㎡" if area is not None else "",
        term_label("house_use", form.house_use),
        f"产权证号 {form.house_cert}" if form.house_cert else "",
    )
    return "，".join(part for part in told if part)


def _matter(case: AidOnPaper) -> str:
    against, about = parts.opponent(case.view.form), parts.about(case)
    if not (against or about):
        return ""
    return f"{f'与{against}' if against else ''}{about}一案申请法律援助"


def _attested(case: AidOnPaper) -> str:
    if not case.file_number:
        return ""
    return f"经查，申请人家庭建有困难职工档案（档案编号：{case.file_number}），经济困难情况属实。"


PAPERS: Final = (
    Paper("aid_means_proof", "经济困难证明", proof_fields),
    Paper("aid_pledge", "经济困难个人诚信承诺书", pledge_fields),
)
