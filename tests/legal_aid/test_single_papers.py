"""The papers of one assignment are printed from its line on the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.dispute.test_single_papers import pressed
from tests.legal_aid.test_life_sections import OTHER, desk, register, road, show  # noqa: F401 - fixtures
from union_desk.desk.printing import PrintSheet
from union_desk.legal_aid.page.life.deciding import Deciding
from union_desk.legal_aid.page.life.handling import Handling
from union_desk.legal_aid.prints.single import means_form
from union_desk.legal_aid.values import Assignment

D = date


def test_an_assignment_prints_its_papers_from_its_line(road, show):  # noqa: F811
    stand = show(Handling, road.handling().uid)
    sheet = pressed(stand.section.assignments, "打印…")
    assert [line.form.form for line in sheet.lines] == [
        *("aid_assignment", "aid_letter", "aid_agreement", "aid_mandate"),
    ]
    sheet.reject()


def test_one_who_gave_a_case_up_has_the_papers_of_his_change_too(road, show):  # noqa: F811
    road.handling()
    gone = replace(road.life.assignments[0], ended_on=D(2026, 10, 26), change_reason="生病")
    taken = Assignment(uid="again", provider=OTHER, assigned_on=D(2026, 10, 26))
    road.step("change", D(2026, 10, 26), act=(gone, taken))
    shown = show(Handling, road.uid).section.assignments
    shown.print_papers(shown.case.life.assignments[1])
    sheet = next(iter(shown.window().findChildren(PrintSheet)))
    forms = [line.form.form for line in sheet.lines]
    assert forms[-2:] == ["aid_change", "aid_change_notice"]
    sheet.reject()


def test_the_ground_that_was_chosen_prints_its_paper(road, show, service, actor):  # noqa: F811
    pledged = replace(road.form, means_basis="pledge", exemption="")
    service.save(actor, pledged, road.uid)
    shown = show(Deciding, road.uid).section
    sheet = pressed(shown, "打印经济困难个人诚信承诺书…")
    assert [line.form.form for line in sheet.lines] == ["aid_pledge"]
    sheet.reject()
    assert means_form(service, "exempt") is None
    assert means_form(service, "hardship_file").form_id == "aid_means_proof"
