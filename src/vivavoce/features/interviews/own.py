"""Questions and expectations that the merchant words: their shapes on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from vivavoce.features.interviews.schemas import NewDefinition
from vivavoce.features.interviews.spec import DEFAULT_MAX_DURATION_MINUTES, InterviewSpec, OwnQuestion
from vivavoce.kernel.errors import FieldError
from vivavoce.kernel.fields import Body, Flag, Integer, Line, Text, deep_text_fault
from vivavoce.kernel.http import canonical
from vivavoce.ports.llm.port import Rubric

MOST_QUESTIONS = 40
EXTERNAL_LIMIT_BYTES = 16 * 1024
UNSUPPORTED = (
    "is_conditional", "is_multiple_choice", "is_expert", "is_candidate_asking_recruiter", "question_alternatives",
)  # fmt: skip
"""What other products let a question be, and this one would only store."""

NeverTrue = Annotated[Flag, WithJsonSchema({"type": "boolean", "const": False})]
NoItems = Annotated[list[Text], WithJsonSchema({"type": "array", "items": {"type": "string"}, "maxItems": 0})]
Requirements = Annotated[list[Annotated[Line, StringConstraints(max_length=400)]], Field(min_length=1, max_length=10)]


def _small(value: Any) -> Any:
    if fault := deep_text_fault(value):
        raise PydanticCustomError("object", "{fault}", {"fault": fault})
    if len(canonical(value)) > EXTERNAL_LIMIT_BYTES:
        raise PydanticCustomError("object", "must have at most 16 KiB")
    return value


def _written(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "must not be empty")
    return value


def _handle(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class ExpectationsGiven(Body):
    """The rubric, in the merchant's own words."""

    strong: Requirements = Field(description="What only standouts show.", examples=[["Has led a change of systems"]])
    moderate: Requirements = Field(description="What solid candidates show.", examples=[["Has taken part in one"]])
    weak: Requirements = Field(description="What every viable candidate shows.", examples=[["Knows why it matters"]])

    def rubric(self) -> Rubric:
        """The same, as the product keeps it."""
        return Rubric(tuple(self.strong), tuple(self.moderate), tuple(self.weak))


class QuestionExpectations(Body):
    """What a strong answer to one question contains."""

    strong: Requirements = Field(description="Points of a strong answer.")


class QuestionGiven(Body):
    """A question, asked word for word."""

    question: Line = Field(description="What is asked.", examples=["Which project are you proud of?"])
    id: Annotated[Annotated[Text, StringConstraints(max_length=100)], BeforeValidator(_handle)] | None = Field(
        None, description="Its id, to keep it in an update; in a new interview any handle of yours.", examples=["1"]
    )
    label: Annotated[Text, StringConstraints(max_length=100)] | None = Field(
        None, description="The competency that it probes; found by itself when omitted.", examples=["Ownership"]
    )
    duration: Annotated[Integer, Field(ge=10, le=1800)] | None = Field(
        None,
        description="Seconds that an answer may well take, 10-1800; default by the time there is.",
        examples=[120],
        json_schema_extra={"minimum": 10, "maximum": 1800},
    )
    is_without_scoring: Flag | None = Field(
        None, description="True: asked, and left out of the score. Default false.", examples=[False]
    )
    candidate_expectations_json: QuestionExpectations | None = Field(
        None, description="What a strong answer contains; written when omitted."
    )
    external_id: Annotated[Text, StringConstraints(max_length=200)] | None = Field(
        None, description="Your own reference; comes back, and finds the question in an update.", examples=["q-17"]
    )
    external_data: Annotated[Any, AfterValidator(_small)] = Field(
        None, description="Any JSON of at most 16 KiB; comes back as it is."
    )
    mojito_language_code: Text | None = Field(
        None, description="Must be the interview's language when given.", examples=["en"]
    )
    is_conditional: NeverTrue | None = Field(None, description="Not supported: true is refused.")
    is_multiple_choice: NeverTrue | None = Field(None, description="Not supported: true is refused.")
    is_expert: NeverTrue | None = Field(None, description="Not supported: true is refused.")
    is_candidate_asking_recruiter: NeverTrue | None = Field(
        None, description="Not supported: true is refused; `include_closing_prompt` does this."
    )
    question_alternatives: NoItems | None = Field(None, description="Not supported: a list with items is refused.")


Questions = Annotated[list[QuestionGiven], Field(min_length=1, max_length=MOST_QUESTIONS)]


def own_questions(given: Sequence[QuestionGiven], language: str) -> tuple[OwnQuestion, ...]:
    """The questions as the product keeps them. Raises FieldError with the path of what can't be done."""
    seen: set[str] = set()
    for at, one in enumerate(given):
        path = f"questions.{at}"
        for name in UNSUPPORTED:
            if getattr(one, name):
                raise FieldError(f"{path}.{name}", f"{path}.{name} is not supported: leave it out.", code="unsupported")
        if one.mojito_language_code not in (None, language):
            name = f"{path}.mojito_language_code"
            raise FieldError(name, f"{name} must be the interview's language, {language}.")
        if " ".join(one.question.split()).casefold() in seen:
            raise FieldError(f"{path}.question", f"{path}.question stands twice in the list.", code="repeated_question")
        seen.add(" ".join(one.question.split()).casefold())
    return tuple(
        OwnQuestion(
            text=one.question.strip(),
            id=one.id,
            label=(one.label or "").strip() or None,
            minutes=one.duration / 60 if one.duration else None,
            scored=not one.is_without_scoring,
            strong_answer=tuple(one.candidate_expectations_json.strong) if one.candidate_expectations_json else (),
            external_id=one.external_id,
            external_data=one.external_data,
        )
        for one in given
    )


class CreateFromArray(NewDefinition):
    """A new definition with questions of your own."""

    description: Annotated[Text, StringConstraints(min_length=1, max_length=10_000), AfterValidator(_written)] = Field(
        description="Short description; rewritten. At most 10,000 characters.",
        examples=["Leads the delivery of two products."],
    )
    questions: Questions = Field(description="1-40 questions, asked word for word, in their order.")
    candidate_expectations_json: ExpectationsGiven | None = Field(
        None, description="The candidate expectations, word for word; written when omitted."
    )

    def spec(self) -> InterviewSpec:
        """What is asked for. Raises FieldError."""
        given = self._given("questions", "candidate_expectations_json")
        own = own_questions(self.questions, self.mojito_language_code.value)
        given.setdefault("max_duration", max(DEFAULT_MAX_DURATION_MINUTES, 2.0 * len(own)))
        rubric = self.candidate_expectations_json
        return InterviewSpec(
            **given, own_questions=own, candidate_expectations_json=rubric.rubric() if rubric else None
        )
