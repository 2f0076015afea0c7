"""Writes an interview with a phrasebook: takes what fits the brief, in the brief's own order, and words it by tone.

The writer lints itself: what repeats another question or what lint objects to is passed over, so that what comes out
is sound for any brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vivavoce.ports.llm.builtin.author import plan
from vivavoce.ports.llm.builtin.author.choice import Choice, choice_for
from vivavoce.ports.llm.builtin.author.lint import Content, alike, content, lint_question, most_questions
from vivavoce.ports.llm.builtin.author.phrasebook import passages
from vivavoce.ports.llm.builtin.author.phrasebook.book import Book, Row, outline
from vivavoce.ports.llm.builtin.author.phrasebook.reading import Found, read
from vivavoce.ports.llm.builtin.author.phrasebook.texts import Texts, filled
from vivavoce.ports.llm.builtin.author.seniority import LETTERS
from vivavoce.ports.llm.port import AuthorUnusableError, Brief, Draft, DraftQuestion, InterviewType, Kind, Tone

NEAR = 0.5
"""Stricter than lint, so that a listener hears no repetition either."""
_LAST = ("pre-screening.start", "pre-screening.hours")
_FALLBACK = (
    "type", "level", "skill", "family", "duty", "expectation", "common", "test", "motive", "potential-based-interview",
    "strength-based-interview", "second-interview", "availability",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """A question that could be asked, with what fills its slots. ``subject`` limits how often it comes up."""

    row: Row
    subject: str
    why: str
    points: tuple[str, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)


def write(brief: Brief, book: Book, version: str) -> Draft:
    """The same brief gives the same draft. Raises AuthorUnusableError as ``BuiltinAuthor.write`` does."""
    found = read(brief, book)
    choice = choice_for(brief)
    rich = 5 + (len(found.skills) >= 2) + bool(found.tasks) + bool(found.wishes)
    count = brief.question_count or max(5, min(rich, 8, most_questions(brief.max_duration_minutes)))
    asking = _Asking(brief, book, found, choice)
    for name_round in _rounds(brief, found, count):
        if len(asking.taken) == count:
            break
        asking.take(*name_round)
    if len(asking.taken) < count:
        raise AuthorUnusableError(f"The built-in author has {len(asking.taken)} different questions, not {count}.")
    texts = Texts(brief, book, found, choice, count)
    return Draft(
        description=texts.description(),
        description_long=texts.description_long(),
        questions=asking.written(),
        rubric=texts.rubric([matter.row.competency for matter, _ in asking.taken]),
        seniority=found.seniority,
        seniority_evidence=found.seniority_evidence,
        welcome=texts.spoken(f"welcome_{brief.kind.value}"),
        thank_you=texts.spoken(f"thanks_{brief.kind.value}"),
        rapport=texts.spoken("rapport") if brief.include_rapport else None,
        closing=texts.spoken("closing") if brief.include_closing else None,
        instructional=texts.spoken("instructional") if brief.include_instructional else None,
        author=f"{version} {book.code}",
    )


def _rounds(brief: Brief, found: Found, count: int) -> Iterator[tuple[tuple[str, ...], int]]:
    """Sources in the order in which they are tried, with how often one competency may come up."""
    process = brief.interview_type is InterviewType.PROCESS_VERIFICATION
    mix = ("process",) if process else plan.mix_for(brief.interview_type, found.seniority)
    mix = plan.with_passages(mix) if brief.passages else mix
    fallback = () if process else _FALLBACK
    for most in (99,) if process else plan.most_per_key(count):
        for turn in range(count):
            name = mix[turn % len(mix)]
            yield (name, *(other for other in fallback if other != name)), most


class _Asking:
    """The questions taken so far, and what may still be taken."""

    def __init__(self, brief: Brief, book: Book, found: Found, choice: Choice) -> None:
        self._brief, self._book, self._found, self._choice = brief, book, found, choice
        self._sources: dict[str, list[Matter]] = {}
        self._rows: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._contents: list[Content] = []
        self.taken: list[tuple[Matter, str]] = []

    def take(self, names: tuple[str, ...], most: int) -> None:
        """One more question, from the first source that has one."""
        for name in names:
            for matter in self._source(name):
                if self._fits(matter, most) and self._keep(matter):
                    return

    def _fits(self, matter: Matter, most: int) -> bool:
        repeats = matter.row.key in self._rows and (matter.row.section != "process" or most < 99)
        opened = matter.row.section == "motive" and any(one.row.section == "motive" for one, _ in self.taken)
        return not repeats and self._counts[matter.subject] < most and not (opened and most < 99)

    def _keep(self, matter: Matter) -> bool:
        brief, book = self._brief, self._book
        slots = {"title": self._found.title, **matter.slots}
        bare = filled(book.question(matter.row, brief.tone), slots)
        words = content(bare, book.rules)
        if any(alike(words, other) >= NEAR for other in self._contents):
            return False
        if any(lint_question(bare, brief.language, brief.tone)):
            return False
        self.taken.append((matter, bare))
        self._contents.append(words)
        self._counts[matter.subject] += 1
        self._rows.add(matter.row.key)
        return True

    def written(self) -> tuple[DraftQuestion, ...]:
        """The questions in the order of a conversation: an opening, the matter, practicalities last."""
        ordered = sorted(self.taken, key=lambda pair: (pair[0].row.key in _LAST) - (pair[0].row.section == "motive"))
        forms = ["test" if matter.row.section == "test" else "how" for matter, _ in ordered]
        minutes = plan.minutes(forms, self._brief.max_duration_minutes)
        said: list[Content] = []
        questions: list[DraftQuestion] = []
        for (matter, bare), time in zip(ordered, minutes, strict=True):
            text = self._framed(bare, len(questions), said)
            said.append(content(text, self._book.rules))
            questions.append(self._question(matter, text, time))
        return tuple(questions)

    def _framed(self, question: str, place: int, said: list[Content]) -> str:
        """With what the tone puts around it, where lint accepts that and no other question then sounds alike. Nothing
        leads on to the first question."""
        coaching = self._brief.kind is Kind.COACHING
        name = "coaching" if coaching else self._brief.tone.value
        if coaching and self._brief.tone is Tone.SIMPLE:
            name = "coaching_simple"
        frames: list[str] = self._book.table["frames"][name]
        if place == 0 and not coaching:
            frames = [frame for frame in frames if frame.startswith("{q}")] or ["{q}"]
        at = self._choice.rank("frame") + place
        for step in range(len(frames)):
            whole = frames[(at + step) % len(frames)].replace("{q}", question)
            words = content(whole, self._book.rules)
            fresh = all(alike(words, other) < NEAR for other in said)
            if fresh and not any(lint_question(whole, self._brief.language, self._brief.tone)):
                return whole
        return question

    def _question(self, matter: Matter, text: str, minutes: float) -> DraftQuestion:
        table, known = self._book.table, self._book.competencies[matter.row.competency]
        why = filled(table["why"][self._brief.kind.value], {"learned": known.learned})
        most = 5 if self._brief.enhanced_expectations else 4
        points = dict.fromkeys((*matter.points, *known.points, *table["points"]["general"]))
        return DraftQuestion(text, known.label, f"{why} {matter.why}".strip(), tuple(points)[:most], minutes)

    def _source(self, name: str) -> list[Matter]:
        if name not in self._sources:
            self._sources[name] = list(self._matters(name))
        return self._sources[name]

    def _matters(self, name: str) -> Iterator[Matter]:
        brief, found, why = self._brief, self._found, self._book.table["why"]
        level = filled(why["level"], {"level": self._book.table["levels"][found.seniority.value]})
        tests = brief.interview_type is InterviewType.PRE_SCREENING_WITH_TEST_QUESTIONS
        match name:
            case "type" if tests:
                yield from self._plain("test", "")
            case "type":
                yield from self._plain(brief.interview_type.value, "")
            case "level":
                yield from self._plain(found.seniority.value, level)
            case "availability":
                yield from (one for one in self._plain("pre-screening", "") if one.row.key in _LAST)
            case "place" | "fact":
                yield from self._plain("remote-freelancer-verification" if found.remote else "common", "")
            case "family" | "family_test":
                yield from self._plain(found.occupation, why["occupation"]) if found.occupation else ()
            case "skill":
                yield from self._quoting("skill", found.skills)
            case "duty":
                yield from self._quoting("task", found.tasks)
            case "expectation":
                yield from self._quoting("wish", found.wishes)
            case "process" if brief.passages:
                yield from self._steps()
            case _:
                yield from self._plain(name, "")

    def _rows_of(self, section: str) -> list[Row]:
        letter = LETTERS[self._found.seniority]
        assessed = self._brief.kind is Kind.ASSESSMENT
        rows = [row for row in outline()[section] if letter in row.levels]
        rows = [row for row in rows if not (assessed and row.competency in plan.NOT_ASSESSED)]
        return self._choice.shuffled(rows, lambda row: row.key)

    def _plain(self, section: str, why: str) -> Iterator[Matter]:
        for row in self._rows_of(section):
            yield Matter(row, row.competency, why)

    def _quoting(self, section: str, items: tuple[str, ...]) -> Iterator[Matter]:
        """A first question on every item, then a second on every item, and so on; no pattern twice."""
        table, rows = self._book.table, self._rows_of(section)
        for turn in range(len(rows)):
            for at, item in enumerate(items):
                slots = {section: item}
                why = filled(table["why"][section], {"x": item})
                point = filled(table["points"][section], slots)
                yield Matter(rows[(turn + at) % len(rows)], f"{section}:{item}", why, (point,), slots)

    def _steps(self) -> Iterator[Matter]:
        """A first question on every step, each of another kind, then a second on every step, and so on."""
        steps, rows = list(passages.steps(self._brief, self._book, self._choice)), self._rows_of("process")
        for turn in range(len(rows)):
            for at, (doc, step, source) in enumerate(steps):
                point = filled(self._book.table["points"]["step"], {"step": step})
                row = rows[(at + turn) % len(rows)]
                yield Matter(row, f"step:{step}", source, (point,), {"doc": doc, "step": step})
