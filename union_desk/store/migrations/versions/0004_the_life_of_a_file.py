"""The life of a file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_uid", sa.Text(), nullable=True),
        sa.Column("person_uid", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("given_by", sa.Text(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_person_uid"), "consent", ["person_uid"], unique=False)
    op.create_index(
        op.f("ix_consent_subject_subject_uid"), "consent", ["subject", "subject_uid"], unique=False
    )
    op.create_table(
        "hardship_destruction",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("list_no", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("kept_until_on", sa.Date(), nullable=True),
        sa.Column("listed_by", sa.Text(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("supervised_by", sa.Text(), nullable=True),
        sa.Column("destroyed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_destruction")),
    )
    op.create_index(
        op.f("ix_hardship_destruction_file_uid"), "hardship_destruction", ["file_uid"], unique=False
    )
    op.create_index(
        op.f("ix_hardship_destruction_list_no"), "hardship_destruction", ["list_no"], unique=False
    )
    op.create_table(
        "opinion",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_uid", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_opinion")),
    )
    op.create_index(
        op.f("ix_opinion_subject_subject_uid"), "opinion", ["subject", "subject_uid"], unique=False
    )
    op.create_table(
        "aid_grant",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_uid", sa.Text(), nullable=True),
        sa.Column("person_uid", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("goods", sa.Text(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("handler", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reverses_uid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_uid"],
            ["person.uid"],
            name=op.f("fk_aid_grant_person_uid_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reverses_uid"],
            ["aid_grant.uid"],
            name=op.f("fk_aid_grant_reverses_uid_aid_grant"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_aid_grant")),
    )
    op.create_index(op.f("ix_aid_grant_on"), "aid_grant", ["on"], unique=False)
    op.create_index(op.f("ix_aid_grant_person_uid"), "aid_grant", ["person_uid"], unique=False)
    op.create_index(
        op.f("ix_aid_grant_subject_subject_uid"), "aid_grant", ["subject", "subject_uid"], unique=False
    )
    op.create_table(
        "hardship_exit",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("months", sa.Text(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_exit_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_exit")),
    )
    op.create_index(op.f("ix_hardship_exit_file_uid"), "hardship_exit", ["file_uid"], unique=False)
    op.create_table(
        "hardship_means_check",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_of", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("report_no", sa.Text(), nullable=True),
        sa.Column("consistent", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_means_check_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_means_check")),
    )
    op.create_index(
        op.f("ix_hardship_means_check_file_uid"), "hardship_means_check", ["file_uid"], unique=False
    )
    op.create_table(
        "hardship_merger",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("kept_uid", sa.Text(), nullable=True),
        sa.Column("joined_uid", sa.Text(), nullable=True),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("parted_on", sa.Date(), nullable=True),
        sa.Column("parting_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["joined_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_merger_joined_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["kept_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_merger_kept_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_merger")),
    )
    op.create_index(op.f("ix_hardship_merger_joined_uid"), "hardship_merger", ["joined_uid"], unique=False)
    op.create_index(op.f("ix_hardship_merger_kept_uid"), "hardship_merger", ["kept_uid"], unique=False)
    op.create_table(
        "hardship_publicity",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=True),
        sa.Column("photo_begin", sa.Boolean(), nullable=True),
        sa.Column("photo_end", sa.Boolean(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_publicity_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_publicity")),
    )
    op.create_index(op.f("ix_hardship_publicity_file_uid"), "hardship_publicity", ["file_uid"], unique=False)
    op.create_table(
        "hardship_recheck",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_recheck_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_recheck")),
    )
    op.create_index(op.f("ix_hardship_recheck_file_uid"), "hardship_recheck", ["file_uid"], unique=False)
    op.create_table(
        "hardship_step",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pack", sa.Text(), nullable=True),
        sa.Column("takes_back_uid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_step_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["takes_back_uid"],
            ["hardship_step.uid"],
            name=op.f("fk_hardship_step_takes_back_uid_hardship_step"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_step")),
    )
    op.create_index(op.f("ix_hardship_step_file_uid"), "hardship_step", ["file_uid"], unique=False)
    op.create_table(
        "hardship_transfer",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("receiver_phone", sa.Text(), nullable=True),
        sa.Column("papers", sa.Text(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=True),
        sa.Column("handed_by", sa.Text(), nullable=True),
        sa.Column("received_by", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_transfer_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_transfer")),
    )
    op.create_index(op.f("ix_hardship_transfer_file_uid"), "hardship_transfer", ["file_uid"], unique=False)
    op.create_table(
        "hardship_visit",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("visitors", sa.Text(), nullable=True),
        sa.Column("met", sa.Text(), nullable=True),
        sa.Column("housing", sa.Text(), nullable=True),
        sa.Column("belongings", sa.Text(), nullable=True),
        sa.Column("members", sa.Text(), nullable=True),
        sa.Column("work", sa.Text(), nullable=True),
        sa.Column("income", sa.Text(), nullable=True),
        sa.Column("outlay", sa.Text(), nullable=True),
        sa.Column("debts", sa.Text(), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.Column("neighbours", sa.Text(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("photos", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_visit_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_visit")),
    )
    op.create_index(op.f("ix_hardship_visit_file_uid"), "hardship_visit", ["file_uid"], unique=False)
    op.create_table(
        "hardship_objection",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("publicity_uid", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["publicity_uid"],
            ["hardship_publicity.uid"],
            name=op.f("fk_hardship_objection_publicity_uid_hardship_publicity"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_objection")),
    )
    op.create_index(
        op.f("ix_hardship_objection_publicity_uid"), "hardship_objection", ["publicity_uid"], unique=False
    )
    op.add_column("hardship_file", sa.Column("system_no", sa.Text(), nullable=True))
    op.add_column("hardship_file", sa.Column("registered_on", sa.Date(), nullable=True))
    op.add_column("hardship_file", sa.Column("closed_on", sa.Date(), nullable=True))
