"""A lead's own question: each one checked, and in the audit whether it was asked, refused or stopped, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

from api.access import Can
from api.context import Visit
from api.ownquestions import OwnQuestions
from api.patternwork import PatternWork
from api.store.audit import Action, Outcome
from api.store.clock import now
from model.findings import OwnAnswer, Proposal

What = Literal["check", "preview", "propose"]


def _questions(visit: Visit, action: Action) -> OwnQuestions:
    """Raises NotPermitted for every role but leads."""
    visit.intends(action)
    visit.access.require(visit.account, Can.REVIEW)
    scope, today = visit.access.scope(visit.account), now().date()
    own = visit.parts.settings.own_authorities
    work = PatternWork(visit.parts.graph, visit.parts.store, scope, today, own)
    return OwnQuestions(visit.parts.graph, visit.parts.store, work, scope, today)


def asked(visit: Visit, what: What, text: str, thresholds: Mapping[str, int], reason: str = "") -> OwnAnswer:
    """Check, preview or propose a question. Findings about the lead's own circle are left out."""
    questions = _questions(visit, Action.JUDGE if what == "propose" else Action.READ)
    if what == "check":
        answer = questions.check(text, thresholds)
    elif what == "preview":
        answer = questions.preview(text, thresholds)
        scope = visit.access.scope(visit.account)
        far = [
            each
            for each in answer.findings
            if visit.access.near_by(visit.account, each.child.uid, scope) is None
        ]
        answer = answer.model_copy(update={"findings": far})
    else:
        answer = questions.propose(text, reason)
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    details = {"part": "own question", "what": what, "question": digest, "refused": answer.refused}
    visit.record(
        Outcome.REFUSED if answer.refused else Outcome.DONE, count=len(answer.findings), reason=reason or None,
        subjects=tuple(sorted({each.child.uid for each in answer.findings})), details=details,
    )  # fmt: skip
    return answer


def proposals(visit: Visit) -> list[Proposal]:
    """What was proposed."""
    found = _questions(visit, Action.READ).proposals.all()
    visit.record(count=len(found), details={"part": "proposals"})
    return found
