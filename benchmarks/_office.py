"""One office of the month as a program of its own: its window is led by lines of JSON, and answers by lines.

python benchmarks/_office.py FOLDER STICK USER
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from union_desk.areas import make_window
from union_desk.desk.application import make_application
from union_desk.desk.open_issued import OpenIssued
from union_desk.desk.preferences import Preferences
from union_desk.desk.print_job import PrintChoice
from union_desk.desk.printing import PrintSheet
from union_desk.desk.tasks import Tasks
from union_desk.desk.window import MainWindow
from union_desk.exchange.opening import open_issued
from union_desk.exchange.page.conflicts import ConflictScreen
from union_desk.exchange.page.handover_job import HandoverJob
from union_desk.exchange.page.issuing import IssueFields
from union_desk.exchange.page.making import MakeDialog
from union_desk.exchange.page.screen import ExchangeScreen
from union_desk.exchange.page.taking import TakeDialog
from union_desk.hardship.values import FileFilter, FileForm
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, Services, create_store, open_services
from union_desk.store.codec import logged_tables
from union_desk.store.vault import Cost
from union_desk.store.verify import verify

PASSWORD = "四个字以上的密码1"
CHEAP = Cost(passes=1, memory=8, lanes=1)
PATIENCE = 60.0
Shown = TypeVar("Shown", bound=QWidget)


class Office:
    """The window of one office, and what is done in it."""

    def __init__(self, folder: Path, stick: Path, user: str) -> None:
        self.folder, self.stick, self.user = folder, stick, user
        self.services: Services
        self.window: MainWindow

    def set_up(self) -> dict[str, Any]:
        start = FirstStart("钱江区总工会", "QU", is_district=True, user=self.user, password=PASSWORD)
        create_store(self.folder, start, cost=CHEAP)
        return self._open()

    def open_issued(self, path: str, code: str) -> dict[str, Any]:
        tasks = Tasks()

        def open_with(file: Path, words: str, user: str, password: str) -> str:
            return open_issued(self.folder, file, words, user, password, cost=CHEAP)

        dialog = OpenIssued(tasks, open_with)
        dialog.show()
        for field, text in (
            (dialog.path, path),
            (dialog.code, code),
            (dialog.name, self.user),
            (dialog.secret, PASSWORD),
            (dialog.again, PASSWORD),
        ):
            field.setText(text)
        QTest.keyClick(dialog.again, Qt.Key.Key_Return)
        wait(lambda: dialog.result_value is not None, dialog.problem.text)
        tasks.close()
        return self._open()

    def issue(self, code: str, name: str, user: str) -> dict[str, Any]:
        self._screen().issue_button.click()
        dialog = shown(MakeDialog)
        fields = dialog.findChild(IssueFields)
        fields.code.setText(code)
        fields.name.setText(name)
        fields.first.setText(user)
        made = self._make(dialog)
        return {**made, "code": dialog.code.text().removeprefix("开通码：")}

    def enter(self, names: list[str]) -> dict[str, Any]:
        saved = [
            self.services.hardship.save(self.services.actor, FileForm(owner=PersonCard(name=name)))
            for name in names
        ]
        return {"files": [one.uid for one in saved]}

    def change(self, field: str, text: str) -> dict[str, Any]:
        """Write the same into one field of the owner of every file."""
        hardship, actor = self.services.hardship, self.services.actor
        uids = hardship.ids(actor, FileFilter())
        for uid in uids:
            form = hardship.form(actor, uid)
            hardship.save(actor, replace(form, owner=replace(form.owner, **{field: text})), uid)
        return {"files": len(uids)}

    def hand_in(self) -> dict[str, Any]:
        self._screen().hand_in_button.click()
        return self._make(shown(MakeDialog))

    def receipt(self, office: str) -> dict[str, Any]:
        screen = self._screen()
        for row in range(screen.sites.model().rowCount()):
            if screen.sites.model().index(row, 2).data() == office:
                screen.sites.setCurrentIndex(screen.sites.model().index(row, 1))
        screen.receipt_button.click()
        return self._make(shown(MakeDialog))

    def take(self, path: str, keys: str = "") -> dict[str, Any]:
        """Take a package in by the window; the keys decide its conflicts, its paper goes beside it."""
        QFileDialog.getOpenFileName = lambda *_words, **_more: (path, "")  # type: ignore[method-assign]
        self._screen().take_button.click()
        dialog = shown(TakeDialog)
        wait(lambda: dialog.preview is not None, dialog.told.text)
        for key in keys:
            QTest.keyClicks(dialog.pane.table, key)
        found = dialog.counts.text()
        dialog.apply_button.click()
        wait(lambda: dialog.outcome is not None, dialog.told.text)
        dialog.print_button.click()
        shown(PrintSheet).close()
        paper = self._paper(dialog.outcome.handover_uid)
        dialog.close()
        return {"counts": found, "told": dialog.told.text(), "paper": str(paper)}

    def settle(self, keys: str) -> dict[str, Any]:
        self._screen().settle_button.click()
        screen = shown(ConflictScreen)
        for key in keys:
            QTest.keyClicks(screen.pane.table, key)
        left = len(screen.conflicts)
        screen.close()
        return {"left": left}

    def look(self) -> dict[str, Any]:
        """Return a hash of all rows of each audience, the open conflicts, and whether the store is whole."""
        rows: dict[str, list[str]] = {}
        with self.services.database.read() as session:
            for name, table in sorted(logged_tables().items()):
                for row in session.execute(sa.select(table.table)).mappings():
                    # Counters of a store's own are not in the log.
                    held = [(key, str(row[key])) for key in ("uid", *sorted(table.field_of))]
                    rows.setdefault(str(row["audience"]), []).append(f"{name}{held}")
        return {
            "rows": {audience: len(found) for audience, found in rows.items()},
            "hash": {name: sha256("".join(sorted(all_)).encode()).hexdigest() for name, all_ in rows.items()},
            "conflicts": self.services.exchange.conflict_count(self.services.actor),
            "whole": verify(self.services.database).ok,
        }

    def end(self) -> dict[str, Any]:
        self.window.close()
        self.window.desk.close()
        self.services.close()
        return {}

    def _open(self) -> dict[str, Any]:
        self.services = open_services(self.folder, self.user, PASSWORD)
        self.window = make_window(self.services, Preferences())
        self.window.resize(1200, 700)
        self.window.show()
        turn()
        return {"office": self.services.office.name}

    def _screen(self) -> ExchangeScreen:
        self.window.activateWindow()
        self.window.go_to("exchange")
        turn()
        return shown(ExchangeScreen)

    def _make(self, dialog: MakeDialog) -> dict[str, Any]:
        dialog.folder.setText(str(self.stick))
        dialog.make_button.click()
        wait(lambda: dialog.outcome is not None, dialog.told.text)
        made = dialog.outcome
        dialog.close()
        return {"path": str(made.info.path), "size": made.info.size, "sets": made.info.sets}

    def _paper(self, handover_uid: str) -> Path:
        exchange, actor = self.services.exchange, self.services.actor
        line = exchange.handover(actor, handover_uid)
        job = HandoverJob(self.window.desk, exchange, line, self.services.office.name)
        choice = PrintChoice("handover", 2, "filled")
        made = job.render(choice, lambda _done, _all: None, lambda: False)
        job.printed(choice, made, into_file=True)
        path = Path(line.file_name).with_suffix(".pdf")
        (self.stick / path).write_bytes(made.pdf)
        return self.stick / path


def shown(kind: type[Shown]) -> Shown:
    found: list[Shown] = []

    def look() -> bool:
        found[:] = [each for each in QApplication.allWidgets() if isinstance(each, kind) and each.isVisible()]
        return bool(found)

    wait(look, lambda: f"no {kind.__name__}")
    return found[-1]


def wait(until: Callable[[], object], problem: Callable[[], str]) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        QTest.qWait(5)
        if time.monotonic() > end or problem().startswith("▲"):
            raise TimeoutError(problem())


def turn() -> None:
    for _turn in range(5):
        QApplication.processEvents()


def main(folder: str, stick: str, user: str) -> int:
    application = make_application(Preferences())
    office = Office(Path(folder), Path(stick), user)
    for line in sys.stdin:
        order = json.loads(line)
        answer = getattr(office, order.pop("act"))(**order)
        turn()
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
