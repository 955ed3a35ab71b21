"""Application of legal aid."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aid_member",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("case_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("id_no", sa.Text(), nullable=True),
        sa.Column("workplace", sa.Text(), nullable=True),
        sa.Column("income_fen", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_uid"],
            ["aid_case.uid"],
            name=op.f("fk_aid_member_case_uid_aid_case"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_aid_member")),
    )
    op.create_index(op.f("ix_aid_member_case_uid"), "aid_member", ["case_uid"], unique=False)
    op.add_column("aid_case", sa.Column("oral_time", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("oral_recorder", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("papers_given", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("applied_before", sa.Boolean(), nullable=True))
    op.add_column("aid_case", sa.Column("applied_before_text", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("income_kinds", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("year_income_fen", sa.BigInteger(), nullable=True))
    op.add_column("aid_case", sa.Column("house_address", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("house_area_hundredths", sa.BigInteger(), nullable=True))
    op.add_column("aid_case", sa.Column("house_cert", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("house_use", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("visit_way", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("visit_words", sa.Text(), nullable=True))
    op.add_column("aid_case", sa.Column("visited_by", sa.Text(), nullable=True))
