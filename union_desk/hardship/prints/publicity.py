"""The public notice of one or of several households, and its result: masked names, classes of cause only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from union_desk.casework.consents import without_consent
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import age_on
from union_desk.core.privacy import mask_name
from union_desk.core.terms import term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper, SharedPaper
from union_desk.hardship.rules import State
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import Objection, Publicity

_GROWN_UP: Final = 18
_HIDDEN: Final = "***"
_NOT_YET: Final = Publicity()


def public_name(file: FileOnPaper) -> str:
    """Return the name as a notice may show it: a minor's not even in part (浙江省社会救助条例 art 55)."""
    owner = file.view.form.owner
    if owner.birth_on is not None and age_on(owner.birth_on, file.today) < _GROWN_UP:
        return _HIDDEN
    if file.full_names and owner.birth_on is not None:
        return owner.name
    return mask_name(owner.name, "publicity")


def notice_fields(files: Sequence[FileOnPaper]) -> Fields:
    """困难职工公示: refused without consent (PIPL art 25), and for households of different notices."""
    _check_consents(files)
    shown = [parts.publicity_of(file) or _NOT_YET for file in files]
    notices = {(one.purpose, one.from_on, one.to_on, one.place, one.phone) for one in shown}
    if len(notices) > 1:
        raise RuleBroken("所选档案的公示时间、地点或电话不一样，请按同一次公示选择后再打印。")
    first, office = shown[0], files[0].office
    return {
        "purpose": first.purpose,
        "public_from": first.from_on,
        "public_to": first.to_on,
        "period": f"不少于 {files[0].shown_for}",
        "place": first.place,
        "phone": first.phone or office.phone,
        "office": files[0].view.office_name,
        "posted_on": first.from_on,
        "households": [
            {
                "no": str(number),
                "name": public_name(file),
                "employer": file.view.form.employer.name,
                "population": str(file.view.figures.population),
                "class_name": file.view.class_name,
                "cause": term_label("publicity_cause", one.cause),
            }
            for number, (file, one) in enumerate(zip(files, shown, strict=True), start=1)
        ],
    }


def _check_consents(files: Sequence[FileOnPaper]) -> None:
    names = [
        name
        for file in files
        for name in without_consent(
            file.story.consents,
            "publicity",
            [(file.view.form.owner.uid, file.view.form.owner.name)],
            file.today,
        )
    ]
    if names:
        raise RuleBroken(
            f"{'、'.join(names)}没有同意公示（或已撤回），不能打印公示。"
            "请先登记本人签署的同意书（个人信息保护法第二十五条）。"
        )


def result_fields(file: FileOnPaper) -> Fields:
    """公示结果: who objected stays with the office."""
    view, shown = file.view, parts.publicity_of(file) or _NOT_YET
    objections, over = shown.objections, shown.result_on is not None
    return {
        "file_no": view.number_shown,
        "code": view.number,
        "office": view.office_name,
        "masked_name": public_name(file),
        "employer": view.form.employer.name,
        "purpose": shown.purpose,
        "cause": term_label("publicity_cause", shown.cause),
        "public_from": shown.from_on,
        "public_to": shown.to_on,
        "place": shown.place,
        "phone": shown.phone or file.office.phone,
        "photos": [code for code, made in (("begin", shown.photo_begin), ("end", shown.photo_end)) if made],
        "objected": ("yes" if objections else "no") if objections or over else None,
        "objections": f"{len(objections)} 件" if objections else ("无" if over else None),
        "handled": [_handled(each) for each in objections],
        "result": shown.result,
        "handler_on": None,
        "chair_on": None,
    }


def _handled(objection: Objection) -> dict[str, object]:
    outcome = {True: "成立", False: "不成立", None: ""}[objection.upheld]
    return {
        "on": objection.on,
        "handling": objection.handling,
        "outcome": outcome,
        "handled_on": objection.handled_on,
    }


PAPERS: Final = (
    SharedPaper("publicity", "困难职工公示", notice_fields, due_in=frozenset({State.PUBLISHED})),
    Paper(
        "publicity_result",
        "公示结果",
        result_fields,
        due_in=frozenset({State.PUBLISHED, State.OBJECTION}),
    ),
)
