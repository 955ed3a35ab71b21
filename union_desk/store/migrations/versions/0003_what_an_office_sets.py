"""What an office sets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_version",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Text(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_office_version")),
    )
    op.create_index(op.f("ix_office_version_kind_name"), "office_version", ["kind", "name"], unique=False)
    op.add_column("hardship_decision", sa.Column("standards", sa.Text(), nullable=True))
    op.add_column("office", sa.Column("official_code", sa.Text(), nullable=True))
    op.add_column("print", sa.Column("wording", sa.Text(), nullable=True))
    op.add_column("threshold", sa.Column("number", sa.BigInteger(), nullable=True))
    op.add_column("threshold", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("threshold", sa.Column("entered_by", sa.Text(), nullable=True))
    op.add_column("threshold", sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("threshold", sa.Column("withdrawn_by", sa.Text(), nullable=True))
    op.add_column("threshold", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("threshold", sa.Column("withdrawn_why", sa.Text(), nullable=True))
    op.create_index(op.f("ix_threshold_kind_from_on"), "threshold", ["kind", "from_on"], unique=False)
