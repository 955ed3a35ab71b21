"""The papers with which a family applies: application, pledge, authorisation, notice of data processing."""

from __future__ import annotations

from typing import Final

from union_desk.core.identity import age_on
from union_desk.core.terms import term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper
from union_desk.hardship.rules import State
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import OWNER, FileView, MemberEntry
from union_desk.people.values import PersonCard

# PIPL art 31: below fourteen the guardian consents.
_GUARDED_UNTIL: Final = 14
_APPLYING: Final = frozenset({State.DRAFT, State.APPLIED, State.RETURNED})


def application_fields(file: FileOnPaper) -> Fields:
    """困难职工家庭建档申请审批表: wishes nobody has entered are ticked by hand."""
    view = file.view
    return {
        **parts.head(view),
        **_applicant(view),
        **_means(view),
        "office": view.office_name,
        "applied_on": view.form.applied_on,
        "members": [_member(view, entry) for entry in view.form.members],
        "attachments": [
            {
                "kind": term_label("attachment_kind", paper.kind),
                "name": paper.name,
                "pages": str(paper.pages or ""),
            }
            for paper in view.form.attachments
        ],
        "wishes": list(view.form.wishes) or None,
        **dict.fromkeys(("signature", "signed_on")),
        **parts.opinions_of(file, "union", "street", "district"),
        **_approved(view),
    }


def _approved(view: FileView) -> dict[str, object]:
    """Return what was approved; before that nobody's proposal stands in its place."""
    if view.enrolled_on is None:
        return dict.fromkeys(("class_name", "level", "enrolled_on"))
    level = term_label("file_level", view.form.level)
    return {"class_name": view.class_name, "level": level, "enrolled_on": view.enrolled_on}


def _applicant(view: FileView) -> dict[str, object]:
    owner, employer = view.form.owner, view.form.employer
    return {
        "sex": term_label("sex", owner.sex),
        "ethnic": term_label("ethnic", owner.ethnic),
        "birth": owner.birth_on if owner.birth_precision == "day" else None,
        "id_no": owner.id_no,
        "political": term_label("political", owner.political),
        "employer": employer.name,
        "employer_nature": term_label("employer_nature", employer.nature),
        "address": owner.address,
        "phone": parts.phone_of(owner),
        "health": term_label("health", owner.health),
        "disability": parts.disability_of(owner),
        "work_status": term_label("work_status", owner.work_status),
        "hukou_type": term_label("hukou_type", owner.hukou_type),
        "insured": term_label("insured", owner.insured),
        "marital": term_label("marital", owner.marital),
    }


def _means(view: FileView) -> dict[str, object]:
    form, figures = view.form, view.figures
    return {
        "population": str(figures.population),
        "year_income": figures.year_income_fen,
        "month_percap": figures.month_percap_fen,
        "rigid_outlay": figures.rigid_outlay_fen,
        "net_percap": figures.net_percap_fen,
        "dibao": form.dibao,
        "main_cause": term_label("cause", form.main_cause),
        "minor_causes": "、".join(term_label("cause", code) for code in form.minor_causes),
        "cause_text": form.cause_text,
    }


def _member(view: FileView, entry: MemberEntry) -> dict[str, object]:
    return {
        "name": entry.person.name,
        "relation": parts.relation_of(entry),
        "id_no": entry.person.id_no,
        "unit": parts.place_of(entry),
        "month_income": view.figures.month_income_of.get(entry.uid),
    }


def pledge_fields(file: FileOnPaper) -> Fields:
    """家庭成员收入情况承诺书: everybody on a line of his own."""
    view = file.view
    figures = view.figures
    owner = {
        "name": view.form.owner.name,
        "relation": parts.SELF,
        "id_no": view.form.owner.id_no,
        "unit": view.form.employer.name,
        "sources": _sources(view, OWNER),
        "month_income": figures.own_month_income_fen,
    }
    others = [{**_member(view, entry), "sources": _sources(view, entry.uid)} for entry in view.form.members]
    return {
        **parts.head(view),
        "members": [owner, *others],
        "population": str(figures.population),
        "other_year_income": figures.other_year_income_fen,
        "year_income": figures.year_income_fen,
        "month_percap": figures.month_percap_fen,
        "office_phone": file.office.phone,
        "signed_on": None,
    }


def _sources(view: FileView, whose: str) -> str:
    kinds = dict.fromkeys(item.kind for item in view.form.incomes if item.whose == whose and item.amount_fen)
    return "、".join(term_label("income_kind", kind) for kind in kinds)


def authorisation_fields(file: FileOnPaper) -> Fields:
    """家庭经济状况核对授权书: every grown-up signs (浙江省社会救助条例 art 49, PIPL art 23)."""
    form = file.view.form
    named: list[tuple[PersonCard, str]] = [(form.owner, parts.SELF)]
    named += [(entry.person, parts.relation_of(entry)) for entry in form.members]
    signing = [(card, relation) for card, relation in named if card.uid in file.grown_ups]
    return {
        **parts.head(file.view),
        "address": form.owner.address,
        "phone": parts.phone_of(form.owner),
        "members": [
            {"no": str(number), "name": card.name, "relation": relation, "id_no": card.id_no}
            for number, (card, relation) in enumerate(signing, start=1)
        ],
        "witness": None,
        "signed_on": None,
    }


def notice_fields(file: FileOnPaper) -> Fields:
    """个人信息处理告知书: nobody ticks a consent for the person (PIPL arts 14, 29)."""
    children = [
        parts.named(entry)
        for entry in file.view.form.members
        if entry.person.birth_on is not None and age_on(entry.person.birth_on, file.today) < _GUARDED_UNTIL
    ]
    return {
        **parts.head(file.view),
        "children": "、".join(children) or "／",
        **dict.fromkeys(("sensitive", "provide", "means_check", "publicity", "signed_on", "guardian_on")),
    }


PAPERS: Final = (
    Paper(
        "hardship_application",
        "困难职工家庭建档申请审批表",
        application_fields,
        due_in=frozenset({State.DRAFT, State.RETURNED, State.APPROVAL}),
    ),
    Paper("income_pledge", "家庭成员收入情况承诺书", pledge_fields, due_in=_APPLYING),
    Paper("means_authorisation", "家庭经济状况核对授权书", authorisation_fields, due_in=_APPLYING),
    Paper("privacy_notice", "个人信息处理告知书", notice_fields, due_in=_APPLYING),
)
