"""Which papers go to whom in which state, and how a 送达回证 begins and is shown."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from union_desk.dispute.page.life.typed import Sending
from union_desk.dispute.page.sections import Case
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import Party, ServedPaper, Service

ASKING_LETTER: Final = "调解邀请函（征求意见书）"
_ACCEPTED: Final = "受理通知书"
_SUMMONS: Final = "调解通知书"
_AGREEMENT: Final = "调解协议书"
_TERMINATED: Final = "调解终止告知书"
_NOT_ACCEPTED: Final = "不予受理通知书"
_FORMS: Final = {
    ASKING_LETTER: "mediation_invitation",
    _ACCEPTED: "mediation_acceptance",
    _SUMMONS: "mediation_notice",
    _AGREEMENT: "mediation_agreement",
    _TERMINATED: "mediation_end",
    _NOT_ACCEPTED: "mediation_refusal",
}

# To the applicants, and to the respondents: what a state sends them.
_PAPERS: Final = {
    State.ACCEPTED: ((_ACCEPTED,), (ASKING_LETTER,)),
    State.ASKING: ((_ACCEPTED, _SUMMONS), (ASKING_LETTER, _SUMMONS)),
    State.MEDIATING: ((_ACCEPTED, _SUMMONS), (_SUMMONS,)),
    State.AGREED: ((_AGREEMENT,), (_AGREEMENT,)),
    State.PERFORMING: ((_AGREEMENT,), (_AGREEMENT,)),
    State.FAILED: ((_TERMINATED,), (_TERMINATED,)),
    State.LAPSED: ((_TERMINATED,), (_TERMINATED,)),
    State.OPPONENT_REFUSED: ((_TERMINATED,), ()),
    State.REFUSED: ((_NOT_ACCEPTED,), ()),
}


def paper(title: str, number: str) -> ServedPaper:
    """Return a paper of a case as its 送达回证 names it: our own ones have the number of the case."""
    return ServedPaper(title, _FORMS.get(title, ""), number if title in _FORMS else "")


def unserved(case: Case) -> tuple[tuple[Party, tuple[str, ...]], ...]:
    """Return whom papers of this state have not gone to yet, and which; each meeting has its own notice."""
    wanted = _PAPERS.get(State(case.view.state), ((), ()))
    gone = Counter((one.party_uid, each.title) for one in case.life.services for each in one.papers)
    meetings = sum(one.kind == "meeting" and one.planned_at is not None for one in case.life.hearings)
    times = {_SUMMONS: meetings}
    form = case.view.form
    found = []
    for people, titles in ((form.applicants, wanted[0]), (form.respondents, wanted[1])):
        shown = [party for party in people if not party.roster or party.representative]
        for party in shown:
            left = tuple(title for title in titles if gone[party.uid, title] < times.get(title, 1))
            if left:
                found.append((party, left))
    return tuple(found)


def told_on(case: Case) -> date | None:
    """Return when a worker got the paper that tells of arbitration and its limitation (M6, M12)."""
    workers = {party.uid for party in case.view.form.applicants}
    days = [
        one.served_on
        for one in case.life.services
        if one.party_uid in workers
        and one.served_on is not None
        and any(each.title in (_TERMINATED, _NOT_ACCEPTED) for each in one.papers)
    ]
    return min(days, default=None)


def sending(case: Case, servers: tuple[str, ...], to: str = "") -> Sending:
    """Begin with the papers of this state that have not gone out, and the address that a party gave."""
    waiting = [each for each in unserved(case) if to in ("", each[0].uid)]
    if not waiting:
        return Sending(sent_on=case.today, servers=servers, number=case.view.number_shown)
    party, titles = waiting[0]
    electronic = bool(party.electronic_address) and not party.served_address
    return Sending(
        party.uid,
        titles,
        "electronic" if electronic else "direct",
        case.today,
        party.served_address or party.electronic_address or party.employer.address or party.person.address,
        servers,
        number=case.view.number_shown,
    )


def as_sending(one: Service) -> Sending:
    titles = tuple(each.title for each in one.papers)
    number = next((each.number for each in one.papers if each.number), "")
    return Sending(one.party_uid, titles, one.method, one.sent_on, one.place, one.servers, one.remark, number)
