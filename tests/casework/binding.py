"""Cases with scans whose volumes are bound in tests."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from union_desk.casework.attachments import NewFile, Paper
from union_desk.casework.offices import Office
from union_desk.dispute.values import Agent, CaseForm, Party
from union_desk.people.values import EmployerCard, PersonCard

BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
XS = Office("XS", "下沙街道总工会", "下沙", "street_office")
CASE = CaseForm(
    matter="拖欠两个月工资",
    came_on=date(2026, 11, 20),
    received_on=date(2026, 11, 20),
    handler="王芳",
    parties=(
        Party(person=PersonCard(name="张𧒽芬")),
        Party(side="respondent", kind="employer", employer=EmployerCard(name="杭州某某电子科技有限公司")),
    ),
    agents=(Agent(name="陈律", kind="lawyer"),),
)
DISPUTE, FILE = "dispute_case", "hardship_file"


def picture(colour="white"):
    kept = BytesIO()
    Image.new("RGB", (620, 877), colour).save(kept, "JPEG")
    return kept.getvalue()


def pdf(pages=1, password=""):
    kept = BytesIO()
    canvas = Canvas(kept, pagesize=(595, 842), invariant=True)
    for _ in range(pages):
        canvas.rect(100, 100, 200, 200)
        canvas.showPage()
    canvas.save()
    if not password:
        return kept.getvalue()
    with pikepdf.open(BytesIO(kept.getvalue())) as opened:
        locked = BytesIO()
        opened.save(locked, encryption=pikepdf.Encryption(user=password, owner=password))
        return locked.getvalue()


def attach(services, case, name, kind="", data=None):
    new = NewFile(name, data=picture() if data is None else data)
    (uid,) = services.attachments.add(services.actor, *case, [new], Paper(kind)).uids
    return uid


def bind(services, case, path):
    return services.volumes.bind(services.actor, *case, path, lambda *_: None, lambda: False)
