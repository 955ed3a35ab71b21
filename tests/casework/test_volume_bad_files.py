"""Files as they really come to a counter: locked, torn, huge, odd. Each is refused, or bound whole."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.casework.binding import BY, CASE, DISPUTE, bind, pdf, picture
from union_desk.casework.attachments import NewFile, Paper
from union_desk.services import SOLE_ROLES, furnish, services_on


@pytest.fixture
def services(database, clock):
    furnish(database, (BY,), BY, {"王芳": (BY, SOLE_ROLES)})
    return services_on(database, "王芳", clock)


@pytest.fixture
def case(services):
    return DISPUTE, services.disputes.save(services.actor, CASE).uid


def saved(opened, **how):
    kept = BytesIO()
    opened.save(kept, **how)
    return kept.getvalue()


def changed(change, pages=2):
    """Return a PDF whose first page was changed."""
    with pikepdf.open(BytesIO(pdf(pages))) as opened:
        change(opened, opened.pages[0])
        return saved(opened)


def owner_locked():
    """Nobody asks for a password, but printing is not allowed."""
    with pikepdf.open(BytesIO(pdf(2))) as opened:
        nothing = pikepdf.Permissions(print_lowres=False, print_highres=False, extract=False)
        return saved(opened, encryption=pikepdf.Encryption(user="", owner="boss", allow=nothing))


def with_text(opened, page):
    """Name a font that is not in the file."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=opened.make_indirect(font)))
    page.obj.Contents = opened.make_stream(b"BT /F1 20 Tf 100 700 Td (Wages) Tj ET")


def with_script(opened, _page):
    opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('1')")


def off_the_corner(_opened, page):
    page.obj.MediaBox = Array([-200, -300, 395, 542])


def turned(_opened, page):
    page.rotate(270, relative=False)


def huge(_opened, page):
    page.obj.MediaBox = Array([0, 0, 2384, 3370])


def no_content(_opened, page):
    del page.obj.Contents


def torn(keep):
    """Return a PDF of which the end never arrived."""
    whole = pdf(5)
    return whole[: int(len(whole) * keep)]


def image(kind, mode="RGB", size=(310, 440), **how):
    kept = BytesIO()
    Image.new(mode, size).save(kept, kind, **how)
    return kept.getvalue()


def many_sheets(count):
    """Return what a scanner makes of a stack: one TIFF of many sheets."""
    sheets = [Image.new("1", (620, 877), number % 2) for number in range(count)]
    kept = BytesIO()
    sheets[0].save(kept, "TIFF", save_all=True, append_images=sheets[1:], compression="group4")
    return kept.getvalue()


def scan_of(pages):
    """Return a scan of so many sheets as one PDF, each with its own picture."""
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=(595, 842))
    for number in range(pages):
        sheet = Image.new("L", (62, 88), number % 255)
        canvas.drawImage(ImageReader(sheet), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


FILES = {
    "有密码.pdf": lambda: pdf(password="123456"),
    "不许打印.pdf": owner_locked,
    "半份.pdf": lambda: torn(0.5),
    "少了结尾.pdf": lambda: torn(0.97),
    "字体不在里面.pdf": lambda: changed(with_text),
    "带脚本.pdf": lambda: changed(with_script),
    "不从零点开始.pdf": lambda: changed(off_the_corner),
    "横着扫的.pdf": lambda: changed(turned),
    "工程图那么大.pdf": lambda: changed(huge),
    "空白页.pdf": lambda: changed(no_content),
    "网页当作PDF.pdf": lambda: b"<html><body>PDF</body></html>",
    "空文件.pdf": lambda: b"",
    "扫了三百页.pdf": lambda: scan_of(300),
    "一叠.tif": lambda: many_sheets(40),
    "印刷色.jpg": lambda: image("JPEG", "CMYK"),
    "透明.png": lambda: image("PNG", "RGBA"),
    "调色板.png": lambda: image("PNG", "P"),
    "十六位.png": lambda: image("PNG", "I;16"),
    "一条线.png": lambda: image("PNG", "L", (3000, 2)),
    "半张照片.jpg": lambda: picture("red")[:600],
    "改了名的.jpg": lambda: image("PNG"),
}
REFUSED = {"有密码.pdf", "空文件.pdf", "网页当作PDF.pdf", "半份.pdf", "少了结尾.pdf", "半张照片.jpg"}


def counted(services, case):
    return services.volumes.count(services.actor, *case, lambda *_: None, lambda: False)


def test_each_file_is_refused_or_bound_with_all_its_pages(services, case, tmp_path):
    volumes, actor = services.volumes, services.actor
    for name, make in FILES.items():
        added = services.attachments.add(actor, *case, [NewFile(name, data=make())], Paper())
        assert bool(added.refused) is (name in REFUSED), name
        for why in added.refused:
            assert name.partition(".")[0] in why
            assert why.endswith("。")
    found = counted(services, case)
    view = volumes.view(actor, *case)
    assert not found.faults, "what was taken in can be bound"
    bound = bind(services, case, tmp_path / "卷.pdf")
    assert bound.pages == sum(found.pages[item.key] for item in view.items if item.included)
    with pikepdf.open(tmp_path / "卷.pdf") as opened:
        assert len(opened.pages) == bound.sheets
        assert "/OpenAction" not in opened.Root, "nothing runs when it is opened"
        assert not opened.is_encrypted
    assert bind(services, case, tmp_path / "又一次.pdf").same
    assert (tmp_path / "又一次.pdf").read_bytes() == (tmp_path / "卷.pdf").read_bytes()
