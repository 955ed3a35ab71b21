"""`union-desk import FILE --kind hardship`: what the wizard does, without a window; JSON comes out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from union_desk.core.errors import RuleBroken

if TYPE_CHECKING:
    from union_desk.casework.intake import IntakeOrder, Preview
    from union_desk.sheets.grid import Sheet, Workbook

Open = Callable[..., Any]


def add_import_command(commands: Any, open_services: Open) -> None:
    """Add the command; `open_services` opens the store that the options name."""
    parser = commands.add_parser("import", help="导入 Excel 名单；不加 --apply 只核对，什么也不写")
    parser.add_argument("file", type=Path, metavar="文件", help=".xlsx、.xls、.ods 或 .csv")
    parser.add_argument(
        "--kind",
        required=True,
        metavar="内容",
        help="hardship 困难职工、members 家庭成员、employers 用人单位",
    )
    parser.add_argument("--sheet", default="", metavar="工作表", help="不写则取内容最多的一张")
    parser.add_argument("--header", type=int, metavar="行号", help="表头在第几行；不写则自动查找")
    parser.add_argument("--sender", default="", metavar="来源单位", help="按它记住各列")
    parser.add_argument(
        "--column", action="append", default=[], metavar="列=项", help="改某一列，例如 C=id_no；C= 表示不导入"
    )
    parser.add_argument("--refused", type=Path, metavar="文件", help="把没有导入的行和原因写成 .xlsx")
    parser.add_argument("--apply", action="store_true", help="写入；可以在窗口里整批撤销")
    parser.set_defaults(act=lambda options: _import(options, open_services))


def _import(options: argparse.Namespace, open_services: Open) -> int:
    from union_desk.sheets.reading import read_workbook  # noqa: PLC0415 - loaded when used
    from union_desk.sheets.refused import write_refused  # noqa: PLC0415

    book = read_workbook(options.file)
    services = open_services(options, read_only=not options.apply)
    try:
        intake, actor = services.intake, services.actor
        order = _order(options, book, intake, actor)
        preview = intake.judge(actor, order)
        told = _told(preview, intake)
        if options.refused is not None:
            write_refused(options.refused, *intake.refused_rows(preview))
        if options.apply:
            applied = intake.apply(actor, preview)
            told |= {"applied": True, "title": applied.title, "work": applied.work_uid}
    finally:
        services.close()
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 0


def _order(options: argparse.Namespace, book: Workbook, intake: Any, actor: Any) -> IntakeOrder:
    from union_desk.casework.intake import IntakeOrder  # noqa: PLC0415
    from union_desk.sheets.columns import knows_headings  # noqa: PLC0415
    from union_desk.sheets.layout import find_table  # noqa: PLC0415

    kind = intake.kind(options.kind)
    header = options.header - 1 if options.header else None
    table = find_table(_sheet(book, options.sheet), knows_headings(kind.fields), header)
    if table is None or not table.rows:
        raise RuleBroken("这张表里没有找到名单，请用 --sheet 写明工作表，用 --header 写明表头在第几行。")
    columns = intake.columns(actor, kind.name, table, options.sender)
    columns = _changed(columns, options.column, table.areas[0].left, len(table.headings))
    return IntakeOrder(
        kind.name, book.file_name, book.sha256, table, columns, options.sender, book.counts_from_1904
    )


def _sheet(book: Workbook, name: str) -> Sheet:
    if not name:
        return max(book.sheets, key=lambda sheet: (not sheet.hidden, len(sheet.rows)))
    for sheet in book.sheets:
        if sheet.name == name:
            return sheet
    raise RuleBroken(f"没有名为“{name}”的工作表，有：{'、'.join(sheet.name for sheet in book.sheets)}。")


def _changed(columns: dict[int, str], wishes: list[str], left: int, width: int) -> dict[int, str]:
    from union_desk.sheets.grid import column_number  # noqa: PLC0415

    changed = dict(columns)
    for wish in wishes:
        letters, equals, name = wish.partition("=")
        letters = letters.strip().upper()
        place = column_number(letters) - left if letters.isascii() and letters.isalpha() else -1
        if not equals or not 0 <= place < width:
            raise RuleBroken(f"“--column {wish}”看不懂，请写成 C=id_no 的样子。")
        changed.pop(place, None)
        if name.strip():
            changed[place] = name.strip()
    return changed


def _told(preview: Preview, intake: Any) -> dict[str, Any]:
    order, counts = preview.order, preview.counts
    fields = {field.name: field.label for field in intake.kind(order.kind).fields}
    top, bottom = order.table.header_rows
    return {
        "file": order.file_name,
        "sheet": order.table.sheet,
        "kind": order.kind,
        "header_rows": [top + 1, bottom + 1],
        "columns": {
            order.table.headings[column]: {"field": name, "label": fields[name]}
            for column, name in sorted(order.columns.items())
        },
        "counts": {
            "new": counts.new,
            "changed": counts.changed,
            "same": counts.same,
            "doubtful": counts.doubtful,
            "refused": counts.refused,
            "passed_over": counts.passed_over,
        },
        "rows": [
            {"row": one.row.number, "name": one.shown, "verdict": one.verdict.value, "words": one.words}
            for one in preview.judged
        ],
        "applied": False,
    }
