"""The commands `package` and `merge`: the acts of the window, for scripts and shared folders."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

from union_desk.core.clock import local_time
from union_desk.core.errors import RuleBroken

Open = Callable[..., Any]
_FILE: Final = "数据包"


def add_package_commands(commands: Any, open_store: Open) -> None:
    """Add both commands; `open_store(options, read_only=…)` gives the services of the store."""
    package = commands.add_parser("package", help="做数据包：发放、上报、回执；查看一个数据包")
    acts = package.add_subparsers(title="做什么", metavar="做什么", required=True, parser_class=type(package))
    issue = acts.add_parser("issue", help="区总工会给街道发放数据；打印开通码，只显示这一次")
    issue.add_argument("office", metavar="街道代码")
    issue.add_argument("folder", type=Path, metavar="文件夹", help="U 盘或共享文件夹")
    issue.add_argument(
        "--for",
        dest="users",
        action="append",
        required=True,
        metavar="姓名:角色",
        help="谁使用，例如 王芳:enter,handle；可以写几个，第一个人打开",
    )
    issue.set_defaults(act=lambda options: _issue(options, open_store))
    hand_in = acts.add_parser("return", help="街道向区总工会上报")
    hand_in.add_argument("folder", type=Path, metavar="文件夹")
    hand_in.add_argument("--whole", action="store_true", help="全部重发，不只是上次回执以后的")
    hand_in.set_defaults(act=lambda options: _return(options, open_store))
    receipt = acts.add_parser("receipt", help="区总工会给街道回执，带上这里的改动")
    receipt.add_argument("office", metavar="街道代码")
    receipt.add_argument("folder", type=Path, metavar="文件夹")
    receipt.add_argument("--whole", action="store_true", help="全部重发")
    receipt.set_defaults(act=lambda options: _receipt(options, open_store))
    show = acts.add_parser("show", help="看一个数据包是谁给谁的、是否完好；不用打开数据")
    show.add_argument("file", type=Path, metavar=_FILE)
    show.set_defaults(act=_show)
    merge = commands.add_parser("merge", help="收入数据包；先看会怎样，或直接收入")
    how = merge.add_mutually_exclusive_group(required=True)
    how.add_argument("--dry-run", type=Path, metavar=_FILE, help="只看会怎样，什么都不写")
    how.add_argument("--apply", type=Path, metavar=_FILE, help="收入；先自动备份")
    merge.set_defaults(act=lambda options: _merge(options, open_store))
    for parser in (issue, hand_in, receipt, show, merge):
        parser.add_argument("--json", action="store_true", help="用 JSON 输出")


def _issue(options: argparse.Namespace, open_store: Open) -> int:
    from union_desk.core.rights import Role  # noqa: PLC0415 - a command loads what it needs
    from union_desk.exchange.values import IssuedUser  # noqa: PLC0415

    users = []
    for text in options.users:
        name, _, roles = text.partition(":")
        known = {str(role) for role in Role}
        wanted = frozenset(filter(None, (roles or "enter,handle").split(",")))
        if not name or wanted - known:
            raise RuleBroken(f"请写 姓名:角色，角色可用 {'、'.join(sorted(known))}。")
        users.append(IssuedUser(name, wanted))
    services = open_store(options)
    try:
        made = services.exchange.issue_store(services.actor, options.office.upper(), options.folder, users)
    finally:
        services.close()
    return _tell(options, made, f"{made.info.path}\n开通码（只显示这一次）：{made.opening_code}")


def _return(options: argparse.Namespace, open_store: Open) -> int:
    services = open_store(options)
    try:
        made = services.exchange.return_package(services.actor, options.folder, whole=options.whole)
    finally:
        services.close()
    return _tell(options, made, _made(made))


def _receipt(options: argparse.Namespace, open_store: Open) -> int:
    services = open_store(options)
    try:
        office = options.office.upper()
        sites = [
            site
            for site in services.exchange.sites(services.actor)
            if site.office == office and site.state == "active" and not site.is_own
        ]
        if not sites:
            raise RuleBroken(f"没有给 {office} 发放过数据，或已停用。")
        made = services.exchange.receipt(services.actor, sites[0].uid, options.folder, whole=options.whole)
    finally:
        services.close()
    return _tell(options, made, _made(made))


def _show(options: argparse.Namespace) -> int:
    import msgspec  # noqa: PLC0415 - a command loads what it needs

    from union_desk.exchange.opening import read_header  # noqa: PLC0415

    header = read_header(options.file)
    made_at = local_time(datetime.fromisoformat(header.made_at))
    words = {"issue": "发放", "return": "上报", "receipt": "回执"}
    text = (
        f"{words.get(header.kind, header.kind)}第 {header.number} 号：{header.sender_name} → "
        f"{header.receiver_name}\n{header.made_by} 于 {made_at:%Y-%m-%d %H:%M} 做成，"
        f"{header.sets} 次改动，{header.lines} 行，{header.files} 份材料。文件完好。"
    )
    return _tell(options, msgspec.to_builtins(header), text)


def _merge(options: argparse.Namespace, open_store: Open) -> int:
    services = open_store(options, read_only=options.apply is None)
    try:
        if options.apply is None:
            preview = services.exchange.preview(services.actor, options.dry_run)
            _tell(options, preview, _previewed(preview))
            return 0 if preview.may_apply or preview.known_already else 1
        taken = services.exchange.apply(services.actor, options.apply, _say)
    finally:
        services.close()
    lines = [f"已收入 {taken.sets} 次改动。", *_counted(taken.counts)]
    if taken.conflicts:
        lines.append(f"有 {taken.conflicts} 处两边不同，请在窗口里处理。")
    return _tell(options, taken, "\n".join(lines))


def _previewed(preview: Any) -> str:
    lines = [preview.refused, preview.notice]
    if preview.missing:
        lines.append(f"缺少 {'、'.join(span.shown for span in preview.missing)}。")
    lines += _counted(preview.counts)
    if preview.conflicts:
        lines.append(f"两边不同 {len(preview.conflicts)} 处。")
    if preview.perhaps_same:
        lines.append(f"疑似同一人 {len(preview.perhaps_same)} 对。")
    return "\n".join(line for line in lines if line) or "没有新的内容。"


def _counted(counts: Any) -> list[str]:
    return [
        f"{one.title}：新增 {one.new}，改动 {one.changed}，删除 {one.removed}，相同 {one.same}"
        for one in counts
    ]


def _made(made: Any) -> str:
    spans = "、".join(span.shown for span in made.info.spans) or "没有新的改动"
    return f"{made.info.path}\n{spans}；{made.info.size:,} 字节"


def _tell(options: argparse.Namespace, value: Any, text: str) -> int:
    if options.json:
        told = value if isinstance(value, dict) else asdict(value)
        text = json.dumps(told, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write(f"{text}\n")
    return 0


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
