"""A street opens what the district has issued: a new store with its rows, keys, numbers and users."""

from __future__ import annotations

from pathlib import Path

from union_desk.casework.accounts import store_account
from union_desk.casework.offices import offices_in, set_own_office
from union_desk.core.clock import Clock, local_time, system_clock
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.passwords import check_password
from union_desk.core.rights import Actor, Role
from union_desk.exchange import keys
from union_desk.exchange.handovers import kept_handover
from union_desk.exchange.keys import OwnKeys, keep_keys, opening_identity
from union_desk.exchange.members import Known, keep_known, members_in
from union_desk.exchange.outgoing import info_of
from union_desk.exchange.package import Content, Header, Opening, PackageFile, open_content, read_package
from union_desk.exchange.values import IssuedUser, PackageKind
from union_desk.store.database import Database
from union_desk.store.incoming import building
from union_desk.store.vault import OFFICE_COST, Cost, Vault, plain_name

_NOT_AN_ISSUE = "这不是发放数据的数据包。"


def read_header(path: Path) -> Header:
    """Return what anybody may read of a package, once the file was found whole."""
    return read_package(path).header


def issued_users(path: Path, code: str) -> tuple[IssuedUser, ...]:
    """Return for whom a store was issued; RuleBroken or StoreProblem where the code does not open it."""
    _, content = _opened(path, code)
    return tuple(IssuedUser(name, frozenset(roles)) for name, roles in _opening(content).users.items())


def open_issued(
    folder: Path,
    path: Path,
    code: str,
    user: str,
    password: str,
    *,
    clock: Clock = system_clock,
    cost: Cost = OFFICE_COST,
) -> str:
    """Make the street's store in an empty folder; return the recovery key that is to be printed.

    The user chooses his own password; his colleagues get their first one from him.
    """
    file, content = _opened(path, code)
    opening = _opening(content)
    name = plain_name(user)
    if name not in opening.users:
        raise RuleBroken(f"数据是发放给 {'、'.join(opening.users)} 的，请填写其中一个姓名。", field="user")
    check_password(password, name)
    with building(folder, f"{local_time(clock()):%Y%m%d-%H%M%S}") as made:
        key, recovery_key = Vault.create(made, name, password, cost=cost)
        with Database.create(made, key, clock=clock, site=opening.site) as database:
            _fill(database, file, content, name)
    return recovery_key


def _opened(path: Path, code: str) -> tuple[PackageFile, Content]:
    file = read_package(path)
    if file.header.kind != PackageKind.ISSUE:
        raise StoreProblem(_NOT_AN_ISSUE, advice="请选择区总工会发放的数据包。")
    try:
        content = open_content(file, opening_identity(code))
    except StoreProblem as problem:
        if "钥匙" not in problem.message:
            raise
        raise RuleBroken("开通码与这个数据包不符，请核对。", field="code") from problem
    if not keys.is_signed(file.checksum, file.signature, file.header.sign_key):
        raise StoreProblem("数据包的签名不对，没有打开。", advice="请与区总工会核对。")
    return file, content


def _opening(content: Content) -> Opening:
    if content.opening is None:
        raise StoreProblem(_NOT_AN_ISSUE, advice="请选择区总工会发放的数据包。")
    return content.opening


def _fill(database: Database, file: PackageFile, content: Content, user: str) -> None:
    """Take everything in, and say whose store it is and who works here."""
    opening = _opening(content)
    header = file.header
    for name, data in content.originals.items():
        if database.blobs.put_bytes(data).sha256 != name:
            raise StoreProblem("数据包里有一份材料与它的指纹不符，没有打开。", advice="请区总工会重新做。")
    roles = frozenset(Role(role) for role in opening.users[user])
    actor = Actor(user, opening.office, opening.office, roles)
    with database.write("打开区总工会发放的数据", actor) as work:
        merged = work.absorb(content.sets)
        session = work.session
        members = members_in(session)
        sender = members.get(header.sender)
        if sender is None or sender.keys.sign != header.sign_key or header.receiver not in members:
            raise StoreProblem("数据包的签名与登记的不符，没有打开。", advice="请与区总工会核对。")
        set_own_office(session, opening.office)
        office = offices_in(session)[opening.office]
        for name, held in opening.users.items():
            store_account(session, name, office, [Role(role) for role in held])
        keep_keys(session, OwnKeys(header.receiver, opening.sign, opening.seal))
        keep_known(session, header.sender, Known(content.knows, content.site))
        record = kept_handover(work, info_of(file, content), outgoing=False, other=sender, merged=merged)
        record.first = record.last = None
