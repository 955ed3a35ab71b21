"""The papers of one meeting, or of one service, where a case has several."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from union_desk.casework.print_log import PrintableForm
from union_desk.dispute.prints import minutes, notices, receipts
from union_desk.dispute.prints.paper import Fields, Paper, printable
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import Hearing, Service

_RECORDS: Final[dict[str, tuple[str, str, Callable[..., Fields]]]] = {
    "meeting": ("mediation_record", "调解笔录", minutes.record_fields),
    "inquiry": ("inquiry_record", "调查笔录", minutes.inquiry_fields),
    "oral_application": ("oral_application", "口头申请笔录", minutes.oral_fields),
}


def hearing_forms(service: DisputeService, hearing: Hearing) -> tuple[PrintableForm, ...]:
    """Return what is printed of a meeting: before it the notice first, then what was said at it."""
    form_id, title, fill = _RECORDS.get(hearing.kind, _RECORDS["meeting"])
    papers = [Paper(form_id, title, partial(fill, hearing_uid=hearing.uid))]
    if hearing.kind == "meeting":
        fill_notice = partial(notices.notice_fields, hearing_uid=hearing.uid)
        notice = Paper("mediation_notice", "调解通知书", fill_notice, copies=2)
        papers.insert(0 if hearing.held_on is None else 1, notice)
    return tuple(printable(service, paper) for paper in papers)


def receipt_form(service: DisputeService, one: Service) -> PrintableForm:
    fill = partial(receipts.receipt_fields, service_uid=one.uid)
    return printable(service, Paper("service_receipt", "送达回证", fill))
