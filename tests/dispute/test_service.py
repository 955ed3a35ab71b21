from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dispute.conftest import STREETS
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Role
from union_desk.core.text import storable
from union_desk.dispute.queries import case_of
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import Agreement, AgreementItem, CaseForm, ClaimItem, Evidence, Party
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES, furnish

both = pytest.mark.on_server_too


def test_a_new_form_knows_the_day_and_who_receives(service, actor):
    form = service.new_form(actor)
    assert (form.came_on, form.receptionist) == (date(2026, 11, 23), "王芳")


@both
def test_a_case_comes_back_as_it_was_written_with_what_the_numbers_say(service, actor, case_form):
    saved = service.save(actor, case_form)
    form = service.form(actor, saved.uid)
    worker = form.parties[0].person
    assert (worker.birth_on, worker.sex) == (date(1978, 3, 12), "2")
    typed = tuple(
        replace(party, person=one.person, employer=one.employer)
        for party, one in zip(form.parties, case_form.parties, strict=True)
    )
    assert replace(form, parties=typed, cause_statistics="") == replace(case_form, cause_statistics="")


def test_a_case_has_the_number_that_its_papers_write(service, actor, case_form):
    saved = service.save(actor, case_form)
    assert saved.number == "BY-T-2026-00012"
    assert saved.number_shown == "钱塘工调〔2026〕白杨第0012号"
    assert service.with_number(actor, "by-t-2026-00012") == saved.uid


@both
def test_a_street_that_was_lent_no_numbers_gives_temporary_ones(database, clock, actor, case_form):
    furnish(database, STREETS, STREETS[0], {"王芳": (STREETS[0], SOLE_ROLES)})
    service = DisputeService(database, clock)
    saved = service.save(actor, case_form)
    assert saved.number == "BY-T-20261123-001"
    assert saved.number_shown == "临时 白杨调解-20261123-001"
    with database.write("借出号段", actor) as work:
        lend_block(work, NumberBlock("dispute", "BY", 2026, database.site, 7, 9))
    assert service.save(actor, service.form(actor, saved.uid), saved.uid).number == "BY-T-2026-00007"
    assert service.view(saved.uid, actor).temporary_number == "BY-T-20261123-001"


def test_half_a_case_is_saved_and_an_empty_one_is_not(service, actor):
    service.save(actor, CaseForm(matter="问二倍工资"))
    with pytest.raises(RuleBroken) as refused:
        service.save(actor, service.new_form(actor))
    assert refused.value.field == "parties.0.person.name"


def test_advice_has_no_number_until_it_is_a_case(service, actor, case_form):
    saved = service.save(actor, case_form, advice=True)
    assert (saved.number, service.view(saved.uid, actor).state) == ("", "advice")
    again = service.save(actor, replace(case_form, advice="可以申请调解。"), saved.uid)
    assert again.number == ""


def test_a_case_that_is_saved_unchanged_changes_nothing(service, actor, case_form):
    saved = service.save(actor, case_form)
    before = service.form(actor, saved.uid)
    service.save(actor, before, saved.uid)
    assert service.form(actor, saved.uid) == before


def test_who_may_only_read_cannot_save(service, case_form):
    with pytest.raises(RuleBroken, match="权限"):
        service.save(Actor("看客", "BY", "BY", frozenset({Role.READ})), case_form)


@both
def test_a_late_save_is_refused(service, actor, case_form):
    saved = service.save(actor, case_form)
    loaded = service.view(saved.uid, actor)
    service.save(actor, replace(loaded.form, matter="拖欠工资"), saved.uid, loaded)
    with pytest.raises(ChangedMeanwhile):
        service.save(actor, replace(loaded.form, matter="拖欠加班费"), saved.uid, loaded)


def test_another_office_reads_a_case_and_cannot_change_it(
    service, actor, xs_actor, district_actor, case_form
):
    saved = service.save(actor, case_form)
    view = service.view(saved.uid, xs_actor)
    assert not view.may_edit
    with pytest.raises(RuleBroken, match="别的单位"):
        service.save(xs_actor, view.form, saved.uid)
    service.save(district_actor, replace(view.form, remark="督办"), saved.uid)
    assert service.view(saved.uid, actor).office == "BY"


def test_a_number_that_the_office_knows_uses_its_card(service, actor, case_form):
    first = service.save(actor, case_form)
    card = service.form(actor, first.uid).parties[0].person
    anew = Party(person=PersonCard(name="张𧒽芬", id_no=card.id_no))
    second = service.save(actor, CaseForm(parties=(anew,)))
    known = service.form(actor, second.uid).parties[0].person
    assert (known.uid, known.mobile) == (card.uid, "13800000000")


def test_employers_are_shared_by_all_offices(service, actor, xs_actor, case_form):
    one = service.form(actor, service.save(actor, case_form).uid)
    other = service.form(xs_actor, service.save(xs_actor, case_form).uid)
    assert one.respondents[0].employer.uid == other.respondents[0].employer.uid
    assert one.parties[0].person.uid != other.parties[0].person.uid


@both
def test_what_a_row_was_stays_when_it_is_taken_out(service, actor, case_form):
    saved = service.save(actor, case_form)
    form = service.form(actor, saved.uid)
    fewer = replace(form, claims=form.claims[1:], evidence=())
    service.save(actor, fewer, saved.uid)
    assert service.form(actor, saved.uid) == fewer
    service.save(actor, form, saved.uid)
    assert service.form(actor, saved.uid) == form


@both
def test_a_copied_form_gets_rows_of_its_own(service, actor, case_form):
    first = service.form(actor, service.save(actor, case_form).uid)
    second = service.form(actor, service.save(actor, first).uid)
    assert {row.uid for row in first.claims}.isdisjoint({row.uid for row in second.claims})
    assert second.claims[0].party_uid == second.parties[0].uid


def test_empty_lines_at_the_end_of_a_grid_are_not_kept(service, actor, case_form):
    typed = replace(
        case_form,
        parties=(*case_form.parties, Party()),
        claims=(*case_form.claims, ClaimItem()),
        evidence=(*case_form.evidence, Evidence()),
    )
    form = service.form(actor, service.save(actor, typed).uid)
    assert (len(form.parties), len(form.claims), len(form.evidence)) == (2, 2, 1)


WRONG = [
    ("parties.0.person.id_no", lambda f: _party(f, 0, person=PersonCard(id_no="330199197803124520"))),
    ("parties.0.side", lambda f: _party(f, 0, side="left")),
    ("parties.0.left_on", lambda f: _party(f, 0, left_on=date(2020, 1, 1))),
    ("parties.0.monthly_wage_fen", lambda f: _party(f, 0, monthly_wage_fen=-1)),
    (
        "parties.2.person.id_no",
        lambda f: replace(f, parties=(*f.parties, replace(f.parties[0], uid="x"))),
    ),
    ("claims.1.claimed_fen", lambda f: replace(f, claims=(f.claims[0], ClaimItem(claimed_fen=-1)))),
    ("claims.0.to_on", lambda f: replace(f, claims=(replace(f.claims[0], to_on=date(2026, 1, 1)),))),
    ("claims.0.party_uid", lambda f: replace(f, claims=(ClaimItem(party_uid="nobody", text="工资"),))),
    ("agents.0.party_uid", lambda f: replace(f, parties=f.parties[1:], claims=())),
    ("agents.0.id_no", lambda f: replace(f, agents=(replace(f.agents[0], id_no="12"),))),
    (
        "evidence.0.given_on",
        lambda f: replace(f, evidence=(Evidence(name="合同", given_on=date(2027, 1, 1)),)),
    ),
    ("cause", lambda f: replace(f, cause="999")),
    ("not_ours", lambda f: replace(f, not_ours="moon")),
    ("received_on", lambda f: replace(f, received_on=date(2026, 11, 24))),
    ("headcount", lambda f: replace(f, headcount=0)),
]


def test_what_is_wrong_is_refused_at_its_field(service, actor, case_form):
    for field, change in WRONG:
        with pytest.raises(RuleBroken) as refused:
            service.save(actor, change(case_form))
        assert refused.value.field == field


def _party(form: CaseForm, place: int, **values: object) -> CaseForm:
    parties = list(form.parties)
    parties[place] = replace(parties[place], **values)
    return replace(form, parties=tuple(parties))


def test_who_was_promised_something_is_not_taken_out(service, actor, case_form):
    uid = service.save(actor, case_form).uid
    form = service.form(actor, uid)
    item = AgreementItem(party_uid=form.parties[0].uid, kind="wages", amount_fen=100)
    agreement = Agreement(items=(item,))
    service.write_down(actor, uid, agreement)
    fewer = replace(form, parties=form.parties[1:], claims=(), agents=())
    with pytest.raises(RuleBroken, match="调解协议写有张𧒽芬，不能从当事人中删去"):
        service.save(actor, fewer, uid)
    service.strike(actor, uid, agreement, "没有谈成")
    service.save(actor, fewer, uid)


def test_of_a_closed_case_only_its_place_in_the_archive_is_changed(service, actor, database, case_form):
    uid = service.save(actor, case_form).uid
    form = service.form(actor, uid)
    for state in ("closed", "archived"):
        with database.write("办理", actor) as work:
            case_of(work.session, uid).state = state
        view = service.view(uid, actor)
        if state == "closed":
            service.save(actor, replace(form, binder="2026-调-3", shelf="一号柜"), uid, view)
            with pytest.raises(RuleBroken, match="已结案") as refused:
                service.save(actor, replace(form, matter="加班费"), uid)
            assert refused.value.field == "matter"
        assert view.may_edit == (state == "closed")
    with pytest.raises(RuleBroken, match="已归档"):
        service.save(actor, service.form(actor, uid), uid)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_form_comes_back_as_it_was_written(service, actor, data):
    """Every text, code, amount and day of a case survives its way through the store."""
    parties = tuple(data.draw(st.lists(_PARTIES, min_size=1, max_size=3)))
    form = CaseForm(
        matter=data.draw(_TEXTS) or "工资",
        facts=data.draw(_TEXTS),
        oral=data.draw(st.booleans()),
        opponent_agrees=data.draw(st.sampled_from((None, True, False))),
        headcount=data.draw(st.none() | st.integers(1, 10**6)),
        known_on=data.draw(st.none() | st.dates(date(1995, 1, 1), date(2026, 11, 23))),
        parties=parties,
        claims=tuple(data.draw(st.lists(_CLAIMS, max_size=3))),
        evidence=(Evidence(name=data.draw(_TEXTS), proves="工资", pages=data.draw(st.integers(0, 10**6))),),
    )
    saved = service.save(actor, form)
    stored = service.form(actor, saved.uid)
    plain = tuple(
        replace(party, person=typed.person, employer=typed.employer)
        for party, typed in zip(stored.parties, form.parties, strict=True)
    )
    assert replace(stored, parties=plain) == form
    service.save(actor, stored, saved.uid)
    assert service.form(actor, saved.uid) == stored


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30).map(
    lambda text: storable(text).strip()
)
_PARTIES = st.builds(
    Party,
    side=st.sampled_from(("applicant", "respondent", "third")),
    kind=st.sampled_from(("worker", "employer", "investor")),
    employer=st.builds(EmployerCard, name=st.sampled_from(("某某公司", "示例食品", "杭州电子"))),
    post=_TEXTS,
    monthly_wage_fen=st.none() | st.integers(0, 10**12),
    consented=st.sampled_from((None, True, False)),
    remark=_TEXTS,
)
_CLAIMS = st.builds(
    ClaimItem,
    kind=st.sampled_from(("wages", "severance", "other")),
    claimed_fen=st.integers(0, 10**15),
    text=_TEXTS,
)
