from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QWidget

from tests.desk.helpers import compose, settle, type_zh
from union_desk.core.errors import RuleBroken
from union_desk.desk.widgets import (
    CardEdit,
    DayEdit,
    DivisionBox,
    EnterMoves,
    IdentityEdit,
    MoneyEdit,
    NoteEdit,
    NumberEdit,
    PhoneEdit,
    TermBox,
    TermsBox,
    TextEdit,
    YesNo,
)

TODAY = date(2018, 11, 24)


@pytest.fixture
def form(qtbot, monkeypatch):
    """A shown form to put fields into."""
    monkeypatch.setattr(DayEdit, "today", staticmethod(lambda: TODAY))
    form = QWidget()
    form.resize(600, 400)
    QFormLayout(form)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    return form


def put(form, label, field):
    form.layout().addRow(label, field)
    settle()
    field.setFocus()
    settle()
    return field


@pytest.mark.parametrize(
    ("typed", "shown", "weekday"),
    [
        ("2018-03-12", "2018-03-12", "周一"),
        ("20180312", "2018-03-12", "周一"),
        ("2018.3.12", "2018-03-12", "周一"),
        ("t", "2018-11-24", "周六"),
        ("+3", "2018-11-27", "周二"),
        ("-1m", "2018-10-24", "周三"),
        ("1112", "2018-11-12", "周一"),
    ],
)
def test_a_day_is_written_out_with_its_weekday(form, qtbot, typed, shown, weekday):
    field = put(form, "日期", DayEdit())
    qtbot.keyClicks(field, typed)
    field.clearFocus()
    assert (field.text(), field.aside) == (shown, weekday)
    assert field.value() == date.fromisoformat(shown)


def test_beside_a_birth_no_weekday_need_stand(form, qtbot):
    field = DayEdit()
    field.setProperty("weekday", False)
    put(form, "出生日期", field)
    qtbot.keyClicks(field, "19780312")
    field.clearFocus()
    assert (field.text(), field.aside) == ("1978-03-12", "")


def test_a_day_in_chinese_is_understood(form):
    field = put(form, "日期", DayEdit())
    type_zh(field, "2018年3月12日")
    field.clearFocus()
    assert field.value() == date(2018, 3, 12)


def test_the_30th_of_february_is_named_and_stays_as_typed(form, qtbot):
    field = put(form, "日期", DayEdit())
    said = []
    field.problem_found.connect(said.append)
    qtbot.keyClicks(field, "20180230")
    field.clearFocus()
    assert field.text() == "20180230"
    assert "2月没有 30 日" in said[-1]
    with pytest.raises(RuleBroken):
        field.value()


@pytest.mark.parametrize(
    ("typed", "fen", "shown"),
    [
        ("1234.5", 123450, "1,234.50"),
        ("1,234.50", 123450, "1,234.50"),
        ("0", 0, "0.00"),
        ("", None, ""),
    ],
)
def test_money_is_written_out_with_thousands(form, qtbot, typed, fen, shown):
    field = put(form, "金额", MoneyEdit())
    qtbot.keyClicks(field, typed)
    field.clearFocus()
    assert (field.value(), field.text()) == (fen, shown)


@pytest.mark.parametrize(("typed", "fen"), [("1.2万", 1_200_000), ("１２．５", 1250)])
def test_money_takes_wan_and_full_width_digits(form, typed, fen):
    field = put(form, "金额", MoneyEdit())
    type_zh(field, typed)
    field.clearFocus()
    assert field.value() == fen


def test_a_negative_amount_is_refused_in_words(form, qtbot):
    field = put(form, "金额", MoneyEdit())
    said = []
    field.problem_found.connect(said.append)
    qtbot.keyClicks(field, "-5")
    field.clearFocus()
    assert said[-1] == "金额不能是负数。"


@given(st.integers(0, 10**15))
def test_an_amount_shown_is_the_amount_read(qapp, fen):
    field = MoneyEdit()
    field.set_value(fen)
    assert field.value() == fen
    field.deleteLater()


@pytest.mark.parametrize(
    ("places", "typed", "value"), [(0, "3", 3), (2, "68.5", 6850), (2, "70", 7000), (0, "", None)]
)
def test_a_number_is_read_in_its_own_unit(form, qtbot, places, typed, value):
    field = put(form, "数", NumberEdit(places=places))
    qtbot.keyClicks(field, typed)
    field.clearFocus()
    assert field.value() == value
    assert field.text() == typed


@pytest.mark.parametrize(
    ("places", "typed", "said"),
    [
        (0, "2.5", "请填写整数。"),
        (2, "1.234", "最多 2 位小数。"),
        (0, "x", "请填写数字。"),
        (0, "-1", "不能是负数。"),
    ],
)
def test_what_is_no_number_is_refused_in_words(form, qtbot, places, typed, said):
    field = put(form, "数", NumberEdit(places=places))
    qtbot.keyClicks(field, typed)
    with pytest.raises(RuleBroken, match=said):
        field.value()


def test_an_identity_number_tells_whose_it_is_at_the_eighteenth_place(form, qtbot):
    field = put(form, "身份证号", IdentityEdit())
    found = []
    field.recognised.connect(found.append)
    qtbot.keyClicks(field, "11010519491231002")
    assert not found
    qtbot.keyClicks(field, "x")
    assert found[0].birth == date(1949, 12, 31)
    assert field.value() == "11010519491231002X"
    field.clearFocus()
    assert field.text() == "110105 19491231 002X"


def test_a_wrong_check_digit_is_named_at_once(form, qtbot):
    field = put(form, "身份证号", IdentityEdit())
    said = []
    field.problem_found.connect(said.append)
    qtbot.keyClicks(field, "110105194912310021")
    assert said[-1] == "身份证第 18 位应为 X，请对照原件。"
    assert field.value() == "110105194912310021"


def test_full_width_digits_of_an_identity_number_are_understood(form):
    field = put(form, "身份证号", IdentityEdit())
    type_zh(field, "１１０１０５１９４９１２３１００２Ｘ")
    assert field.value() == "11010519491231002X"


@pytest.mark.parametrize(
    ("field_class", "number", "shown"),
    [
        (IdentityEdit, "11010519491231002X", "110105********002X"),
        (PhoneEdit, "13812345678", "138****5678"),
        (CardEdit, "6222021234567894521", "**** 4521"),
    ],
)
def test_a_stored_number_is_masked_until_it_is_shown_on_the_record(form, qtbot, field_class, number, shown):
    field = put(form, "号码", field_class())
    asked = []
    field.on_reveal = lambda: asked.append("shown")
    field.set_value(number)
    assert field.text() == shown
    assert field.value() == number
    qtbot.keyClicks(field, "9")
    assert field.value() == number
    qtbot.keyClick(field, Qt.Key.Key_F2)
    assert asked == ["shown"]
    assert field.text().replace(" ", "") == number


@pytest.mark.parametrize("field_class", [IdentityEdit, PhoneEdit, CardEdit])
@pytest.mark.parametrize("key", ["9", " ", "paste"])
def test_typing_over_a_mask_says_what_to_press(form, qtbot, field_class, key):
    other = put(form, "姓名", TextEdit())
    field = put(form, "号码", field_class())
    field.set_value("13812345678")
    said = []
    field.problem_found.connect(said.append)
    if key == "paste":
        qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        qtbot.keyClicks(field, key)
    assert said == ["按 F2 显示后修改，按 Delete 清空重填。"]
    other.setFocus()
    assert said[-1] == ""
    field.setFocus()
    qtbot.keyClicks(field, "9")
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert said[-1] == ""
    qtbot.keyClicks(field, "9")
    assert field.value() == "9"


def test_moving_over_a_mask_says_nothing(form, qtbot):
    field = put(form, "号码", PhoneEdit())
    field.set_value("13812345678")
    said = []
    field.problem_found.connect(said.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Shift, Qt.Key.Key_Escape, Qt.Key.Key_Return):
        qtbot.keyClick(field, key)
    qtbot.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert said == []


def test_a_reveal_that_is_refused_shows_nothing(form, qtbot):
    field = put(form, "号码", PhoneEdit())
    field.set_value("13812345678")

    def refuse():
        raise RuleBroken("您没有“显示敏感信息”的权限。")

    field.on_reveal = refuse
    said = []
    field.problem_found.connect(said.append)
    qtbot.keyClick(field, Qt.Key.Key_F2)
    assert said == ["您没有“显示敏感信息”的权限。"]
    assert field.masked
    assert field.text() == "138****5678"


def test_a_card_with_a_wrong_check_digit_is_only_a_warning(form, qtbot):
    field = put(form, "卡号", CardEdit())
    said = []
    field.problem_found.connect(said.append)
    qtbot.keyClicks(field, "6222021234567890129")
    field.clearFocus()
    assert said[-1].startswith("银行卡号的校验位不符")
    assert field.text() == "6222 0212 3456 7890 129"
    assert field.value() == "6222021234567890129"


@pytest.mark.parametrize(("typed", "code"), [("n", "1"), ("2", "2"), ("wsm", "9")])
def test_a_term_is_found_by_initials_and_by_code(form, qtbot, typed, code):
    field = put(form, "性别", TermBox(terms="sex"))
    chosen = []
    field.changed.connect(lambda: chosen.append(field.value()))
    qtbot.keyClicks(field, typed)
    assert field.choices_open
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.value(), chosen[-1]) == (code, code)
    assert not field.choices_open


def test_a_term_is_found_by_its_characters(form, qtbot):
    field = put(form, "致困原因", TermBox(terms="cause"))
    compose(field, "zi nv")
    assert not field.choices_open
    type_zh(field, "子女")
    assert field.choices_open
    assert field.window() is form
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "子女上学"


def test_f4_opens_the_whole_list_at_the_present_word(form, qtbot):
    field = put(form, "性别", TermBox(terms="sex"))
    field.set_value("2")
    qtbot.keyClick(field, Qt.Key.Key_F4)
    assert field.choices_open
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == "1"


def test_escape_closes_the_list_and_leaves_the_word(form, qtbot):
    field = put(form, "性别", TermBox(terms="sex"))
    field.set_value("2")
    qtbot.keyClick(field, Qt.Key.Key_F4)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.choices_open
    assert field.value() == "2"


def test_a_word_that_is_not_in_the_list_is_said_to_be_so(form):
    field = put(form, "性别", TermBox(terms="sex"))
    said = []
    field.problem_found.connect(said.append)
    type_zh(field, "不男不女")
    field.clearFocus()
    assert "不在可选范围内" in said[-1]


def test_the_list_of_a_term_is_no_window_of_its_own(form, qtbot):
    field = put(form, "性别", TermBox(terms="sex"))
    qtbot.keyClick(field, Qt.Key.Key_F4)
    assert QApplication.activePopupWidget() is None
    assert not field._choices.isWindow()


@pytest.mark.parametrize(("typed", "code"), [("by", "BY"), ("xs", "XS"), ("白", "BY")])
def test_an_office_is_found_by_the_initials_of_its_name(form, qtbot, typed, code):
    field = put(form, "街道", TermBox())
    field.set_choices([("QJ", "钱塘区总工会"), ("BY", "白杨街道总工会"), ("XS", "下沙街道总工会")])
    field.setText("")
    type_zh(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == code


@pytest.mark.parametrize(("typed", "code"), [("qtq", "330114"), ("钱塘", "330114"), ("330114", "330114")])
def test_a_division_is_found_by_name_and_initials(form, qtbot, typed, code):
    field = put(form, "户口所在地", DivisionBox())
    changed = []
    field.changed.connect(lambda: changed.append(True))
    type_zh(field, typed)
    assert field.choices_open == (typed != code)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    assert field.value() == code
    assert field.text() == "浙江省杭州市钱塘区"
    assert changed


def test_a_division_that_may_be_several_is_asked_about(form, qtbot):
    field = put(form, "户口所在地", DivisionBox())
    said = []
    field.problem_found.connect(said.append)
    type_zh(field, "西湖")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.choices_open
    field.clearFocus()
    assert "请选一个行政区划" in said[-1]
    assert field.text() == "西湖"


def test_boxes_are_ticked_by_space_by_code_and_by_initial(form, qtbot):
    field = put(form, "致困原因", TermsBox(terms="cause"))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), "6")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert field.value() == ("1", "6", "7")


def test_boxes_wrap_where_the_row_is_full(form):
    field = put(form, "致困原因", TermsBox(terms="cause"))
    assert field.layout().heightForWidth(300) > field.layout().heightForWidth(2000)


@pytest.mark.parametrize(("key", "value"), [("y", True), ("n", False), ("s", True), ("f", False)])
def test_yes_and_no_are_one_key(form, qtbot, key, value):
    field = put(form, "是否单亲", YesNo())
    assert field.value() is None
    qtbot.keyClick(QApplication.focusWidget(), key)
    assert field.value() is value
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert field.value() is None


def test_a_note_grows_with_its_text_and_has_an_end(form):
    field = put(form, "备注", NoteEdit())
    small = field.height()
    field.set_value("\n".join("一二三四五"))
    more = field.height()
    field.set_value("\n".join(str(number) for number in range(200)))
    assert small < more < field.height() < 400


def test_enter_goes_on_and_shift_enter_goes_back(form, qtbot):
    first, note, last = TextEdit(), NoteEdit(), TextEdit()
    for label, field in (("姓名", first), ("备注", note), ("单位", last)):
        form.layout().addRow(label, field)
    EnterMoves(form)
    settle()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert note.hasFocus()
    qtbot.keyClick(note, Qt.Key.Key_Return)
    assert note.hasFocus()
    assert note.toPlainText() == "\n"
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert last.hasFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert note.hasFocus()


def test_enter_in_an_open_list_takes_the_word_and_goes_on(form, qtbot):
    sex, name = TermBox(terms="sex"), QLineEdit()
    form.layout().addRow("性别", sex)
    form.layout().addRow("姓名", name)
    EnterMoves(form)
    settle()
    sex.setFocus()
    qtbot.keyClicks(sex, "2")
    qtbot.keyClick(sex, Qt.Key.Key_Return)
    assert sex.text() == "女"
    assert name.hasFocus()


@pytest.mark.parametrize(
    "field_class",
    [TextEdit, DayEdit, MoneyEdit, NumberEdit, NoteEdit, IdentityEdit, TermBox, YesNo, TermsBox],
)
def test_a_half_typed_field_comes_back_from_its_draft(form, qtbot, field_class):
    field = put(form, "栏", field_class())
    if field_class not in {YesNo, TermsBox}:
        qtbot.keyClicks(field, "1x")
    kept = field.draft()
    other = field_class()
    other.restore(kept)
    assert other.draft() == kept
    other.deleteLater()
