"""Opens a Word file that came from outside; refuses what is none, what is damaged, what would burst."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final

from union_desk.core.errors import RuleBroken

if TYPE_CHECKING:
    from docx.document import Document

LARGEST: Final = 2 * 1024 * 1024  # bytes of the file
_LARGEST_INSIDE: Final = 24 * 1024 * 1024  # bytes of all its parts unpacked
_MOST_PARTS: Final = 1_000
_MAIN: Final = "word/document.xml"
_TYPES: Final = "[Content_Types].xml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS: Final = "请在 WPS 或 Word 里打开它，另存为 .docx，再选另存的文件。"
_ENTITY: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def open_word(data: bytes) -> Document:
    """Open the bytes of a .docx; RuleBroken says what is wrong with them and what to do."""
    _check_outside(data)
    try:
        _check_inside(data)
        return _opened(data)
    except RuleBroken:
        raise
    except Exception as error:
        raise _damaged() from error


def _check_outside(data: bytes) -> None:
    if not data:
        raise RuleBroken("这个文件是空的（0 字节），可能没有拷贝完整，请重新拷贝。", field="file")
    if len(data) > LARGEST:
        size = len(data) / 1024 / 1024
        raise RuleBroken(
            f"文件有 {size:.1f} MB，最大 2 MB。表格里不要放图片，请删去图片后另存一份。", field="file"
        )
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise RuleBroken("文件加了打开密码，请在 WPS 或 Word 里去掉密码后另存一份。", field="file")
        raise RuleBroken(f"这是旧格式（.doc 或 .wps）的文件，只是改了名字。{_SAVE_AS}", field="file")
    if data.startswith(b"%PDF"):
        raise RuleBroken("这是 PDF 文件，不能换成表格。请找到它的 Word 原件。", field="file")
    if not data.startswith(b"PK"):
        raise RuleBroken(f"这不是 Word 文件（.docx）。{_SAVE_AS}", field="file")


def _check_inside(data: bytes) -> None:
    """Look at the table of contents before anything is unpacked."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_INSIDE:
            raise RuleBroken(
                "文件展开后异常大，可能有问题，没有打开。请在 WPS 或 Word 里另存一份。", field="file"
            )
        names = {part.filename for part in parts}
        if "mimetype" in names and _MAIN not in names:
            raise RuleBroken(f"这是 OpenDocument 文件（.odt 等）。{_SAVE_AS}", field="file")
        if any(name.startswith(("xl/", "ppt/")) for name in names) and _MAIN not in names:
            raise RuleBroken("这是 Excel 或演示文件，不是 Word 文件。请选 .docx 文件。", field="file")
        if _TYPES not in names or _MAIN not in names:
            raise _damaged()
        types = packed.read(_TYPES)
        if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
            raise RuleBroken(
                "文件里带有宏（.docm），为了安全不能用。请另存为“Word 文档 (.docx)”。", field="file"
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _ENTITY.search(packed.read(part)):
                raise RuleBroken(
                    "文件里有不该有的内容（DTD），没有打开。请在 WPS 或 Word 里另存一份。", field="file"
                )


def _opened(data: bytes) -> Document:
    import docx  # noqa: PLC0415 - loaded when the first Word file is opened

    return docx.Document(BytesIO(data))


def _damaged() -> RuleBroken:
    return RuleBroken("文件已损坏，打不开。请在 WPS 或 Word 里打开它，另存一份再试。", field="file")
