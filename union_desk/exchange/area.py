"""街道数据 in the window: its screen, its commands, and what of it stands on the workbench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Right
from union_desk.desk.navigation import Area, Command, WorkbenchRow, WorkbenchSection
from union_desk.exchange.values import Handover, PackageMade, Site

if TYPE_CHECKING:
    from union_desk.casework.office_service import OfficeService
    from union_desk.desk.desk import Desk
    from union_desk.desk.tasks import TaskHandle
    from union_desk.exchange.page.conflicts import ConflictScreen
    from union_desk.exchange.page.screen import ExchangeScreen
    from union_desk.exchange.service import ExchangeService

NAME: Final = "exchange"
TITLE: Final = "街道数据"
_DISTRICT: Final = "district"
_FILES: Final = "数据包 (*.udpack)"
_FOLDER: Final = "exchange/folder"
"""The preference that names the stick or shared folder used last."""
_STALE: Final = 60.0
"""Seconds after which the folder is looked into anew: a share that is away must not be asked all the time."""


class ExchangeDesk:
    """Opens the screens of this area. `open_record(table, uid)` shows the record of a conflict."""

    def __init__(
        self,
        desk: Desk,
        exchange: ExchangeService,
        offices: OfficeService,
        *,
        show_alike: Callable[[], object],
        open_record: Callable[[str, str], object],
    ) -> None:
        self._desk, self._exchange, self._offices = desk, exchange, offices
        self._show_alike, self._open_record = show_alike, open_record
        self._own = offices.own(desk.actor)
        self._settling: ConflictScreen | None = None
        self._waiting: tuple[Path, ...] = ()
        self._open = 0
        self._looked_at = 0.0
        self._looking = False
        desk.changed.connect(lambda _changed: self._look_again())

    @property
    def is_district(self) -> bool:
        return self._own.level == _DISTRICT

    def area(self) -> Area:
        return Area(
            name=NAME,
            title=TITLE,
            icon="arrow-left-right",
            make_screen=self.make_screen,
            commands=self.commands(),
            workbench=self.sections,
        )

    def commands(self) -> tuple[Command, ...]:
        own = (
            Command(
                "exchange.issue",
                "发放街道数据…",
                self.issue,
                menu="数据",
                words="ffjdsj 街道 开通码",
                right=Right.KEEP_STORE,
            )
            if self.is_district
            else Command(
                "exchange.hand_in",
                "上交数据包…",
                self.hand_in,
                menu="数据",
                words="sjsjb 上报 U盘",
                right=Right.DECIDE,
            )
        )
        return (
            Command(
                "exchange.take",
                "收数据包…",
                self.take,
                menu="数据",
                words="ssjb 合并 回执 U盘",
                right=Right.DECIDE,
            ),
            own,
            Command("exchange.settle", "处理冲突…", self.settle, menu="数据", words="clct 两边不同"),
        )

    def make_screen(self) -> ExchangeScreen:
        from union_desk.exchange.page.screen import Acts, ExchangeScreen  # noqa: PLC0415 - when first opened

        acts = Acts(
            take=self.take,
            hand_in=self.hand_in,
            receipt=self.receipt,
            issue=self.issue,
            revoke=self.revoke,
            settle=self.settle,
            alike=self._show_alike,
            print=self.print_handover,
            take_back=self.take_back,
        )

        def read() -> tuple[tuple[Site, ...], tuple[Handover, ...], int]:
            actor, exchange = self._desk.actor, self._exchange
            return exchange.sites(actor), exchange.log(actor), exchange.conflict_count(actor)

        return ExchangeScreen(self._desk, read, acts, is_district=self.is_district)

    # What the workbench says.

    def sections(self) -> Sequence[WorkbenchSection]:
        """Return what waits: packages in the folder used last, and open conflicts, as last looked at."""
        self._look()
        rows = [
            WorkbenchRow(f"待收数据包 {path.name}", lambda path=path: self.take_file(path))  # type: ignore[misc]
            for path in self._waiting
        ]
        if self._open:
            rows.append(WorkbenchRow("两边不同，等待决定", self.settle, f"{self._open:,}", urgent=True))
        return (WorkbenchSection("待并数据包", tuple(rows)),) if rows else ()

    def _look_again(self) -> None:
        self._looked_at = 0.0

    def _look(self) -> None:
        """Look beside the window: neither a share that is away nor many conflicts may hold it up."""
        now = self._desk.clock().timestamp()
        if self._looking or 0 <= now - self._looked_at < _STALE:
            return
        self._looking, self._looked_at = True, now
        actor, exchange = self._desk.actor, self._exchange
        folder = str(self._desk.preferences.get(_FOLDER, ""))

        def work(_task: TaskHandle) -> tuple[tuple[Path, ...], int]:
            known = {line.file_name for line in exchange.log(actor)}
            return self._packages_in(folder, known), exchange.conflict_count(actor)

        def done(found: tuple[tuple[Path, ...], int]) -> None:
            self._looking = False
            if found != (self._waiting, self._open):
                self._waiting, self._open = found
                self._desk.safety.emit()

        def failed(_error: Exception) -> None:
            self._looking = False

        self._desk.tasks.run("", work, done, failed)

    def _packages_in(self, folder: str, known: set[str]) -> tuple[Path, ...]:
        """Return the packages for this office that were not taken in yet, by their names."""
        if not folder:
            return ()
        pattern = "*-return-*.udpack" if self.is_district else f"{self._own.prefix}-receipt-*.udpack"
        try:
            return tuple(sorted(path for path in Path(folder).glob(pattern) if path.name not in known))
        except OSError:
            return ()

    # What the buttons and menus do.

    def take(self) -> None:
        """Ask for a package and show what is in it."""
        folder = str(self._desk.preferences.get(_FOLDER, ""))
        path, _kind = QFileDialog.getOpenFileName(self._parent(), "收数据包", folder, _FILES)
        if path:
            self._desk.preferences.set(_FOLDER, str(Path(path).parent))
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        from union_desk.exchange.page.taking import TakeDialog  # noqa: PLC0415 - when first opened

        self._show(
            TakeDialog(
                self._desk,
                self._exchange,
                path,
                self._parent(),
                print_handover=self.print_handover,
                show_alike=self._show_alike,
            )
        )

    def hand_in(self) -> None:
        from union_desk.exchange.page.making import HAND_IN, MakeDialog, WholeField  # noqa: PLC0415

        actor, exchange = self._desk.actor, self._exchange

        def make(folder: Path, whole: bool) -> PackageMade:
            return exchange.return_package(actor, folder, whole=whole)

        fields = WholeField(make)
        self._show(
            MakeDialog(self._desk, HAND_IN, fields, self._parent(), print_handover=self.print_handover)
        )

    def receipt(self, site: Site) -> None:
        from union_desk.exchange.page.making import RECEIPT, MakeDialog, WholeField  # noqa: PLC0415

        actor, exchange = self._desk.actor, self._exchange

        def make(folder: Path, whole: bool) -> PackageMade:
            return exchange.receipt(actor, site.uid, folder, whole=whole)

        dialog = MakeDialog(
            self._desk, RECEIPT, WholeField(make), self._parent(), print_handover=self.print_handover
        )
        dialog.setWindowTitle(f"{RECEIPT.title} · {site.office_name}")
        self._show(dialog)

    def issue(self) -> None:
        from union_desk.exchange.page.issuing import IssueFields  # noqa: PLC0415 - when first opened
        from union_desk.exchange.page.making import ISSUE, MakeDialog  # noqa: PLC0415

        actor, exchange, offices = self._desk.actor, self._exchange, self._offices
        used = {site.office for site in exchange.sites(actor) if site.state == "active"}
        free = {
            code: office
            for code, office in offices.all(actor).items()
            if office.level != _DISTRICT and code not in used
        }
        fields = IssueFields(
            free,
            lambda office, folder, users: exchange.issue_store(actor, office, folder, users),
            lambda office: offices.save(actor, office),
        )
        self._show(MakeDialog(self._desk, ISSUE, fields, self._parent(), print_handover=self.print_handover))

    def revoke(self, site: Site) -> None:
        from union_desk.exchange.page.revoking import RevokeDialog  # noqa: PLC0415 - when first opened
        from union_desk.exchange.page.words import moment  # noqa: PLC0415

        def act(why: str) -> None:
            self._exchange.revoke(self._desk.actor, site.uid, why)
            self._desk.status(f"已停用 {site.office_name} 的这份数据，可以重新发放。")

        self._show(RevokeDialog(site, moment(site.received_at), act, self._parent()))

    def settle(self) -> None:
        """Show the conflicts beside the work, once."""
        from union_desk.exchange.page.conflicts import ConflictScreen  # noqa: PLC0415 - when first opened

        if self._settling is None or not isValid(self._settling):
            self._settling = ConflictScreen(self._desk, self._exchange, self._open_record, self._parent())
            self._settling.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settling.reload()
        self._settling.show()
        self._settling.activateWindow()

    def take_back(self, line: Handover) -> None:
        """Ask, and take back what a package has brought."""
        words = (
            f"{line.title}：它带来的 {line.sets:,} 次修改全部退回，恢复到收入以前的样子。"
            "文件还在的话，以后可以再收一次。"
        )
        if not self._desk.confirm("退回整个数据包", words, "退回", self._parent()):
            return

        def done(_value: object) -> None:
            self._desk.status(f"已退回：{line.title}")

        def work(_task: TaskHandle) -> None:
            self._exchange.take_back(self._desk.actor, line.uid)

        self._desk.tasks.run("正在退回数据包", work, done)

    def print_handover(self, handover_uid: str) -> None:
        """Show the 数据交接单 of one package before it is printed."""
        from union_desk.desk.printing import PrintSheet  # noqa: PLC0415 - loads the printing
        from union_desk.exchange.page.handover_job import HandoverJob  # noqa: PLC0415

        try:
            handover = self._exchange.handover(self._desk.actor, handover_uid)
        except RuleBroken as broken:
            self._desk.status(broken.message)
            return
        job = HandoverJob(self._desk, self._exchange, handover, self._own.name)
        PrintSheet(self._desk, job, self._parent()).open()

    # Inside.

    def _show(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @staticmethod
    def _parent() -> QWidget | None:
        return QApplication.activeWindow()
