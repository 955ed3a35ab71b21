"""Pictures for docs/manual of papers in and out: scans, lists from Excel, exports, an office's own table.

packaging/manual_pictures.py calls this with its camera, on the store of the demo.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from manual_dialogs import Camera
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtCore import QPoint, QRect, QSize

from union_desk.areas import settings_pages
from union_desk.casework.attachments import NewFile
from union_desk.casework.attachments import Paper as Described
from union_desk.core.identity import check_digit
from union_desk.desk.exporting.dialog import ExportDialog
from union_desk.desk.intake.wizard import IntakeDialog
from union_desk.desk.settings.frame import SettingsWindow
from union_desk.gallery import settle
from union_desk.hardship.page.exporting import FilesOut
from union_desk.hardship.values import FileFilter
from union_desk.paper.fonts import manifest, unpacked

if TYPE_CHECKING:
    from union_desk.desk.window import MainWindow
    from union_desk.services import Services

SIZE = QSize(1200, 800)
WIDTHS = (24, 34, 24, 34, 24, 26)
ROWS: tuple[Sequence[str], ...] = (
    ("姓　名", "{{姓名}}", "性　别", "{{性别}}", "出生日期", "{{出生日期}}"),
    ("身份证号", "{{身份证号|18格}}", "", "", "政治面貌", "{{政治面貌}}"),
    ("家庭住址", "{{家庭住址}}", "", "", "联系电话", "{{联系电话}}"),
    ("家庭成员", "姓名", "关系", "身份证号", "", "月收入"),
    (
        "",
        "{{家庭成员.姓名}}",
        "{{家庭成员.与申请人关系}}",
        "{{家庭成员.身份证号}}",
        "",
        "{{家庭成员.月收入}}",
    ),
    ("", "", "", "", "", ""),
    ("", "", "", "", "", ""),
    ("困难情况", "{{困难情况和申请理由}}", "", "", "", ""),
    ("工会意见", "{{基层工会意见}}", "", "", "", ""),
)
HIGH = {7: 60, 8: 45}
MERGED = ((1, 1, 1, 3), (2, 1, 2, 3), (3, 3, 3, 4), (4, 3, 4, 4), (5, 3, 5, 4), (6, 3, 6, 4), (3, 0, 6, 0))


ENTITY = "hardship_file"
SCANS = (
    ("id_card", "王芳身份证正反面", "居民身份证（复印件）"),
    ("household_register", "户口簿", "居民户口簿"),
    ("diagnosis", "诊断书", "疾病诊断证明书"),
)
HEADS = ("序号", "姓名", "身份证号码", "联系电话", "工作单位", "家庭住址")
BORN = ("19850412", "19790830", "19910105", "19680219")
NAMED = ("周小兰", "吴建平", "郑晓燕", "孙国强")


def papers(camera: Camera, window: MainWindow, services: Services) -> None:
    for show in (own_table, taken_in, given_out, scanned):
        show(camera, window, services)


def scanned(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show scans on the page of a file, with what is still missing."""
    uid = services.hardship.search(services.actor, "王芳", 1)[0].uid
    for kind, name, words in SCANS:
        new = [NewFile(f"{name}.jpg", data=_scan(words))]
        services.attachments.add(services.actor, ENTITY, uid, new, Described(kind=kind, name=name))
    window.desk.open(ENTITY, uid)
    settle(lambda: bool(window.desk.tasks.running))
    page: Any = window.page
    page.show_section(4)
    settle(lambda: bool(window.desk.tasks.running))
    top = page.scans.mapTo(page.scroller.widget(), QPoint(0, 0)).y()
    page.scroller.verticalScrollBar().setValue(top - 8)
    settle()
    seen = QRect(page.scans.mapTo(page, QPoint(0, 0)), page.scans.size())
    camera.take(page, "scans", seen.adjusted(-8, -4, 8, 4).intersected(page.rect()))


def _scan(words: str) -> bytes:
    """Draw a page that looks like a scan of nobody's paper."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(unpacked(manifest()["song"]), 44)
    pen.text((70, 90), words, "black", font)
    for line in range(12):
        pen.line((70, 220 + line * 44, 550 - line % 4 * 60, 220 + line * 44), "grey", 3)
    buffer = BytesIO()
    page.save(buffer, "JPEG")
    return buffer.getvalue()


def taken_in(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show what would become of each row of a list that somebody sent."""
    dialog = IntakeDialog(window.desk, services.intake, window, kind="hardship")
    dialog.show()
    with tempfile.TemporaryDirectory(prefix="union-desk-") as folder:
        path = Path(folder, "某某公司困难职工名单.xlsx")
        _list(path)
        dialog.path.setText(str(path))
        for _step in range(3):
            dialog.next()
            settle(lambda: bool(window.desk.tasks.running))
    camera.take(dialog, "import")
    dialog.close()


def _list(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["某某公司困难职工名单"])
    sheet.append(["填报单位：某某公司工会"])
    sheet.append(list(HEADS))
    for number, (name, born) in enumerate(zip(NAMED, BORN, strict=True), start=1):
        front = f"330199{born}00{number}"
        last = check_digit(front) if number != len(NAMED) else "0" if check_digit(front) != "0" else "1"
        sheet.append(
            [number, name, front + last, f"1380000000{number}", "某某公司", f"白杨街道某某社区{number}幢"]
        )
    sheet.append(["合计", f"{len(NAMED)} 人"])
    book.save(path)


def given_out(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show what is asked before a list leaves the house."""
    out = FilesOut(services.exports, services.column_sets, services.report_templates, services.actor)
    uids = services.hardship.ids(services.actor, FileFilter(), "number")[:20]
    dialog = ExportDialog(window.desk, out, uids, window)
    dialog.receiver.setCurrentText("区民政局")
    dialog.purpose.setCurrentText("核对低保")
    dialog.show()
    settle(lambda: bool(window.desk.tasks.running))
    camera.take(dialog, "export")
    dialog.close()


def own_table(camera: Camera, window: MainWindow, services: Services) -> None:
    """Show a Word table that was just opened, filled with invented data."""
    settings = SettingsWindow(window.desk, settings_pages(window.desk, services), window)
    settings.resize(SIZE)
    settings.show()
    page: Any = settings.go_to("own_forms")
    page.which.set_value("hardship_application")
    page.reload()
    settle(lambda: bool(window.desk.tasks.running))
    with tempfile.TemporaryDirectory(prefix="union-desk-") as folder:
        path = Path(folder, "本县申请审批表.docx")
        _write(path)
        page.look_at(path)
        settle(lambda: bool(window.desk.tasks.running))
    camera.take(settings, "own-form")
    settings.close()


def _write(path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    normal = document.styles["Normal"]
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(0)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run("某某县困难职工建档申请审批表")
    run.bold, run.font.size = True, Pt(20)
    document.add_paragraph("填报单位：{{受理单位}}　　　　　　　　编号：{{编号}}")
    table = document.add_table(rows=len(ROWS), cols=len(WIDTHS))
    table.style = "Table Grid"
    places = [row.cells for row in table.rows]
    for number, texts in enumerate(ROWS):
        table.rows[number].height = Mm(HIGH.get(number, 9))
        for column, text in enumerate(texts):
            cell = places[number][column]
            cell.width, cell.text, cell.vertical_alignment = Mm(WIDTHS[column]), text, 1
            if number not in HIGH or not column:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for top, left, bottom, right in (*MERGED, (7, 1, 7, 5), (8, 1, 8, 5)):
        merged = places[top][left].merge(places[bottom][right])
        for extra in merged.paragraphs[1:]:
            extra._element.getparent().remove(extra._element)  # noqa: SLF001 - merging leaves empty ones
    opinion = places[8][1]
    opinion.add_paragraph("（盖章）　　　{{基层工会意见日期}}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))
