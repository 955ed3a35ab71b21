"""What the law asks of a labour dispute, and its arithmetic: plain functions on values."""

from __future__ import annotations

from union_desk.dispute.rules.annual_leave import AnnualLeave, annual_leave, entitlement
from union_desk.dispute.rules.claims import Estimate, SideBySide, check_unit, excluded_together, side_by_side
from union_desk.dispute.rules.clocks import check_mediation_open, dispute_rules, extended_mediation
from union_desk.dispute.rules.double_pay import DoublePay, Method, double_pay
from union_desk.dispute.rules.figure import Figure, plain_number, total, yuan
from union_desk.dispute.rules.instalments import Instalment, check_plan, equal_parts, monthly_plan
from union_desk.dispute.rules.limitation import (
    Claim,
    EventKind,
    Light,
    Limitation,
    LimitationEvent,
    light_of,
    limitation,
)
from union_desk.dispute.rules.other_pay import (
    FinalAward,
    deduction,
    final_award,
    late_pay_damages,
    longest_probation,
    non_compete,
    stoppage_pay,
    unlawful_probation,
)
from union_desk.dispute.rules.overtime import HoursSystem, Worked, kind_of, overtime, overtime_of_days
from union_desk.dispute.rules.service_length import ServiceLength, service_length
from union_desk.dispute.rules.severance import Kind, Severance, SeveranceFacts, notice_pay, severance

__all__ = [
    "AnnualLeave",
    "Claim",
    "DoublePay",
    "Estimate",
    "EventKind",
    "Figure",
    "FinalAward",
    "HoursSystem",
    "Instalment",
    "Kind",
    "Light",
    "Limitation",
    "LimitationEvent",
    "Method",
    "ServiceLength",
    "Severance",
    "SeveranceFacts",
    "SideBySide",
    "Worked",
    "annual_leave",
    "check_mediation_open",
    "check_plan",
    "check_unit",
    "deduction",
    "dispute_rules",
    "double_pay",
    "entitlement",
    "equal_parts",
    "excluded_together",
    "extended_mediation",
    "final_award",
    "kind_of",
    "late_pay_damages",
    "light_of",
    "limitation",
    "longest_probation",
    "monthly_plan",
    "non_compete",
    "notice_pay",
    "overtime",
    "overtime_of_days",
    "plain_number",
    "service_length",
    "severance",
    "side_by_side",
    "stoppage_pay",
    "total",
    "unlawful_probation",
    "yuan",
]
