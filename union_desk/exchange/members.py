"""The register of stores that exchange packages, and what each of them is known to have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from union_desk.casework.offices import SHARED_AUDIENCE, Office, offices_in, own_office_in
from union_desk.casework.settings import read_setting, write_setting
from union_desk.core.errors import RuleBroken
from union_desk.exchange.keys import OwnKeys, PublicKeys, keep_keys, new_keys, own_keys
from union_desk.exchange.records import ExchangeSiteRecord
from union_desk.store.records import new_uid
from union_desk.store.tables import change_set, stream
from union_desk.store.work import Work

_KNOWN: Final = "exchange_known"
_DISTRICT: Final = "district"


@dataclass(frozen=True, slots=True)
class Member:
    """A store in the register, with its office."""

    uid: str
    office: Office
    keys: PublicKeys
    revoked: bool
    record: ExchangeSiteRecord

    @property
    def audiences(self) -> frozenset[str]:
        """Return whose rows it may have."""
        return frozenset({self.office.audience, SHARED_AUDIENCE})

    @property
    def is_district(self) -> bool:
        return self.office.level == _DISTRICT


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here of another store: how far it has come, its site, our last number for it."""

    knows: Mapping[str, int] = field(default_factory=dict)
    site: str = ""
    sent: int = 0


def members_in(session: Session) -> dict[str, Member]:
    """Return every store of the register by uid; one whose office is unknown is left out."""
    offices = offices_in(session)
    records = session.scalars(select(ExchangeSiteRecord).order_by(ExchangeSiteRecord.issued_at))
    return {
        record.uid: Member(
            record.uid,
            offices[record.office or ""],
            PublicKeys(record.sign_key or "", record.seal_key or ""),
            record.revoked_at is not None,
            record,
        )
        for record in records
        if record.office in offices
    }


def own_office_of(session: Session) -> Office:
    return offices_in(session)[own_office_in(session)]


def district_of(members: Mapping[str, Member]) -> Member:
    """Return the store of the district that packages are handed in to."""
    found = [one for one in members.values() if one.is_district and not one.revoked]
    if not found:
        raise RuleBroken("这里还没有收到过区总工会发放的数据，不能做上报的数据包。")
    return found[-1]


def joined(work: Work) -> OwnKeys:
    """Return the keys of this store; at its first exchange they are made, and it enters the register."""
    keys = own_keys(work.session)
    if keys is None:
        keys = new_keys(new_uid())
        keep_keys(work.session, keys)
        register(work, keys.uid, own_office_of(work.session).code, keys.public)
        work.session.flush()
    return keys


def register(work: Work, uid: str, office: str, keys: PublicKeys) -> None:
    work.session.add(
        ExchangeSiteRecord(
            uid=uid,
            audience=SHARED_AUDIENCE,
            office=office,
            sign_key=keys.sign,
            seal_key=keys.seal,
            issued_at=work.at,
            issued_by=work.actor.user,
        )
    )


def known_of(session: Session, uid: str) -> Known:
    found: dict[str, Any] = read_setting(session, _KNOWN).get(uid, {})
    return Known(found.get("knows", {}), found.get("site", ""), found.get("sent", 0))


def keep_known(session: Session, uid: str, known: Known) -> None:
    all_known = read_setting(session, _KNOWN)
    all_known[uid] = {"knows": dict(known.knows), "site": known.site, "sent": known.sent}
    write_setting(session, _KNOWN, all_known)


def words_of_sites(session: Session, audiences: Collection[str]) -> dict[str, str]:
    """Return how the offices of all sites are called whose change sets are here: 下沙."""
    offices = offices_in(session)
    query = (
        select(change_set.c.site, change_set.c.office)
        .join(
            stream,
            and_(
                stream.c.site == change_set.c.site,
                stream.c.audience == change_set.c.audience,
                stream.c.seq == change_set.c.seq,
            ),
        )
        .where(stream.c.audience.in_(audiences))
    )
    return {
        site: offices[office].short_name if office in offices else office
        for site, office in session.execute(query)
    }
