"""What happens to a hardship file from application to destruction, each act a row that stays."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from union_desk.casework.fields import labelled
from union_desk.store.records import LoggedRecord


class StepRecord(LoggedRecord):
    """A step of the process that was taken: from which state to which, on which day, and why."""

    __tablename__ = "hardship_step"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    number: Mapped[int | None] = mapped_column()  # in the order of the file's steps: clocks are set back
    code: Mapped[str | None] = mapped_column()
    title: Mapped[str | None] = labelled("步骤")
    from_state: Mapped[str | None] = labelled("原状态", terms="file_state")
    to_state: Mapped[str | None] = labelled("新状态", terms="file_state")
    on: Mapped[date | None] = labelled("办理日期")
    reason: Mapped[str | None] = labelled("办理理由")
    by: Mapped[str | None] = labelled("办理人")
    at: Mapped[datetime | None] = mapped_column()
    pack: Mapped[str | None] = mapped_column()  # name and version of the rules that were in force
    takes_back_uid: Mapped[str | None] = labelled("撤回的步骤", to="hardship_step.uid", index=True)


class HomeVisitRecord(LoggedRecord):
    """入户核查: who went, whom they met, what they found."""

    __tablename__ = "hardship_visit"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    removed: Mapped[bool | None] = labelled("删去")
    on: Mapped[date | None] = labelled("核查日期")
    visitors: Mapped[str | None] = labelled("核查人")  # names, one on a line
    met: Mapped[str | None] = labelled("接待人")
    housing: Mapped[str | None] = labelled("住房情况")
    belongings: Mapped[str | None] = labelled("家电、车辆等")
    members: Mapped[str | None] = labelled("家庭成员核对")
    work: Mapped[str | None] = labelled("就业情况")
    income: Mapped[str | None] = labelled("收入情况")
    outlay: Mapped[str | None] = labelled("支出情况")
    debts: Mapped[str | None] = labelled("负债情况")
    health: Mapped[str | None] = labelled("健康情况")
    neighbours: Mapped[str | None] = labelled("邻里反映")
    needs: Mapped[str | None] = labelled("帮扶需求")
    conclusion: Mapped[str | None] = labelled("核查结论", terms="visit_conclusion")
    photos: Mapped[int | None] = labelled("照片张数")


class PublicityRecord(LoggedRecord):
    """公示: where and from when until when it was posted, and what came of it."""

    __tablename__ = "hardship_publicity"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    purpose: Mapped[str | None] = labelled("公示事项", terms="publicity_purpose")
    place: Mapped[str | None] = labelled("公示地点")
    phone: Mapped[str | None] = labelled("监督电话")
    cause: Mapped[str | None] = labelled("公示的致困原因", terms="publicity_cause")
    from_on: Mapped[date | None] = labelled("公示起", group="period")
    to_on: Mapped[date | None] = labelled("公示止", group="period")
    steps: Mapped[list[Any] | None] = mapped_column()  # how the last day was counted
    photo_begin: Mapped[bool | None] = labelled("公示开始照片")
    photo_end: Mapped[bool | None] = labelled("公示期满照片")
    result: Mapped[str | None] = labelled("公示结果", group="outcome")
    result_on: Mapped[date | None] = labelled("结果日期", group="outcome")
    signer: Mapped[str | None] = labelled("公示负责人", group="outcome")


class ObjectionRecord(LoggedRecord):
    """An objection to a publicity, and how it was handled."""

    __tablename__ = "hardship_objection"

    publicity_uid: Mapped[str | None] = labelled("公示", to="hardship_publicity.uid", index=True)
    on: Mapped[date | None] = labelled("异议日期")
    who: Mapped[str | None] = labelled("提出人")
    phone: Mapped[str | None] = labelled("提出人电话", shown="phone")
    text: Mapped[str | None] = labelled("异议内容")
    handling: Mapped[str | None] = labelled("处理情况", group="settlement")
    upheld: Mapped[bool | None] = labelled("异议成立", group="settlement")
    handled_on: Mapped[date | None] = labelled("处理日期", group="settlement")


class MeansCheckRecord(LoggedRecord):
    """经济状况核对, asked of the civil affairs office with the signed authorisation."""

    __tablename__ = "hardship_means_check"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    asked_on: Mapped[date | None] = labelled("提请核对日期")
    asked_of: Mapped[str | None] = labelled("核对机构")
    answered_on: Mapped[date | None] = labelled("收到结果日期", group="answer")
    report_no: Mapped[str | None] = labelled("核对报告编号", group="answer")
    consistent: Mapped[bool | None] = labelled("与申报一致", group="answer")
    text: Mapped[str | None] = labelled("核对情况", group="answer")
    handling: Mapped[str | None] = labelled("不一致的处理")


class RecheckRecord(LoggedRecord):
    """年度复核: last year beside this year, and what was concluded."""

    __tablename__ = "hardship_recheck"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    year: Mapped[int | None] = labelled("复核年度")
    on: Mapped[date | None] = labelled("复核日期")
    before: Mapped[dict[str, Any] | None] = mapped_column()  # figures and class as they were
    after: Mapped[dict[str, Any] | None] = mapped_column()
    outcome: Mapped[str | None] = labelled("复核结论", terms="review_outcome")
    text: Mapped[str | None] = labelled("复核说明")
    by: Mapped[str | None] = labelled("复核人")


class ExitRecord(LoggedRecord):
    """Leaving the file: the months that were tested, or the reason of a deregistration."""

    __tablename__ = "hardship_exit"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    on: Mapped[date | None] = labelled("离档日期")
    kind: Mapped[str | None] = labelled("离档方式", terms="review_outcome")
    reason: Mapped[str | None] = labelled("注销原因", terms="exit_reason")
    text: Mapped[str | None] = labelled("离档说明")
    months: Mapped[list[Any] | None] = (
        mapped_column()
    )  # first day, income in fen, population, standard in fen
    steps: Mapped[list[Any] | None] = mapped_column()


class TransferRecord(LoggedRecord):
    """移交 to another union: here the file closes, there its snapshot is made anew."""

    __tablename__ = "hardship_transfer"

    file_uid: Mapped[str | None] = labelled("档案", to="hardship_file.uid", index=True)
    on: Mapped[date | None] = labelled("移交日期")
    receiver: Mapped[str | None] = labelled("接收单位")
    receiver_phone: Mapped[str | None] = labelled("接收单位电话", shown="phone")
    papers: Mapped[str | None] = labelled("移交材料")  # one on a line
    pages: Mapped[int | None] = labelled("移交页数")
    handed_by: Mapped[str | None] = labelled("移交人")
    received_by: Mapped[str | None] = labelled("接收人")
    received_on: Mapped[date | None] = labelled("接收日期")


class MergerRecord(LoggedRecord):
    """Two files of one household put together: the second is read with the first until they are parted."""

    __tablename__ = "hardship_merger"

    kept_uid: Mapped[str | None] = labelled("保留的档案", to="hardship_file.uid", index=True)
    joined_uid: Mapped[str | None] = labelled("并入的档案", to="hardship_file.uid", index=True)
    state_before: Mapped[str | None] = labelled("并入前状态", terms="file_state")
    on: Mapped[date | None] = labelled("合并日期")
    reason: Mapped[str | None] = labelled("合并理由")
    parted_on: Mapped[date | None] = labelled("分开日期", group="parting")
    parting_reason: Mapped[str | None] = labelled("分开理由", group="parting")


class DestructionRecord(LoggedRecord):
    """销毁清册: a file whose time of keeping is over, on the list that two persons sign."""

    __tablename__ = "hardship_destruction"

    file_uid: Mapped[str | None] = labelled("档案", index=True)
    list_no: Mapped[str | None] = labelled("清册编号", index=True)
    number: Mapped[str | None] = labelled("档案编号")
    pages: Mapped[int | None] = labelled("页数")
    closed_on: Mapped[date | None] = labelled("撤档日期")
    kept_until_on: Mapped[date | None] = labelled("保存到")
    listed_by: Mapped[str | None] = labelled("造册人")
    listed_on: Mapped[date | None] = labelled("造册日期")
    # In one group: no signature is taken back once a later one has been built on it.
    approved_by: Mapped[str | None] = labelled("批准人", group="signatures")
    approved_on: Mapped[date | None] = labelled("批准日期", group="signatures")
    supervised_by: Mapped[str | None] = labelled("监销人", group="signatures")
    destroyed_on: Mapped[date | None] = labelled("销毁日期", group="signatures")
