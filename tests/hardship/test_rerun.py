"""When a standard changes all files are measured anew; only what is chosen is opened for its recheck."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.hardship.conftest import number
from union_desk.casework.values import Threshold
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.hardship.service.rerun import Stopped
from union_desk.hardship.values import FileFilter, IncomeEntry
from union_desk.store.verify import verify

pytestmark = pytest.mark.on_server_too

D = date
TODAY, NEW_YEAR = D(2026, 11, 23), D(2027, 1, 1)


@pytest.fixture
def town(service, district_actor, other_family) -> dict[str, str]:
    """Four files in the books at 1,000 yuan: poor, near the line, well off, and one without income."""
    uids = {}
    for order, (name, fen) in enumerate(
        (("贫困", 70_000), ("临界", 104_000), ("宽裕", 400_000), ("未填", None))
    ):
        owner = replace(other_family.owner, name=name, id_no=number("19810101", f"46{order}"))
        incomes = (IncomeEntry(amount_fen=fen),) if fen is not None else ()
        form = replace(other_family, owner=owner, incomes=incomes, applied_on=D(2026, 3, 2))
        uid = service.save(district_actor, form).uid
        service.decide(district_actor, uid, "present", "relative", "按原来的认定补录")
        if fen is None:
            filled = replace(service.form(district_actor, uid), incomes=(IncomeEntry(amount_fen=1),))
            service.save(district_actor, filled, uid)
        uids[name] = uid
    for uid in uids.values():
        service.take_step(district_actor, uid, "enrol", on=D(2026, 3, 9))
    empty = replace(service.form(district_actor, uids["未填"]), incomes=())
    service.save(district_actor, empty, uids["未填"])
    return uids


@pytest.fixture
def raised(service, district_actor, town) -> dict[str, str]:
    service.set_threshold(district_actor, Threshold("dibao_urban", 108_000, NEW_YEAR, "某某〔2026〕9号"))
    return town


def test_who_changes_class_is_listed_with_the_step_that_decides(service, district_actor, raised):
    told: list[tuple[int, int]] = []
    found = service.remeasure(district_actor, TODAY, NEW_YEAR, lambda *done: told.append(done))
    assert (found.files, found.unmeasured, told) == (4, 1, [(4, 4)])
    (change,) = found.changes
    assert (change.name, change.held, change.before, change.after) == (
        "临界",
        "相对困难",
        "相对困难",
        "深度困难",
    )
    assert change.gains
    assert change.deciding == "人均纯收入 1,040.00 ＜ 低保 1,080.00"
    assert any("1,080.00" in step for step in change.steps)
    assert "1,000.00 元" in found.before
    assert "1,080.00 元（2027-01-01 起，某某〔2026〕9号）" in found.after


def test_nothing_is_written_by_measuring(service, district_actor, raised, database):
    with database.read() as session:
        before = session.connection().exec_driver_sql("SELECT count(*) FROM change_set").scalar()
    service.remeasure(district_actor, TODAY, NEW_YEAR)
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM change_set").scalar() == before


def test_back_to_the_lower_line_the_class_is_lost(service, district_actor, raised):
    service.set_threshold(district_actor, Threshold("dibao_urban", 60_000, D(2027, 6, 1)))
    found = service.remeasure(district_actor, NEW_YEAR, D(2027, 6, 1))
    ways = {change.name: (change.before, change.after, change.gains) for change in found.changes}
    assert ways["贫困"] == ("深度困难", "相对困难", False)
    assert ways["临界"][0] == "深度困难"


def test_the_same_standards_change_nothing(service, district_actor, town):
    found = service.remeasure(district_actor, D(2026, 5, 1), TODAY)
    assert found.same_standards
    assert found.changes == ()


def test_the_days_offered_lie_on_both_sides_of_the_last_change(service, district_actor, raised):
    assert service.standard_days(district_actor) == (TODAY, NEW_YEAR)
    service.set_threshold(district_actor, Threshold("minwage_month", 249_000, D(2026, 7, 1)))
    assert service.standard_days(district_actor) == (TODAY, NEW_YEAR)


def test_a_line_that_began_already_is_compared_with_the_day_before_it(service, district_actor):
    assert service.standard_days(district_actor) == (D(2023, 12, 31), TODAY)


def test_days_the_wrong_way_round_are_refused(service, district_actor, town):
    with pytest.raises(RuleBroken, match="不能早于") as refused:
        service.remeasure(district_actor, NEW_YEAR, TODAY)
    assert refused.value.field == "after_on"


def test_measuring_is_stopped_between_two_parts(service, district_actor, raised):
    with pytest.raises(Stopped):
        service.remeasure(district_actor, TODAY, NEW_YEAR, cancelled=lambda: True)


def states(service, actor, uids) -> list[str]:
    return [row.state for row in service.rows(actor, list(uids)).values()]


def test_the_chosen_files_are_opened_for_their_recheck_in_one_work(service, district_actor, raised, database):
    chosen = [raised["临界"], raised["贫困"]]
    forms = [service.form(district_actor, uid) for uid in chosen]
    work = service.open_rechecks(district_actor, chosen, "低保标准 2027-01-01 起调整")
    assert states(service, district_actor, chosen) == ["annual_review", "annual_review"]
    assert states(service, district_actor, [raised["宽裕"]]) == ["in_file"]
    assert [service.form(district_actor, uid) for uid in chosen] == forms
    assert service.view(chosen[0], district_actor).class_name == "相对困难", (
        "the class stays as it was decided"
    )
    texts = [event.text for event in service.timeline(district_actor, chosen[0])]
    assert "年度复核：低保标准 2027-01-01 起调整" in texts
    service.undo(district_actor, work)
    assert states(service, district_actor, chosen) == ["in_file", "in_file"]
    assert verify(database).ok


def test_one_file_that_cannot_be_rechecked_holds_all_of_them_back(service, district_actor, raised):
    service.take_step(district_actor, raised["贫困"], "recheck")
    with pytest.raises(RuleBroken, match=r"贫困 .*年度复核中的档案不能办理"):
        service.open_rechecks(district_actor, [raised["临界"], raised["贫困"]], "标准调整")
    assert service.ids(district_actor, FileFilter(states=("annual_review",))) == [raised["贫困"]]


def test_opening_is_stopped_without_a_trace(service, district_actor, raised):
    done: list[int] = []
    with pytest.raises(Stopped):
        service.open_rechecks(
            district_actor, [*raised.values()], "", lambda n, _of: done.append(n), lambda: len(done) == 2
        )
    assert service.ids(district_actor, FileFilter(states=("annual_review",))) == []


def test_only_who_decides_opens_rechecks(service, district_actor, raised):
    reader = replace(district_actor, roles=frozenset({Role.READ}))
    assert service.remeasure(reader, TODAY, NEW_YEAR).changes
    with pytest.raises(RuleBroken, match="认定和办理"):
        service.open_rechecks(reader, [raised["临界"]], "标准调整")
    with pytest.raises(RuleBroken, match="空格"):
        service.open_rechecks(district_actor, [], "标准调整")
