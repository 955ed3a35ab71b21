"""Judging a package that came: whose it is, whether it is for us, and whether its rows may be here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.core.clock import local_time
from union_desk.core.errors import StoreProblem
from union_desk.exchange import keys
from union_desk.exchange.keys import OwnKeys, own_keys
from union_desk.exchange.members import Member, members_in
from union_desk.exchange.package import Content, PackageFile, open_content, read_package
from union_desk.exchange.records import HandoverRecord
from union_desk.exchange.values import PackageKind, Span
from union_desk.store.foreign import ForeignSet, Run
from union_desk.store.merge import Plan

_ASK: Final = "请与对方单位核对。"
# What only the district writes: which stores there are.
_DISTRICTS: Final = frozenset({"exchange_site"})


class Opened:
    """A package that was found right: signed by a known store, locked for this one."""

    def __init__(self, file: PackageFile, content: Content, sender: Member, own: Member) -> None:
        self.file = file
        self.content = content
        self.sender = sender
        self.own = own

    @property
    def kind(self) -> PackageKind:
        return PackageKind(self.file.header.kind)

    def refuse_strange_rows(self, plan: Plan) -> None:
        """Stop a package with rows that its sender may not have, or that do not belong here."""
        street = self.own if self.sender.is_district else self.sender
        for one, lines in plan.proved.new:
            if one.audience not in street.audiences:
                raise StoreProblem(
                    f"数据包里有不属于{street.office.short_name}的资料，没有收入。", advice=_ASK
                )
            if self.sender.is_district or one.audience == street.office.audience:
                continue
            if any(line.table in _DISTRICTS and not line.note for line in lines):
                raise StoreProblem("数据包里有只能由区总工会改动的资料，没有收入。", advice=_ASK)

    def missing(self, runs: Sequence[Run], words: Mapping[str, str]) -> tuple[Span, ...]:
        """Say by name what has to come first: 下沙 第 41–57 号."""
        known = {**self.content.words, **words}
        return tuple(Span(known.get(run.site, "另一单位"), run.first, run.last) for run in runs)


def missing_problem(missing: Sequence[Span]) -> StoreProblem:
    return StoreProblem(
        f"缺少 {'、'.join(span.shown for span in missing)}，没有收入。",
        advice="请先收入前面的数据包；找不到了，请对方用“全部重发”再做一个。",
    )


def open_package(session: Session, path: Path) -> Opened:
    """Read a package and judge it; each thing that may be wrong has its own sentence."""
    file = read_package(path)
    header = file.header
    own = own_keys(session)
    members = members_in(session)
    if own is None or own.uid not in members:
        raise StoreProblem("这里还没有与别的单位交换过数据，不能收数据包。", advice=_ASK)
    if header.kind == PackageKind.ISSUE:
        raise StoreProblem(
            f"这是发放给 {header.receiver_name} 的新数据。",
            advice="请在它的电脑上用开通码打开，不能收入已有的数据。",
        )
    sender = _sender(file, members)
    if header.receiver != own.uid:
        raise StoreProblem(
            f"这个数据包是给 {header.receiver_name} 的，不是给这里的。", advice="请交给收件单位。"
        )
    if sender.uid == own.uid:
        raise StoreProblem("这个数据包是这里自己做的。", advice="请交给收件单位。")
    return Opened(file, _content(file, own), sender, members[own.uid])


def _sender(file: PackageFile, members: Mapping[str, Member]) -> Member:
    header = file.header
    sender = members.get(header.sender)
    if sender is None:
        raise StoreProblem(f"不认识发来数据包的单位“{header.sender_name}”，没有收入。", advice=_ASK)
    if not keys.is_signed(file.checksum, file.signature, sender.keys.sign):
        raise StoreProblem(
            f"数据包的签名不对，不是 {sender.office.short_name} 做的，没有收入。",
            advice="可能有人伪造。请保留这个文件，并与对方单位核对。",
        )
    if sender.revoked:
        on = local_time(sender.record.revoked_at).date() if sender.record.revoked_at else ""
        raise StoreProblem(
            f"{sender.office.short_name} 的这份数据已停用（{on}），它的数据包不再收入。",
            advice="请对方改用重新发放的数据。",
        )
    return sender


def _content(file: PackageFile, own: OwnKeys) -> Content:
    content = open_content(file, own.seal)
    if len(content.sets) != file.header.sets:
        raise StoreProblem("数据包的内容与说明不符，没有收入。", advice=_ASK)
    return content


def notice_of(session: Session, opened: Opened, *, new: Sequence[tuple[ForeignSet, object]]) -> str:
    """Say what is odd about a package, though it does no harm."""
    header = opened.file.header
    query = select(HandoverRecord).where(
        HandoverRecord.outgoing.is_(False),
        HandoverRecord.other_uid == header.sender,
        HandoverRecord.number == header.number,
        HandoverRecord.taken_back_at.is_(None),
    )
    for before in session.scalars(query):
        day = f"{local_time(before.at):%Y-%m-%d %H:%M}"
        if before.sha256 == opened.file.sha256:
            return f"这个数据包 {day} 已经收入，再收一次没有影响。"
        return (
            f"第 {header.number} 号以前收过另一个数据包（{day}），内容不同："
            f"{header.sender_name} 的数据可能用旧备份恢复过。请核对后再收入。"
        )
    return "" if new else "里面的内容这里都已经有了，收入没有影响。"
