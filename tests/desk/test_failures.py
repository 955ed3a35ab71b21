from __future__ import annotations

import logging
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QTimer, qInstallMessageHandler, qWarning
from PySide6.QtGui import QGuiApplication

from tests.desk.helpers import settle
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk.crash_log import nameless, report, start_log
from union_desk.desk.failures import Failures
from union_desk.desk.input_method import offer_input_methods


@pytest.fixture
def failures(qtbot, monkeypatch):
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    failures = Failures(safe=lambda: "最近备份：今天 12:00。")
    yield failures
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    if failures.box is not None:
        failures.box.close()
        settle()


def shown(failures):
    return f"{failures.box.text()}\n{failures.box.informativeText()}"


def test_a_bug_is_shown_once_and_calmly(failures, qtbot):
    for _twice in range(2):
        failures.hear(ZeroDivisionError, ZeroDivisionError("王芳"))
    qtbot.waitUntil(lambda: failures.box is not None)
    settle()
    words = shown(failures)
    assert "已保存的内容都在；没保存的内容已暂存。" in words
    assert "最近备份：今天 12:00。" in words
    assert "可以继续工作" in words
    assert "王芳" not in words


def test_a_bug_in_any_thread_is_heard(failures, qtbot):
    failures.install()
    try:
        thread = threading.Thread(target=lambda: {}["缺"])
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: failures.box is not None)
    finally:
        qInstallMessageHandler(None)


def test_the_report_can_be_copied_and_names_nobody(failures, qtbot):
    with pytest.raises(ValueError, match="王芳") as caught:
        int("王芳 330199197803120023")
    failures.hear(caught.type, caught.value, caught.tb)
    qtbot.waitUntil(lambda: failures.box is not None)
    next(button for button in failures.box.buttons() if button.text() == "复制诊断信息").click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_failures.py" in copied
    assert "王芳" not in copied
    assert "330199" not in copied
    assert failures.box is not None


def test_a_store_problem_says_what_to_do_now(failures):
    failures.show_store_problem(
        StoreProblem("磁盘满了，刚才的内容没有存上。", advice="请清出空间后再按保存。")
    )
    assert "磁盘满了" in shown(failures)
    assert "请清出空间后再按保存。" in shown(failures)
    assert "最近备份" in shown(failures)


def test_a_broken_rule_that_no_screen_took_is_no_bug(failures, qtbot, caplog):
    failures.hear(RuleBroken, RuleBroken("您没有“导出”的权限。"))
    qtbot.waitUntil(lambda: failures.box is not None)
    assert failures.box.text() == "您没有“导出”的权限。"
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("户主 王芳 的档案", "※ ※ ※"),
        ("李䶮𬭊", "※"),
        ("阿卜杜拉·买买提", "※"),
        ("id 33019919780312002X", "id #"),
        ("row 12345", "row 12345"),
    ],
)
def test_names_and_numbers_are_blotted_out(written, kept):
    assert nameless(written) == kept


def test_a_report_keeps_the_places(tmp_path):
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 / 0
    assert "test_a_report_keeps_the_places" in report(caught.value)


def test_the_log_holds_no_names(tmp_path):
    logger = logging.getLogger()
    before, level = list(logger.handlers), logger.level
    crash = start_log(tmp_path)
    try:
        logging.getLogger("desk").error("打不开 王芳 13812345678")
    finally:
        for handler in set(logger.handlers) - set(before):
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(level)
        crash.close()
    text = (tmp_path / "union-desk.log").read_text("utf-8")
    assert "ERROR" in text
    assert "王芳" not in text
    assert "13812345678" not in text


def test_a_crash_leaves_every_stack(tmp_path):
    code = (
        "import faulthandler, sys\nfrom pathlib import Path\n"
        "from union_desk.desk.crash_log import start_log\n"
        "crash = start_log(Path(sys.argv[1]))\n"
        "assert 'PySide6' not in sys.modules\nfaulthandler._sigsegv()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ended.returncode != 0
    assert "Segmentation fault" in (tmp_path / "crash.log").read_text("utf-8")


def test_what_qt_has_to_say_goes_into_the_log(failures, caplog):
    before = qInstallMessageHandler(None)
    failures.install()
    try:
        with caplog.at_level(logging.WARNING):
            qWarning("odd")
        assert "odd" in caplog.text
    finally:
        qInstallMessageHandler(before)


def test_an_error_in_a_timer_does_not_end_the_desk(failures, qtbot):
    sys.excepthook = failures.hear
    with qtbot.captureExceptions():
        sys.excepthook = failures.hear
        QTimer.singleShot(0, lambda: {}["缺"])
        qtbot.waitUntil(lambda: failures.box is not None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, "fcitx;ibus;compose"),
        ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus;compose"),
        ({"QT_IM_MODULE": "ibus"}, "ibus;fcitx;compose"),
        ({"QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx;ibus;compose"),
    ],
)
def test_chinese_can_be_typed_whatever_the_desktop_asks_for(before, after):
    environment = dict(before)
    offer_input_methods(environment, "linux")
    assert environment["QT_IM_MODULES"] == after


def test_fcitx_is_asked_by_its_name_on_the_bus_and_ibus_is_not():
    fcitx, ibus = {"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}
    offer_input_methods(fcitx, "linux")
    offer_input_methods(ibus, "linux")
    assert fcitx["IBUS_USE_PORTAL"] == "1"
    assert "IBUS_USE_PORTAL" not in ibus


def test_other_systems_need_no_list_of_input_methods():
    environment = {}
    offer_input_methods(environment, "win32")
    assert environment == {}
