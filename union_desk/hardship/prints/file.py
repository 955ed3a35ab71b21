"""What the printed forms of a hardship file are filled with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, overload

from union_desk.casework.print_log import PrintableForm
from union_desk.core.divisions import division_name
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import find_term, term_label
from union_desk.core.wording import TEXTS
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileFilter, FileView, MemberEntry
from union_desk.people.values import PersonCard

if TYPE_CHECKING:
    from union_desk.paper.sheet import Form

FILE_FORM: Final = "hardship_file"
FILE_TITLE: Final = "困难职工档案表"
# The paper has ten boxes; the causes of older forms point to one of them.
_CAUSE_BOXES: Final = frozenset(str(number) for number in range(1, 11))
_AT_ONCE: Final = 50


def hardship_forms(service: HardshipService) -> tuple[PrintableForm, ...]:
    """Return the forms that can be filled for hardship files."""

    def records(uids: Sequence[str], actor: Actor) -> Sequence[Mapping[str, object]]:
        require(actor, Right.PRINT)
        return FileRecords(service, uids, actor)

    def sheet(actor: Actor) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(FILE_FORM, service.texts(actor, FILE_FORM, None))

    return (
        PrintableForm(
            form_id=FILE_FORM,
            title=FILE_TITLE,
            entity="hardship_file",
            uid_of=service.with_number,
            uids=lambda actor: service.ids(actor, FileFilter(), "number"),
            records=records,
            sheet=sheet,
            log=service.log_prints,
            next_copies=partial(service.next_copies, form_id=FILE_FORM),
            printed=service.prints,
        ),
    )


class FileRecords(Sequence[Mapping[str, object]]):
    """The fields of many files, read some at a time while they are printed."""

    def __init__(self, service: HardshipService, uids: Sequence[str], actor: Actor) -> None:
        self._service = service
        self._uids = list(uids)
        self._actor = actor
        self._read: dict[str, FileView] = {}

    def __len__(self) -> int:
        return len(self._uids)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, object]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, object]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, object] | Sequence[Mapping[str, object]]:
        if isinstance(index, slice):
            return FileRecords(self._service, self._uids[index], self._actor)
        uid = self._uids[index]
        if uid not in self._read:
            place = self._uids.index(uid)
            views = self._service.views(self._uids[place : place + _AT_ONCE], self._actor)
            self._read = {view.uid: view for view in views}
        if uid not in self._read:
            raise RuleBroken("有一份档案已不在，请刷新名册后再打印。")
        view = self._read[uid]
        # The texts are those of the day on which the case began: it keeps what was signed.
        texts = self._service.texts(self._actor, FILE_FORM, view.form.applied_on)
        return {**file_fields(view), TEXTS: texts}


def file_fields(view: FileView) -> dict[str, object]:
    """Return the fields of 困难职工档案表; opinions and signatures are written by hand on page 2."""
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
        "disability": _disability(owner),
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


def _disability(person: PersonCard) -> str:
    kind = term_label("disability_type", person.disability_type)
    return kind + term_label("disability_level", person.disability_level)


def _band(code: str) -> str:
    return term_label("house_area_band", code).removesuffix("㎡")


def _box(code: str) -> str:
    term = find_term("cause", code) if code else None
    return term.replaced_by or code if term else code
