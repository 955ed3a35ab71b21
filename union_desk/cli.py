"""The services without a window: print, backup, restore, verify."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from union_desk import __version__
from union_desk.casework.intake_command import add_import_command
from union_desk.core.clock import system_clock
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.places import default_store_folder
from union_desk.exchange.commands import add_package_commands

if TYPE_CHECKING:
    from union_desk.core.rights import Actor
    from union_desk.paper.job import Mode
from union_desk.store.files import KEYS_FILE, STORE_FILE, file_problem

_PASSWORD: Final = "UNION_DESK_PASSWORD"  # noqa: S105 - the name of a variable
_RECOVERY: Final = "UNION_DESK_RECOVERY_KEY"
_FAULTS: Final = (
    (re.compile(r"the following arguments are required: (.*)"), "缺少参数：{}"),
    (re.compile(r"unrecognized arguments: (.*)"), "多出的参数：{}"),
    (re.compile(r"argument .*: invalid choice: (\S+).*"), "没有 {} 这个命令"),
    (re.compile(r"argument (.*): expected .*"), "{} 后面缺少内容"),
    (re.compile(r"argument (.*): not allowed with argument (.*)"), "{} 不能与其他方式同时使用"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _FAULTS:
            if match := pattern.fullmatch(message):
                message = sentence.format(match[1])
                break
        else:
            message = "参数不对"
        self.exit(2, f"{self.format_usage()}{message}。\n")


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused with a sentence on stderr, 2 called in a wrong way."""
    words = list(arguments)
    if words[:1] == ["calc"]:
        from union_desk import calc  # noqa: PLC0415

        return calc.main(sys.stdin, sys.stdout, words[1:])
    options = _parser().parse_args(words)
    try:
        return int(options.act(options))
    except RuleBroken as broken:
        _say(broken.message)
    except StoreProblem as problem:
        _say(f"{problem}{problem.advice}")
    except OSError as error:
        told = file_problem(error)
        _say(f"{told}{told.advice}")
    except KeyboardInterrupt:
        _say("已取消。")
    return 1


def _parser() -> Parser:
    parser = Parser(
        prog="union-desk",
        description="工会帮扶维权工作台。不带命令时打开窗口。",
        epilog="密码从环境变量 UNION_DESK_PASSWORD 读取，没有时在终端输入。",
    )
    parser.add_argument("--version", action="version", version=__version__, help="显示版本号")
    parser.add_argument("--selfcheck", action="store_true", help="检查本程序是否完好；不用打开数据")
    parser.add_argument("--store", type=Path, metavar="文件夹", help="数据文件夹（不写用本机默认位置）")
    parser.add_argument("--user", default="", metavar="姓名", help="用户（只有一个用户时可以不写）")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    commands.add_parser("demo", help="打开演示数据；没有显示器时生成表单和画面图片")
    commands.add_parser("gallery", help="把每个画面和表单存成图片和 PDF：gallery 文件夹")
    commands.add_parser("calc", help="从标准输入读 JSON，按规则计算；--schema 打印格式说明")
    _add_print(commands)
    backup = commands.add_parser("backup", help="备份数据，并打开备份核对")
    backup.add_argument("folder", nargs="?", type=Path, metavar="目标文件夹", help="不写则放在数据旁边")
    backup.add_argument("--second", action="store_true", help="放到窗口里指定的第二处（U 盘等）")
    backup.set_defaults(act=_backup)
    restore = commands.add_parser("restore", help="用备份恢复数据，原来的数据移到一边")
    restore.add_argument("archive", type=Path, metavar="备份", help="备份所在的文件夹")
    restore.add_argument("--recovery", action="store_true", help="忘了密码：用备份时的恢复密钥打开")
    restore.set_defaults(act=_restore)
    verify = commands.add_parser("verify", help="检查数据是否完好")
    verify.set_defaults(act=_verify)
    add_import_command(commands, _open)
    add_package_commands(commands, _open)
    return parser


def _add_print(commands: Any) -> None:
    parser = commands.add_parser("print", help="把表单打印成 PDF")
    parser.add_argument("form", metavar="表单", help="表单代号或名称，例如 hardship_file 或 困难职工档案表")
    parser.add_argument("numbers", nargs="*", metavar="编号", help="一份或几份档案的编号，例如 BY-2026-00031")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写到哪个 PDF 文件")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--blank", action="store_true", help="空白表，供手写；不用打开数据")
    which.add_argument("--data", action="store_true", help="只印数据，套打在印好的表上")
    parser.add_argument("--all", action="store_true", help="全部档案")
    parser.add_argument("--archive", action="store_true", help="归档格式（PDF/A-2b），长期保存用")
    parser.set_defaults(act=_print)


def _print(options: argparse.Namespace) -> int:
    from union_desk.paper.render import render_pdf  # noqa: PLC0415

    if options.blank:
        from union_desk.paper.form import load_form  # noqa: PLC0415
        from union_desk.services import form_id_of  # noqa: PLC0415

        form = load_form(form_id_of(options.form))
        return _write_pdf(options, render_pdf(form, [], mode="blank"), form.title)
    if not options.numbers and not options.all:
        raise RuleBroken("请写明档案编号，或用 --all 打印全部。")
    services = _open(options)
    try:
        source = services.form(options.form)
        actor = services.actor
        form = source.sheet(actor)
        uids = source.uids(actor) if options.all else [_found(source, actor, one) for one in options.numbers]
        mode: Mode = "data" if options.data else "filled"
        printed = render_pdf(
            form,
            source.records(uids, services.actor),
            mode=mode,
            progress=_progress,
            printed_by=services.actor.user,
            printed_at=system_clock(),
        )
        _write_pdf(options, printed, form.title)
        from union_desk.casework.print_log import FormPrinted  # noqa: PLC0415

        entry = FormPrinted(source.form_id, source.title, f"{form.number} 第{form.edition}版", mode)
        source.log(services.actor, uids, entry)
    finally:
        services.close()
    return 0


def _found(source: Any, actor: Actor, number: str) -> str:
    uid = source.uid_of(actor, number)
    if uid is None:
        raise RuleBroken(f"没有编号为 {number} 的档案，请核对编号。")
    return str(uid)


def _write_pdf(options: argparse.Namespace, printed: Any, title: str) -> int:
    path: Path = options.output
    if printed.missing:
        _say(f"这些字没有字形，印成了空框：{'、'.join(printed.missing)}")
    if printed.shrunk:
        _say(f"这些栏内容较长，已缩小字号：{'、'.join(printed.shrunk)}")
    pdf = _for_archive(printed.pdf, title) if options.archive else printed.pdf
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise StoreProblem(f"文件 {path} 写不进去。", advice="请换一个能写入的文件夹。") from error
    sys.stdout.write(f"{path}：{printed.pages} 页\n")
    return 0


def _for_archive(pdf: bytes, title: str) -> bytes:
    from union_desk.paper.archive import archive_pdf  # noqa: PLC0415

    return archive_pdf(pdf, title, made_at=system_clock()).pdf


def _backup(options: argparse.Namespace) -> int:
    from union_desk.casework.safekeeping import Safekeeping  # noqa: PLC0415

    if options.second and options.folder is not None:
        raise RuleBroken("目标文件夹和 --second 只能写一个。")
    services = _open(options, read_only=True)
    try:
        keeping = Safekeeping(services.database)
        if options.second:
            made = keeping.copy_to_second(services.actor, _say)
        else:
            made = keeping.back_up(services.actor, options.folder, _say)
    finally:
        services.close()
    sys.stdout.write(f"已备份并核对：{made}\n")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from union_desk.services import DEMO_KEY  # noqa: PLC0415
    from union_desk.store.backup import restore  # noqa: PLC0415
    from union_desk.store.vault import Vault  # noqa: PLC0415

    archive: Path = options.archive
    if (archive / KEYS_FILE).exists() and options.recovery:
        key = Vault.unlock_with_recovery(archive, _secret("恢复密钥", _RECOVERY))
    elif (archive / KEYS_FILE).exists():
        key = Vault.unlock(archive, _user(options, archive), _password())
    elif archive.is_dir():
        key = DEMO_KEY
    else:
        raise StoreProblem("没有找到这份备份。", advice="请写备份所在的文件夹。")
    aside = restore(archive, _folder(options), key, _say)
    sys.stdout.write("已恢复。" + (f"原来的数据在：{aside}" if aside else "") + "\n")
    return 0


def _verify(options: argparse.Namespace) -> int:
    from union_desk.store.verify import verify  # noqa: PLC0415

    services = _open(options, read_only=True)
    try:
        report = verify(services.database, _say)
    finally:
        services.close()
    for finding in report.findings:
        state = "完好" if finding.ok else "有问题：" + "；".join(finding.wrong)
        sys.stdout.write(f"{finding.name}（{finding.looked_at} 项）：{state}\n")
    sys.stdout.write("数据完好。\n" if report.ok else "数据有问题，请先备份现状，再用最近的好备份恢复。\n")
    return 0 if report.ok else 1


def _open(options: argparse.Namespace, *, read_only: bool = False) -> Any:
    """Open the store; one without a key file is a demo and needs no password."""
    from union_desk.services import open_demo, open_services  # noqa: PLC0415

    folder = _folder(options)
    if not (folder / KEYS_FILE).exists():
        if not (folder / STORE_FILE).exists():
            raise StoreProblem(
                f"文件夹 {folder} 里没有数据。", advice="请用 --store 写明数据文件夹，或先打开窗口建立数据。"
            )
        return open_demo(folder, read_only=read_only)
    return open_services(folder, _user(options, folder), _password(), read_only=read_only)


def _folder(options: argparse.Namespace) -> Path:
    return options.store or default_store_folder()


def _user(options: argparse.Namespace, folder: Path) -> str:
    from union_desk.store.vault import Vault  # noqa: PLC0415

    if options.user:
        return str(options.user)
    names = Vault.names(folder)
    if len(names) > 1:
        raise RuleBroken(f"这份数据有几个用户，请用 --user 写明：{'、'.join(names)}。")
    return names[0]


def _password() -> str:
    return _secret("密码", _PASSWORD)


def _secret(name: str, variable: str) -> str:
    given = os.environ.get(variable)
    if given is not None:
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise RuleBroken(f"这里没有终端可以输入{name}，请先设置环境变量 {variable}。")
    try:
        return getpass.getpass(f"{name}：")
    except EOFError:
        raise RuleBroken(f"没有输入{name}。") from None


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} / {total} 份" + ("\n" if done == total else ""))


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
