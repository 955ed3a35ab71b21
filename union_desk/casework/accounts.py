"""Who may open this store: passwords are in the vault, office and roles here.

A person is let in by two things together: a row that is in use, and a wrap of the key for his password. The
row is written first and the wrap after it: a program that dies between the two leaves somebody who has to see
the administrator, never somebody who is let in by half or an office without an administrator.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import TYPE_CHECKING, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.offices import Office, offices_in
from union_desk.casework.records import AccountRecord
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.names import name_problem, normalise_name
from union_desk.core.passwords import check_password
from union_desk.core.rights import ROLE_LABELS, Actor, Right, Role, require
from union_desk.store.changes import accesses
from union_desk.store.files import KEYS_FILE
from union_desk.store.recovery import new_key
from union_desk.store.vault import OFFICE_COST, Cost, Vault, plain_name

if TYPE_CHECKING:
    from union_desk.store.database import Database
    from union_desk.store.work import Work

_TABLE: Final = "account"
_KIND: Final = "account"
_NOT_KNOWN: Final = "没有这个用户，请刷新后再试。"
_OTHER_KEYS: Final = "密钥文件 keys.json 不是这份数据的。"
_SEE_ADMINISTRATOR: Final = "请找有“管理”角色的同事。"


@dataclass(frozen=True, slots=True)
class Account:
    """One user as the list shows him."""

    user: str
    office: str  # code
    office_name: str
    roles: frozenset[Role]
    in_use: bool
    has_password: bool
    must_change: bool
    last_login_at: datetime | None

    @property
    def state(self) -> str:
        if not self.in_use:
            return "停用"
        if not self.has_password:
            return "没有密码"
        return "待改密码" if self.must_change else "在用"

    @property
    def role_words(self) -> str:
        return role_words(self.roles)


@dataclass(frozen=True, slots=True)
class AccountAct:
    """One line of 账户记录: who did what to whose account."""

    at: datetime
    by: str
    user: str
    text: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is asked for a new user."""

    user: str
    office: str  # code
    roles: frozenset[Role]
    password: str


def role_words(roles: Iterable[Role]) -> str:
    """经办、审核: the roles in the order of the table of rights."""
    held = frozenset(roles)
    return "、".join(label for role, label in ROLE_LABELS.items() if role in held)


def store_account(session: Session, user: str, office: Office, roles: Iterable[Role]) -> None:
    """Give a user his office and roles in this store."""
    text = _roles_text(roles)
    record = session.get(AccountRecord, user)
    if record is None:
        session.add(AccountRecord(uid=user, office=office.code, roles=text))
    else:
        record.office, record.roles = office.code, text


def actor_of(session: Session, user: str, offices: dict[str, Office]) -> Actor | None:
    """Return who a user is here, or None when the store does not know him or he was deactivated."""
    record = session.get(AccountRecord, plain_name(user))
    if record is None or record.office not in offices or record.deactivated_at is not None:
        return None
    return Actor(record.uid, record.office, offices[record.office].audience, _roles(record))


def users_in(session: Session) -> tuple[str, ...]:
    """Return the names of all users whose accounts are in use."""
    wanted = select(AccountRecord.uid).where(AccountRecord.deactivated_at.is_(None))
    return tuple(session.scalars(wanted.order_by(AccountRecord.uid)))


def set_by_recovery(work: Work) -> None:
    """Note that the acting user has opened the store with the recovery key and chosen a new password."""
    _record(work.session, work.actor.user).must_change = None
    _note(work, work.actor.user, "用恢复密钥打开，设了新密码")


class AccountService:
    """The users of one store: who they are, what they may do, and how they come in."""

    def __init__(self, database: Database, clock: Clock, cost: Cost = OFFICE_COST) -> None:
        self._database = database
        self._clock = clock
        self._cost = cost

    @property
    def has_passwords(self) -> bool:
        """False for a demo store, which anybody may open as any of its invented users."""
        return bool(self._database.kind != "demo")

    # --- the way in

    def sign_in(self, user: str, password: str) -> Actor:
        """Return who comes in with this password; WrongPassword tells how long the next try has to wait."""
        if self.has_passwords:
            key = Vault.unlock(self._database.folder, user, password, clock=self._clock)
            if not compare_digest(key, self._database.key):
                raise StoreProblem(_OTHER_KEYS, advice="请从最近的备份里取回 keys.json。")
        with self._database.read() as session:
            actor = actor_of(session, user, offices_in(session))
        if actor is None:
            raise StoreProblem(f"用户“{plain_name(user)}”已停用或没有角色。", advice=_SEE_ADMINISTRATOR)
        return actor

    def users(self) -> tuple[Account, ...]:
        """Return who may come in, for the box that asks for name and password; it needs no right."""
        with self._database.read() as session:
            return tuple(account for account in self._accounts(session) if account.in_use)

    def entered(self, actor: Actor) -> bool:
        """Note that somebody begins to work; return whether he has to choose another password first."""
        if self._database.read_only:
            return False
        with self._database.write("登录", actor) as work:
            record = _record(work.session, actor.user)
            record.last_login_at = self._clock()
            must_change = bool(record.must_change)
            deactivated = select(AccountRecord.uid).where(AccountRecord.deactivated_at.is_not(None))
            gone = work.session.scalars(deactivated).all()
        self._shut_out(gone)
        return must_change and self.has_passwords

    # --- one's own

    def change_password(self, actor: Actor, old: str, new: str) -> None:
        """Change one's own password; the old one is asked for, since a desk may be left for a moment."""
        require(actor, Right.VIEW)
        self._require_passwords()
        check_password(new, actor.user)
        if old == new:
            raise RuleBroken("新密码和原来的一样，请换一个。", field="password")
        Vault.change_password(self._database.folder, actor.user, old, new, cost=self._cost, clock=self._clock)
        self._password_chosen(actor, "修改了自己的密码")

    def choose_password(self, actor: Actor, new: str) -> None:
        """Put one's own password in the place of the first one, which the administrator knows."""
        require(actor, Right.VIEW)
        self._require_passwords()
        check_password(new, actor.user)
        with self._database.read() as session:
            if not _record(session, actor.user).must_change:
                raise RuleBroken("您的密码不用重设；要换密码请用“修改密码”。", field="password")
        if Vault.opens(self._database.folder, actor.user, new):
            raise RuleBroken("这是别人给您的密码，请换一个只有自己知道的。", field="password")
        Vault.set_password(self._database.folder, self._database.key, actor.user, new, cost=self._cost)
        self._password_chosen(actor, "首次登录，换了自己的密码")

    # --- the administrator's

    def all(self, actor: Actor) -> tuple[Account, ...]:
        """Return every account, those in use first."""
        require(actor, Right.ACCOUNTS)
        with self._database.read() as session:
            return self._accounts(session)

    def acts(self, actor: Actor) -> tuple[AccountAct, ...]:
        """Return 账户记录, newest first."""
        require(actor, Right.ACCOUNTS)
        with self._database.read() as session:
            return tuple(
                AccountAct(found.at, found.actor, found.uid, found.text)
                for found in accesses(session, table=_TABLE)
            )

    def add(self, actor: Actor, account: NewAccount) -> str:
        """Add a user, who has to change his first password; return his name as it is kept."""
        require(actor, Right.ACCOUNTS)
        user = _checked_name(account.user)
        _check_roles(account.roles)
        if self.has_passwords:
            check_password(account.password, user)
        with self._database.write("新增用户", actor) as work:
            names = {known.casefold() for known in work.session.scalars(select(AccountRecord.uid))}
            if user.casefold() in names:
                raise RuleBroken("已有这个姓名的用户；同名的请加上部门或字号区分。", field="user")
            if account.office not in offices_in(work.session):
                raise RuleBroken("请从列表中选择单位。", field="office")
            text = _roles_text(account.roles)
            work.session.add(AccountRecord(uid=user, office=account.office, roles=text, must_change=True))
            _note(work, user, f"新增用户，角色：{role_words(account.roles)}")
        self._let_in(user, account.password)
        return user

    def change_roles(self, actor: Actor, user: str, roles: frozenset[Role]) -> None:
        """Give a user other roles, which hold from his next login on."""
        require(actor, Right.ACCOUNTS)
        _check_roles(roles)
        with self._database.write("修改角色", actor) as work:
            record = _record(work.session, user)
            former = _roles(record)
            if former == roles:
                return
            in_use = [account for account in self._accounts(work.session) if account.in_use]
            if record.uid == actor.user and len(in_use) > 1:
                raise RuleBroken("不能改自己的角色，请由另一位管理员来改。", field="roles")
            if Role.ADMINISTER not in roles:
                self._refuse_last_administrator(work.session, record.uid)
            record.roles = _roles_text(roles)
            _note(work, record.uid, f"角色由“{role_words(former)}”改为“{role_words(roles)}”")

    def reset_password(self, actor: Actor, user: str, password: str) -> None:
        """Give a user who forgot his password a first one again."""
        require(actor, Right.ACCOUNTS)
        self._require_passwords()
        check_password(password, user)
        with self._database.write("重设密码", actor) as work:
            record = _record(work.session, user)
            if record.deactivated_at is not None:
                raise RuleBroken("这个用户已停用，请用“恢复使用”。")
            if record.uid == actor.user:
                raise RuleBroken("自己的密码请用“修改密码”来换。")
            record.must_change = True
            _note(work, record.uid, "重设密码，下次登录要换")
        self._let_in(user, password)

    def deactivate(self, actor: Actor, user: str) -> None:
        """Shut a user out; his name stays with what he has done."""
        require(actor, Right.ACCOUNTS)
        with self._database.write("停用用户", actor) as work:
            record = _record(work.session, user)
            if record.uid == actor.user:
                raise RuleBroken("不能停用自己，请由另一位管理员来做。")
            if record.deactivated_at is not None:
                return
            self._refuse_last_administrator(work.session, record.uid)
            record.deactivated_at = self._clock()
            _note(work, record.uid, "停用")
        self._shut_out({user})

    def reactivate(self, actor: Actor, user: str, password: str) -> None:
        """Let a user in again, with a first password."""
        require(actor, Right.ACCOUNTS)
        if self.has_passwords:
            check_password(password, user)
        with self._database.write("恢复用户", actor) as work:
            record = _record(work.session, user)
            record.deactivated_at, record.must_change = None, True
            _note(work, record.uid, "恢复使用")
        self._let_in(user, password)

    def new_recovery_key(self, actor: Actor) -> str:
        """Make a recovery key that is to be shown and asked back; nothing holds until it is kept."""
        require(actor, Right.ACCOUNTS)
        self._require_passwords()
        return new_key()

    def keep_recovery_key(self, actor: Actor, printed: str) -> None:
        """Let the new recovery key in and the old one out, once the new one was written down."""
        require(actor, Right.ACCOUNTS)
        self._require_passwords()
        # First the wrap: whoever holds the new sheet may have torn up the old one.
        Vault.set_recovery(self._database.folder, self._database.key, printed)
        with self._database.write("更换恢复密钥", actor) as work:
            _note(work, actor.user, "更换恢复密钥，旧的作废")

    # --- inside

    def _accounts(self, session: Session) -> tuple[Account, ...]:
        names = {code: office.name for code, office in offices_in(session).items()}
        known = self._wrapped()
        found = [
            Account(
                user=record.uid,
                office=record.office,
                office_name=names.get(record.office, record.office),
                roles=_roles(record),
                in_use=record.deactivated_at is None,
                has_password=known is None or record.uid in known,
                must_change=bool(record.must_change) and known is not None,
                last_login_at=record.last_login_at,
            )
            for record in session.scalars(select(AccountRecord).order_by(AccountRecord.uid))
        ]
        return tuple(sorted(found, key=lambda account: not account.in_use))

    def _wrapped(self) -> frozenset[str] | None:
        """Return who has a password; None where nobody needs one."""
        if not self.has_passwords:
            return None
        folder = self._database.folder
        return frozenset(Vault.names(folder)) if (folder / KEYS_FILE).exists() else frozenset()

    def _refuse_last_administrator(self, session: Session, user: str) -> None:
        """Refuse to leave an office where nobody can let anybody in; one without password does not count."""
        others = (
            account
            for account in self._accounts(session)
            if account.user != user and account.in_use and account.has_password
        )
        if not any(Role.ADMINISTER in account.roles for account in others):
            raise RuleBroken("至少要有一位管理员在用：请先给另一位用户“管理”角色。", field="roles")

    def _password_chosen(self, actor: Actor, text: str) -> None:
        with self._database.write("修改密码", actor) as work:
            _record(work.session, actor.user).must_change = None
            _note(work, actor.user, text)

    def _let_in(self, user: str, password: str) -> None:
        if self.has_passwords:
            Vault.set_password(self._database.folder, self._database.key, user, password, cost=self._cost)

    def _shut_out(self, users: Iterable[str]) -> None:
        """Take away the wraps of deactivated users, also those that a killed program has left."""
        for user in (self._wrapped() or frozenset()).intersection(users):
            Vault.remove_user(self._database.folder, user)

    def _require_passwords(self) -> None:
        if not self.has_passwords:
            raise RuleBroken("演示数据没有密码。")


def _note(work: Work, user: str, text: str) -> None:
    work.note_access(_KIND, _TABLE, user, text)


def _record(session: Session, user: str) -> AccountRecord:
    record = session.get(AccountRecord, plain_name(user))
    if record is None:
        raise RuleBroken(_NOT_KNOWN, field="user")
    return record


def _roles(record: AccountRecord) -> frozenset[Role]:
    return frozenset(Role(role) for role in record.roles.split(",") if role)


def _roles_text(roles: Iterable[Role]) -> str:
    return ",".join(sorted(role.value for role in roles))


def _checked_name(typed: str) -> str:
    problem = name_problem(typed)
    if problem:
        raise RuleBroken(problem, field="user")
    return unicodedata.normalize("NFKC", normalise_name(typed))


def _check_roles(roles: frozenset[Role]) -> None:
    if not roles:
        raise RuleBroken("请至少选一个角色。", field="roles")
