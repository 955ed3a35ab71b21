"""Every act of every service names its right here; a new one that does not is found by this walk."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from functools import cached_property, partial

import pytest

import union_desk.casework
from union_desk.casework.offices import Office
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import (
    RIGHT_LABELS,
    RIGHTS_OF,
    ROLE_LABELS,
    ROLE_WORDS,
    Actor,
    Right,
    Role,
    lacking,
    require,
)
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish, open_demo, services_on

# The parts of an open store that are no acts of a person.
NO_SERVICES = {"database", "actor", "office", "clock", "forms"}
# None: it reads and writes nothing of the work, is the way in itself, looks after the data whoever is there,
# or keeps only one's own half forms.
RIGHT_OF: dict[str, Right | None] = {
    "accounts.has_passwords": None,
    "accounts.sign_in": None,
    "accounts.users": None,
    "accounts.entered": None,
    "accounts.change_password": Right.VIEW,
    "accounts.choose_password": Right.VIEW,
    "accounts.all": Right.ACCOUNTS,
    "accounts.acts": Right.ACCOUNTS,
    "accounts.add": Right.ACCOUNTS,
    "accounts.change_roles": Right.ACCOUNTS,
    "accounts.reset_password": Right.ACCOUNTS,
    "accounts.deactivate": Right.ACCOUNTS,
    "accounts.reactivate": Right.ACCOUNTS,
    "accounts.new_recovery_key": Right.ACCOUNTS,
    "accounts.keep_recovery_key": Right.ACCOUNTS,
    "drafts.keep": None,
    "drafts.find": None,
    "drafts.forget": None,
    "drafts.all": None,
    "drafts.flush": None,
    "drafts.close": None,
    "offices.all": Right.VIEW,
    "offices.own": Right.VIEW,
    "offices.save": Right.CONFIGURE,
    "offices.history": Right.VIEW,
    "offices.numbers_lent": Right.VIEW,
    "offices.take_official_code": Right.CONFIGURE,
    "offices.lend_numbers": Right.CONFIGURE,
    "thresholds.versions": Right.VIEW,
    "thresholds.on": Right.VIEW,
    "thresholds.doubts": Right.VIEW,
    "thresholds.enter": Right.CONFIGURE,
    "thresholds.withdraw": Right.CONFIGURE,
    "class_standards.packs": Right.VIEW,
    "class_standards.versions": Right.VIEW,
    "class_standards.try_on": Right.VIEW,
    "class_standards.enter": Right.CONFIGURE,
    "class_standards.withdraw": Right.CONFIGURE,
    "clock_rules.packs": Right.VIEW,
    "clock_rules.versions": Right.VIEW,
    "clock_rules.enter": Right.CONFIGURE,
    "clock_rules.withdraw": Right.CONFIGURE,
    "means_rules.packs": Right.VIEW,
    "means_rules.versions": Right.VIEW,
    "means_rules.enter": Right.CONFIGURE,
    "means_rules.withdraw": Right.CONFIGURE,
    "intake.kind": None,
    "intake.senders": Right.VIEW,
    "intake.columns": Right.VIEW,
    "intake.judge": Right.EDIT,
    "intake.apply": Right.EDIT,
    "intake.undo": Right.UNDO,
    "intake.refused_rows": None,
    "intake.former": Right.VIEW,
    "intake.imports": Right.VIEW,
    "calendars.calendar": Right.VIEW,
    "calendars.year": Right.VIEW,
    "calendars.year_wanted": Right.VIEW,
    "calendars.doubts": Right.VIEW,
    "calendars.enter": Right.CONFIGURE,
    "calendars.withdraw": Right.CONFIGURE,
    "wording.all": Right.VIEW,
    "wording.versions": Right.VIEW,
    "wording.texts": Right.VIEW,
    "wording.sheet": Right.VIEW,
    "wording.doubts": Right.VIEW,
    "wording.enter": Right.CONFIGURE,
    "wording.withdraw": Right.CONFIGURE,
    "own_forms.forms": Right.VIEW,
    "own_forms.fields": Right.VIEW,
    "own_forms.template": Right.VIEW,
    "own_forms.look": Right.VIEW,
    "own_forms.versions": Right.VIEW,
    "own_forms.sheet": Right.VIEW,
    "own_forms.sheet_today": Right.VIEW,
    "own_forms.original": Right.VIEW,
    "own_forms.enter": Right.CONFIGURE,
    "own_forms.back": Right.CONFIGURE,
    "own_forms.withdraw": Right.CONFIGURE,
    "hardship.texts": Right.VIEW,
    "retention.packs": Right.VIEW,
    "retention.versions": Right.VIEW,
    "retention.enter": Right.CONFIGURE,
    "retention.withdraw": Right.CONFIGURE,
    "volumes.kinds": None,
    "volumes.view": Right.PRINT,
    "volumes.register": Right.VIEW,
    "volumes.log_register": Right.PRINT,
    "volumes.count": Right.PRINT,
    "volumes.document": Right.REVEAL,
    "volumes.save": Right.EDIT,
    "volumes.propose_anew": Right.EDIT,
    "volumes.bind": Right.EXPORT,
    "volumes.boards": Right.PRINT,
    "volumes.log_board": Right.PRINT,
    "people.card": Right.VIEW,
    "people.employers": Right.VIEW,
    "people.filled": None,
    "people.persons": Right.VIEW,
    "sameness.pairs": Right.VIEW,
    "sameness.pair": Right.VIEW,
    "sameness.joined": Right.VIEW,
    "sameness.joined_with": Right.VIEW,
    "sameness.search": Right.VIEW,
    "sameness.judge": Right.DECIDE,
    "sameness.part": Right.DECIDE,
    "sameness.undo": Right.UNDO,
    "stories.story": Right.VIEW,
    "stories.search": Right.VIEW,
    "stories.on_paper": Right.PRINT,
    "stories.log_print": Right.PRINT,
    "in_two.all": Right.VIEW,
    "in_two.leave": Right.DECIDE,
    "in_two.undo": Right.UNDO,
    "hardship.new_form": Right.VIEW,
    "hardship.form": Right.VIEW,
    "hardship.assess": Right.VIEW,
    "hardship.compare_classes": Right.VIEW,
    "hardship.view": Right.VIEW,
    "hardship.papers": Right.VIEW,
    "hardship.views": Right.VIEW,
    "hardship.with_number": Right.VIEW,
    "hardship.ids": Right.VIEW,
    "hardship.rows": Right.VIEW,
    "hardship.sums": Right.VIEW,
    "hardship.known_person": Right.VIEW,
    "hardship.search": Right.VIEW,
    "hardship.recent": Right.VIEW,
    "hardship.timeline": Right.VIEW,
    "hardship.history": Right.VIEW,
    "hardship.next_copy": Right.VIEW,
    "hardship.next_copies": Right.VIEW,
    "hardship.save": Right.EDIT,
    "hardship.note": Right.NOTE,
    "hardship.correct_note": Right.NOTE,
    "hardship.decide": Right.DECIDE,
    # Each step names its own right besides.
    "hardship.take_step": Right.VIEW,
    "hardship.take_back_step": Right.DECIDE,
    "hardship.life": Right.VIEW,
    "hardship.write_down": Right.EDIT,
    "hardship.consent": Right.EDIT,
    "hardship.withdraw": Right.EDIT,
    "hardship.recheck_offer": Right.VIEW,
    "hardship.recheck": Right.DECIDE,
    "hardship.lifting_offer": Right.VIEW,
    "hardship.lifting_preview": Right.VIEW,
    "hardship.why_not": Right.VIEW,
    "hardship.why_not_class": Right.VIEW,
    "employers.view": Right.VIEW,
    "employers.search": Right.VIEW,
    "employers.watched": Right.VIEW,
    "employers.save": Right.EDIT,
    "employers.write_down": Right.EDIT,
    "employers.strike": Right.EDIT,
    "employers.undo": Right.UNDO,
    "legal_aid.new_form": Right.VIEW,
    "legal_aid.form": Right.VIEW,
    "legal_aid.save": Right.EDIT,
    "legal_aid.register": Right.EDIT,
    "legal_aid.from_dispute": Right.EDIT,
    "legal_aid.from_file": Right.EDIT,
    "legal_aid.with_family": Right.VIEW,
    "legal_aid.from_consultation": Right.EDIT,
    "legal_aid.to_dispute": Right.EDIT,
    "legal_aid.disputes_to_link": Right.VIEW,
    "legal_aid.of_dispute": Right.VIEW,
    "legal_aid.of_file": Right.VIEW,
    "legal_aid.held_file": Right.VIEW,
    "legal_aid.view": Right.VIEW,
    "legal_aid.views": Right.VIEW,
    "legal_aid.life": Right.VIEW,
    "legal_aid.remedy": Right.VIEW,
    "legal_aid.means": Right.VIEW,
    "legal_aid.take_step": Right.VIEW,
    "legal_aid.take_back_step": Right.DECIDE,
    "legal_aid.write_down": Right.EDIT,
    "legal_aid.strike": Right.EDIT,
    "legal_aid.clocks": Right.VIEW,
    "legal_aid.due": Right.VIEW,
    "legal_aid.reminders": Right.VIEW,
    "legal_aid.calendar_file": Right.EXPORT,
    "legal_aid.calendar_lines": Right.EXPORT,
    "legal_aid.on_paper": Right.PRINT,
    "legal_aid.known_person": Right.VIEW,
    "legal_aid.known_employer": Right.VIEW,
    "legal_aid.with_number": Right.VIEW,
    "legal_aid.timeline": Right.VIEW,
    "legal_aid.history": Right.VIEW,
    "legal_aid.reveal": Right.REVEAL,
    "legal_aid.undo": Right.UNDO,
    "legal_aid.ids": Right.VIEW,
    "legal_aid.rows": Right.VIEW,
    "legal_aid.sums": Right.VIEW,
    "legal_aid.next_steps": Right.VIEW,
    "legal_aid.search": Right.VIEW,
    "legal_aid.recent": Right.VIEW,
    "legal_aid.calendar": Right.VIEW,
    "legal_aid.note": Right.NOTE,
    "legal_aid.correct_note": Right.NOTE,
    "legal_aid.next_copy": Right.VIEW,
    "legal_aid.next_copies": Right.VIEW,
    "legal_aid.log_prints": Right.PRINT,
    "legal_aid.log_register": Right.PRINT,
    "legal_aid.prints": Right.VIEW,
    "legal_aid.texts": Right.VIEW,
    "advice.new_form": Right.VIEW,
    "providers.lines": Right.VIEW,
    "providers.choices": Right.VIEW,
    "providers.save": Right.EDIT,
    "providers.suspend": Right.EDIT,
    "providers.history": Right.VIEW,
    "providers.at_hand": Right.VIEW,
    "providers.reveal": Right.REVEAL,
    "providers.undo": Right.UNDO,
    "subsidies.rates": Right.VIEW,
    "subsidies.save_rate": Right.DECIDE,
    "subsidies.withdraw_rate": Right.DECIDE,
    "subsidies.amount": Right.VIEW,
    "subsidies.ledger": Right.VIEW,
    "subsidies.waiting": Right.VIEW,
    "subsidies.approve_many": Right.REVIEW,
    "subsidies.pay_many": Right.EDIT,
    "subsidies.undo": Right.UNDO,
    "subsidies.ask": Right.EDIT,
    "subsidies.approve": Right.REVIEW,
    "subsidies.pay": Right.EDIT,
    "subsidies.reverse": Right.DECIDE,
    "advice.form": Right.VIEW,
    "advice.view": Right.VIEW,
    "advice.on_paper": Right.PRINT,
    "advice.before": Right.VIEW,
    "advice.of_case": Right.VIEW,
    "advice.with_number": Right.VIEW,
    "advice.note": Right.NOTE,
    "advice.correct_note": Right.NOTE,
    "advice.timeline": Right.VIEW,
    "advice.next_copy": Right.VIEW,
    "advice.next_copies": Right.VIEW,
    "advice.log_prints": Right.PRINT,
    "advice.log_register": Right.PRINT,
    "advice.prints": Right.VIEW,
    "advice.texts": Right.VIEW,
    "advice.save": Right.EDIT,
    "advice.undo": Right.UNDO,
    "advice.history": Right.VIEW,
    "advice.reveal": Right.REVEAL,
    "advice.ids": Right.VIEW,
    "advice.rows": Right.VIEW,
    "advice.sums": Right.VIEW,
    "advice.search": Right.VIEW,
    "advice.as_dispute": Right.EDIT,
    "advice.as_aid": Right.EDIT,
    "disputes.new_form": Right.VIEW,
    "disputes.form": Right.VIEW,
    "disputes.save": Right.EDIT,
    "disputes.register": Right.EDIT,
    "disputes.calendar": Right.VIEW,
    "disputes.view": Right.VIEW,
    "disputes.views": Right.VIEW,
    "disputes.on_paper": Right.PRINT,
    "disputes.with_number": Right.VIEW,
    "disputes.calculations.blank": Right.VIEW,
    "disputes.calculations.keep": Right.EDIT,
    "disputes.calculations.kept": Right.VIEW,
    "disputes.calculations.on_paper": Right.VIEW,
    "disputes.calculations.reckon": Right.VIEW,
    "disputes.calculations.workers": Right.VIEW,
    "disputes.calculations.write_agreement": Right.EDIT,
    "disputes.calculations.write_claims": Right.EDIT,
    "disputes.agreements.account": Right.REVEAL,
    "disputes.agreements.check": Right.VIEW,
    "disputes.rosters.agree_sums": Right.EDIT,
    "disputes.rosters.consent": Right.EDIT,
    "disputes.rosters.remove": Right.EDIT,
    "disputes.rosters.represent": Right.EDIT,
    "disputes.mediators.all": Right.VIEW,
    "disputes.mediators.history": Right.VIEW,
    "disputes.mediators.save": Right.EDIT,
    "disputes.mediators.suspend": Right.EDIT,
    "disputes.mediators.who_may_serve": Right.VIEW,
    # Within a work that has named its right, or as the road of a table that names it itself.
    "disputes.calculations.keep_in": None,
    "disputes.rosters.intake": None,
    "disputes.rosters.calculation_intake": None,
    "disputes.life": Right.VIEW,
    "disputes.clocks": Right.VIEW,
    "disputes.conflicts": Right.VIEW,
    "disputes.due": Right.VIEW,
    "disputes.reminders": Right.VIEW,
    "disputes.calendar_file": Right.EXPORT,
    "disputes.calendar_lines": Right.EXPORT,
    "disputes.take_step": Right.VIEW,
    "disputes.take_back_step": Right.DECIDE,
    "disputes.write_down": Right.EDIT,
    "disputes.strike": Right.EDIT,
    "disputes.receivers": Right.VIEW,
    "disputes.hand_over": Right.DECIDE,
    "disputes.as_case": Right.EDIT,
    "disputes.timeline": Right.VIEW,
    "disputes.history": Right.VIEW,
    "disputes.reveal": Right.REVEAL,
    "disputes.undo": Right.UNDO,
    "disputes.ids": Right.VIEW,
    "disputes.rows": Right.VIEW,
    "disputes.sums": Right.VIEW,
    "disputes.next_steps": Right.VIEW,
    "disputes.search": Right.VIEW,
    "disputes.recent": Right.VIEW,
    "disputes.known_person": Right.VIEW,
    "disputes.known_employer": Right.VIEW,
    "disputes.note": Right.NOTE,
    "disputes.correct_note": Right.NOTE,
    "disputes.next_copy": Right.VIEW,
    "disputes.next_copies": Right.VIEW,
    "disputes.log_prints": Right.PRINT,
    "disputes.log_register": Right.PRINT,
    "disputes.prints": Right.VIEW,
    "disputes.texts": Right.VIEW,
    "letters.letter": Right.VIEW,
    "letters.letters": Right.VIEW,
    "letters.due": Right.VIEW,
    "letters.proposed_number": Right.VIEW,
    "letters.new_letter": Right.VIEW,
    "letters.save": Right.EDIT,
    "letters.issue": Right.DECIDE,
    "letters.recall": Right.DECIDE,
    "letters.receive": Right.EDIT,
    "letters.answer": Right.EDIT,
    "letters.follow_up": Right.EDIT,
    "letters.discard": Right.EDIT,
    "letters.note": Right.NOTE,
    "letters.correct_note": Right.NOTE,
    "letters.timeline": Right.VIEW,
    "letters.next_copy": Right.VIEW,
    "letters.next_copies": Right.VIEW,
    "letters.log_prints": Right.PRINT,
    "letters.log_register": Right.PRINT,
    "letters.prints": Right.VIEW,
    "letters.texts": Right.VIEW,
    "letters.with_number": Right.VIEW,
    "incidents.report": Right.VIEW,
    "incidents.reports": Right.VIEW,
    "incidents.hours": Right.VIEW,
    "incidents.set_hours": Right.CONFIGURE,
    "incidents.new_report": Right.VIEW,
    "incidents.save": Right.EDIT,
    "incidents.discard": Right.EDIT,
    "incidents.note": Right.NOTE,
    "incidents.correct_note": Right.NOTE,
    "incidents.timeline": Right.VIEW,
    "incidents.next_copy": Right.VIEW,
    "incidents.next_copies": Right.VIEW,
    "incidents.log_prints": Right.PRINT,
    "incidents.log_register": Right.PRINT,
    "incidents.prints": Right.VIEW,
    "incidents.texts": Right.VIEW,
    "incidents.with_number": Right.VIEW,
    "views.all": Right.VIEW,
    # A view of the whole office asks for the right to edit besides.
    "views.keep": Right.VIEW,
    "views.rename": Right.VIEW,
    "views.delete": Right.VIEW,
    "attachments.all": Right.VIEW,
    "attachments.thumbnail": Right.VIEW,
    "attachments.prove": Right.VIEW,
    "attachments.open": Right.REVEAL,
    "attachments.add": Right.EDIT,
    "attachments.describe": Right.EDIT,
    "attachments.turn": Right.EDIT,
    "attachments.replace": Right.EDIT,
    "attachments.remove": Right.EDIT,
    "attachments.bring_back": Right.EDIT,
    "attachments.merge": Right.EDIT,
    "attachments.split": Right.EDIT,
    "attachments.turn_page": Right.EDIT,
    "attachments.export": Right.EXPORT,
    "attachments.undo": Right.UNDO,
    "disposal.due": Right.VIEW,
    "disposal.lists": Right.VIEW,
    "disposal.make_list": Right.REVIEW,
    "disposal.take_off": Right.REVIEW,
    "disposal.approve": Right.REVIEW,
    "disposal.destroy": Right.KEEP_STORE,
    "disposal.log_list": Right.PRINT,
    "column_sets.all": Right.VIEW,
    "column_sets.keep": Right.EXPORT,
    "column_sets.delete": Right.EXPORT,
    "column_sets.last": Right.VIEW,
    "column_sets.remember": Right.EXPORT,
    "report_templates.all": Right.VIEW,
    "report_templates.workbook": Right.VIEW,
    "report_templates.known": Right.VIEW,
    "report_templates.keep": Right.EXPORT,
    "report_templates.drop": Right.EXPORT,
    "report_templates.packed": Right.EXPORT,
    "report_templates.take_in": Right.EXPORT,
    "exports.sieve": Right.EXPORT,
    "exports.checked": Right.EXPORT,
    # Numbers in full ask for the right to reveal besides.
    "exports.rows": Right.EXPORT,
    "exports.write": Right.EXPORT,
    "exports.log_and_place": Right.EXPORT,
    "hardship.merging": Right.VIEW,
    "hardship.merge_files": Right.DECIDE,
    "hardship.part_files": Right.DECIDE,
    "hardship.move_member": Right.EDIT,
    "hardship.transfer_snapshot": Right.EXPORT,
    "hardship.given": Right.VIEW,
    "hardship.log_register": Right.PRINT,
    "hardship.opinions": Right.VIEW,
    "hardship.consents": Right.VIEW,
    "hardship.grants": Right.VIEW,
    "hardship.grant": Right.DECIDE,
    "hardship.reverse": Right.DECIDE,
    "hardship.register": Right.EDIT,
    "hardship.reveal": Right.REVEAL,
    "hardship.log_prints": Right.PRINT,
    "hardship.on_paper": Right.PRINT,
    "hardship.publicity_end": Right.VIEW,
    "hardship.next_steps": Right.VIEW,
    "hardship.reminders": Right.VIEW,
    "hardship.standard_days": Right.VIEW,
    "hardship.remeasure": Right.VIEW,
    "hardship.open_rechecks": Right.DECIDE,
    "hardship.prints": Right.VIEW,
    "hardship.undo": Right.UNDO,
    "hardship.set_threshold": Right.CONFIGURE,
    "hardship.threshold_doubts": Right.VIEW,
    "safekeeping.book": None,
    "safekeeping.folder": None,
    "safekeeping.home": None,
    "safekeeping.is_demo": None,
    "safekeeping.is_on_server": None,
    "safekeeping.is_written_since": None,
    "safekeeping.daily_is_due": None,
    "safekeeping.make_daily": None,
    "exchange.sites": Right.VIEW,
    "exchange.log": Right.VIEW,
    "exchange.handover": Right.VIEW,
    "exchange.conflict_count": Right.VIEW,
    "exchange.conflicts": Right.VIEW,
    "exchange.settle": Right.EDIT,
    "exchange.undo": Right.UNDO,
    "exchange.log_print": Right.PRINT,
    "exchange.return_package": Right.DECIDE,
    "exchange.receipt": Right.DECIDE,
    "exchange.preview": Right.DECIDE,
    "exchange.apply": Right.DECIDE,
    "exchange.take_back": Right.DECIDE,
    "exchange.issue_store": Right.KEEP_STORE,
    "exchange.revoke": Right.KEEP_STORE,
    "safekeeping.last_backup": None,
    "safekeeping.on_same_disk": None,
    "safekeeping.key_fits": None,
    "safekeeping.quick_check": None,
    "safekeeping.verify_is_due": None,
    "safekeeping.reminders": None,
    "safekeeping.all": Right.VIEW,
    "safekeeping.back_up": Right.VIEW,
    "safekeeping.check": Right.VIEW,
    "safekeeping.holding_destroyed": Right.VIEW,
    "safekeeping.clear_destroyed": Right.KEEP_STORE,
    "safekeeping.copy_to_second": Right.VIEW,
    "safekeeping.facts": Right.VIEW,
    "safekeeping.verify": Right.VIEW,
    "safekeeping.compare": Right.KEEP_STORE,
    "safekeeping.forget_second": Right.KEEP_STORE,
    "safekeeping.key_for": Right.KEEP_STORE,
    "safekeeping.name_second": Right.KEEP_STORE,
}
ROLES = [frozenset(), *(frozenset({role}) for role in Role)]


@pytest.fixture(scope="module")
def services(demo_copy):
    opened = open_demo(demo_copy)
    yield opened
    opened.close()


def parts_of(services):
    """Return all services by name, those that are built when first asked for, too."""
    late = [name for name, made in vars(type(services)).items() if isinstance(made, cached_property)]
    return {
        name: getattr(services, name)
        for name in (*(each.name for each in dataclasses.fields(services)), *late)
    }


def acts(services):
    """Return every public act by its name, such as hardship.save; desks of a service are walked, too."""
    parts = {name: part for name, part in parts_of(services).items() if name not in NO_SERVICES}
    parts["safekeeping"] = Safekeeping(services.database)
    parts |= {
        f"{named}.{name}": desk
        for named, service in list(parts.items())
        for name, desk in getattr(service, "__dict__", {}).items()
        if not name.startswith("_") and type(desk).__module__.startswith("union_desk.dispute.service")
    }
    return {
        f"{named}.{name}": partial(_part, service, name)
        for named, service in parts.items()
        for name in dir(type(service))
        if not name.startswith("_")
    }


def test_every_service_of_the_shared_casework_is_walked(services):
    walked = {type(part) for part in parts_of(services).values()} | {Safekeeping}
    for module in pkgutil.iter_modules(union_desk.casework.__path__, "union_desk.casework."):
        for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name and not inspect.isabstract(kind):
                made_by = inspect.signature(kind).parameters
                assert "database" not in made_by or kind in walked, kind


def _part(service, name):
    return getattr(service, name)


def test_every_act_of_every_service_is_in_the_table(services):
    assert sorted(acts(services)) == sorted(RIGHT_OF)


def test_an_act_with_a_right_names_its_actor(services):
    for name, act in acts(services).items():
        if RIGHT_OF.get(name) is not None:
            assert "actor" in inspect.signature(act()).parameters, name


@pytest.mark.parametrize(
    "roles", ROLES, ids=lambda roles: "、".join(ROLE_LABELS[role] for role in roles) or "无"
)
def test_no_role_does_what_the_table_does_not_give_it(services, roles):
    actor = Actor("某人", "QJ", "district", roles)
    nobody = Actor("某人", "QJ", "district", frozenset())
    refusals = {lacking(nobody, right) for right in Right}
    for name, act in acts(services).items():
        right = RIGHT_OF.get(name)
        if right is None:
            continue
        refusal = refused(act(), actor)
        assert refusal == lacking(actor, right) if not actor.may(right) else refusal not in refusals, name


def refused(act, actor):
    """Try an act with nothing but its actor; return why it was refused, if it was."""
    parameters = inspect.signature(act).parameters.values()
    values = {
        each.name: actor if each.name == "actor" else ""
        for each in parameters
        if each.default is inspect.Parameter.empty
    }
    try:
        act(**values)
    except RuleBroken as broken:
        return broken.message
    except Exception:  # noqa: BLE001 - nothing was given to work on
        return ""
    return ""


def test_every_role_and_every_right_has_its_words():
    assert set(ROLE_LABELS) == set(ROLE_WORDS) == set(RIGHTS_OF) == set(Role)
    assert set(RIGHT_LABELS) == set(Right)
    assert all(any(right in rights for rights in RIGHTS_OF.values()) for right in Right)


def test_who_keeps_the_users_does_not_thereby_decide_files():
    assert not RIGHTS_OF[Role.ADMINISTER] & {Right.EDIT, Right.DECIDE, Right.REVEAL, Right.REVIEW, Right.UNDO}
    assert not any(
        {Right.ACCOUNTS, Right.KEEP_STORE} & RIGHTS_OF[role] for role in Role if role is not Role.ADMINISTER
    )


def test_what_one_lacks_is_said_with_who_has_it():
    reader = Actor("某人", "BY", "BY", frozenset({Role.READ}))
    with pytest.raises(RuleBroken, match="没有“认定和办理”的权限，请由有“经办”角色的同事办理"):
        require(reader, Right.DECIDE)
    assert lacking(reader, Right.VIEW) == ""


def test_who_only_types_takes_back_what_he_did_and_nothing_else(database, clock):
    by = Office("BY", "白杨街道总工会", "白杨", "street_office")
    furnish(database, (by,), by, {"陈明": (by, SOLE_ROLES)})
    services = services_on(database, "陈明", clock)
    typist = Actor("李强", "BY", "BY", frozenset({Role.ENTER}))
    mine = services.hardship.save(typist, FileForm(owner=PersonCard(name="王芳")))
    services.hardship.undo(typist, mine.work_uid)
    his = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳")))
    with pytest.raises(RuleBroken, match="这一步是陈明做的"):
        services.hardship.undo(typist, his.work_uid)
    handler = Actor("沈佳", "BY", "BY", frozenset({Role.HANDLE}))
    services.hardship.undo(handler, his.work_uid)
