"""重大争议呈报 (M25): told by phone and in writing within the office's own hours, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.chronicle import Chronicle
from union_desk.casework.fields import change
from union_desk.casework.offices import DISTRICT_AUDIENCE, offices_in
from union_desk.casework.recent import touch
from union_desk.casework.settings import read_setting, write_setting
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.timeline import EventText, add_event
from union_desk.core.clock import local_day, local_time
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.dispute.queries import case_of, form_of
from union_desk.dispute.queries import letters as queries
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import IncidentReportRecord
from union_desk.dispute.rules.letters import ReportHours, checked_hours
from union_desk.dispute.service.chronicle import subject_of
from union_desk.dispute.service.firms import firm_of, respondent_of
from union_desk.dispute.service.reading import office_of
from union_desk.dispute.values import IncidentReport
from union_desk.dispute.values.letters import ReportView
from union_desk.people.rules import stripped
from union_desk.store.changes import last_arrival
from union_desk.store.work import Work

REPORT_ENTITY: Final = IncidentReportRecord.__tablename__
HOURS_SETTING: Final = "incident_report_hours"


class Incidents(Chronicle[IncidentReportRecord]):
    """The reports of major disputes of one store."""

    _entity = REPORT_ENTITY
    _noun = "呈报"

    # --- reading

    def report(self, actor: Actor, uid: str) -> ReportView:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._views(session, [queries.report_record(session, uid)], actor)[0]

    def reports(self, actor: Actor, *, case_uid: str = "", employer_uid: str = "") -> tuple[ReportView, ...]:
        """Return all reports, the latest event first; or those of one case or employer."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = queries.reports_where(session, case_uid=case_uid, employer_uid=employer_uid)
            return tuple(self._views(session, found, actor))

    def with_number(self, actor: Actor, number: str) -> str | None:
        """Return the latest report about the case with this number: reports have none of their own."""
        wanted = number.strip().upper()
        found = (each.uid for each in self.reports(actor) if wanted in (each.case_code, each.case_number))
        return next(found, None) if wanted else None

    def hours(self, actor: Actor) -> ReportHours:
        """Return within how many hours this office reports."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return _hours(session)

    # --- writing

    def set_hours(self, actor: Actor, hours: ReportHours) -> str:
        """Set the hours of this store; return the work."""
        require(actor, Right.CONFIGURE)
        hours = checked_hours(hours)
        with self._database.write("修改呈报时限", actor) as work:
            write_setting(work.session, HOURS_SETTING, {"phone": hours.phone, "written": hours.written})
            return work.uid

    def new_report(self, actor: Actor, case_uid: str = "") -> IncidentReport:
        """Return a report to begin with; of a case it knows the employer, the people and the demands."""
        require(actor, Right.VIEW)
        blank = IncidentReport(reporter=actor.user, happened_at=self._clock())
        if not case_uid:
            return blank
        with self._database.read() as session:
            form = form_of(session, case_of(session, case_uid))
        firm = respondent_of(form)
        return replace(
            blank,
            case_uid=case_uid,
            employer_uid=firm.uid,
            employer_name=firm.name,
            place=form.work_place or firm.address,
            headcount=form.headcount,
            cause=form.facts or form.matter,
            demands="\n".join(
                f"{number}. {claim.text}" for number, claim in enumerate(form.claims, start=1) if claim.text
            ),
        )

    def save(self, actor: Actor, report: IncidentReport, loaded: ReportView | None = None) -> str:
        """Store half or all of a report; what happened later is written into the same one. Return its uid.

        ChangedMeanwhile when it is no longer what it was as it was `loaded`.
        """
        require(actor, Right.EDIT)
        report = self._checked(stripped(report))
        title = "保存重大争议呈报" if loaded is not None else "登记重大争议呈报"
        with self._database.write(title, actor) as work:
            record = self._opened(work, actor, loaded) if loaded is not None else self._new(work, actor)
            if report.case_uid:
                case = case_of(work.session, report.case_uid)
                if actor.audience not in {case.audience, DISTRICT_AUDIENCE}:
                    raise RuleBroken("这是别的单位的案件，由那里或区总工会呈报。")
            change(record, queries.report_columns(report))
            change(record, {"employer_uid": firm_of(work, report.employer_uid, report.employer_name)})
            if loaded is None:
                self._told(work, record, f"登记重大争议呈报：{report.employer_name or report.place}。")
            touch(work, REPORT_ENTITY, record.uid, self._clock())
            return record.uid

    def discard(self, actor: Actor, uid: str, reason: str) -> str:
        """Strike a report that was written by mistake; return the work."""
        require(actor, Right.EDIT)
        if not reason.strip():
            raise RuleBroken("请写明删去的理由。", field="reason")
        with self._database.write("删去重大争议呈报", actor, reason=reason.strip()) as work:
            change(self._of_office(work.session, actor, uid), {"removed": True})
            return work.uid

    # --- inside

    def _record(self, session: Session, uid: str) -> IncidentReportRecord:
        return queries.report_record(session, uid)

    def _day_of(self, record: IncidentReportRecord) -> date | None:
        return local_day(record.happened_at) if record.happened_at is not None else None

    def _checked(self, report: IncidentReport) -> IncidentReport:
        if not (report.employer_name or report.place or report.cause):
            raise RuleBroken("请填写涉事单位、地点或者起因，再保存。", field="employer_name")
        if report.headcount is not None and report.headcount < 1:
            raise RuleBroken("涉及人数应在 1 人以上。", field="headcount")
        now = self._clock()
        for name, label in (
            ("happened_at", "发生时间"),
            ("phoned_at", "电话报告时间"),
            ("written_at", "书面报告时间"),
        ):
            at = getattr(report, name)
            if at is not None and at > now:
                raise RuleBroken(f"{label}不能晚于现在。", field=name)
            if at is not None and report.happened_at is not None and at < report.happened_at:
                raise RuleBroken(f"{label}不能早于发生时间。", field=name)
        if report.leader_on is not None and report.leader_on > local_day(now):
            raise RuleBroken("批示日期不能晚于今天。", field="leader_on")
        return report

    def _new(self, work: Work, actor: Actor) -> IncidentReportRecord:
        record = IncidentReportRecord(audience=actor.audience, office=actor.office)
        work.session.add(record)
        work.session.flush()
        return record

    def _opened(self, work: Work, actor: Actor, loaded: ReportView) -> IncidentReportRecord:
        record = self._of_office(work.session, actor, loaded.uid)
        if queries.report_of(record, queries.names_of(work.session, [record])) != loaded.report:
            raise ChangedMeanwhile((), self._today())
        return record

    def _views(
        self, session: Session, records: Sequence[IncidentReportRecord], actor: Actor
    ) -> list[ReportView]:
        names, offices = queries.names_of(session, records), offices_in(session)
        cases = queries.case_records(session, [record.case_uid for record in records])
        hours, now, seen = _hours(session), self._clock(), last_arrival(session)
        views = []
        for record in records:
            office = office_of(offices, record.office)
            above = offices.get(office.parent_code)
            case = cases.get(record.case_uid or "")
            report = queries.report_of(record, names)
            happened = report.happened_at
            views.append(
                ReportView(
                    report=report,
                    office=office.code,
                    office_name=office.name,
                    receiver=above.name if above else "",
                    case_number=shown_number(case.number, case.office, offices) if case else "",
                    case_code=(case.number or "") if case else "",
                    phone_by=hours.by_phone(happened) if happened else None,
                    written_by=hours.in_writing(happened) if happened else None,
                    late=tuple(_late(report, hours, now)),
                    may_edit=actor.audience in {record.audience, DISTRICT_AUDIENCE},
                    seen=seen,
                )
            )
        return views

    def _told(self, work: Work, record: IncidentReportRecord, text: str) -> None:
        on = self._day_of(record) or self._today()
        self._happened(work, record, EventText(on, "incident", text))
        if record.case_uid:
            case = case_of(work.session, record.case_uid)
            add_event(work, subject_of(case), EventText(on, "incident", text), self._clock())


def _hours(session: Session) -> ReportHours:
    kept = read_setting(session, HOURS_SETTING)
    return ReportHours(**kept) if kept else ReportHours()


def _late(report: IncidentReport, hours: ReportHours, now: datetime) -> Iterator[str]:
    """Say what was told late, or ought to have been told by now."""
    if report.happened_at is None:
        return
    for at, by, label, count in (
        (report.phoned_at, hours.by_phone(report.happened_at), "电话报告", hours.phone),
        (report.written_at, hours.in_writing(report.happened_at), "书面报告", hours.written),
    ):
        until = f"{local_time(by):%m-%d %H:%M}"
        if at is None and now > by:
            yield f"还没有{label}，{count} 小时的时限到 {until} 已过。"
        elif at is not None and at > by:
            yield f"{label}迟于 {count} 小时的时限（{until}）。"
