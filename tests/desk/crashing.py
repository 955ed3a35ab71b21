"""Run by itself: everything goes wrong with a name and a number in hand; only the log is left of it."""

from __future__ import annotations

import os
import sys
import threading
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import logging

import sqlalchemy as sa
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication, QPushButton

from union_desk.desk.crash_log import start_log
from union_desk.desk.failures import Failures
from union_desk.desk.tasks import Tasks
from union_desk.store.engine import make_engines

NAME, PINYIN, NUMBER, PHONE, BORN = (
    "欧阳丽华",
    "OuyangLihua",
    "33019919780312002X",
    "138-1234-5678",
    "1978-03-12",
)


def broken(*_signal: object) -> None:
    """Fail with all of it in the message and in a local variable."""
    person = {"name": NAME, "id_no": NUMBER, "phone": PHONE, "born": date(1978, 3, 12)}
    raise ValueError(
        f"cannot keep {person!r} of '{PINYIN}' <lihua@example.org> born {BORN}, {PHONE}, 13812345678"
    )


def in_the_store(folder: Path) -> None:
    """Let the store itself refuse: the values are parameters of its statement."""
    engines = make_engines(folder / "store.db", bytes(32))
    with engines.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE person (name TEXT PRIMARY KEY, id_no TEXT)")
        insert = sa.text("INSERT INTO person (name, id_no) VALUES (:name, :id_no)")
        rows = {"name": PINYIN, "id_no": NUMBER}
        connection.execute(insert, rows)
        connection.execute(insert, rows)


def main(folder: Path) -> None:
    start_log(folder / "log")
    app = QApplication([])
    failures, tasks = Failures(), Tasks()
    failures.install()
    button = QPushButton()
    button.clicked.connect(broken)
    tasks.run("slow", lambda _task: broken())
    tasks.run("store", lambda _task: in_the_store(folder))
    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qWarning(f"no font for '{PINYIN}' \"{NAME}\" {NUMBER}")
    logging.getLogger("desk").info("opened %s %s", NAME, NUMBER)
    try:
        broken()
    except ValueError:
        logging.getLogger("store").exception("a listener failed after %s", NAME)
    QTimer.singleShot(0, button.click)
    QTimer.singleShot(0, broken)
    QTimer.singleShot(1200, app.quit)
    app.exec()
    tasks.close()
    os.abort()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
