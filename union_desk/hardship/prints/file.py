"""困难职工档案表: the form on page 1, and on page 2 what each level found and said."""

from __future__ import annotations

from typing import Final

from union_desk.core.deadline import day_text
from union_desk.core.divisions import division_name
from union_desk.core.terms import find_term, term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper
from union_desk.hardship.rules import State
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import FileView, HomeVisit, MemberEntry, Publicity
from union_desk.people.values import PersonCard

FILE_FORM: Final = "hardship_file"
FILE_TITLE: Final = "困难职工档案表"
# The paper has ten boxes; the causes of older forms point to one of them.
_CAUSE_BOXES: Final = frozenset(str(number) for number in range(1, 11))


def file_fields(view: FileView) -> dict[str, object]:
    """Return the fields of page 1 of 困难职工档案表; those of page 2 stay free for the pen."""
    return {
        **_head(view),
        **_person(view.form.owner),
        **_situation(view),
        **_money(view),
        **_causes(view),
        **dict.fromkeys(_BY_HAND),
        "members": [_member(view, entry) for entry in view.form.members],
        "attachments": [
            {
                "kind": term_label("attachment_kind", paper.kind),
                "name": paper.name,
                "pages": str(paper.pages or ""),
            }
            for paper in view.form.attachments
        ],
    }


_BY_HAND: Final = (
    *("signature", "signed_on"),
    *("visit_text", "visit_signer", "visit_on"),
    *("public_from", "public_to", "public_place", "public_result", "public_signer", "public_on"),
    *(
        f"{who}_{what}"
        for who in ("party", "union", "street", "district")
        for what in ("opinion", "signer", "on")
    ),
)


_VISIT_LINES: Final = (
    ("核实住房：", "housing"),
    ("财产：", "belongings"),
    ("家庭成员：", "members"),
    ("就业：", "work"),
    ("收入：", "income"),
    ("支出：", "outlay"),
    ("负债：", "debts"),
    ("健康：", "health"),
    ("邻里反映：", "neighbours"),
    ("困难和需求：", "needs"),
)
_STAGES: Final = ("party", "union", "street", "district")


def filled_file(file: FileOnPaper) -> Fields:
    """Return both pages."""
    visit, shown = parts.visit_of(file), parts.publicity_of(file, "enrol")
    return {
        **file_fields(file.view),
        **(_visit(visit) if visit is not None else {}),
        **(_publicity(shown) if shown is not None else {}),
        **parts.opinions_of(file, *_STAGES),
    }


def _visit(visit: HomeVisit) -> dict[str, object]:
    found = [f"{title}{text}" for title, name in _VISIT_LINES if (text := getattr(visit, name))]
    people = "、".join(name for name in visit.visitors if name)
    when = f"{day_text(visit.on)}，" if visit.on is not None else ""
    conclusion = f"结论：{term_label('visit_conclusion', visit.conclusion)}。"
    said = [f"{when}{people}入户核查。", *(f"{text.rstrip('。')}。" for text in found), conclusion]
    return {"visit_text": "".join(said), "visit_on": visit.on}


def _publicity(shown: Publicity) -> dict[str, object]:
    return {
        "public_from": shown.from_on,
        "public_to": shown.to_on,
        "public_place": shown.place,
        "public_result": shown.result,
        "public_on": shown.result_on,
    }


def _head(view: FileView) -> dict[str, object]:
    form = view.form
    return {
        "office": view.office_name,
        "level": form.level or None,
        "file_no": view.number_shown,
        "code": view.number,
        "class_name": view.class_name,
        "remark": form.remark,
        "builder": form.builder,
        "checker": form.checker,
        "typist": form.typist,
    }


def _person(owner: PersonCard) -> dict[str, object]:
    return {
        "name": owner.name,
        "ethnic": term_label("ethnic", owner.ethnic),
        "sex": term_label("sex", owner.sex),
        "id_no": owner.id_no,
        "birth": _birth(owner),
        "political": term_label("political", owner.political),
        "health": term_label("health", owner.health),
        "disability": parts.disability_of(owner),
        "work_status": term_label("work_status", owner.work_status),
        "model": term_label("model_worker", owner.model_worker),
        "mobile": owner.mobile,
        "other_phone": owner.other_phone,
        "postcode": owner.postcode,
        "work_start": _part_of_day(owner),
        "marital": term_label("marital", owner.marital),
        "hukou_type": term_label("hukou_type", owner.hukou_type),
        "hukou_div": division_name(owner.hukou_division) or owner.hukou_division,
        "insured": term_label("insured", owner.insured),
        "address": owner.address,
        "bank": owner.bank,
        "branch": owner.bank_branch,
        "card_no": owner.card_no,
    }


def _situation(view: FileView) -> dict[str, object]:
    form = view.form
    area = form.house_area_hundredths
    return {
        "house_type": term_label("house_type", form.house_type),
        "house_area": f"{area / 100:g}" if area is not None else _band(form.house_area_band),
        "industry": term_label("industry", form.trade),
        "single_parent": form.single_parent,
        "employer": form.employer.name,
        "employer_nature": term_label("employer_nature", form.employer.nature),
        "employer_state": term_label("employer_state", form.employer.state),
        "self_help": form.self_help,
        "zero_employment": form.zero_employment,
        "relief_target": form.relief_target,
        "relief_date": form.relief_on,
        "key_group": [form.key_group] if form.key_group else None,
        "measures": list(form.measures) or None,
    }


def _money(view: FileView) -> dict[str, object]:
    figures = view.figures
    return {
        "own_month_income": figures.own_month_income_fen,
        "other_year_income": figures.other_year_income_fen,
        "year_income": figures.year_income_fen,
        "population": str(figures.population),
        "month_percap": figures.month_percap_fen,
        "rigid_outlay": figures.rigid_outlay_fen,
        "net_percap": figures.net_percap_fen,
    }


def _causes(view: FileView) -> dict[str, object]:
    form = view.form
    boxes = {_box(code) for code in (form.main_cause, *form.minor_causes)} & _CAUSE_BOXES
    return {
        "causes": sorted(boxes, key=int) or None,
        "main_cause": term_label("cause", form.main_cause),
        "minor_causes": "、".join(term_label("cause", code) for code in form.minor_causes),
        "cause_text": form.cause_text,
    }


def _member(view: FileView, entry: MemberEntry) -> dict[str, object]:
    person = entry.person
    status = person.work_status or ("student" if entry.in_school else "")
    return {
        "name": person.name,
        "relation": term_label("relation", entry.relation),
        "sex": term_label("sex", person.sex),
        "political": term_label("political", person.political),
        "id_no": person.id_no,
        "birth": _birth(person),
        "health": term_label("health", person.health),
        "insured": term_label("insured", person.insured),
        "month_income": view.figures.month_income_of.get(entry.uid),
        "status": term_label("work_status", status),
        "unit": entry.workplace or entry.school,
    }


def _birth(person: PersonCard) -> object:
    """Return a birth day that is known to the day: the paper has no place for half of one."""
    return person.birth_on if person.birth_precision == "day" else None


def _part_of_day(owner: PersonCard) -> str:
    if owner.work_start_on is None:
        return ""
    return f"{owner.work_start_on:{'%Y' if owner.work_start_precision == 'year' else '%Y-%m'}}"


def _band(code: str) -> str:
    return term_label("house_area_band", code).removesuffix("㎡")


def _box(code: str) -> str:
    term = find_term("cause", code) if code else None
    return term.replaced_by or code if term else code


PAPERS: Final = (
    Paper(
        FILE_FORM,
        FILE_TITLE,
        filled_file,
        due_in=frozenset({State.DRAFT, State.REVIEW, State.IN_FILE, State.TEMPORARY}),
    ),
)
