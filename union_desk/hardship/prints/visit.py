"""困难职工家庭入户调查表: beside what the family declared, what two visitors found."""

from __future__ import annotations

from typing import Final

from union_desk.core.terms import term_label
from union_desk.hardship.prints import parts
from union_desk.hardship.prints.paper import Fields, Paper
from union_desk.hardship.rules import State
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import FileView, HomeVisit, MemberEntry

# Fields of the paper that have the name of what was written down of the visit.
_FOUND: Final = (
    *("housing", "belongings", "members", "work", "income", "outlay"),
    *("debts", "neighbours", "needs", "met"),
)


def visit_fields(file: FileOnPaper) -> Fields:
    """Before the visit the right column is free for the pen."""
    view, visit = file.view, parts.visit_of(file)
    return {
        **parts.head(view),
        "office": view.office_name,
        "phone": parts.phone_of(view.form.owner),
        "address": view.form.owner.address,
        "employer": view.form.employer.name,
        **_declared(view),
        **(_found(visit) if visit is not None else dict.fromkeys(_BY_HAND)),
        **dict.fromkeys(("reason", "visitor_on", "met_on", "witness_on")),
    }


def _found(visit: HomeVisit) -> dict[str, object]:
    return {
        **{name: getattr(visit, name) for name in _FOUND},
        "visited_on": visit.on,
        "visitors": "、".join(name for name in visit.visitors if name),
        "health_found": visit.health,
        "conclusion": visit.conclusion or None,
        "photos": str(visit.photos) if visit.photos is not None else None,
    }


_BY_HAND: Final = (*_FOUND, "visited_on", "visitors", "health_found", "conclusion", "photos")


def _declared(view: FileView) -> dict[str, object]:
    form, figures = view.form, view.figures
    people = "、".join(parts.named(entry) for entry in form.members)
    causes = [code for code in (form.main_cause, *form.minor_causes) if code]
    return {
        "declared_housing": parts.area_of(view),
        "declared_belongings": "；".join(parts.asset_text(asset) for asset in form.assets),
        "declared_members": f"共 {figures.population} 人" + (f"：{people}" if people else ""),
        "declared_work": "；".join(_works(view)),
        "declared_income": _income(view),
        "declared_outlay": _outlay(view),
        "declared_health": "；".join(_health(view)),
        "declared_needs": "、".join(term_label("cause", code) for code in causes),
    }


def _works(view: FileView) -> list[str]:
    form = view.form
    own = term_label("work_status", form.owner.work_status)
    said = [f"{parts.SELF}{own}"] if own else []
    return said + [f"{entry.person.name}{doing}" for entry in form.members if (doing := _doing(entry))]


def _doing(entry: MemberEntry) -> str:
    status = "在校" if entry.in_school else term_label("work_status", entry.person.work_status)
    return "，".join(part for part in (status, parts.place_of(entry)) if part)


def _income(view: FileView) -> str:
    year, month = view.figures.year_income_fen, view.figures.month_percap_fen
    told = [
        f"{title} {parts.yuan(fen)}"
        for title, fen in (("家庭年度总收入", year), ("月人均", month))
        if fen is not None
    ]
    return "，".join(told)


def _outlay(view: FileView) -> str:
    total = view.figures.rigid_outlay_fen
    if total is None:
        return ""
    items = [
        f"{term_label('outlay_kind', item.kind)} {parts.yuan(item.amount_fen)}（{_PER.get(item.per, '')}）"
        for item in view.form.outlays
        if item.amount_fen
    ]
    return f"刚性支出（年）{parts.yuan(total)}" + (f"：{'、'.join(items)}" if items else "")


_PER: Final = {"year": "年", "month": "月"}


def _health(view: FileView) -> list[str]:
    form = view.form
    named = [(parts.SELF, form.owner), *((entry.person.name, entry.person) for entry in form.members)]
    return [
        f"{name}{told}"
        for name, card in named
        if (told := term_label("health", card.health) + parts.disability_of(card))
    ]


PAPERS: Final = (
    Paper(
        "home_visit",
        "困难职工家庭入户调查表",
        visit_fields,
        due_in=frozenset({State.VISITING}),
    ),
)
