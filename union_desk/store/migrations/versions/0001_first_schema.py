"""First schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:  # noqa: PLR0915 - a schema is long
    op.create_table(
        "account",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_account")),
    )
    op.create_table(
        "change_set",
        sa.Column("arrival", ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("work_uid", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=False),
        sa.Column("schema", sa.Text(), nullable=False),
        sa.Column("vector", sa.Text(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("arrival", name=op.f("pk_change_set")),
        sa.UniqueConstraint("site", "audience", "seq", name=op.f("uq_change_set_site_audience_seq")),
    )
    op.create_index(op.f("ix_change_set_work_uid"), "change_set", ["work_uid"], unique=False)
    op.create_table(
        "draft",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("focus", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_area_key"), "draft", ["area", "key"], unique=False)
    op.create_table(
        "employer",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("reg_no", sa.Text(), nullable=True),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("industry_code", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("legal_rep", sa.Text(), nullable=True),
        sa.Column("legal_rep_title", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("headcount", sa.BigInteger(), nullable=True),
        sa.Column("union_name", sa.Text(), nullable=True),
        sa.Column("union_chair", sa.Text(), nullable=True),
        sa.Column("mediation_committee", sa.Boolean(), nullable=True),
        sa.Column("watched", sa.Boolean(), nullable=True),
        sa.Column("risk_note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_employer")),
    )
    op.create_index(op.f("ix_employer_credit_code"), "employer", ["credit_code"], unique=False)
    op.create_index(op.f("ix_employer_name"), "employer", ["name"], unique=False)
    op.create_table(
        "event",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_uid", sa.Text(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written", sa.Boolean(), nullable=True),
        sa.Column("corrects_uid", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["corrects_uid"],
            ["event.uid"],
            name=op.f("fk_event_corrects_uid_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_subject_subject_uid"), "event", ["subject", "subject_uid"], unique=False)
    op.create_table(
        "head",
        sa.Column("table_name", KEY_TEXT, nullable=False),
        sa.Column("uid", KEY_TEXT, nullable=False),
        sa.Column("field", KEY_TEXT, nullable=False),
        sa.Column("arrival", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("table_name", "uid", "field", "arrival", name=op.f("pk_head")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "household",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("house_type", sa.Text(), nullable=True),
        sa.Column("house_area_hundredths", sa.BigInteger(), nullable=True),
        sa.Column("house_area_band", sa.Text(), nullable=True),
        sa.Column("single_parent", sa.Boolean(), nullable=True),
        sa.Column("zero_employment", sa.Boolean(), nullable=True),
        sa.Column("dibao", sa.Boolean(), nullable=True),
        sa.Column("dibao_cert", sa.Text(), nullable=True),
        sa.Column("dibao_amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("dibao_from_on", sa.Date(), nullable=True),
        sa.Column("gov_relief", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_household")),
    )
    op.create_table(
        "number_block",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("first", sa.BigInteger(), nullable=True),
        sa.Column("last", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_number_block")),
    )
    op.create_table(
        "number_counter",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_number_counter")),
    )
    op.create_table(
        "office",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("short_name", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("division", sa.Text(), nullable=True),
        sa.Column("chair", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("seal_name", sa.Text(), nullable=True),
        sa.Column("active_from_on", sa.Date(), nullable=True),
        sa.Column("active_to_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_office")),
    )
    op.create_index(op.f("ix_office_code"), "office", ["code"], unique=False)
    op.create_table(
        "person",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("id_type", sa.Text(), nullable=True),
        sa.Column("id_no", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("birth_precision", sa.Text(), nullable=True),
        sa.Column("ethnic", sa.Text(), nullable=True),
        sa.Column("political", sa.Text(), nullable=True),
        sa.Column("marital", sa.Text(), nullable=True),
        sa.Column("hukou_type", sa.Text(), nullable=True),
        sa.Column("hukou_division", sa.Text(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("other_phone", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("health", sa.Text(), nullable=True),
        sa.Column("disability_type", sa.Text(), nullable=True),
        sa.Column("disability_level", sa.Text(), nullable=True),
        sa.Column("disability_cert", sa.Text(), nullable=True),
        sa.Column("model_worker", sa.Text(), nullable=True),
        sa.Column("union_member", sa.Boolean(), nullable=True),
        sa.Column("member_no", sa.Text(), nullable=True),
        sa.Column("work_status", sa.Text(), nullable=True),
        sa.Column("able_to_work", sa.Boolean(), nullable=True),
        sa.Column("jobless_proof", sa.Text(), nullable=True),
        sa.Column("work_start_on", sa.Date(), nullable=True),
        sa.Column("work_start_precision", sa.Text(), nullable=True),
        sa.Column("contract_signed_on", sa.Date(), nullable=True),
        sa.Column("contract_term", sa.Text(), nullable=True),
        sa.Column("insured", sa.Text(), nullable=True),
        sa.Column("bank", sa.Text(), nullable=True),
        sa.Column("bank_branch", sa.Text(), nullable=True),
        sa.Column("card_no", sa.Text(), nullable=True),
        sa.Column("card_holder", sa.Text(), nullable=True),
        sa.Column("card_proxy_note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_card_no"), "person", ["card_no"], unique=False)
    op.create_index(op.f("ix_person_id_no"), "person", ["id_no"], unique=False)
    op.create_table(
        "print",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("subject_uid", sa.Text(), nullable=True),
        sa.Column("form_id", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("copies", sa.BigInteger(), nullable=True),
        sa.Column("first_copy", sa.BigInteger(), nullable=True),
        sa.Column("printed_by", sa.Text(), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_print")),
    )
    op.create_index(op.f("ix_print_subject_subject_uid"), "print", ["subject", "subject_uid"], unique=False)
    op.create_table(
        "search_ref",
        sa.Column("ref", ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("entity", KEY_TEXT, nullable=False),
        sa.Column("uid", KEY_TEXT, nullable=False),
        sa.Column("joined", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_search_ref")),
        sa.UniqueConstraint("entity", "uid", name=op.f("uq_search_ref_entity_uid")),
    )
    op.create_table(
        "setting",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_setting")),
    )
    op.create_table(
        "skey",
        sa.Column("entity", KEY_TEXT, nullable=False),
        sa.Column("kind", KEY_TEXT, nullable=False),
        sa.Column("key", KEY_TEXT, nullable=False),
        sa.Column("ref", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("entity", "kind", "key", "ref", name=op.f("pk_skey")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "store_meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_meta")),
    )
    op.create_table(
        "stream",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", "audience", name=op.f("pk_stream")),
    )
    op.create_table(
        "threshold",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("value_fen", sa.BigInteger(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_threshold")),
    )
    op.create_table(
        "touch",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_touch")),
    )
    op.create_index(op.f("ix_touch_entity_changed_at"), "touch", ["entity", "changed_at"], unique=False)
    op.create_table(
        "change_line",
        sa.Column("number", ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("table_name", KEY_TEXT, nullable=False),
        sa.Column("uid", KEY_TEXT, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["arrival"],
            ["change_set.arrival"],
            name=op.f("fk_change_line_arrival_change_set"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_change_line")),
    )
    op.create_index(op.f("ix_change_line_arrival"), "change_line", ["arrival"], unique=False)
    op.create_index("ix_change_line_table_name_uid", "change_line", ["table_name", "uid"], unique=False)
    op.create_table(
        "hardship_file",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("temporary_number", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("household_uid", sa.Text(), nullable=True),
        sa.Column("owner_uid", sa.Text(), nullable=True),
        sa.Column("employer_uid", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("class_code", sa.Text(), nullable=True),
        sa.Column("class_scheme", sa.Text(), nullable=True),
        sa.Column("farm_worker", sa.Boolean(), nullable=True),
        sa.Column("self_help", sa.Boolean(), nullable=True),
        sa.Column("year_income_override_fen", sa.BigInteger(), nullable=True),
        sa.Column("year_income_reason", sa.Text(), nullable=True),
        sa.Column("event", sa.Boolean(), nullable=True),
        sa.Column("event_text", sa.Text(), nullable=True),
        sa.Column("yearly_loss_fen", sa.BigInteger(), nullable=True),
        sa.Column("main_cause", sa.Text(), nullable=True),
        sa.Column("minor_causes", sa.Text(), nullable=True),
        sa.Column("cause_text", sa.Text(), nullable=True),
        sa.Column("relief_target", sa.Boolean(), nullable=True),
        sa.Column("relief_on", sa.Date(), nullable=True),
        sa.Column("key_group", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("builder", sa.Text(), nullable=True),
        sa.Column("checker", sa.Text(), nullable=True),
        sa.Column("typist", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("refuse_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["employer_uid"],
            ["employer.uid"],
            name=op.f("fk_hardship_file_employer_uid_employer"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["household_uid"],
            ["household.uid"],
            name=op.f("fk_hardship_file_household_uid_household"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_uid"],
            ["person.uid"],
            name=op.f("fk_hardship_file_owner_uid_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_file")),
    )
    op.create_index(op.f("ix_hardship_file_applied_on"), "hardship_file", ["applied_on"], unique=False)
    op.create_index(op.f("ix_hardship_file_class_code"), "hardship_file", ["class_code"], unique=False)
    op.create_index(op.f("ix_hardship_file_employer_uid"), "hardship_file", ["employer_uid"], unique=False)
    op.create_index(op.f("ix_hardship_file_household_uid"), "hardship_file", ["household_uid"], unique=False)
    op.create_index(op.f("ix_hardship_file_number"), "hardship_file", ["number"], unique=False)
    op.create_index(op.f("ix_hardship_file_office"), "hardship_file", ["office"], unique=False)
    op.create_index(op.f("ix_hardship_file_owner_uid"), "hardship_file", ["owner_uid"], unique=False)
    op.create_index(op.f("ix_hardship_file_state"), "hardship_file", ["state"], unique=False)
    op.create_table(
        "household_member",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("household_uid", sa.Text(), nullable=True),
        sa.Column("person_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=True),
        sa.Column("count_reason", sa.Text(), nullable=True),
        sa.Column("in_school", sa.Boolean(), nullable=True),
        sa.Column("school", sa.Text(), nullable=True),
        sa.Column("school_stage", sa.Text(), nullable=True),
        sa.Column("enrolled_year", sa.BigInteger(), nullable=True),
        sa.Column("school_years", sa.BigInteger(), nullable=True),
        sa.Column("served_from_on", sa.Date(), nullable=True),
        sa.Column("workplace", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["household_uid"],
            ["household.uid"],
            name=op.f("fk_household_member_household_uid_household"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_uid"],
            ["person.uid"],
            name=op.f("fk_household_member_person_uid_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_household_member")),
    )
    op.create_index(
        op.f("ix_household_member_household_uid"), "household_member", ["household_uid"], unique=False
    )
    op.create_index(op.f("ix_household_member_person_uid"), "household_member", ["person_uid"], unique=False)
    op.create_table(
        "hardship_asset",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("member_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("count", sa.BigInteger(), nullable=True),
        sa.Column("area_hundredths", sa.BigInteger(), nullable=True),
        sa.Column("value_fen", sa.BigInteger(), nullable=True),
        sa.Column("use", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_asset_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_uid"],
            ["household_member.uid"],
            name=op.f("fk_hardship_asset_member_uid_household_member"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_asset")),
    )
    op.create_index(op.f("ix_hardship_asset_file_uid"), "hardship_asset", ["file_uid"], unique=False)
    op.create_table(
        "hardship_attachment",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("pages", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_attachment_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_attachment")),
    )
    op.create_index(
        op.f("ix_hardship_attachment_file_uid"), "hardship_attachment", ["file_uid"], unique=False
    )
    op.create_table(
        "hardship_decision",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("pack", sa.Text(), nullable=True),
        sa.Column("pack_title", sa.Text(), nullable=True),
        sa.Column("pack_version", sa.Text(), nullable=True),
        sa.Column("class_code", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("computed", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("inputs", sa.Text(), nullable=True),
        sa.Column("steps", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_decision_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_decision")),
    )
    op.create_index(op.f("ix_hardship_decision_file_uid"), "hardship_decision", ["file_uid"], unique=False)
    op.create_table(
        "hardship_exclusion",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_exclusion_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_exclusion")),
    )
    op.create_index(op.f("ix_hardship_exclusion_file_uid"), "hardship_exclusion", ["file_uid"], unique=False)
    op.create_table(
        "hardship_income",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("member_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("months", sa.BigInteger(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_income_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_uid"],
            ["household_member.uid"],
            name=op.f("fk_hardship_income_member_uid_household_member"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_income")),
    )
    op.create_index(op.f("ix_hardship_income_file_uid"), "hardship_income", ["file_uid"], unique=False)
    op.create_table(
        "hardship_outlay",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("member_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("months", sa.BigInteger(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("compulsory_school", sa.Boolean(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_outlay_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["member_uid"],
            ["household_member.uid"],
            name=op.f("fk_hardship_outlay_member_uid_household_member"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_outlay")),
    )
    op.create_index(op.f("ix_hardship_outlay_file_uid"), "hardship_outlay", ["file_uid"], unique=False)
    op.create_table(
        "hardship_plan",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("file_uid", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_uid"],
            ["hardship_file.uid"],
            name=op.f("fk_hardship_plan_file_uid_hardship_file"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_hardship_plan")),
    )
    op.create_index(op.f("ix_hardship_plan_file_uid"), "hardship_plan", ["file_uid"], unique=False)
    # ### end Alembic commands ###
