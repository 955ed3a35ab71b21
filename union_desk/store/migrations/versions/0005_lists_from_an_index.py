"""The list of files is read from an index alone."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_hardship_file_number"), table_name="hardship_file")
    op.create_index(op.f("ix_hardship_file_number_uid"), "hardship_file", ["number", "uid"], unique=False)
