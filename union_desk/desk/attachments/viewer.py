"""Looks at one attached file, page by page: turn, zoom, go on to the next, all by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from union_desk.casework.originals import page_picture
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right
from union_desk.desk.desk import Desk
from union_desk.desk.dialog_size import Dialog

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachedFile, AttachmentService, OpenFile
    from union_desk.casework.originals import Picture

_LONGEST: Final = 2200
"""So fine is a page drawn, in points of its longer side: what is printed small is read by zooming in."""
_ZOOMS: Final = (0.0, 0.5, 0.75, 1.0, 1.5, 2.0)
"""Of a drawn page; 0 fits it into the window."""
_STEP: Final = 90


class Viewer(Dialog):
    """Shows one of the files of a case. Each opening of an original is logged."""

    def __init__(
        self,
        desk: Desk,
        service: AttachmentService,
        case: tuple[str, str],
        files: Sequence[AttachedFile],
        first: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._service, self._case = desk, service, case
        self._files = list(files)
        self._at = next((number for number, file in enumerate(files) if file.uid == first), 0)
        self._open: OpenFile | None = None
        self._page, self._zoom = 0, 0
        self._image = QImage()
        self._turning = 0
        self.setMinimumSize(360, 320)
        self._make()
        self._load()

    # --- what is done by keys and buttons

    def turn(self, degrees: int) -> None:
        """Turn the file, here and wherever it is shown; the original stays as it is."""
        file = self._files[self._at]
        if self._desk.actor.may(Right.EDIT):
            try:
                self._service.turn(self._desk.actor, *self._case, file.uid, degrees)
            except RuleBroken as broken:
                self._say(broken.message)
                return
        self._turning = (self._turning + degrees) % 360
        self._files[self._at] = replace(file, turned=self._turning)
        self._paint()

    def go(self, step: int) -> None:
        """Turn over to another page; past the last one comes the next file."""
        pages = self._files[self._at].pages
        if 0 <= self._page + step < pages:
            self._page += step
            self._draw()
        else:
            self.go_file(1 if step > 0 else -1)

    def go_file(self, step: int) -> None:
        at = self._at + step
        if 0 <= at < len(self._files):
            self._at, self._page = at, 0
            self._load()

    def zoom(self, step: int) -> None:
        self._zoom = min(max(self._zoom + step, 0), len(_ZOOMS) - 1)
        self._paint()

    def prove(self) -> None:
        """Read the original anew and say whether it is what was kept."""
        file = self._files[self._at]
        self._run(lambda: self._service.prove(self._desk.actor, *self._case, file.uid), self.caption.setText)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows before a button does, which would go to its neighbour by them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._by_key(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._by_key(event):
            super().keyPressEvent(event)

    def _by_key(self, event: QKeyEvent) -> bool:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key
        acts: dict[int, Callable[[], None]] = {
            int(key.Key_Right): lambda: self.go(1),
            int(key.Key_PageDown): lambda: self.go(1),
            int(key.Key_Left): lambda: self.go(-1),
            int(key.Key_PageUp): lambda: self.go(-1),
            int(key.Key_N): lambda: self.go_file(1),
            int(key.Key_P): lambda: self.go_file(-1),
            int(key.Key_R): lambda: self.turn(-_STEP if shifted else _STEP),
            int(key.Key_Plus): lambda: self.zoom(1),
            int(key.Key_Equal): lambda: self.zoom(1),
            int(key.Key_Minus): lambda: self.zoom(-1),
            int(key.Key_0): lambda: self.zoom(-len(_ZOOMS)),
            int(key.Key_H): self.prove,
            int(key.Key_Down): lambda: self._roll(1),
            int(key.Key_Up): lambda: self._roll(-1),
        }
        act = acts.get(event.key())
        if act is not None:
            act()
        return act is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()

    # --- inside

    def _roll(self, way: int) -> None:
        bar = self._room.verticalScrollBar()
        bar.setValue(bar.value() + way * bar.pageStep() // 4)

    def _load(self) -> None:
        file = self._files[self._at]
        self.setWindowTitle(f"{file.kind_label or '附件'} · {file.shown_name}")
        self._open, self._image, self._turning = None, QImage(), file.turned
        self._say("正在打开…")
        actor = self._desk.actor

        def opened(found: OpenFile) -> None:
            if found.file.uid == self._files[self._at].uid:
                self._open = found
                self._draw()

        self._run(lambda: self._service.open(actor, *self._case, file.uid), opened)

    def _draw(self) -> None:
        found, page = self._open, self._page
        if found is None:
            return
        name, media, data = found.file.shown_name, found.file.media, found.data

        def drawn(picture: Picture) -> None:
            if found is self._open and page == self._page:
                image = QImage(
                    picture.pixels,
                    picture.width,
                    picture.height,
                    picture.width * 4,
                    QImage.Format.Format_RGB32,
                )
                self._image = image.copy()
                self._paint()

        self._run(lambda: page_picture(name, media, data, page, _LONGEST), drawn)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, RuleBroken):
                self._say(error.message)
            elif isinstance(error, StoreProblem):
                self._say(f"{error.message}{error.advice}")
            else:
                raise error

        self._desk.tasks.run(
            "",
            lambda _task: work(),
            done,
            failed,
            whose=self,
        )

    def _say(self, words: str) -> None:
        self._image = QImage()
        self._picture.setText(words)
        self._tell_place()

    def _paint(self) -> None:
        if self._image.isNull():
            return
        picture = QPixmap.fromImage(self._image.transformed(QTransform().rotate(self._turning)))
        ratio = self.devicePixelRatioF()
        zoom = _ZOOMS[self._zoom]
        room = self._room.viewport().size()
        size = (
            picture.size() * zoom if zoom else picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        )
        shown = picture.scaled(
            size * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)
        self._tell_place()

    def _tell_place(self) -> None:
        file = self._files[self._at]
        self.caption.setText(
            f"第 {self._page + 1} 页，共 {file.pages} 页 · 第 {self._at + 1} 份，共 {len(self._files)} 份"
        )

    def _make(self) -> None:
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setWordWrap(True)
        self._room = QScrollArea()
        self._room.setAccessibleName("附件画面")
        self._room.setWidgetResizable(True)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setWidget(self._picture)
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        whole = QVBoxLayout(self)
        whole.addWidget(self._room, 1)
        whole.addWidget(self.caption)
        line = QHBoxLayout()
        for title, tip, act in (
            ("上一页", "← 或 PageUp", lambda: self.go(-1)),
            ("下一页", "→ 或 PageDown", lambda: self.go(1)),
            ("向右转", "R 向右转，Shift+R 向左转", lambda: self.turn(_STEP)),
            ("放大", "+", lambda: self.zoom(1)),
            ("缩小", "-", lambda: self.zoom(-1)),
            ("核对原件", "H：重算原件的校验值，与存入时比", self.prove),
        ):
            button = QPushButton(title)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.installEventFilter(self)
            button.clicked.connect(lambda _on=False, act=act: act())
            line.addWidget(button)
        line.addStretch(1)
        close = QPushButton("关闭")
        close.setDefault(True)
        close.installEventFilter(self)
        close.clicked.connect(self.reject)
        line.addWidget(close)
        whole.addLayout(line)
        unit, screen = self.fontMetrics().height(), self.screen().availableSize()
        self.resize(min(unit * 48, screen.width() - 60), min(unit * 52, screen.height() - 80))
        close.setFocus()
