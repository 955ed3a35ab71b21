"""本人信息查询表: all that is kept about a person, for himself (PIPL art 45); and 用印审批单."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from union_desk.casework.consents import Consent
from union_desk.core.deadline import day_text
from union_desk.core.divisions import division_name
from union_desk.core.terms import term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import AttachmentEntry, FileForm, FileView

Told = tuple[str, str, str]
"""Group, item, content."""

_PURPOSE: Final = "困难职工的认定、帮扶和动态管理"
_AT_MEANS_OFFICE: Final = "民政部门"


def own_data_fields(file: FileOnPaper) -> Fields:
    """Of the other members only who they are: each asks for his own."""
    view = file.view
    told = [*_person(view), *_household(view), *_case(file)]
    return {
        "office": view.office_name,
        "file_no": view.number_shown,
        "name": view.form.owner.name,
        "id_no": view.form.owner.id_no,
        "asked_on": file.today,
        "kept_until": f"自撤档之日起 {file.kept_for}",
        "purpose": _PURPOSE,
        "items": [{"group": group, "item": item, "content": text} for group, item, text in told if text],
        "consents": [
            _consent(each, file.today)
            for each in file.story.consents
            if each.person_uid == view.form.owner.uid
        ],
        "receivers": [{"on": on, "who": who, "what": what} for on, who, what in _receivers(file)],
        **dict.fromkeys(("checked", "answer", "received_on", "handled_on")),
    }


def _person(view: FileView) -> Iterator[Told]:
    owner, label = view.form.owner, term_label
    division = division_name(owner.hukou_division) or owner.hukou_division
    yield "身份", "姓名", owner.name
    yield "身份", "性别、民族", _listed(label("sex", owner.sex), label("ethnic", owner.ethnic))
    yield "身份", "身份证号", owner.id_no
    yield "身份", "出生日期", day_text(owner.birth_on) if owner.birth_on else ""
    yield (
        *("身份", "政治面貌、婚姻"),
        _listed(label("political", owner.political), label("marital", owner.marital)),
    )
    yield "身份", "户口", _listed(label("hukou_type", owner.hukou_type), division)
    yield "联系", "电话", _listed(owner.mobile, owner.other_phone)
    yield "联系", "家庭住址", _listed(owner.address, owner.postcode)
    yield "健康", "健康状况", label("health", owner.health)
    yield "健康", "残疾", _listed(parts.disability_of(owner), owner.disability_cert)
    yield (
        *("就业", "工作状态、单位"),
        _listed(label("work_status", owner.work_status), view.form.employer.name),
    )
    yield "就业", "医保状况", label("insured", owner.insured)
    yield "就业", "劳模类型", label("model_worker", owner.model_worker)
    yield "银行", "开户银行", _listed(owner.bank, owner.bank_branch)
    yield "银行", "银行卡号", owner.card_no


def _household(view: FileView) -> Iterator[Told]:
    form, figures = view.form, view.figures
    yield "家庭", "家庭成员", "、".join(parts.named(entry) for entry in form.members)
    yield "家庭", "家庭人口", f"{figures.population} 人"
    yield "家庭", "住房", parts.area_of(view)
    yield "家庭", "财产", "；".join(parts.asset_text(asset) for asset in form.assets)
    yield "家庭", "低保", _dibao(form)
    yield "收支", "本人月平均收入", parts.yuan(figures.own_month_income_fen)
    yield "收支", "家庭年度总收入", parts.yuan(figures.year_income_fen)
    yield "收支", "家庭月人均收入", parts.yuan(figures.month_percap_fen)
    yield "收支", "刚性支出（年）", parts.yuan(figures.rigid_outlay_fen)


def _case(file: FileOnPaper) -> Iterator[Told]:
    view, story = file.view, file.story
    form = view.form
    causes = [term_label("cause", code) for code in (form.main_cause, *form.minor_causes) if code]
    yield "困难", "致困原因", "、".join(causes)
    yield "困难", "情况说明", form.cause_text
    yield "困难", "申请帮扶", "、".join(term_label("wish", code) for code in form.wishes)
    yield "困难", "困难类别、级别", _listed(view.class_name, term_label("file_level", form.level))
    yield "材料", "附件", "、".join(paper.name or _kind(paper) for paper in form.attachments)
    yield "办理", "状态", view.state_label
    yield "办理", "申请日期", day_text(form.applied_on) if form.applied_on else ""
    yield "办理", "建档日期", day_text(view.enrolled_on) if view.enrolled_on else ""
    for visit in story.visits:
        conclusion = term_label("visit_conclusion", visit.conclusion)
        yield "办理", "入户核查", f"{_day(visit.on)}，结论：{conclusion}"
    for shown in story.publicities:
        yield "办理", "公示", _listed(f"{_day(shown.from_on)}至{_day(shown.to_on)}", shown.place)
    for opinion in story.opinions:
        word = "同意" if opinion.agreed else "不同意"
        yield "办理", "意见", _listed(_day(opinion.on), term_label("opinion_stage", opinion.stage), word)
    for recheck in story.rechecks:
        yield "办理", f"{recheck.year} 年度复核", term_label("review_outcome", recheck.outcome)
    for grant in file.grants:
        if grant.reversed_why is None:
            what = parts.yuan(grant.amount_fen) or grant.goods
            yield "帮扶", term_label("aid_kind", grant.kind), _listed(_day(grant.on), what)


def _kind(paper: AttachmentEntry) -> str:
    return term_label("attachment_kind", paper.kind)


def _dibao(form: FileForm) -> str:
    if form.dibao is None:
        return ""
    return _listed("享受", form.dibao_cert, parts.yuan(form.dibao_amount_fen)) if form.dibao else "未享受"


def _listed(*texts: str) -> str:
    return "，".join(text for text in texts if text)


def _day(on: date | None) -> str:
    return day_text(on) if on is not None else ""


def _consent(consent: Consent, today: date) -> dict[str, object]:
    if consent.withdrawn_on is not None:
        state = f"{consent.withdrawn_on} 撤回"
    else:
        state = "有效" if consent.holds_on(today) else "已过期"
    return {
        "kind": term_label("consent_kind", consent.kind),
        "given_on": consent.given_on,
        "until_on": consent.until_on,
        "state": state,
    }


def _receivers(file: FileOnPaper) -> list[tuple[date, str, str]]:
    """Say to whom something was given (PIPL arts 23, 45), the first one first."""
    checks = [
        (each.asked_on, each.asked_of or _AT_MEANS_OFFICE, "核对家庭经济状况")
        for each in file.story.means_checks
        if each.asked_on is not None
    ]
    moved = [(each.on, each.receiver, "移交档案") for each in file.story.transfers if each.on is not None]
    return sorted([*checks, *moved])


def seal_fields(file: FileOnPaper) -> Fields:
    """用印审批单: which papers are to be sealed is written by hand."""
    view = file.view
    return {
        "office": view.office_name,
        "file_no": view.number_shown,
        "name": view.form.owner.name,
        "asked_on": file.today,
        "reason": f"办理困难职工档案，姓名：{view.form.owner.name}，编号：{view.number_shown}。",
        **dict.fromkeys(("documents", "seal", "applicant_on", "approver_on", "keeper_on")),
    }


PAPERS: Final = (
    Paper("own_data", "本人信息查询表", own_data_fields),
    Paper("seal_request", "用印审批单", seal_fields),
)
