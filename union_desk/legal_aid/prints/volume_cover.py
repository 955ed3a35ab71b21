"""法律援助卷宗封面: the cover of the volume of a case of legal aid."""

from __future__ import annotations

from typing import Final

from union_desk.legal_aid.prints import parts
from union_desk.legal_aid.prints.ending import result_text
from union_desk.legal_aid.prints.paper import Fields, Paper
from union_desk.legal_aid.rules.states import ENDED
from union_desk.legal_aid.values import Assignment
from union_desk.legal_aid.values.on_paper import AidOnPaper

_NOBODY: Final = Assignment(uid="")


def cover_fields(case: AidOnPaper) -> Fields:
    """Fill a cover; pages, number and shelf are known when the volume is bound."""
    view, form = case.view, case.view.form
    provider = (parts.assignment_of(case) or _NOBODY).provider
    refused = "不予援助" if case.life.decision.granted is False else ""
    firm = f"（{provider.firm}）" if provider.firm and provider.firm != provider.name else ""
    return {
        **parts.head(case),
        **parts.matter(case),
        "organisation": case.office.name,
        "services": parts.services(form),
        "result": result_text(case.life.ending) or refused,
        "handler": form.handler,
        "provider": f"{provider.name}{firm}",
        "decided_on": case.life.decision.on,
        "closed_on": view.closed_on,
        "archived_on": view.archived_on,
        "kept": f"{case.retention.years} 年",
        **dict.fromkeys(("pages", "volumes", "binder", "shelf")),
    }


PAPERS: Final = (Paper("aid_cover", "法律援助卷宗封面", cover_fields, ENDED),)
