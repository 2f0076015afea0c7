"""How many questions of which kind: a policy by type of interview, free of wording.

A source is a name in the writer's pool: ``type`` (what makes this type of interview), ``skill``, ``test`` (situations
of a skill), ``duty``, ``expectation``, ``fact`` (values, product), ``family`` (situations of the occupation),
``level``, ``motive``, ``place``, ``availability`` and ``common``.
"""

from __future__ import annotations

from vivavoce.ports.llm.builtin.author.lint import most_questions
from vivavoce.ports.llm.builtin.author.material import Material
from vivavoce.ports.llm.port import Brief, InterviewType, Kind, Seniority

TYPE_LETTERS = {
    InterviewType.PRE_SCREENING: "P",
    InterviewType.PRE_SCREENING_WITH_TEST_QUESTIONS: "Q",
    InterviewType.SECOND_INTERVIEW: "S",
    InterviewType.REMOTE_FREELANCER_VERIFICATION: "R",
    InterviewType.STRENGTH_BASED: "T",
    InterviewType.POTENTIAL_BASED: "L",
}

_MIXES = {
    "P": "motive skill availability level duty type expectation family skill type fact place level",
    "Q": "test motive family_test skill test type level duty test availability family_test expectation",
    "S": "motive level skill type family duty type level expectation skill fact type family",
    "R": "type skill type duty type level type skill family type expectation fact",
    "T": "type skill type motive duty type level skill type expectation type fact",
    "L": "motive skill type level type duty skill type expectation type fact",
}
_LEADING = (Seniority.MANAGERIAL, Seniority.DIRECTOR, Seniority.EXECUTIVE)


def mix_for(interview_type: InterviewType, seniority: Seniority) -> tuple[str, ...]:
    """The sources in turn; for those who lead, every other turn of the type goes to their level."""
    mix = _MIXES[TYPE_LETTERS[interview_type]].split()
    if seniority in _LEADING:
        types = [at for at, name in enumerate(mix) if name == "type"]
        for at in types[1::2]:
            mix[at] = "level"
    return tuple(mix)


PASSAGES_EVERY = 4
"""With a knowledge base, one question in so many is about a passage of it."""


def with_passages(mix: tuple[str, ...]) -> tuple[str, ...]:
    """The sources in turn, with a passage of the company's documents every few questions."""
    if "process" in mix:
        return mix
    turns: list[str] = []
    for name in mix:
        turns.append(name)
        if len(turns) % PASSAGES_EVERY == PASSAGES_EVERY - 1:
            turns.append("process")
    return tuple(turns)


FALLBACK = tuple(
    "type level skill family duty expectation fact test common place motive family_test availability".split()  # noqa: SIM905
)
GIVEN = frozenset(("expectation", "duty", "fact"))
"""Sources that only a brief can fill; an empty one gives its turn to a skill."""
NOT_ASSESSED = frozenset(("availability", "motivation", "fit"))
"""Competencies of an application; an assessment shows what somebody can do and leaves them out."""


def question_count(brief: Brief, material: Material) -> int:
    """The number asked for; otherwise five to eight, by time and by how much there is to ask about."""
    if brief.question_count is not None:
        return max(1, brief.question_count)
    named = sum(skill.named for skill in material.skills)
    rich = 5 + (named >= 2) + bool(material.duties) + bool(material.expectations)
    return max(5, min(rich, 8, most_questions(brief.max_duration_minutes)))


def skipped(brief: Brief, competency: str) -> bool:
    """Whether a competency is out of place for the kind of definition."""
    return brief.kind is Kind.ASSESSMENT and competency in NOT_ASSESSED


def most_per_key(count: int) -> tuple[int, ...]:
    """How often one competency or skill may come up: first strictly, then more freely so that the count is reached."""
    first = 1 if count <= 12 else 2 if count <= 24 else 3
    return (first, first + 2, 99)


def minutes(forms: list[str], available: float) -> tuple[float, ...]:
    """Time for each question in half minutes, together within nine tenths of the time there is."""
    weights = {"ask": 1.5, "how": 2.0, "would": 2.0, "time": 2.5, "scene": 2.5, "test": 3.0, "process": 2.0}
    if not forms:
        return ()
    wanted = [weights[form] for form in forms]
    share = min(1.0, max(available, 1.0) * 0.9 / sum(wanted))
    return tuple(max(0.5, int(want * share * 2) / 2) for want in wanted)
