"""保管期限: the years of an office by the day on which a case was closed, with every version kept."""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.binding import BY, CASE, DISPUTE
from tests.casework.test_volume_register import close, lines
from tests.desk.helpers import nameless
from tests.hardship.screen import make_desk
from union_desk.casework.values import Entry
from union_desk.core.errors import RuleBroken
from union_desk.desk.settings.retention import RetentionPage
from union_desk.services import SOLE_ROLES, furnish, services_on

LONGER = {"years.dispute": 15, "years.collective": 30, "years.legal_aid": 20}
WHY = Entry(date(2026, 11, 1), "区总工发〔2026〕9号", "统一年限")


@pytest.fixture
def services(database, clock):
    furnish(database, (BY,), BY, {"王芳": (BY, SOLE_ROLES)})
    return services_on(database, "王芳", clock)


def test_a_case_is_kept_by_the_rule_of_the_day_on_which_it_was_closed(services, database):
    for day in (date(2026, 10, 31), date(2026, 11, 1)):
        uid = services.disputes.save(services.actor, CASE).uid
        close(database, (DISPUTE, uid), day)
    services.retention.enter(services.actor, "volumes", WHY, LONGER)
    newer, older = lines(services)
    assert (older.retention.years, older.retention.until_on) == (10, date(2036, 10, 31))
    assert (newer.retention.years, newer.retention.until_on) == (15, date(2041, 11, 1))
    assert "区总工发〔2026〕9号" in newer.retention.why
    view = services.volumes.view(services.actor, DISPUTE, newer.case_uid)
    assert view.case.retention == newer.retention, "the volume says what the register says"


def test_a_mistake_is_withdrawn_and_stays_readable(services):
    services.retention.enter(services.actor, "volumes", WHY, LONGER)
    version = services.retention.versions(services.actor, "volumes")[0]
    services.retention.withdraw(services.actor, version.uid, "打错了")
    assert services.retention.packs(services.actor)[0].value("years.dispute") == 10
    assert services.retention.versions(services.actor, "volumes")[0].withdrawn_why == "打错了"


@pytest.mark.parametrize("years", [0, -1, 1000])
def test_years_that_cannot_be_are_refused(services, years):
    with pytest.raises(RuleBroken, match="法律援助卷"):
        services.retention.enter(services.actor, "volumes", WHY, {**LONGER, "years.legal_aid": years})


def test_the_settings_take_other_years_after_saying_what_is_doubtful(services, qapp, qtbot):
    desk = make_desk(services)
    page = RetentionPage(desk, services.retention)
    qtbot.addWidget(page)
    page.show()
    assert not nameless(page)
    page.inputs["years.legal_aid"].setText("8")
    page.bar.since.setText("2026-11-01")
    page.bar.reason.setText("新规定")
    page.bar.put.click()
    assert "法律援助卷的年限比现在短" in page.bar.doubt_lines.text()
    assert services.retention.packs(services.actor)[0].value("years.legal_aid") == 10
    page.bar.put.click()
    assert services.retention.packs(services.actor)[0].value("years.legal_aid") == 8
    assert page.inputs["years.legal_aid"].value() == 8
    desk.close()
