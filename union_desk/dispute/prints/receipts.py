"""送达回证: one sheet for each that has not come back, up to six papers on each."""

from __future__ import annotations

from typing import Final

from union_desk.dispute.prints import parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import Service
from union_desk.dispute.values.on_paper import CaseOnPaper

_PAPERS: Final = 6


def receipt_fields(case: CaseOnPaper, service_uid: str = "") -> Fields:
    """Those that are still out, else the last one; without any an empty one for each party."""
    services = sorted(case.life.services, key=lambda one: one.number)
    out = [one for one in services if one.returned_on is None] or services[-1:]
    out = [one for one in services if one.uid == service_uid] or out
    empty = [Service(uid="", party_uid=party.uid) for party in case.view.form.parties if not party.roster]
    shown = out or empty or [Service(uid="")]
    return {**parts.head(case), "cause": case.cause, "receipts": [_of(case, one) for one in shown]}


def _of(case: CaseOnPaper, service: Service) -> dict[str, object]:
    addressee = next((each for each in case.view.form.parties if each.uid == service.party_uid), None)
    told: dict[str, object] = {}
    for place in range(_PAPERS):
        paper = service.papers[place] if place < len(service.papers) else None
        told[f"paper_{place + 1}"] = paper.title if paper is not None else ""
        told[f"no_{place + 1}"] = paper.number if paper is not None else ""
        told[f"copies_{place + 1}"] = str(paper.copies) if paper is not None else ""
    return {
        "number": str(service.number) if service.number else "",
        "addressee": addressee.name if addressee is not None else "",
        "served_address": addressee.served_address if addressee is not None else "",
        **told,
        "place": service.place or (addressee.served_address if addressee is not None else ""),
        "method": service.method if service.uid else None,
        "sent": service.sent_on,
        "received": service.received_on,
        # Who took it in for somebody else and who saw it sign by hand.
        "receiver": "",
        "relation": service.receiver_relation,
        "refusal": service.refusal,
        "witnesses": "",
        "servers": "、".join(service.servers),
        "remark": service.remark,
    }


PAPERS: Final = (
    Paper(
        *("service_receipt", "送达回证", receipt_fields),
        due_in=frozenset({State.ACCEPTED, State.ASKING, State.MEDIATING, State.REFUSED}),
    ),
)
