"""The papers of a case on its page: the list of what is asked for, and the scans and photos in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from union_desk.casework.attachments import Added, NewFile, Paper
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Right, lacking
from union_desk.desk.attachments import asks, coming_in
from union_desk.desk.attachments.asking import AskBox
from union_desk.desk.attachments.checklist import AskedPaper, Checklist
from union_desk.desk.attachments.inbox import NewScans, inbox_of
from union_desk.desk.attachments.thumbs import Thumbs
from union_desk.desk.attachments.viewer import Viewer
from union_desk.desk.desk import Desk
from union_desk.desk.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from union_desk.casework.attachments import AttachedFile, AttachmentService
    from union_desk.desk.tasks import TaskHandle

_KEYS: Final = "Enter 添加或打开，Ctrl+V 粘贴，F2 名称和类型，Delete 移除；文件也可以直接拖进来。"
_NEW: Final = "先保存 (Ctrl+S)，再添加扫描件和照片。"


class AttachmentPanel(QWidget):
    """`ready` saves what is typed on the page, and returns the uid of the case, or "" to go no further."""

    def __init__(
        self,
        desk: Desk,
        service: AttachmentService,
        entity: str,
        ready: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._service, self._entity, self._ready = desk, service, entity, ready
        self._uid = self._why_not = ""
        self._files: tuple[AttachedFile, ...] = ()
        self.inbox = inbox_of(desk)
        self.inbox.changed.connect(self._show_new)
        self._make()

    # --- what is shown

    def show_of(self, uid: str, papers: Sequence[AskedPaper], refusal: str = "") -> None:
        """Show what a case has and lacks; `refusal` says why nothing of it can be changed."""
        if uid != self._uid:
            self._problem.hide()
        self._uid = uid
        self._why_not = refusal or lacking(self._desk.actor, Right.EDIT) if uid else _NEW
        self._files = self._service.all(self._desk.actor, self._entity, uid) if uid else ()
        missing = sum(paper.missing for paper in papers)
        self._told.setText(self._words(missing))
        self.checklist.show_papers(papers)
        self.thumbs.show_files(self._files)
        for part in (self.checklist, self._buttons):
            part.setVisible(bool(uid))
        self.thumbs.setVisible(bool(self._files))
        for button in (self.add, self.paste, self.more):
            button.setEnabled(not self._why_not or button is self.more)
            button.setToolTip(self._why_not)
        self._show_new()
        self._fetch()

    def _words(self, missing: int) -> str:
        if not self._uid:
            return _NEW
        have = f"扫描件 {len(self._files)} 份" if self._files else "还没有扫描件"
        lack = f"，这一步还缺 {missing} 种材料" if missing else ""
        return f"{have}{lack}。{self._why_not or _KEYS}"

    def _fetch(self) -> None:
        """Get the small pictures that are not here yet, beside the window."""
        wanted = {
            file.sha256: file for file in self._files if file.is_here and self.thumbs.lacks_picture(file)
        }
        if not wanted:
            return
        actor, uid = self._desk.actor, self._uid

        def work(task: TaskHandle) -> dict[str, bytes]:
            found = {}
            for sha256, file in wanted.items():
                if task.cancelled():
                    break
                found[sha256] = self._service.thumbnail(actor, self._entity, uid, file.uid)
            return found

        def done(found: dict[str, bytes]) -> None:
            for sha256, jpeg in found.items():
                self.thumbs.put_picture(sha256, jpeg)

        self._desk.tasks.run("", work, done, self._failed, whose=self)

    def _show_new(self) -> None:
        count = len(self.inbox.ready)
        self.new_scans.setText(f"新扫描件 {count} 份…")
        self.new_scans.setVisible(bool(count) and not self._why_not)

    def take_cursor(self) -> None:
        missing = next((paper for paper in self.checklist.papers if paper.missing), None)
        if missing is not None:
            self.checklist.go_to(missing.kind)
        self.checklist.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- adding

    def take(self, mime: QMimeData, kind: str = "") -> bool:
        """Attach what was dropped or copied."""
        files = coming_in.files_of(mime, self._desk.clock())
        return bool(files) and self.attach(files, kind)

    def choose(self, kind: str = "") -> None:
        if not self._refused():
            title = next((file for file in self._titles() if file[0] == kind), ("", ""))[1]
            files = coming_in.chosen(self, self._desk.preferences, f"添加{title or '附件'}")
            if files:
                self.attach(files, kind)

    def paste_in(self) -> None:
        files = coming_in.pasted(self._desk.clock())
        if not files:
            self._desk.status("剪贴板里没有图片或文件。")
        else:
            self.attach(files, self.checklist.kind if self.checklist.hasFocus() else "")

    def attach(
        self, files: Sequence[NewFile], kind: str = "", after: Callable[[], object] | None = None
    ) -> bool:
        """Attach files beside the window; what cannot be attached is named when the others are in."""
        if self._refused():
            return False
        uid, actor = self._ready(), self._desk.actor
        if not uid:
            return False

        def work(task: TaskHandle) -> Added:
            paper = Paper(kind=kind)
            return self._service.add(actor, self._entity, uid, files, paper, task.progress, task.cancelled)

        def done(added: Added) -> None:
            if isValid(self):
                self._tell_added(added)
            if after is not None and added.uids:
                after()

        self._desk.tasks.run(f"正在添加附件 {len(files)} 份", work, done, self._failed)
        return True

    def take_scans(self, kind: str = "") -> None:
        """Offer what the scanner has written."""
        if self._refused() or not self.inbox.ready:
            return
        title = next((title for each, title in self._titles() if each == kind), "")
        words = f"添加到“{title}”：" if title else "添加到这里，添加后再分类："

        def take(paths: Sequence[Path]) -> None:
            files = [NewFile(path.name, path, source="scan") for path in paths]
            self.attach(files, kind, after=lambda: self._let_go(paths))

        NewScans(self.inbox, words, take, self).open()

    def _let_go(self, paths: Sequence[Path]) -> None:
        if stuck := self.inbox.take(paths):
            self._desk.status(f"已添加；{'、'.join(stuck)}正被别的程序占用，没有移走。")

    def choose_folder(self) -> None:
        """Say into which folder the scanner writes."""
        last = str(self.inbox.folder or "")
        if folder := QFileDialog.getExistingDirectory(self, "扫描仪存文件的文件夹", last):
            self.inbox.choose(Path(folder))
            self._desk.status(f"已关注 {folder}，有新扫描件时在这里提示。")

    # --- what is done with attached files

    def open(self, file_uid: str) -> None:
        refusal = lacking(self._desk.actor, Right.REVEAL)
        if refusal:
            self._say(refusal)
        elif self._files:
            case = (self._entity, self._uid)
            Viewer(self._desk, self._service, case, self._files, file_uid, self).open()

    def describe(self) -> None:
        """F2: name and kind of one file; of several, their kind."""
        files = self._marked()
        if not files or self._refused():
            return
        first, several = files[0], len(files) > 1
        begun = asks.Described(
            kind=first.paper.kind, name="" if several else first.paper.name, taken_on=first.paper.taken_on
        )
        words = f"{len(files)} 份附件都归入同一类；名称不变。" if several else ""

        def take(told: asks.Described) -> None:
            papers = {
                file.uid: Paper(
                    told.kind,
                    file.paper.name if several else told.name,
                    file.paper.person_uid,
                    file.paper.taken_on if several else told.taken_on,
                )
                for file in files
            }
            self._do(
                "已整理附件", lambda uid: self._service.describe(self._desk.actor, self._entity, uid, papers)
            )

        columns = asks.DESCRIBE[:1] if several else asks.DESCRIBE
        self._ask("名称和类型", words, columns, begun, take, "保存")

    def turn(self, degrees: int) -> None:
        for file in () if self._refused() else self._marked():
            self._try("已转正", partial(self._turned, file.uid, degrees))

    def _turned(self, file_uid: str, degrees: int, uid: str) -> str:
        return self._service.turn(self._desk.actor, self._entity, uid, file_uid, degrees)

    def replace(self) -> None:
        file = self.thumbs.file
        if file is None or self._refused():
            return
        new = coming_in.chosen(self, self._desk.preferences, f"替换“{file.shown_name}”", several=False)
        uid = self._ready() if new else ""
        if uid:
            self._desk.tasks.run(
                "正在替换附件",
                lambda _task: self._service.replace(self._desk.actor, self._entity, uid, file.uid, new[0]),
                lambda added: self._tell_added(added, "已替换附件"),
                self._failed,
                whose=self,
            )

    def remove(self) -> None:
        files = self._marked()
        if not files or self._refused():
            return
        uids = [file.uid for file in files]

        def take(told: asks.Reasoned) -> None:
            self._do(
                f"已移除附件 {len(uids)} 份",
                lambda uid: self._service.remove(self._desk.actor, self._entity, uid, uids, told.why),
            )

        named = "、".join(file.shown_name for file in files[:3])
        words = (
            f"移除{named}{f' 等 {len(files)} 份' if len(files) > 3 else ''}。移除的留在修改记录里，可以取回。"
        )
        self._ask("移除附件", words, asks.REASON, asks.Reasoned(), take, "移除")

    def bring_back(self) -> None:
        """Put back what was removed last."""
        if self._refused() or not self._uid:
            return
        gone = self._service.all(self._desk.actor, self._entity, self._uid, removed=True)
        if not gone:
            self._desk.status("没有移除过的附件。")
            return
        menu = QMenu(self)
        for file in gone:
            words = f"{file.shown_name}（{file.removed_on} {file.removed_by}：{file.removed_why}）"
            menu.addAction(words, partial(self._try, "已取回附件", partial(self._brought_back, file.uid)))
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _brought_back(self, file_uid: str, uid: str) -> str:
        return self._service.bring_back(self._desk.actor, self._entity, uid, [file_uid])

    def export(self) -> None:
        files = self._marked() or self._files
        refusal = lacking(self._desk.actor, Right.EXPORT)
        if refusal or not files:
            self._say(refusal or "还没有附件。")
            return
        uids, actor, uid = [file.uid for file in files], self._desk.actor, self._uid

        def take(told: asks.GivenOut) -> None:
            if not told.purpose.strip():
                raise RuleBroken("请写明给谁、做什么用；导出会记入修改记录。", field="purpose")
            folder = QFileDialog.getExistingDirectory(self, "导出到哪个文件夹")
            if folder:
                written = self._service.export(actor, self._entity, uid, uids, Path(folder), told.purpose)
                self._desk.status(f"已导出 {len(written)} 份到 {folder}")

        words = f"导出 {len(files)} 份原件，一字节不改。请妥善保管，用完删除。"
        self._ask("导出附件", words, asks.GIVEN_OUT, asks.GivenOut(), take, "选文件夹…")

    def split(self) -> None:
        file = self.thumbs.file
        if file is None or self._refused():
            return
        if not file.is_pdf or file.pages < 2:
            self._say("请选一份两页以上的 PDF，再拆分。")
            return

        def take(told: asks.Split) -> None:
            self._do(
                "已拆分",
                lambda uid: (
                    self._service.split(self._desk.actor, self._entity, uid, file.uid, told.pages).work_uid
                ),
            )

        words = f"“{file.shown_name}”有 {file.pages} 页。写 1-3,4,5- 就成为三份新的附件，原来的一份还在。"
        self._ask("拆分 PDF", words, asks.SPLIT, asks.Split(), take, "拆分")

    def merge(self) -> None:
        files = self._marked()
        if self._refused():
            return
        if len(files) < 2:
            self._say("请先选中两份以上的附件（Ctrl+单击，或 Shift+方向键），再合并。")
            return
        uids = [file.uid for file in files]
        name = f"{files[0].kind_label or '附件'} 合并.pdf"
        self._do(
            f"已把 {len(files)} 份合并成“{name}”",
            lambda uid: self._service.merge(self._desk.actor, self._entity, uid, uids, name).work_uid,
        )

    # --- events

    def take_drops_of(self, page: QWidget) -> None:
        """Attach what is dropped anywhere onto a page."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop}:
            welcome = coming_in.is_welcome(event.mimeData()) and not self._why_not
            if welcome and (event.type() == QEvent.Type.DragEnter or self.take(event.mimeData())):
                event.acceptProposedAction()
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if coming_in.is_welcome(event.mimeData()) and not self._why_not:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        place = self.checklist.mapFrom(self, event.position().toPoint())
        kind = self.checklist.kind_at(place) if self.checklist.rect().contains(place) else ""
        if self.take(event.mimeData(), kind):
            event.acceptProposedAction()

    # --- inside

    def _marked(self) -> tuple[AttachedFile, ...]:
        marked = set(self.thumbs.marked)
        here = self.thumbs.file
        if not marked and here is not None:
            marked = {here.uid}
        return tuple(file for file in self._files if file.uid in marked)

    def _titles(self) -> list[tuple[str, str]]:
        return [(paper.kind, paper.title) for paper in self.checklist.papers]

    def _refused(self) -> bool:
        if self._why_not:
            self._say(self._why_not)
        return bool(self._why_not)

    def _do(self, done: str, act: Callable[[str], str]) -> None:
        """Save the page, act, and offer to take it back; a broken rule goes to whoever asked."""
        uid = self._ready()
        if uid:
            self._tell(done, act(uid))

    def _try(self, done: str, act: Callable[[str], str]) -> None:
        try:
            self._do(done, act)
        except RuleBroken as broken:
            self._say(broken.message)
        except StoreProblem as problem:
            self._say(f"{problem.message}{problem.advice}")

    def _tell(self, done: str, work_uid: str) -> None:
        actor = self._desk.actor
        undo = partial(self._service.undo, actor, work_uid) if actor.may(Right.UNDO) else None
        self._problem.hide()
        self._desk.status(done, undo=undo)

    def _tell_added(self, added: Added, done: str = "") -> None:
        if added.uids:
            self._tell(done or f"已添加附件 {len(added.uids)} 份", added.work_uid)
        if told := (*added.refused, *added.remarks):
            self._say("\n".join(told))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleBroken):
            self._say(error.message)
        elif isinstance(error, StoreProblem):
            self._say(f"{error.message}{error.advice}")
        else:
            raise error

    def _say(self, words: str) -> None:
        if isValid(self):
            self._problem.setText(words)
            self._problem.show()

    def _ask(
        self, title: str, words: str, columns: Any, value: Any, take: Callable[[Any], object], button: str
    ) -> None:
        box = AskBox(title, words, columns, value, take, self, button=button)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _make(self) -> None:
        self.setAcceptDrops(True)
        heading = QLabel("材料清单和扫描件")
        heading.setProperty("heading", True)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setProperty("muted", True)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setProperty("problem", True)
        self._problem.hide()
        self.checklist = Checklist()
        self.checklist.wanted.connect(self._wanted)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, gap=6, line_gap=4)
        self.add = self._button("添加文件…", lambda: self.choose(""))
        self.paste = self._button("粘贴", self.paste_in)
        self.new_scans = self._button("新扫描件…", lambda: self.take_scans(""))
        self.more = self._button("更多 ▾", self._open_menu)
        self.thumbs = Thumbs()
        self.thumbs.opened.connect(self.open)
        self.thumbs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.thumbs.customContextMenuRequested.connect(lambda _place: self._open_menu())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 0)
        whole.setSpacing(4)
        for part in (heading, self._told, self.checklist, self._buttons, self._problem, self.thumbs):
            whole.addWidget(part)
        self._keys()

    def _wanted(self, kind: str) -> None:
        if self.inbox.ready and not self._why_not:
            self.take_scans(kind)
        else:
            self.choose(kind)

    def _button(self, title: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(title)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: act())
        self._flow.addWidget(button)
        return button

    def _keys(self) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste_in, context=context)
        for keys, act in (
            ("F2", self.describe),
            ("Delete", self.remove),
            ("R", lambda: self.turn(90)),
            ("Shift+R", lambda: self.turn(-90)),
        ):
            QShortcut(QKeySequence(keys), self.thumbs, act, context=context)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        here = self.thumbs.file
        for title, act, wanted in (
            ("打开 (Enter)", lambda: self.open(here.uid if here else ""), bool(here)),
            ("名称和类型… (F2)", self.describe, bool(here)),
            ("向右转 (R)", lambda: self.turn(90), bool(here)),
            ("替换…", self.replace, bool(here)),
            ("拆分 PDF…", self.split, bool(here)),
            ("合并成一份 PDF", self.merge, len(self._marked()) > 1),
            ("移除… (Delete)", self.remove, bool(here)),
            ("取回移除的…", self.bring_back, bool(self._uid)),
            ("导出到文件夹…", self.export, bool(self._files)),
            ("关注扫描文件夹…", self.choose_folder, True),
        ):
            menu.addAction(title, act).setEnabled(wanted)
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
