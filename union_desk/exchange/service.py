"""What a caseworker does with packages: hand in, take in, look first, take back, settle, issue, revoke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from union_desk.casework.numbers import blocks_of, lend_next
from union_desk.casework.offices import offices_in, own_office_in
from union_desk.casework.recent import touch
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor, Right, require
from union_desk.exchange.handovers import (
    as_handover,
    kept_handover,
    sites_shown,
    why_not_back,
)
from union_desk.exchange.handovers import handovers as handovers_in
from union_desk.exchange.incoming import Opened, missing_problem, notice_of, open_package
from union_desk.exchange.keys import new_keys, new_opening_code, opening_identity, recipient_of
from union_desk.exchange.members import (
    Known,
    Member,
    district_of,
    joined,
    keep_known,
    known_of,
    members_in,
    own_office_of,
    register,
    words_of_sites,
)
from union_desk.exchange.naming import Naming
from union_desk.exchange.outgoing import Outgoing, info_of
from union_desk.exchange.package import Opening
from union_desk.exchange.preview import (
    choices_of,
    conflicts_shown,
    count_tables,
    planned_conflicts,
    planned_values,
    rows_shown,
)
from union_desk.exchange.records import HandoverRecord
from union_desk.exchange.reopened import keep_reopened, unsettled
from union_desk.exchange.values import (
    Choice,
    Conflict,
    Handover,
    IssuedUser,
    PackageInfo,
    PackageKind,
    PackageMade,
    PerhapsSame,
    Preview,
    Settlement,
    Site,
    Taken,
)
from union_desk.store.backup import backup
from union_desk.store.codec import DELETED
from union_desk.store.conflicts import SETTLING, Decision, OpenConflict, open_conflicts, settle
from union_desk.store.merge import Merged, Plan, plan
from union_desk.store.records import new_site, new_uid
from union_desk.store.undo import undo
from union_desk.store.work import Work

if TYPE_CHECKING:
    from union_desk.store.database import Database

BEFORE_MERGE: Final = "before-merge"
_FILE: Final = "hardship_file"
_LOG: Final = "handover"

Alike = Callable[[Session, Plan], tuple[PerhapsSame, ...]]


def nobody_alike(session: Session, planned: Plan) -> tuple[PerhapsSame, ...]:
    del session, planned
    return ()


class ExchangeService:
    """The exchange of one open store with those of other offices."""

    def __init__(
        self, database: Database, clock: Clock, series: Sequence[str], alike: Alike = nobody_alike
    ) -> None:
        self._database = database
        self._clock = clock
        self._series = tuple(series)
        self._alike = alike

    # --- what there is

    def sites(self, actor: Actor) -> tuple[Site, ...]:
        """Return the stores that exchange packages, the district's first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return sites_shown(session)

    def log(self, actor: Actor) -> tuple[Handover, ...]:
        """Return the packages that went out and came in, the newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return handovers_in(session, self._database.site)

    def handover(self, actor: Actor, uid: str) -> Handover:
        """Return one package of the log, as the 交接单 prints it."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return as_handover(session, _kept(session, uid), self._database.site)

    # --- packages that go out

    def return_package(self, actor: Actor, folder: Path, *, whole: bool = False) -> PackageMade:
        """Hand in to the district what was written here since its last receipt, or (`whole`) everything."""
        require(actor, Right.DECIDE)
        with self._database.write("做上报数据包", actor) as work:
            if own_office_of(work.session).level == "district":
                raise RuleBroken("区总工会不用上报；要发给街道，请做回执。")
            return self._send(work, PackageKind.RETURN, None, folder, whole=whole)

    def receipt(self, actor: Actor, site_uid: str, folder: Path, *, whole: bool = False) -> PackageMade:
        """Confirm to a street what was taken in, and send what was changed here."""
        require(actor, Right.DECIDE)
        self._lend_numbers(actor, site_uid)
        with self._database.write("做回执数据包", actor) as work:
            target = members_in(work.session).get(site_uid)
            if target is None or target.is_district:
                raise RuleBroken("请选择要发给的街道。", field="site")
            if target.revoked:
                raise RuleBroken("这份数据已停用，不能再发给它。", field="site")
            return self._send(work, PackageKind.RECEIPT, target, folder, whole=whole)

    def issue_store(
        self, actor: Actor, office: str, folder: Path, users: Sequence[IssuedUser]
    ) -> PackageMade:
        """Make the first store of a street: all its rows, keys, numbers, users, locked by an opening code."""
        require(actor, Right.KEEP_STORE)
        if not users:
            raise RuleBroken("请写明街道由谁使用。", field="users")
        keys, site = new_keys(new_uid()), new_site()
        with self._database.write("发放数据：准备", actor) as work:
            self._may_issue(work.session, office)
            joined(work)
        with self._database.write("发放数据：登记", actor) as work:
            register(work, keys.uid, office, keys.public)
            for series in self._series:
                lend_next(work, series, office, site, local_day(self._clock()))
            keep_known(work.session, keys.uid, Known(site=site))
        registered = work.uid
        code = new_opening_code()
        roles = {one.user: sorted(one.roles) for one in users}
        opening = Opening(site, office, keys.sign, keys.seal, roles)
        try:
            with self._database.write("发放数据", actor) as work:
                target = members_in(work.session)[keys.uid]
                recipient = recipient_of(opening_identity(code))
                made = self._send(
                    work,
                    PackageKind.ISSUE,
                    target,
                    folder,
                    whole=True,
                    opening=opening,
                    recipient=recipient,
                )
        except BaseException:
            undo(self._database, registered, actor)
            raise
        return PackageMade(made.handover_uid, made.info, code)

    def revoke(self, actor: Actor, site_uid: str, why: str) -> None:
        """Take no more packages from a store that was lost; its street gets a new one from the copy here."""
        require(actor, Right.KEEP_STORE)
        if not why.strip():
            raise RuleBroken("请写明为什么停用，例如 电脑丢失。", field="why")
        with self._database.write("停用一份数据", actor) as work:
            self._must_be_district(work.session)
            member = members_in(work.session).get(site_uid)
            if member is None or member.is_district:
                raise RuleBroken("请选择要停用的街道数据。", field="site")
            if member.revoked:
                raise RuleBroken("这份数据已经停用。", field="site")
            member.record.revoked_at = work.at
            member.record.revoked_by = actor.user
            member.record.revoked_why = why.strip()

    # --- packages that come in

    def preview(self, actor: Actor, path: Path) -> Preview:
        """Say what taking a package in would do; nothing is written."""
        require(actor, Right.DECIDE)
        with self._database.read() as session:
            opened = open_package(session, path)
            planned = plan(session.connection(), self._database.site, opened.content.sets)
            words = words_of_sites(session, opened.own.audiences | opened.sender.audiences)
            missing = opened.missing(planned.proved.missing, words)
            notice = notice_of(session, opened, new=planned.proved.new)
            refused = ""
            try:
                opened.refuse_strange_rows(planned)
            except StoreProblem as problem:
                refused = problem.message
            naming = Naming(session, lambda table, uid: planned_values(planned, table, uid))
            brought = [row for row in planned.rows.values() if row.fields]
            rows, in_all = rows_shown(naming, planned.rows.values())
            return Preview(
                info=info_of(opened.file, opened.content),
                counts=count_tables(brought),
                rows=rows,
                rows_in_all=in_all,
                conflicts=conflicts_shown(
                    naming, planned_conflicts(session, planned), own_office_in(session)
                ),
                perhaps_same=self._alike(session, planned),
                missing=missing,
                destroyed=planned.proved.destroyed,
                known_already=not planned.proved.new and "已经收入" in notice,
                notice=notice,
                refused=refused,
            )

    def apply(self, actor: Actor, path: Path, progress: Callable[[str], None] | None = None) -> Taken:
        """Take a package in, all of it or nothing, after a backup."""
        require(actor, Right.DECIDE)
        tell = progress or (lambda _: None)
        tell("正在核对数据包")
        with self._database.read() as session:
            opened = open_package(session, path)
            words = words_of_sites(session, opened.own.audiences | opened.sender.audiences)
        saved = None
        if not self._database.is_on_server and self._database.kind != "demo":
            saved = backup(self._database, None, progress, label=BEFORE_MERGE)
        self._keep_originals(opened)
        tell("正在收入")
        plans: list[Plan] = []

        def look(planned: Plan) -> None:
            if planned.proved.missing:
                raise missing_problem(opened.missing(planned.proved.missing, words))
            opened.refuse_strange_rows(planned)
            plans.append(planned)

        with self._database.write(f"收入{opened.sender.office.short_name}的数据包", actor) as work:
            merged = work.absorb(opened.content.sets, look)
            taken = self._note(work, opened, merged, plans[0])
        return Taken(
            handover_uid=taken.uid,
            info=info_of(opened.file, opened.content),
            counts=count_tables(row for row in plans[0].rows.values() if row.fields),
            sets=merged.sets,
            conflicts=taken.conflicts,
            destroyed=merged.destroyed,
            known_already=merged.sets == 0,
            backup=saved,
        )

    def take_back(self, actor: Actor, handover_uid: str) -> None:
        """Take back what a package has brought, while nothing was built on it."""
        require(actor, Right.DECIDE)
        with self._database.write("退回数据包", actor) as work:
            record = _kept(work.session, handover_uid)
            if reason := why_not_back(work.session, record, self._database.site):
                raise RuleBroken(reason)
            work.part(record.first or 0, record.last or 0)
            record = _kept(work.session, handover_uid)
            record.taken_back_at, record.taken_back_by = work.at, actor.user

    # --- conflicts

    def conflict_count(self, actor: Actor) -> int:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return len(unsettled(session))

    def conflicts(self, actor: Actor) -> tuple[Conflict, ...]:
        """Return the fields to which two offices gave different values, until somebody decides."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = unsettled(session)
            return conflicts_shown(Naming(session), found, own_office_in(session))

    def settle(self, actor: Actor, settlements: Sequence[Settlement], reason: str = "") -> str:
        """Decide conflicts, all of them in one act that can be undone; return the uid of the work."""
        require(actor, Right.EDIT)
        if not settlements:
            raise RuleBroken("请先选择要处理的冲突。")
        with self._database.write(SETTLING, actor, reason=reason) as work:
            own = own_office_in(work.session)
            rows = {(one.table, one.uid) for one in settlements}
            listed = {one.key: one for one in unsettled(work.session, rows)}
            decisions = []
            for one in settlements:
                found = listed.get((one.table, one.uid, one.field or DELETED))
                if found is None:
                    raise RuleBroken("这一处已经处理过，请刷新后再看。")
                decisions.append(_decision(found, one, own))
            settle(work, decisions)
            self._touch(work, rows)
        return work.uid

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take a decision about conflicts back, so that they are open again."""
        undone = take_back(self._database, actor, work_uid)
        with self._database.write("冲突重新待定", actor) as work:
            keep_reopened(work.session, work_uid, undone)
        return undone

    def log_print(self, actor: Actor, handover_uid: str, *, into_file: bool) -> None:
        """Log that the 交接单 of a package was printed, or written into a file."""
        require(actor, Right.PRINT)
        act = "导出" if into_file else "打印"
        with self._database.write(f"{act}数据交接单", actor) as work:
            record = _kept(work.session, handover_uid)
            work.note_access("export" if into_file else "print", _LOG, record.uid, "数据交接单")

    # --- inside

    def _send(
        self,
        work: Work,
        kind: PackageKind,
        target: Member | None,
        folder: Path,
        *,
        whole: bool,
        opening: Opening | None = None,
        recipient: str = "",
    ) -> PackageMade:
        keys = joined(work)
        members = members_in(work.session)
        receiver = target or district_of(members)
        made, content = Outgoing(self._database, work, members[keys.uid], keys).make(
            kind, receiver, folder, whole=whole, opening=opening, recipient=recipient
        )
        info = info_of(made, content)
        record = kept_handover(work, info, outgoing=True, other=receiver)
        # That data went out is in the log like every export.
        work.note_access("package", _LOG, record.uid, f"{info.receiver} 第 {info.number} 号")
        return PackageMade(record.uid, info)

    def _may_issue(self, session: Session, office: str) -> None:
        self._must_be_district(session)
        offices = offices_in(session)
        if office not in offices:
            raise RuleBroken("没有这个单位，请先在“设置”里添加。", field="office")
        if offices[office].level == "district":
            raise RuleBroken("请选择一个街道。", field="office")
        if any(one.office.code == office and not one.revoked for one in members_in(session).values()):
            raise RuleBroken(
                f"{offices[office].short_name} 已有一份在用的数据。要重新发放，请先停用原来的。",
                field="office",
            )

    @staticmethod
    def _must_be_district(session: Session) -> None:
        if own_office_of(session).level != "district":
            raise RuleBroken("只有区总工会可以发放和停用街道的数据。")

    def _lend_numbers(self, actor: Actor, site_uid: str) -> None:
        """Lend numbers to a street whose store has become a new site by a move or a restore."""
        today = local_day(self._clock())
        with self._database.read() as session:
            member = members_in(session).get(site_uid)
            site = known_of(session, site_uid).site
            if member is None or member.revoked or not site:
                return
            office = member.office.code
            wanted = [one for one in self._series if _has_no_block(session, one, office, site, today.year)]
        if wanted:
            with self._database.write("借给号段", actor) as work:
                for series in wanted:
                    lend_next(work, series, office, site, today)

    def _keep_originals(self, opened: Opened) -> None:
        """Keep the scans before the rows that name them."""
        for name, data in opened.content.originals.items():
            if self._database.blobs.put_bytes(data).sha256 != name:
                raise StoreProblem("数据包里有一份材料与它的指纹不符，没有收入。", advice="请对方重新做。")

    def _note(self, work: Work, opened: Opened, merged: Merged, planned: Plan) -> HandoverRecord:
        """Write down that a package came, and how far its sender has come."""
        known = known_of(work.session, opened.sender.uid)
        sent = Known(opened.content.knows, opened.content.site, known.sent)
        keep_known(work.session, opened.sender.uid, sent)
        self._touch(work, merged.touched)
        found = [row for row in planned.rows.values() if row.stays and (row.state.claims or row.state.ends)]
        listed = open_conflicts(work.session.connection(), {row.key for row in found})
        info: PackageInfo = info_of(opened.file, opened.content)
        return kept_handover(
            work,
            info,
            outgoing=False,
            other=opened.sender,
            merged=merged,
            counts=count_tables(row for row in planned.rows.values() if row.fields),
            conflicts=len(listed),
        )

    @staticmethod
    def _touch(work: Work, rows: set[tuple[str, str]] | frozenset[tuple[str, str]]) -> None:
        for table, uid in rows:
            if table == _FILE:
                touch(work, table, uid, work.at)


def _has_no_block(session: Session, series: str, office: str, site: str, year: int) -> bool:
    return all(block.site != site for block in blocks_of(session, series, office, year))


def _decision(found: OpenConflict, one: Settlement, own_office: str) -> Decision:
    value: object
    if one.choice is Choice.OTHER:
        if not one.value:
            raise RuleBroken("请写明要改成什么。", field="value")
        value = one.value[0]
    else:
        values = {choice: claim.value for choice, claim in choices_of(found, own_office)}
        if one.choice not in values:
            raise RuleBroken("这一处没有这个选择，请另选。")
        value = values[one.choice]
    return Decision(found.table, found.uid, found.field, value)


def _kept(session: Session, uid: str) -> HandoverRecord:
    record = session.get(HandoverRecord, uid)
    if record is None:
        raise RuleBroken("没有找到这个数据包的记录。")
    return record
