"""How offices, numbers, events, prints, drafts and settings are stored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.records import LocalRecord, LoggedRecord

# What tells one original from another changes as one field; nobody reads it in 修改记录.
_ORIGINAL = {"group": "original"}


class OfficeRecord(LoggedRecord):
    """An office of the federation; its code stands in numbers and names its audience."""

    __tablename__ = "office"

    code: Mapped[str | None] = labelled("代码", index=True)
    # What the district gave a lone office later: numbers begin with it; `code` still names the audience.
    official_code: Mapped[str | None] = labelled("正式代码")
    name: Mapped[str | None] = labelled("全称")
    short_name: Mapped[str | None] = labelled("简称")
    level: Mapped[str | None] = labelled("层级", terms="office_level")
    parent_code: Mapped[str | None] = labelled("上级")
    division: Mapped[str | None] = labelled("行政区划", shown="division")
    chair: Mapped[str | None] = labelled("主席")
    phone: Mapped[str | None] = labelled("电话")
    address: Mapped[str | None] = labelled("地址")
    seal_name: Mapped[str | None] = labelled("印章名称")
    case_word: Mapped[str | None] = labelled("案号字")
    mediation_name: Mapped[str | None] = labelled("调解组织名称")
    arbitration_name: Mapped[str | None] = labelled("劳动人事争议仲裁委员会")
    active_from_on: Mapped[date | None] = labelled("启用日期")
    active_to_on: Mapped[date | None] = labelled("停用日期")


class OfficeVersion(LoggedRecord):
    """One version of what an office sets for itself; a change is a new version, never an edit of this one."""

    __abstract__ = True

    from_on: Mapped[date | None] = labelled("起用日期")
    doc_no: Mapped[str | None] = labelled("文号")
    number: Mapped[int | None] = labelled("第几版")
    reason: Mapped[str | None] = labelled("理由")
    entered_by: Mapped[str | None] = labelled("录入人")
    entered_at: Mapped[datetime | None] = mapped_column()
    withdrawn_by: Mapped[str | None] = labelled("作废人")
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_why: Mapped[str | None] = labelled("作废理由")


class ThresholdRecord(OfficeVersion):
    """A line of the place (低保标准, 最低工资 …) as an office entered it; it goes before the shipped ones."""

    __tablename__ = "threshold"
    __table_args__ = (Index(None, "kind", "from_on"),)

    kind: Mapped[str | None] = labelled("标准", terms="threshold")
    value_fen: Mapped[int | None] = labelled("金额")


class OfficeVersionRecord(OfficeVersion):
    """A class pack, the days off of a year, or a text of the forms, whole, as an office set it."""

    __tablename__ = "office_version"
    __table_args__ = (Index(None, "kind", "name"),)

    kind: Mapped[str | None] = mapped_column()
    name: Mapped[str | None] = mapped_column()
    body: Mapped[dict[str, Any] | None] = mapped_column()


class NumberBlockRecord(LoggedRecord):
    """A run of numbers lent to one site, so that offices without a line never give the same number."""

    __tablename__ = "number_block"

    series: Mapped[str | None] = labelled("编号种类")
    office: Mapped[str | None] = labelled("单位")
    year: Mapped[int | None] = labelled("年度")
    site: Mapped[str | None] = labelled("借用的电脑")
    first: Mapped[int | None] = labelled("起号")
    last: Mapped[int | None] = labelled("止号")


class NumberCounterRecord(LocalRecord):
    """The last number given here in a series; it outlives the row, since a number is never re-used."""

    __tablename__ = "number_counter"

    last: Mapped[int]


class EventRecord(LoggedRecord):
    """A dated event of a case. `on` may lie before `recorded_at`; a correction points to what it replaces."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "subject", "subject_uid"),)

    subject: Mapped[str | None] = mapped_column()
    subject_uid: Mapped[str | None] = mapped_column()
    on: Mapped[date | None] = labelled("日期", group="event")
    kind: Mapped[str | None] = labelled("类型", terms="event_kind", group="event")
    text: Mapped[str | None] = labelled("内容", group="event")
    by: Mapped[str | None] = labelled("记录人")
    office: Mapped[str | None] = mapped_column()
    recorded_at: Mapped[datetime | None] = mapped_column()
    written: Mapped[bool | None] = mapped_column()  # by a person; else by an act of the program
    # Without its index each new event would look through all others for one that corrects it.
    corrects_uid: Mapped[str | None] = labelled("更正", to="event.uid", index=True)


class OpinionRecord(LoggedRecord):
    """The opinion of one level on a case; it is only ever added, a later one of the level goes before."""

    __tablename__ = "opinion"
    __table_args__ = (Index(None, "subject", "subject_uid"),)

    subject: Mapped[str | None] = mapped_column()
    subject_uid: Mapped[str | None] = mapped_column()
    stage: Mapped[str | None] = labelled("意见单位", terms="opinion_stage")
    matter: Mapped[str | None] = labelled("事项", terms="opinion_matter")
    agreed: Mapped[bool | None] = labelled("同意")
    text: Mapped[str | None] = labelled("意见")
    signer: Mapped[str | None] = labelled("签名人")
    on: Mapped[date | None] = labelled("签署日期")
    sealed: Mapped[bool | None] = labelled("已盖章")
    recorded_by: Mapped[str | None] = labelled("登记人")


class ConsentRecord(LoggedRecord):
    """A person's consent (PIPL arts 13-15, 23, 25, 29, 31): given on a paper, and withdrawn at any time."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "subject", "subject_uid"),)

    subject: Mapped[str | None] = mapped_column()
    subject_uid: Mapped[str | None] = mapped_column()
    person_uid: Mapped[str | None] = labelled("本人", index=True, shown="person")
    kind: Mapped[str | None] = labelled("同意事项", terms="consent_kind")
    scope: Mapped[str | None] = labelled("同意范围")
    given_on: Mapped[date | None] = labelled("同意日期")
    given_by: Mapped[str | None] = labelled("签署人")  # a guardian for a child under 14
    until_on: Mapped[date | None] = labelled("有效期至")
    paper: Mapped[str | None] = labelled("书面编号")
    withdrawn_on: Mapped[date | None] = labelled("撤回日期", group="withdrawal")
    withdrawal_text: Mapped[str | None] = labelled("撤回说明", group="withdrawal")


class PrintRecord(LoggedRecord):
    """One print of one form about one record: who, when, how many, which copy was the first."""

    __tablename__ = "print"
    __table_args__ = (Index(None, "subject", "subject_uid"),)

    subject: Mapped[str | None] = mapped_column()
    subject_uid: Mapped[str | None] = mapped_column()
    form_id: Mapped[str | None] = labelled("表单")
    edition: Mapped[str | None] = labelled("版次")
    # The office's own texts that stood on the paper: uids of office_version with commas.
    wording: Mapped[str | None] = mapped_column()
    mode: Mapped[str | None] = labelled("方式", terms="print_mode")
    copies: Mapped[int | None] = labelled("份数")
    first_copy: Mapped[int | None] = labelled("起始份号")
    printed_by: Mapped[str | None] = labelled("打印人")
    printed_at: Mapped[datetime | None] = labelled("打印时间")


class AttachedFileRecord(LoggedRecord):
    """A scan or photo in a case; `sha256` names its bytes, which never change."""

    __tablename__ = "attached_file"
    __table_args__ = (Index(None, "subject", "subject_uid"),)

    subject: Mapped[str | None] = mapped_column()
    subject_uid: Mapped[str | None] = mapped_column()
    kind: Mapped[str | None] = labelled("材料类型", terms="attachment_kind", group="paper")
    name: Mapped[str | None] = labelled("名称", group="paper")
    person_uid: Mapped[str | None] = labelled("属于谁", group="paper", shown="person")
    taken_on: Mapped[date | None] = labelled("拍摄或扫描日期", group="paper")
    sha256: Mapped[str | None] = mapped_column(index=True, info={**_ORIGINAL, "names_original": True})
    size: Mapped[int | None] = mapped_column(info=_ORIGINAL)
    media: Mapped[str | None] = mapped_column(info=_ORIGINAL)
    pages: Mapped[int | None] = labelled("页数", group="original")
    source: Mapped[str | None] = labelled("来源", terms="attachment_source", group="original")
    # By how much it is shown turned to the right, in degrees: the original stays as it was given.
    turned: Mapped[int | None] = labelled("转向")
    added_by: Mapped[str | None] = mapped_column()
    added_at: Mapped[datetime | None] = mapped_column()
    removed_on: Mapped[date | None] = mapped_column(info={"group": "removal"})
    removed_by: Mapped[str | None] = mapped_column(info={"group": "removal"})
    removed_why: Mapped[str | None] = labelled("移除原因", group="removal")


class ReportTemplateRecord(LoggedRecord):
    """One version of a blank table of somebody else, and what of a record goes into which of its columns."""

    __tablename__ = "report_template"
    __table_args__ = (Index(None, "entity", "name"),)

    entity: Mapped[str | None] = mapped_column()
    name: Mapped[str | None] = labelled("报表模板")
    number: Mapped[int | None] = labelled("第几版")
    file_name: Mapped[str | None] = labelled("空白表")
    workbook: Mapped[str | None] = mapped_column()  # base64 of the .xlsx
    layout: Mapped[dict[str, Any] | None] = mapped_column()
    saved_by: Mapped[str | None] = labelled("保存人")
    saved_at: Mapped[datetime | None] = mapped_column()
    dropped_by: Mapped[str | None] = labelled("停用人")
    dropped_at: Mapped[datetime | None] = mapped_column()


class ImportRecord(LoggedRecord):
    """One table that was taken in: which file, for what, and what came of its rows."""

    __tablename__ = "import"

    kind: Mapped[str | None] = labelled("导入内容")
    file_name: Mapped[str | None] = labelled("文件名")
    sheet: Mapped[str | None] = labelled("工作表")
    sha256: Mapped[str | None] = mapped_column(index=True)
    sender: Mapped[str | None] = labelled("来源单位")
    added: Mapped[int | None] = labelled("新增")
    changed: Mapped[int | None] = labelled("更改")
    same: Mapped[int | None] = labelled("相同")
    refused: Mapped[int | None] = labelled("拒收")
    passed_over: Mapped[int | None] = labelled("跳过的行")
    imported_by: Mapped[str | None] = labelled("导入人")
    imported_at: Mapped[datetime | None] = labelled("导入时间")


class DraftRecord(LocalRecord):
    """Half-typed work that waits under 未完成."""

    __tablename__ = "draft"
    __table_args__ = (Index(None, "area", "key"),)

    area: Mapped[str]
    key: Mapped[str]
    user: Mapped[str]
    title: Mapped[str]
    body: Mapped[dict[str, Any]]
    focus: Mapped[str]
    saved_at: Mapped[datetime]


class SettingRecord(LocalRecord):
    """One setting of this store; its uid is the name of the setting."""

    __tablename__ = "setting"

    value: Mapped[dict[str, Any]]


class AccountRecord(LocalRecord):
    """What the holder of a password may do here; its uid is the user's name in the vault."""

    __tablename__ = "account"

    office: Mapped[str]
    roles: Mapped[str]
    # The password was given by another person: it opens the store once, and only to choose a new one.
    must_change: Mapped[bool | None]
    deactivated_at: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]


class TouchRecord(LocalRecord):
    """When a record was last changed, derived from the log; its uid is the record's."""

    __tablename__ = "touch"
    __table_args__ = (Index(None, "entity", "changed_at"),)

    entity: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class VolumeRecord(LoggedRecord):
    """卷宗: the bound volume of a case, with where it stands and how long it is kept."""

    __tablename__ = "volume"

    subject: Mapped[str | None] = mapped_column()
    subject_uid: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str | None] = labelled("卷宗类别", terms="volume_kind")
    number: Mapped[str | None] = labelled("卷宗号", group="keeping")
    shelf: Mapped[str | None] = labelled("存放位置", group="keeping")
    years: Mapped[int | None] = labelled("保管年限", group="retention")  # None: 永久
    kept_from_on: Mapped[date | None] = labelled("保管起算日期", group="retention")
    compiler: Mapped[str | None] = labelled("立卷人", group="signing")
    checker: Mapped[str | None] = labelled("检查人", group="signing")
    compiled_on: Mapped[date | None] = labelled("立卷日期", group="signing")
    damage: Mapped[str | None] = labelled("缺损说明", group="signing")
    bound_at: Mapped[datetime | None] = mapped_column(info={"group": "binding"})
    bound_by: Mapped[str | None] = labelled("装订人", group="binding")
    pages: Mapped[int | None] = labelled("页数", group="binding")
    sha256: Mapped[str | None] = mapped_column(info={"group": "binding"})  # of the whole PDF
    # What was bound: title, pages and hash of each document, to say what has changed since.
    bound_papers: Mapped[list[Any] | None] = mapped_column(info={"group": "binding"})


class VolumeItemRecord(LoggedRecord):
    """One document of a volume: a paper that the program prints, or a scan, in its place."""

    __tablename__ = "volume_item"

    volume_uid: Mapped[str | None] = labelled("卷宗", to="volume.uid", index=True)
    position: Mapped[int | None] = mapped_column()
    removed: Mapped[bool | None] = labelled("删去")
    section: Mapped[str | None] = mapped_column()  # the place in the order of its kind
    form: Mapped[str | None] = mapped_column(info={"group": "source"})
    about_uid: Mapped[str | None] = mapped_column(info={"group": "source"})
    attachment_uid: Mapped[str | None] = mapped_column(info={"group": "source"})
    title: Mapped[str | None] = labelled("题名")
    number: Mapped[str | None] = labelled("文号")
    author: Mapped[str | None] = labelled("责任者")
    on: Mapped[date | None] = labelled("日期")
    secret: Mapped[bool | None] = labelled("副卷")
    remark: Mapped[str | None] = labelled("备注")
