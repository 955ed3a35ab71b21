"""调解协议书: the parties in full, what is paid when and how, what is done, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from union_desk.core.money import in_capitals
from union_desk.core.terms import term_label
from union_desk.dispute.prints import parts
from union_desk.dispute.prints.paper import Fields, Paper
from union_desk.dispute.rules.states import State
from union_desk.dispute.values import Agreement, AgreementItem, CaseForm, Party
from union_desk.dispute.values.on_paper import CaseOnPaper

_CHINESE: Final = "零一二三四五六七八九十"
_NO_AGREEMENT: Final = Agreement(uid="")
_OTHER: Final = {"applicant": "respondent", "respondent": "applicant"}


def agreement_fields(case: CaseOnPaper) -> Fields:
    """Without an agreement yet it has room for everything: it is written at the table."""
    form, agreed = case.view.form, case.life.agreement or _NO_AGREEMENT
    plan = list(_instalments(agreed))
    total = sum(part for *_, part in plan)
    return {
        **parts.head(case),
        "number": agreed.number or case.view.number_shown,
        "applicants": parties_text(form, form.applicants),
        "respondents": parties_text(form, form.respondents),
        "thirds": parties_text(form, form.of_side("third")),
        "claims": agreed.claims_text or parts.claims_text(case),
        "answer": agreed.answer_text or form.answer,
        "items": [_payment(form, item) for item in agreed.items],
        "instalments": [
            {"no": str(number), "title": title, "due": on, "amount": fen, "capitals": _capitals(fen)}
            for number, title, on, fen in plan
        ],
        "instalment_total": total or None,
        "instalment_capitals": _capitals(total) if total else "",
        "accelerated": (agreed.accelerated and bool(plan)) or None,
        "acts": _acts(agreed),
        "default_text": agreed.default_text,
        "release": _waived(form) + agreed.release,
        "extra": agreed.extra,
        "copies": _CHINESE[agreed.copies] if agreed.copies < len(_CHINESE) else str(agreed.copies),
        "signers": signers(form),
        "signed_on": agreed.signed_on,
        **_roster(form, agreed),
    }


def parties_text(form: CaseForm, parties: Sequence[Party]) -> str:
    """Say who all parties of a side are; of a collective one its representatives, the rest in the roster."""
    many = any(party.roster for party in parties)
    shown = [party for party in parties if not party.is_blank and (not party.roster or party.representative)]
    spoken = [party for party in parties if party.representative] if many else []
    head = f"{parts.names_of(bound(parties))}（名册附后）。" if many else ""
    if head and spoken:
        head += f"推举代表：{'、'.join(party.name for party in spoken)}。"
    texts = [parts.party_text(party, form.agents) for party in shown]
    if len(texts) > 1:
        texts = [
            f"（{_CHINESE[number] if number < 11 else number}）{text}" for number, text in enumerate(texts, 1)
        ]
    return "\n".join(part for part in (head, *texts) if part)


def bound(parties: Sequence[Party]) -> Sequence[Party]:
    """Return whom a settlement binds: of a roster who has consented, before anybody was asked all."""
    agreed = [party for party in parties if party.consented]
    return agreed if agreed and any(party.roster for party in parties) else parties


def _payment(form: CaseForm, item: AgreementItem) -> dict[str, object]:
    """Return the parts of a clause: who pays whom what, when, before or after tax, and how."""
    payee = next((party for party in form.parties if party.uid == item.party_uid), None)
    side = payee.side if payee is not None and payee.side in _OTHER else "applicant"
    several = len(form.of_side(side)) > 1 and payee is not None
    tax = {True: "为税前金额", False: "为税后金额", None: ""}[item.before_tax]
    return {
        "payer": term_label("dispute_side", _OTHER[side]),
        "payee": f"{term_label('dispute_side', side)}{payee.name}"
        if several and payee
        else term_label("dispute_side", side),
        "when": _when(item),
        "title": item.title or term_label("claim_item", item.kind),
        "amount": parts.money(item.amount_fen) if item.amount_fen is not None else "",
        "tax": tax,
        "method": _method(item),
    }


def _when(item: AgreementItem) -> str:
    if len(item.plan) > 1:
        return f"分{len(item.plan)}期（各期日期和金额见下表）"
    due = item.plan[0].due_on if item.plan else item.due_on
    return f"于{parts.day(due)}前一次性" if due is not None else ""


def _method(item: AgreementItem) -> str:
    account = parts.joined(
        parts.named("户名", item.account_name),
        parts.named("开户行", item.bank),
        parts.named("账号", item.account_no),
        sign="、",
    )
    if item.method == "bank":
        return f"汇入{account}的账户，以款项到账为履行完毕" if account else ""
    if item.method == "cash":
        return "以现金支付，以收款人签收为履行完毕"
    way = term_label("payment_method", item.method)
    return f"以{way}支付" + (f"（{account}）" if account else "") + "，以款项到账为履行完毕"


def _instalments(agreed: Agreement) -> Iterator[tuple[int, str, object, int]]:
    for item in agreed.items:
        if len(item.plan) > 1:
            title = item.title or term_label("claim_item", item.kind)
            for part in item.plan:
                yield part.number, title, part.due_on, part.amount_fen


def _capitals(fen: int) -> str:
    return in_capitals(fen).removeprefix("人民币")


def _acts(agreed: Agreement) -> str:
    acts = [act.strip().rstrip("。；") for act in agreed.acts if act.strip()]
    if not acts:
        return ""
    until = f"于{parts.day(agreed.acts_due_on)}前" if agreed.acts_due_on is not None else ""
    if len(acts) == 1:
        return f"被申请人{until}{acts[0]}。"
    listed = "；".join(f"{number}. {act}" for number, act in enumerate(acts, start=1))
    return f"被申请人{until}办结下列事项：{listed}。"


def _waived(form: CaseForm) -> str:
    given = [parts.claim_text(claim) for claim in form.claims if claim.waived]
    return f"申请人自愿放弃本案下列请求：{'；'.join(given)}。" if given else ""


def signers(form: CaseForm) -> list[dict[str, object]]:
    """Return who signs in pairs; of a collective side its representatives, by hand in any case."""
    left = list(_signing(form, form.applicants, "申请人"))
    right = list(_signing(form, form.respondents, "被申请人"))
    right += list(_signing(form, form.of_side("third"), "第三人")) if form.of_side("third") else []
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [{"left": one, "right": other} for one, other in zip(left, right, strict=True)]


def _signing(form: CaseForm, parties: Sequence[Party], side: str) -> Iterator[str]:
    many = any(party.roster for party in parties)
    signing = [party for party in parties if not party.roster or party.representative]
    signing = [party for party in signing if not party.is_blank] or list(parties[:1])
    for party in signing:
        title = f"{side}代表" if many and party.representative else side
        name = party.name if len(signing) > 1 else ""
        how = "签名、手印" if party.is_human else "签名、盖章"
        yield f"{title}{name}（{how}）："
        if any(agent.party_uid == party.uid and agent.name for agent in form.agents):
            yield "委托代理人（签名）："
    if not signing:
        yield f"{side}（签名、盖章）："


def _roster(form: CaseForm, agreed: Agreement) -> dict[str, object]:
    many = any(party.roster for party in form.applicants)
    listed = [party for party in bound(form.applicants) if party.is_human] if many else []
    accounts = {item.party_uid: item for item in agreed.items if item.party_uid and item.account_no}
    rows = [
        {
            "no": str(number),
            "name": party.name,
            "id_no": party.person.id_no,
            "claimed": party.claim_fen,
            "agreed": party.agreed_fen,
            "account": _account(party, accounts.get(party.uid)),
        }
        for number, party in enumerate(listed, start=1)
    ]
    total = sum(party.agreed_fen or 0 for party in listed)
    return {
        "roster": rows,
        "roster_label": f"合计（{len(rows)} 人）" if rows else "",
        "roster_claimed": sum(party.claim_fen or 0 for party in listed) if rows else None,
        "roster_agreed": total if rows else None,
        "roster_capitals": in_capitals(total) if rows else "",
    }


def _account(party: Party, item: AgreementItem | None) -> str:
    """Return where a worker of the roster is paid: as the agreement says, else on the card of his own."""
    if item is not None:
        return parts.joined(item.bank, item.account_no, sign=" ")
    card = party.person
    return parts.joined(f"{card.bank}{card.bank_branch}", card.card_no, sign=" ") if card.card_no else ""


PAPERS: Final = (
    Paper(
        *("mediation_agreement", "调解协议书", agreement_fields),
        due_in=frozenset({State.MEDIATING, State.AGREED}),
        copies=3,
    ),
)
