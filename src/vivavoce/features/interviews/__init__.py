"""Interview definitions and positions: made by an author, read by everybody above, never changed by a candidate.

Making one: ``create``; or, for a caller that keeps more than the definition, ``plan``, ``write``, ``keep_position``.
"""

from vivavoce.features.interviews.adverts import Advert, adverts
from vivavoce.features.interviews.authoring import Plan, drafted_position, on_record, within_limit, write
from vivavoce.features.interviews.policy import StepKind
from vivavoce.features.interviews.positions import (
    Found,
    by_code,
    by_id,
    by_spec,
    ensure_position,
    identity_of,
    lock_identity,
)
from vivavoce.features.interviews.positions import keep as keep_position
from vivavoce.features.interviews.schemas import InterviewSettings, LongProse, Prose, Short
from vivavoce.features.interviews.script import InterviewScript, Step, TemplateView, price_of
from vivavoce.features.interviews.service import Attempts, Made, attempts_of, create, plan, script_of, visible_script
from vivavoce.features.interviews.spec import InterviewSpec
from vivavoce.features.interviews.terms import Terms, terms_of
from vivavoce.features.interviews.vocabulary import (
    FullSessionRecording,
    Recording,
    ResultView,
    Status,
    VideoIntroduction,
    Visibility,
)

__all__ = [
    "Advert",
    "Attempts",
    "Found",
    "FullSessionRecording",
    "InterviewScript",
    "InterviewSettings",
    "InterviewSpec",
    "LongProse",
    "Made",
    "Plan",
    "Prose",
    "Recording",
    "ResultView",
    "Short",
    "Status",
    "Step",
    "StepKind",
    "TemplateView",
    "Terms",
    "VideoIntroduction",
    "Visibility",
    "adverts",
    "attempts_of",
    "by_code",
    "by_id",
    "by_spec",
    "create",
    "drafted_position",
    "ensure_position",
    "identity_of",
    "keep_position",
    "lock_identity",
    "on_record",
    "plan",
    "price_of",
    "script_of",
    "terms_of",
    "visible_script",
    "within_limit",
    "write",
]
