"""Calculations asked for in JSON: every kind, every refusal, and the two ways in."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_desk.calc import answer, main, schema

CLASS_REQUEST = {
    "calc": "hardship_class",
    "pack": "national-2016",
    "on": "2018-05-08",
    "dibao": "900",
    "minimum_wage": "2010",
    "members": [
        {
            "working_age": True,
            "able": True,
            "employed": True,
            "incomes": [{"kind": "wage", "yearly": "30000"}],
        },
        {"working_age": False},
        {"working_age": False},
    ],
    "outlays": [{"kind": "illness", "yearly": "4000"}],
    "savings": "0",
    "event": False,
}
REQUESTS = [
    {"calc": "identity", "value": "11010519491231002x", "on": "2026-11-23"},
    {"calc": "identity", "value": "11010519491231002x"},
    {"calc": "credit_code", "value": "91350100M000100Y43"},
    {"calc": "name", "value": "艾力•吐尔逊"},
    {"calc": "capitals", "amount": "1409.50"},
    {"calc": "mask", "kind": "id", "value": "330106198001010035", "use": "screen"},
    {"calc": "period", "on": "2025-03-03", "length": "10d"},
    {"calc": "period", "on": "2025-03-03", "length": "-5wd", "roll": False},
    CLASS_REQUEST,
    {
        "calc": "hardship_class",
        "pack": "present",
        "on": "2026-05-08",
        "dibao": "1000.00",
        "comparator": "<=",
        "multiplier": "1.5",
        "yearly_loss": "0.5",
        "members": [{"working_age": True, "in_school": True, "counted": True, "jobless_proved": False}],
        "outlays": [{"kind": "study", "yearly": "1", "compulsory_school": True}],
        "assets": [{"kind": "vehicle", "use": "mobility"}, {"kind": "savings", "value": "10", "count": 1}],
    },
]


DISPUTE_REQUESTS = [
    {"calc": "deadline", "rule": "M06", "on": "2026-03-02"},
    {"calc": "deadline", "rule": "A09", "on": "2026-03-02", "pack": "zhejiang-2016", "extended": True},
    {
        "calc": "limitation",
        "known_on": "2025-05-06",
        "claim": "other",
        "employed_until": None,
        "today": "2026-06-01",
        "events": [
            {"on": "2026-04-07", "kind": "mediation_applied"},
            {"on": "2026-04-21", "kind": "mediation_failed"},
        ],
    },
    {"calc": "service", "from": "2020-03-01", "to": "2025-08-31"},
    {"calc": "severance", "kind": "N+1", "average": "20000", "from": "2023-05-01", "to": "2026-06-30"},
    {"calc": "severance", "kind": "2N", "average": "15316.25", "counted_months": "2.5", "paid": "100"},
    {"calc": "double_pay", "from": "2025-09-01", "signed_on": "2026-02-01", "monthly": "12000"},
    {"calc": "double_pay", "from": "2025-09-10", "signed_on": None, "monthly": "1", "method": "employment"},
    {"calc": "overtime", "base": "10875", "hours": "10", "rest_days": "2", "statutory_days": "1"},
    {"calc": "overtime", "base": "10875", "worked": [{"on": "2026-01-03", "hours": "6"}]},
    {
        "calc": "annual_leave",
        "total_years": 8,
        "left_on": "2026-06-30",
        "taken": "1",
        "average_without_overtime": "21750",
    },
    {"calc": "final_award", "minimum_wage": "2280", "items": ["20000.00", "9000"]},
    {"calc": "deduction", "wage": "5000", "damage": "800", "minimum_wage": "2280"},
    {"calc": "probation", "contract_months": 12, "served_months": 3, "full_wage": "5000"},
    {"calc": "probation", "contract_months": None, "served_months": "7.5", "full_wage": "5000"},
    {"calc": "non_compete", "average": "10000", "minimum_wage": "2280"},
]
REQUESTS += DISPUTE_REQUESTS


def run(text, *argv):
    out = io.StringIO()
    status = main(io.StringIO(text), out, list(argv))
    return status, out.getvalue()


def ask(request):
    status, text = run(json.dumps(request))
    return status, json.loads(text)


@pytest.mark.parametrize("request_", REQUESTS)
def test_every_sample_request_is_answered_and_fits_the_schema(request_):
    jsonschema.validate(request_, schema())
    status, found = ask(request_)
    assert status == 0
    assert found["steps"]
    assert all(step.endswith(("。", "…")) for step in found["steps"])
    assert found["basis"]


def without_workings(request):
    found = answer(request)
    assert isinstance(found, dict)
    return {key: value for key, value in found.items() if key not in {"steps", "basis"}}


def test_an_identity_number_tells_what_is_in_it():
    assert without_workings({"calc": "identity", "value": "11010519491231002x", "on": "2026-11-23"}) == {
        "valid": True,
        "normalised": "11010519491231002X",
        "kind": "identity_card",
        "birth": "1949-12-31",
        "sex": "女",
        "under_14": False,
        "warnings": [],
        "reason": "",
    }


def test_a_wrong_identity_number_is_an_answer_and_no_error():
    status, found = ask({"calc": "identity", "value": "110105194912310021", "on": "2026-11-23"})
    assert status == 0
    assert (found["valid"], found["reason"]) == (False, "身份证第 18 位应为 X，请对照原件。")
    assert (found["birth"], found["sex"], found["under_14"]) == (None, "", None)


def test_a_credit_code_a_name_and_an_amount_in_capitals():
    assert without_workings({"calc": "credit_code", "value": "91350100M000100Y43"}) == {
        "valid": True,
        "normalised": "91350100M000100Y43",
        "reason": "",
    }
    assert without_workings({"calc": "name", "value": "艾力•吐尔逊"}) == {"normalised": "艾力·吐尔逊"}
    assert without_workings({"calc": "capitals", "amount": "1409.50"}) == {"text": "人民币壹仟肆佰零玖元伍角"}


@pytest.mark.parametrize(
    ("kind", "value", "screen", "publicity"),
    [
        ("name", "张晓明", "张晓明", "张*明"),
        ("name", "艾力•吐尔逊", "艾力·吐尔逊", "艾力·***"),
        ("id", "330106198001010035", "330106********0035", ""),
        ("phone", "13812345678", "138****5678", ""),
        ("card", "6222020200004521", "**** 4521", ""),
    ],
)
def test_a_mask_depends_on_where_it_is_seen(kind, value, screen, publicity):
    for use, text in (("screen", screen), ("publicity", publicity)):
        assert without_workings({"calc": "mask", "kind": kind, "value": value, "use": use}) == {"text": text}


def test_a_period_has_its_raw_end_and_its_last_day():
    assert without_workings({"calc": "period", "on": "2025-09-23", "length": "15d"}) == {
        "due": "2025-10-09",
        "raw": "2025-10-08",
        "rolled": True,
        "estimated": False,
    }
    kept = without_workings({"calc": "period", "on": "2025-09-23", "length": "15d", "roll": False})
    assert (kept["due"], kept["rolled"]) == ("2025-10-08", False)
    assert without_workings({"calc": "period", "on": "2030-01-01", "length": "3wd"})["estimated"]


def test_a_household_is_classed_with_the_figures_of_the_page():
    assert without_workings(CLASS_REQUEST) == {
        "income_per_head": "833.33",
        "net_per_head": "722.22",
        "classes": [{"code": "dibao", "name": "低保户", "level": "全国级"}],
        "excluded": [],
        "flags": [],
    }


def test_the_pack_of_the_day_is_taken_when_none_is_named():
    request = {key: value for key, value in CLASS_REQUEST.items() if key != "pack"}
    assert "national-2016" in answer(request)["basis"]
    assert "present" in answer(request | {"on": "2020-01-01"})["basis"]


def test_a_net_below_nothing_is_shown_as_it_is():
    request = CLASS_REQUEST | {"outlays": [{"kind": "因病", "yearly": "40000.01"}]}
    assert answer(request)["net_per_head"] == "-277.78"


def test_kinds_may_be_codes_details_or_chinese_labels():
    incomes = [
        {"kind": "pension", "yearly": "100"},
        {"kind": "转移净收入", "yearly": "200"},
        {"kind": "高龄津贴", "yearly": "5"},
    ]
    request = CLASS_REQUEST | {"members": [{"working_age": False, "incomes": incomes}]}
    assert answer(request)["income_per_head"] == "25.00"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"calc": "capitals"}, "amount"),
        ({"calc": "capitals", "amount": "-1"}, "amount"),
        ({"calc": "capitals", "amount": "1.005"}, "amount"),
        ({"calc": "capitals", "amount": 1409.5}, "amount"),
        ({"calc": "capitals", "amount": "1,409.50"}, "amount"),
        ({"calc": "capitals", "amount": ""}, "amount"),
        ({"calc": "capitals", "amount": "1\n"}, "amount"),
        ({"calc": "capitals", "amount": "9" * 17}, "amount"),
        ({"calc": "capitals", "amount": "1", "unit": "yuan"}, "unit"),
        ({"calc": "name", "value": "王芳😀"}, "value"),
        ({"calc": "name", "value": None}, "value"),
        ({"calc": "identity", "value": 11010519491231002}, "value"),
        ({"calc": "identity", "value": "11010519491231002X", "on": "2026-02-30"}, "on"),
        ({"calc": "mask", "kind": "face", "value": "x"}, "kind"),
        ({"calc": "mask", "kind": "name", "value": "x", "use": "door"}, "use"),
        ({"calc": "period", "on": "2025-3-3", "length": "10d"}, "on"),
        ({"calc": "period", "on": "20250303", "length": "10d"}, "on"),
        ({"calc": "period", "on": "2025-03-03", "length": "ten"}, "length"),
        ({"calc": "period", "on": "2025-03-03", "length": "10d", "roll": "no"}, "roll"),
        ({"calc": "deadlines", "rule": "M06", "on": "2026-03-02"}, "calc"),
        ({"calc": "deadline", "rule": "M04", "on": "2026-03-02"}, "rule"),
        ({"calc": "deadline", "rule": "L03", "on": "2026-03-02"}, "rule"),
        ({"calc": "deadline", "rule": "Z01", "on": "2026-03-02"}, "rule"),
        ({"calc": "deadline", "rule": "M06", "on": "2026-03-02", "pack": "mars"}, "pack"),
        ({"calc": "deadline", "rule": "M06", "on": "2026-03-02", "extended": True}, "extended"),
        ({"calc": "deadline", "rule": "M03", "on": "2026-03-02", "extended": True}, "extended"),
        ({"calc": "limitation", "known_on": "2026-03-02"}, "today"),
        ({"calc": "limitation", "known_on": "2026-03-02", "today": "2026-03-02", "claim": "rent"}, "claim"),
        (
            {
                "calc": "limitation",
                "known_on": "2026-03-02",
                "today": "2026-03-02",
                "events": [{"on": "2026-03-03", "kind": "resumed"}],
            },
            "events.0.kind",
        ),
        ({"calc": "service", "from": "2025-03-02", "to": "2025-03-01"}, "to"),
        ({"calc": "service", "from": "2025-03-02"}, "to"),
        ({"calc": "severance", "kind": "3N", "average": "1", "counted_months": "1"}, "kind"),
        ({"calc": "severance", "kind": "N", "average": "1"}, "from"),
        ({"calc": "severance", "kind": "N", "average": "1", "from": "2025-03-02"}, "to"),
        ({"calc": "severance", "kind": "N", "average": "1", "counted_months": "1.3"}, "counted_months"),
        ({"calc": "severance", "kind": "N", "average": "1", "counted_months": "0"}, "counted_months"),
        (
            {
                "calc": "severance",
                "kind": "N",
                "average": "1",
                "counted_months": "1",
                "from": "2025-03-02",
                "to": "2025-05-01",
            },
            "counted_months",
        ),
        (
            {
                "calc": "severance",
                "kind": "N",
                "average": "1",
                "from": "2025-03-02",
                "to": "2025-05-01",
                "count_from": "2025-05-02",
            },
            "count_from",
        ),
        (
            {
                "calc": "severance",
                "kind": "N",
                "average": "1",
                "counted_months": "1",
                "tripled_city_average": "0",
            },
            "tripled_city_average",
        ),
        (
            {"calc": "double_pay", "from": "2025-09-01", "signed_on": "2025-08-31", "monthly": "1"},
            "signed_on",
        ),
        ({"calc": "overtime", "base": "10875"}, "hours"),
        ({"calc": "overtime", "base": "10875", "worked": []}, "worked"),
        ({"calc": "overtime", "base": "1", "worked": [{"on": "2026-01-03", "hours": "0"}]}, "worked.0.hours"),
        (
            {"calc": "overtime", "base": "1", "worked": [{"on": "2026-01-03", "hours": "25"}]},
            "worked.0.hours",
        ),
        (
            {"calc": "overtime", "base": "1", "hours": "1", "worked": [{"on": "2026-01-03", "hours": "2"}]},
            "worked",
        ),
        ({"calc": "annual_leave", "total_years": -1, "average_without_overtime": "1"}, "total_years"),
        (
            {
                "calc": "annual_leave",
                "total_years": 1,
                "average_without_overtime": "1",
                "joined_on": "2026-05-02",
                "left_on": "2026-05-01",
            },
            "left_on",
        ),
        ({"calc": "final_award", "minimum_wage": "2280", "items": []}, "items"),
        ({"calc": "final_award", "minimum_wage": "2280", "items": ["1", 2]}, "items.1"),
        ({"calc": "probation", "served_months": 3, "full_wage": "5000"}, "contract_months"),
        (
            {"calc": "probation", "contract_months": 1.5, "served_months": 3, "full_wage": "1"},
            "contract_months",
        ),
        ({"calc": "non_compete", "average": "10000"}, "minimum_wage"),
        ({"calc": ["period"]}, "calc"),
        ({}, "calc"),
        (CLASS_REQUEST | {"pack": "mars"}, "pack"),
        (CLASS_REQUEST | {"members": []}, "members"),
        (CLASS_REQUEST | {"members": {}}, "members"),
        (CLASS_REQUEST | {"members": [{}]}, "members.0.working_age"),
        (CLASS_REQUEST | {"members": [{"working_age": False, "age": 3}]}, "members.0.age"),
        (CLASS_REQUEST | {"members": [{"working_age": False, "counted": False}]}, "members"),
        (CLASS_REQUEST | {"dibao": "0"}, "dibao"),
        (CLASS_REQUEST | {"outlays": [{"kind": "illness", "yearly": "-1"}]}, "outlays.0.yearly"),
        (CLASS_REQUEST | {"outlays": [{"kind": "fun", "yearly": "1"}]}, "outlays.0.kind"),
        (CLASS_REQUEST | {"comparator": ">"}, "comparator"),
        (CLASS_REQUEST | {"multiplier": "0"}, "multiplier"),
        (CLASS_REQUEST | {"multiplier": True}, "multiplier"),
        (CLASS_REQUEST | {"event": "yes"}, "event"),
        (
            CLASS_REQUEST
            | {"pack": "present", "minimum_wage": None, "members": [{"working_age": True, "able": True}]},
            "minimum_wage",
        ),
    ],
)
def test_bad_input_is_a_chinese_sentence_with_its_field(change, field):
    status, found = ask(change)
    assert status == 1
    assert set(found) == {"error", "field"}
    assert found["field"] == field
    assert found["error"].endswith("。")


def test_an_unknown_calculation_names_the_known_ones():
    _, found = ask({"calc": "severence"})
    assert found["error"].startswith("没有“severence”这种计算，可用：annual_leave、capitals、credit_code、")
    assert found["error"].endswith("、severance。")


def test_a_list_is_answered_in_its_order_with_the_errors_in_their_places():
    status, found = ask([REQUESTS[3], {"calc": "capitals", "amount": "x"}, 7, REQUESTS[4]])
    assert status == 1
    assert [min(one) for one in found] == ["basis", "error", "error", "basis"]
    assert ask(REQUESTS)[0] == 0
    assert ask([]) == (0, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nonsense",
        '{"calc": NaN}',
        "[" * 100_000,
        '"capitals"',
        "3",
        "null",
        '{"calc":"name","calc":"name"}',
    ],
)
def test_what_is_no_request_is_refused_with_one_object(text):
    status, written = run(text)
    assert status == 1
    assert set(json.loads(written)) == {"error", "field"}
    assert written.count("\n") == 1


def test_the_schema_is_one_and_refuses_unknown_keys():
    status, written = run("", "--schema")
    assert status == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(written))
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(REQUESTS)
    assert not validator.is_valid({"calc": "capitals", "amount": "1", "unit": "yuan"})
    assert not validator.is_valid({"calc": "capitals"})


def test_a_wrong_call_says_how_and_prints_nothing(capsys):
    assert run("{}", "--loud") == (2, "")
    assert "calc" in capsys.readouterr().err


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=6), children, max_size=3)
    ),
    max_leaves=6,
)


@given(st.sampled_from(REQUESTS), st.data())
def test_no_value_in_any_place_is_a_surprise(request_, data):
    key = data.draw(st.sampled_from(sorted(request_)))
    found = answer(request_ | {key: data.draw(JSON_VALUES)})
    assert "error" in found or "steps" in found


def start(text, *argv):
    root = Path(__file__).parents[1]
    code = (
        "import sys; from union_desk.calc import main; s = main(sys.stdin, sys.stdout, sys.argv[1:]);"
        "assert not {'sqlalchemy', 'PySide6', 'reportlab', 'pypinyin'} & set(sys.modules); sys.exit(s)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *argv],
        input=text,
        capture_output=True,
        cwd=root,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PATH": ""},
    )


def test_in_any_locale_the_answer_is_utf8_and_nothing_heavy_is_imported():
    done = start('\ufeff{"calc":"name","value":"李䶮"}'.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["normalised"] == "李䶮"


def test_the_program_answers_by_its_name():
    done = subprocess.run(
        [sys.executable, "-m", "union_desk", "calc"],
        input=json.dumps([REQUESTS[4], {"calc": "capitals"}]).encode(),
        capture_output=True,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    first, second = json.loads(done.stdout)
    assert first["text"] == "人民币壹仟肆佰零玖元伍角"
    assert second["field"] == "amount"


@pytest.mark.parametrize("text", [b"\xff\xfe", b'{"calc":"name","value":"\xcd\xf5"}'])
def test_other_encodings_are_refused(text):
    done = start(text)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "UTF-8" in json.loads(done.stdout)["error"]


def test_half_a_character_comes_out_as_json_wrote_it():
    done = start(b'{"calc":"mask","kind":"name","value":"\\ud800a","use":"publicity"}')
    assert json.loads(done.stdout)["text"] == "\ud800*"


def test_a_closed_input_a_full_disk_and_a_question_for_help_leave_no_traceback(capsys):
    out = io.StringIO()
    assert main(None, out, []) == 1
    assert "标准输入没有打开" in json.loads(out.getvalue())["error"]
    assert main(io.StringIO("{}"), FullDisk(), []) == 1
    assert "检查磁盘空间" in capsys.readouterr().err
    assert main(io.StringIO(), io.StringIO(), ["--help"]) == 0


def test_a_long_word_is_not_repeated_whole():
    assert len(answer({"calc": "王" * 5000})["error"]) < 300


class FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("request_", "answered"),
    [
        (
            DISPUTE_REQUESTS[0],
            {"due": "2026-04-01", "raw": "2026-04-01", "rolled": False, "estimated": False},
        ),
        (
            DISPUTE_REQUESTS[1],
            {"due": "2026-05-06", "raw": "2026-05-01", "rolled": True, "estimated": False},
        ),
        (DISPUTE_REQUESTS[2], {"due": "2027-04-21", "safe_due": "2027-04-07", "light": "green"}),
        (DISPUTE_REQUESTS[3], {"years": 5, "months": 6, "days": 0, "counted_months": "6"}),
        (
            DISPUTE_REQUESTS[4],
            {
                "gross": "90000.00",
                "due": "90000.00",
                "base": "20000.00",
                "counted_months": "3.5",
                "capped": False,
            },
        ),
        (
            DISPUTE_REQUESTS[5],
            {
                "gross": "76581.25",
                "due": "76481.25",
                "base": "15316.25",
                "counted_months": "2.5",
                "capped": False,
            },
        ),
        (
            DISPUTE_REQUESTS[6],
            {"amount": "48000.00", "first_day": "2025-10-01", "last_day": "2026-01-31"},
        ),
        (
            DISPUTE_REQUESTS[7],
            {"amount": "11.00", "first_day": "2025-10-10", "last_day": "2026-09-09"},
        ),
        (DISPUTE_REQUESTS[8], {"amount": "4437.50"}),
        (DISPUTE_REQUESTS[9], {"amount": "750.00"}),
        (DISPUTE_REQUESTS[10], {"amount": "2000.00", "entitlement": 5, "days": 1}),
        (DISPUTE_REQUESTS[11], {"final": True}),
        (DISPUTE_REQUESTS[12], {"amount": "800.00"}),
        (DISPUTE_REQUESTS[13], {"amount": "5000.00"}),
        (DISPUTE_REQUESTS[14], {"amount": "7500.00"}),
        (DISPUTE_REQUESTS[15], {"amount": "3000.00"}),
    ],
)
def test_the_compensation_desk_answers_without_a_window(request_, answered):
    assert without_workings(request_) == answered
