"""Who may open this store: passwords are in the vault, office and roles here."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from union_desk.casework.offices import Office
from union_desk.casework.records import AccountRecord
from union_desk.core.rights import Actor, Role


def store_account(session: Session, user: str, office: Office, roles: Iterable[Role]) -> None:
    """Give a user his office and roles in this store."""
    text = ",".join(sorted(role.value for role in roles))
    record = session.get(AccountRecord, user)
    if record is None:
        session.add(AccountRecord(uid=user, office=office.code, roles=text))
    else:
        record.office, record.roles = office.code, text


def actor_of(session: Session, user: str, offices: dict[str, Office]) -> Actor | None:
    """Return who a user is here, or None when the store does not know him."""
    record = session.get(AccountRecord, user)
    if record is None or record.office not in offices:
        return None
    roles = frozenset(Role(role) for role in record.roles.split(",") if role)
    return Actor(user, record.office, offices[record.office].audience, roles)
