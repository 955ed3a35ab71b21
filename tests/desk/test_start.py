from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desk.helpers import nameless, settle, type_zh
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.desk.start import FirstAnswers, FirstStart, Recover, Unlock
from union_desk.desk.tasks import Tasks

KEY = "7KQ2-M9XD-44TW-PZ3H"


@pytest.fixture
def tasks(qtbot):
    tasks = Tasks()
    yield tasks
    tasks.close()


def show(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    settle()
    return dialog


def test_the_right_password_opens(qtbot, tasks):
    asked = []
    dialog = show(
        qtbot, Unlock(tasks, "白杨街道总工会", ["陈明"], lambda *words: asked.append(words) or "store")
    )
    assert dialog.ui.password.hasFocus()
    qtbot.keyClicks(dialog.ui.password, "correct horse")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.ui.password, Qt.Key.Key_Return)
    assert asked == [("陈明", "correct horse")]
    assert dialog.result_value == "store"


def test_a_wrong_password_is_said_in_words_and_may_be_tried_again(qtbot, tasks):
    def refuse(_user, _password):
        raise StoreProblem("密码不对。", advice="请再试一次；忘了可用恢复密钥。")

    dialog = show(qtbot, Unlock(tasks, "", ["陈明"], refuse))
    qtbot.keyClicks(dialog.ui.password, "wrong")
    dialog.ui.unlock.click()
    assert not dialog.ui.unlock.isEnabled()
    qtbot.waitUntil(lambda: bool(dialog.ui.problem.text()))
    assert dialog.ui.problem.text() == "▲ 密码不对。\n请再试一次；忘了可用恢复密钥。"
    assert dialog.ui.unlock.isEnabled()
    assert dialog.ui.unlock.text() == "打开"
    assert dialog.ui.password.hasFocus()
    assert dialog.ui.password.selectedText() != ""
    qtbot.keyClicks(dialog.ui.password, "right")
    assert dialog.ui.password.text() == "right"


def test_an_empty_password_is_asked_for(qtbot, tasks):
    dialog = show(qtbot, Unlock(tasks, "", ["陈明"], lambda *_words: None))
    dialog.try_open()
    assert dialog.ui.problem.text() == "▲ 请填写密码。"
    assert dialog.ui.password.hasFocus()


def test_caps_lock_is_noticed(qtbot, tasks):
    dialog = show(qtbot, Unlock(tasks, "", ["陈明"], lambda *_words: None))
    qtbot.keyClick(dialog.ui.password, "A")
    assert "大写锁定" in dialog.ui.hint.text()
    qtbot.keyClick(dialog.ui.password, "a")
    assert dialog.ui.hint.text() == ""


def test_who_forgot_the_password_goes_on_with_the_recovery_key(qtbot, tasks):
    dialog = show(qtbot, Unlock(tasks, "", ["陈明"], lambda *_words: None))
    dialog.ui.recover.click()
    assert dialog.recovery_wanted


def fill_first_start(dialog, **other):
    answers = {
        "office": "白杨街道总工会",
        "code": "by",
        "user": "陈明",
        "password": "correct horse",
        "again": "correct horse",
    } | other
    for name, text in answers.items():
        field = getattr(dialog.ui, name)
        field.clear()
        type_zh(field, text)


def test_five_answers_set_the_office_up(qtbot, tasks):
    asked = []
    dialog = show(qtbot, FirstStart(tasks, lambda answers: asked.append(answers) or KEY))
    fill_first_start(dialog)
    dialog.ui.level.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.accepted):
        dialog.ui.begin.click()
    assert asked == [FirstAnswers("白杨街道总工会", "BY", "district", "陈明", "correct horse", "白杨")]
    assert dialog.result_value == KEY


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("office", "", "请填写本单位名称。"),
        ("code", "白杨", "单位代码用两到六个字母，如 BY。"),
        ("code", "B", "单位代码用两到六个字母，如 BY。"),
        ("user", "", "请填写您的姓名。"),
        ("password", "short", "密码至少 8 位，现在是 5 位。"),
        ("again", "another one", "两次输入的密码不一样，请再输一次。"),
    ],
)
def test_an_answer_that_will_not_do_is_said_at_its_field(qtbot, tasks, field, text, said):
    dialog = show(qtbot, FirstStart(tasks, lambda _answers: None))
    fill_first_start(dialog, **{field: text})
    dialog.begin()
    assert dialog.ui.problem.text() == f"▲ {said}"
    assert getattr(dialog.ui, field).hasFocus()


def test_the_word_before_numbers_follows_the_name_until_one_writes_another(qtbot, tasks):
    dialog = show(qtbot, FirstStart(tasks, lambda _answers: None))
    form = dialog.ui
    type_zh(form.office, "下沙街道总工会")
    assert form.short_name.text() == "下沙"
    form.code.setText("XS")
    assert "编号印成 下沙-" in form.about_code.text()
    form.short_name.clear()
    type_zh(form.short_name, "沙")
    type_zh(form.office, "某")
    assert form.short_name.text() == "沙"


def test_a_street_without_a_code_begins_all_the_same_and_is_told_what_that_means(qtbot, tasks):
    asked = []
    dialog = show(qtbot, FirstStart(tasks, lambda answers: asked.append(answers) or KEY))
    fill_first_start(dialog)
    dialog.ui.code.clear()
    assert "临时" in dialog.ui.about_code.text()
    assert "设置" in dialog.ui.about_code.text()
    with qtbot.waitSignal(dialog.accepted):
        dialog.ui.begin.click()
    assert asked[0].code == ""


def test_the_district_sets_its_own_code(qtbot, tasks):
    dialog = show(qtbot, FirstStart(tasks, lambda _answers: None))
    fill_first_start(dialog)
    dialog.ui.code.clear()
    dialog.ui.level.setCurrentIndex(1)
    dialog.begin()
    assert dialog.ui.problem.text() == "▲ 请给区总工会定一个代码，如 QT。"
    assert dialog.ui.code.hasFocus()


def test_a_store_that_cannot_be_made_says_why(qtbot, tasks):
    def refuse(_answers):
        raise RuleBroken("这个单位代码已有人用。", field="code")

    dialog = show(qtbot, FirstStart(tasks, refuse))
    fill_first_start(dialog)
    dialog.begin()
    qtbot.waitUntil(lambda: bool(dialog.ui.problem.text()))
    assert dialog.ui.code.hasFocus()


def test_one_may_look_at_the_demo_first(qtbot, tasks):
    dialog = show(qtbot, FirstStart(tasks, lambda _answers: None))
    dialog.ui.demo.click()
    assert dialog.demo_wanted


def test_the_recovery_key_opens_and_sets_a_new_password(qtbot, tasks):
    asked = []
    dialog = show(qtbot, Recover(tasks, ["陈明"], lambda *words: asked.append(words)))
    qtbot.keyClicks(dialog.ui.key, KEY)
    qtbot.keyClicks(dialog.ui.password, "battery staple")
    dialog.recover()
    assert "不一样" in dialog.ui.problem.text()
    qtbot.keyClicks(dialog.ui.again, "battery staple")
    with qtbot.waitSignal(dialog.accepted):
        dialog.recover()
    assert asked == [(KEY, "陈明", "battery staple")]


def test_everything_on_the_start_screens_has_a_name(qtbot, tasks):
    for dialog in (
        Unlock(tasks, "白杨", ["陈明"], lambda *_words: None),
        FirstStart(tasks, lambda _answers: None),
        Recover(tasks, [], lambda *_words: None),
    ):
        show(qtbot, dialog)
        assert nameless(dialog) == []
