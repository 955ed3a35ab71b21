"""Labour disputes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - a schema is long
    op.create_table(
        "dispute_case",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("temporary_number", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("union_role", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("cause_statistics", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("collective", sa.Boolean(), nullable=True),
        sa.Column("headcount", sa.BigInteger(), nullable=True),
        sa.Column("risk", sa.Boolean(), nullable=True),
        sa.Column("harm", sa.Boolean(), nullable=True),
        sa.Column("work_place", sa.Text(), nullable=True),
        sa.Column("came_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("oral", sa.Boolean(), nullable=True),
        sa.Column("oral_recorded", sa.Boolean(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("opponent_agrees", sa.Boolean(), nullable=True),
        sa.Column("opponent_answered_on", sa.Date(), nullable=True),
        sa.Column("extended_to_on", sa.Date(), nullable=True),
        sa.Column("extension_applicant", sa.Boolean(), nullable=True),
        sa.Column("extension_respondent", sa.Boolean(), nullable=True),
        sa.Column("extension_signed_on", sa.Date(), nullable=True),
        sa.Column("not_ours", sa.Text(), nullable=True),
        sa.Column("transferred_to", sa.Text(), nullable=True),
        sa.Column("advised_on", sa.Date(), nullable=True),
        sa.Column("receptionist", sa.Text(), nullable=True),
        sa.Column("handler", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_text", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("binder", sa.Text(), nullable=True),
        sa.Column("shelf", sa.Text(), nullable=True),
        sa.Column("advice_uid", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_case")),
    )
    op.create_index(op.f("ix_dispute_case_accepted_on"), "dispute_case", ["accepted_on"], unique=False)
    op.create_index(op.f("ix_dispute_case_came_on"), "dispute_case", ["came_on"], unique=False)
    op.create_index(op.f("ix_dispute_case_cause"), "dispute_case", ["cause"], unique=False)
    op.create_index(op.f("ix_dispute_case_closed_on"), "dispute_case", ["closed_on"], unique=False)
    op.create_index(op.f("ix_dispute_case_number_uid"), "dispute_case", ["number", "uid"], unique=False)
    op.create_index(op.f("ix_dispute_case_office"), "dispute_case", ["office"], unique=False)
    op.create_index(op.f("ix_dispute_case_received_on"), "dispute_case", ["received_on"], unique=False)
    op.create_index(op.f("ix_dispute_case_state"), "dispute_case", ["state"], unique=False)
    op.create_table(
        "mediator",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("cert_no", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("speciality", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("suspended", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_mediator")),
    )
    op.create_index(op.f("ix_mediator_office"), "mediator", ["office"], unique=False)
    op.create_table(
        "dispute_agreement",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_applicant", sa.Boolean(), nullable=True),
        sa.Column("signed_respondent", sa.Boolean(), nullable=True),
        sa.Column("signed_mediator", sa.Boolean(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=True),
        sa.Column("signer_applicant", sa.Text(), nullable=True),
        sa.Column("signer_respondent", sa.Text(), nullable=True),
        sa.Column("claims_text", sa.Text(), nullable=True),
        sa.Column("answer_text", sa.Text(), nullable=True),
        sa.Column("acts", sa.Text(), nullable=True),
        sa.Column("acts_due_on", sa.Date(), nullable=True),
        sa.Column("accelerated", sa.Boolean(), nullable=True),
        sa.Column("default_text", sa.Text(), nullable=True),
        sa.Column("release", sa.Text(), nullable=True),
        sa.Column("extra", sa.Text(), nullable=True),
        sa.Column("copies", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_agreement_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_agreement")),
    )
    op.create_index(op.f("ix_dispute_agreement_case_uid"), "dispute_agreement", ["case_uid"], unique=False)
    op.create_table(
        "dispute_evidence",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("proves", sa.Text(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=True),
        sa.Column("original", sa.Boolean(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_evidence_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_evidence")),
    )
    op.create_index(op.f("ix_dispute_evidence_case_uid"), "dispute_evidence", ["case_uid"], unique=False)
    op.create_table(
        "dispute_follow_up",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("whom", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_follow_up_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_follow_up")),
    )
    op.create_index(op.f("ix_dispute_follow_up_case_uid"), "dispute_follow_up", ["case_uid"], unique=False)
    op.create_table(
        "dispute_mediator",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("mediator_uid", sa.Text(), nullable=True),
        sa.Column("chief", sa.Boolean(), nullable=True),
        sa.Column("assigned_on", sa.Date(), nullable=True),
        sa.Column("recused_on", sa.Date(), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_mediator_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["mediator_uid"],
            ["mediator.uid"],
            name=op.f("fk_dispute_mediator_mediator_uid_mediator"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_mediator")),
    )
    op.create_index(op.f("ix_dispute_mediator_case_uid"), "dispute_mediator", ["case_uid"], unique=False)
    op.create_index(
        op.f("ix_dispute_mediator_mediator_uid"), "dispute_mediator", ["mediator_uid"], unique=False
    )
    op.create_table(
        "dispute_party",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("roster", sa.Boolean(), nullable=True),
        sa.Column("person_uid", sa.Text(), nullable=True),
        sa.Column("employer_uid", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("entry_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("contract_term", sa.Text(), nullable=True),
        sa.Column("monthly_wage_fen", sa.BigInteger(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("representative", sa.Boolean(), nullable=True),
        sa.Column("claim_fen", sa.BigInteger(), nullable=True),
        sa.Column("agreed_fen", sa.BigInteger(), nullable=True),
        sa.Column("consented", sa.Boolean(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("served_address", sa.Text(), nullable=True),
        sa.Column("served_phone", sa.Text(), nullable=True),
        sa.Column("electronic_address", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_party_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["employer_uid"],
            ["employer.uid"],
            name=op.f("fk_dispute_party_employer_uid_employer"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_uid"],
            ["person.uid"],
            name=op.f("fk_dispute_party_person_uid_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_party")),
    )
    op.create_index(op.f("ix_dispute_party_case_uid"), "dispute_party", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_party_employer_uid"), "dispute_party", ["employer_uid"], unique=False)
    op.create_index(op.f("ix_dispute_party_person_uid"), "dispute_party", ["person_uid"], unique=False)
    op.create_table(
        "dispute_step",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("takes_back_uid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_step_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["takes_back_uid"],
            ["dispute_step.uid"],
            name=op.f("fk_dispute_step_takes_back_uid_dispute_step"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_step")),
    )
    op.create_index(op.f("ix_dispute_step_case_uid"), "dispute_step", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_step_takes_back_uid"), "dispute_step", ["takes_back_uid"], unique=False)
    op.create_table(
        "employer_event",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("employer_uid", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["employer_uid"],
            ["employer.uid"],
            name=op.f("fk_employer_event_employer_uid_employer"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_employer_event")),
    )
    op.create_index(op.f("ix_employer_event_employer_uid"), "employer_event", ["employer_uid"], unique=False)
    op.create_table(
        "incident_report",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("employer_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("reporter", sa.Text(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("headcount", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("demands", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("risk", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("phoned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leader", sa.Text(), nullable=True),
        sa.Column("leader_opinion", sa.Text(), nullable=True),
        sa.Column("leader_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_incident_report_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["employer_uid"],
            ["employer.uid"],
            name=op.f("fk_incident_report_employer_uid_employer"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_incident_report")),
    )
    op.create_index(op.f("ix_incident_report_case_uid"), "incident_report", ["case_uid"], unique=False)
    op.create_index(
        op.f("ix_incident_report_employer_uid"), "incident_report", ["employer_uid"], unique=False
    )
    op.create_index(op.f("ix_incident_report_office"), "incident_report", ["office"], unique=False)
    op.create_table(
        "supervision_letter",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("employer_uid", sa.Text(), nullable=True),
        sa.Column("follows_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("law", sa.Text(), nullable=True),
        sa.Column("demands", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("signer_post", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("corrected", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_supervision_letter_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["employer_uid"],
            ["employer.uid"],
            name=op.f("fk_supervision_letter_employer_uid_employer"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["follows_uid"],
            ["supervision_letter.uid"],
            name=op.f("fk_supervision_letter_follows_uid_supervision_letter"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_supervision_letter")),
    )
    op.create_index(op.f("ix_supervision_letter_case_uid"), "supervision_letter", ["case_uid"], unique=False)
    op.create_index(
        op.f("ix_supervision_letter_employer_uid"), "supervision_letter", ["employer_uid"], unique=False
    )
    op.create_index(
        op.f("ix_supervision_letter_follows_uid"), "supervision_letter", ["follows_uid"], unique=False
    )
    op.create_index(op.f("ix_supervision_letter_office"), "supervision_letter", ["office"], unique=False)
    op.create_table(
        "dispute_agent",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("id_no", sa.Text(), nullable=True),
        sa.Column("workplace", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("powers", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_agent_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_agent_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_agent")),
    )
    op.create_index(op.f("ix_dispute_agent_case_uid"), "dispute_agent", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_agent_party_uid"), "dispute_agent", ["party_uid"], unique=False)
    op.create_table(
        "dispute_calculation",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("inputs", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("claimed_fen", sa.BigInteger(), nullable=True),
        sa.Column("conservative_fen", sa.BigInteger(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_calculation_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_calculation_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_calculation")),
    )
    op.create_index(
        op.f("ix_dispute_calculation_case_uid"), "dispute_calculation", ["case_uid"], unique=False
    )
    op.create_index(
        op.f("ix_dispute_calculation_party_uid"), "dispute_calculation", ["party_uid"], unique=False
    )
    op.create_table(
        "dispute_claim",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("claimed_fen", sa.BigInteger(), nullable=True),
        sa.Column("agreed_fen", sa.BigInteger(), nullable=True),
        sa.Column("waived", sa.Boolean(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_claim_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_claim_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_claim")),
    )
    op.create_index(op.f("ix_dispute_claim_case_uid"), "dispute_claim", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_claim_party_uid"), "dispute_claim", ["party_uid"], unique=False)
    op.create_table(
        "dispute_event",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("step_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_event_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["step_uid"],
            ["dispute_step.uid"],
            name=op.f("fk_dispute_event_step_uid_dispute_step"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_event")),
    )
    op.create_index(op.f("ix_dispute_event_case_uid"), "dispute_event", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_event_step_uid"), "dispute_event", ["step_uid"], unique=False)
    op.create_table(
        "dispute_hearing",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("from_time", sa.Text(), nullable=True),
        sa.Column("to_time", sa.Text(), nullable=True),
        sa.Column("present", sa.Text(), nullable=True),
        sa.Column("absent", sa.Text(), nullable=True),
        sa.Column("mediators", sa.Text(), nullable=True),
        sa.Column("recorder", sa.Text(), nullable=True),
        sa.Column("asked_party_uid", sa.Text(), nullable=True),
        sa.Column("points", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_hearing_asked_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_hearing_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_hearing")),
    )
    op.create_index(
        op.f("ix_dispute_hearing_asked_party_uid"), "dispute_hearing", ["asked_party_uid"], unique=False
    )
    op.create_index(op.f("ix_dispute_hearing_case_uid"), "dispute_hearing", ["case_uid"], unique=False)
    op.create_table(
        "dispute_paper",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("about_uid", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_paper_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_paper_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_paper")),
    )
    op.create_index(op.f("ix_dispute_paper_case_uid"), "dispute_paper", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_paper_party_uid"), "dispute_paper", ["party_uid"], unique=False)
    op.create_table(
        "dispute_service",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("papers", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("servers", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("receiver_relation", sa.Text(), nullable=True),
        sa.Column("refused", sa.Boolean(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("witnesses", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_service_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_service_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_service")),
    )
    op.create_index(op.f("ix_dispute_service_case_uid"), "dispute_service", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_service_party_uid"), "dispute_service", ["party_uid"], unique=False)
    op.create_table(
        "dispute_agreement_item",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("agreement_uid", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("claim_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("before_tax", sa.Boolean(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("account_name", sa.Text(), nullable=True),
        sa.Column("bank", sa.Text(), nullable=True),
        sa.Column("account_no", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_uid"],
            ["dispute_agreement.uid"],
            name=op.f("fk_dispute_agreement_item_agreement_uid_dispute_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["claim_uid"],
            ["dispute_claim.uid"],
            name=op.f("fk_dispute_agreement_item_claim_uid_dispute_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_agreement_item_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_agreement_item")),
    )
    op.create_index(
        op.f("ix_dispute_agreement_item_agreement_uid"),
        "dispute_agreement_item",
        ["agreement_uid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dispute_agreement_item_claim_uid"), "dispute_agreement_item", ["claim_uid"], unique=False
    )
    op.create_index(
        op.f("ix_dispute_agreement_item_party_uid"), "dispute_agreement_item", ["party_uid"], unique=False
    )
    op.create_table(
        "dispute_limitation_event",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("claim_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_limitation_event_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["claim_uid"],
            ["dispute_claim.uid"],
            name=op.f("fk_dispute_limitation_event_claim_uid_dispute_claim"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_limitation_event")),
    )
    op.create_index(
        op.f("ix_dispute_limitation_event_case_uid"), "dispute_limitation_event", ["case_uid"], unique=False
    )
    op.create_index(
        op.f("ix_dispute_limitation_event_claim_uid"), "dispute_limitation_event", ["claim_uid"], unique=False
    )
    op.create_table(
        "dispute_minute",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("hearing_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("replaces_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hearing_uid"],
            ["dispute_hearing.uid"],
            name=op.f("fk_dispute_minute_hearing_uid_dispute_hearing"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["replaces_uid"],
            ["dispute_minute.uid"],
            name=op.f("fk_dispute_minute_replaces_uid_dispute_minute"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_minute")),
    )
    op.create_index(op.f("ix_dispute_minute_hearing_uid"), "dispute_minute", ["hearing_uid"], unique=False)
    op.create_index(op.f("ix_dispute_minute_replaces_uid"), "dispute_minute", ["replaces_uid"], unique=False)
    op.create_table(
        "dispute_offer",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("hearing_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_offer_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["hearing_uid"],
            ["dispute_hearing.uid"],
            name=op.f("fk_dispute_offer_hearing_uid_dispute_hearing"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_offer")),
    )
    op.create_index(op.f("ix_dispute_offer_case_uid"), "dispute_offer", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_offer_hearing_uid"), "dispute_offer", ["hearing_uid"], unique=False)
    op.create_table(
        "dispute_payment",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("item_uid", sa.Text(), nullable=True),
        sa.Column("party_uid", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("reverses_uid", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["dispute_case.uid"],
            name=op.f("fk_dispute_payment_case_uid_dispute_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_uid"],
            ["dispute_agreement_item.uid"],
            name=op.f("fk_dispute_payment_item_uid_dispute_agreement_item"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_uid"],
            ["dispute_party.uid"],
            name=op.f("fk_dispute_payment_party_uid_dispute_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reverses_uid"],
            ["dispute_payment.uid"],
            name=op.f("fk_dispute_payment_reverses_uid_dispute_payment"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_dispute_payment")),
    )
    op.create_index(op.f("ix_dispute_payment_case_uid"), "dispute_payment", ["case_uid"], unique=False)
    op.create_index(op.f("ix_dispute_payment_item_uid"), "dispute_payment", ["item_uid"], unique=False)
    op.create_index(op.f("ix_dispute_payment_party_uid"), "dispute_payment", ["party_uid"], unique=False)
    op.create_index(
        op.f("ix_dispute_payment_reverses_uid"), "dispute_payment", ["reverses_uid"], unique=False
    )
    op.add_column("office", sa.Column("case_word", sa.Text(), nullable=True))
    op.add_column("office", sa.Column("mediation_name", sa.Text(), nullable=True))
    op.add_column("office", sa.Column("arbitration_name", sa.Text(), nullable=True))
