"""KN-17: the files of a list on paper, with what each was given in the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from tests.hardship.test_life import HELP, Road
from union_desk.assistance.values import Given
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Role
from union_desk.desk.print_job import PrintChoice
from union_desk.desk.register_job import RegisterJob
from union_desk.hardship.prints.register import render_summary
from union_desk.store.changes import accesses

D = date
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
CHOICE = PrintChoice("register", 1, "filled")


@pytest.fixture
def road(service, district_actor, family) -> Road:
    saved = service.save(district_actor, replace(family, applied_on=D(2026, 10, 12)))
    return Road(service, district_actor, saved.uid)


def told(pdf):
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def test_a_register_tells_each_file_and_what_was_given_this_year(service, road, other_family):
    road.to_in_file()
    service.grant(road.actor, road.uid, HELP)
    service.grant(road.actor, road.uid, replace(HELP, on=D(2026, 11, 20), amount_fen=50_000))
    other = service.save(road.actor, other_family)
    assert service.given(road.actor, [road.uid, other.uid], 2026) == {road.uid: Given(2, 350_000)}
    assert service.given(road.actor, [road.uid], 2025) == {}
    made = render_summary(service, road.actor, [road.uid, other.uid], "钱塘区总工会", AT)
    text = told(made.pdf)
    for words in ("2026年困难职工汇总表", "张𧒽芬", "王芳菲", "深度困难", "3,500.00", "人民币叁仟伍佰元整"):
        assert words in text, words
    assert "19780312" not in text
    assert made.missing == ()


def test_what_was_reversed_is_not_given(service, road):
    road.to_in_file()
    service.grant(road.actor, road.uid, HELP)
    (grant,) = service.grants(road.actor, road.uid)
    service.reverse(road.actor, road.uid, grant.uid, "退票")
    assert service.given(road.actor, [road.uid], 2026) == {}


def test_a_printed_register_is_logged_for_every_file_in_it(service, road, database):
    def log(uids, into_file):
        service.log_register(road.actor, uids, "困难职工汇总表", into_file=into_file)

    def make(uids, progress, cancelled):
        return render_summary(service, road.actor, uids, "钱塘区总工会", AT, progress, cancelled)

    job = RegisterJob("困难职工汇总表", [road.uid], make=make, log=log)
    assert job.title == "困难职工汇总表 · 1 份"
    made = job.render(CHOICE, lambda *_: None, lambda: False)
    job.printed(CHOICE, made, into_file=True)
    with database.read() as session:
        (line, *_) = accesses(session, table="hardship_file", uid=road.uid)
    assert line.kind == "export"
    blank = job.render(replace(CHOICE, mode="blank"), lambda *_: None, lambda: False)
    assert "张𧒽芬" not in told(blank.pdf)
    job.printed(replace(CHOICE, mode="blank"), blank, into_file=False)
    with database.read() as session:
        assert len(accesses(session, table="hardship_file", uid=road.uid)) == 1


def test_who_may_only_look_prints_no_register(service, road):
    reader = replace(road.actor, roles=frozenset({Role.READ}))
    with pytest.raises(RuleBroken, match="打印"):
        render_summary(service, reader, [road.uid], "钱塘区总工会", AT)
