"""Pictures for docs/manual of tables that an office brings itself, an invented one.

packaging/manual_pictures.py calls this with its camera, on the store of the demo.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from manual_dialogs import Camera
from PySide6.QtCore import QSize

from union_desk.areas import settings_pages
from union_desk.desk.settings.frame import SettingsWindow
from union_desk.gallery import settle

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
