"""Whose names stand in a dispute: for a copy that names nobody but the one whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from union_desk.dispute.values import AssignedMediator, CaseForm, Hearing, Service


def names_in(
    form: CaseForm,
    mediators: Iterable[AssignedMediator],
    hearings: Iterable[Hearing],
    services: Iterable[Service],
) -> list[str]:
    """Return the names in the order of the case, firms too; one may come again."""
    names = [
        name
        for party in form.parties
        for name in (party.name, party.person.name, party.employer.name, party.employer.legal_rep)
    ]
    names += [agent.name for agent in form.agents]
    names += [each.mediator.name for each in mediators]
    names += [form.handler, form.receptionist]
    for hearing in hearings:
        names += [*hearing.present, *hearing.absent, *hearing.mediators, hearing.recorder]
    for service in services:
        names += [service.receiver, *service.servers, *service.witnesses]
    return names
