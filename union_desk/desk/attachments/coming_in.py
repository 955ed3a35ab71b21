"""Files that come from outside: dropped, pasted, or chosen in the system's dialog."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from union_desk.casework.attachments import NewFile
from union_desk.casework.originals import ACCEPTED
from union_desk.desk.preferences import Preferences

_LAST: Final = "attachments/folder"


def is_welcome(mime: QMimeData) -> bool:
    """Tell whether something that can be attached is held over a page, or lies in the clipboard."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def files_of(mime: QMimeData, now: datetime) -> tuple[NewFile, ...]:
    """Return what was dropped or copied: files, or a picture without one, such as a screenshot."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return tuple(NewFile(path.name, path) for path in paths)
    if not mime.hasImage():
        return ()
    image = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return ()
    return (NewFile(f"截图 {now:%m-%d %H%M}.png", data=_png(image), source="paste"),)


def pasted(now: datetime) -> tuple[NewFile, ...]:
    mime = QApplication.clipboard().mimeData()
    return files_of(mime, now) if mime is not None else ()


def chosen(parent: QWidget, preferences: Preferences, title: str, *, several: bool = True) -> list[NewFile]:
    """Ask for files; the folder is remembered on this PC."""
    endings = " ".join(f"*{ending} *{ending.upper()}" for ending in ACCEPTED)
    kinds = f"图片和 PDF ({endings});;所有文件 (*)"
    last = str(preferences.get(_LAST, ""))
    if several:
        names, _kind = QFileDialog.getOpenFileNames(parent, title, last, kinds)
    else:
        name, _kind = QFileDialog.getOpenFileName(parent, title, last, kinds)
        names = [name] if name else []
    if names:
        preferences.set(_LAST, str(Path(names[0]).parent))
    return [NewFile(Path(name).name, Path(name)) for name in names]


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
