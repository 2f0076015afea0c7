"""Everything around the questions, from a phrasebook: what is spoken first and last, the descriptions, the rubric.

Descriptions state only what the brief states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vivavoce.ports.llm.builtin.author.choice import Choice
from vivavoce.ports.llm.builtin.author.phrasebook.book import Book
from vivavoce.ports.llm.builtin.author.phrasebook.reading import Found
from vivavoce.ports.llm.port import Brief, InterviewType, Kind, Rubric, Seniority

Topic = tuple[str, str, str]
_LEADING = (Seniority.MANAGERIAL, Seniority.DIRECTOR, Seniority.EXECUTIVE)
_LABELLED = ("team", "department", "industry", "customers", "hours", "contract", "start", "subject", "value")
_SPARE = ("knowledge", "teamwork", "quality", "learning", "communication")
_SLOT = re.compile(r"\{(\w+)\}")


def filled(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled in one pass; what fills them is data and is not read again."""
    return _SLOT.sub(lambda match: slots.get(match.group(1), match.group()), text)


class Texts:
    """The texts of one draft."""

    def __init__(self, brief: Brief, book: Book, found: Found, choice: Choice, count: int) -> None:
        self._brief, self._book, self._found, self._choice = brief, book, found, choice
        self._slots = {
            "name": found.interviewer,
            "company": found.company,
            "title": found.title,
            "place": found.place,
            "level": book.table["levels"][found.seniority.value],
            "questions": book.counted("questions", count),
            "minutes": book.counted("minutes", max(1, brief.max_duration_minutes)),
            "skills": book.listing(found.skills[:4]),
        }

    def spoken(self, name: str) -> str:
        """A spoken text in the wording of the tone."""
        return filled(self._book.text(name, self._brief.tone), self._slots)

    def _printed(self, name: str) -> str:
        return filled(str(self._book.table["describe"][name]), self._slots)

    def description(self) -> str:
        """Two sentences: who looks for whom, and what it is about."""
        matter = self._printed("skills" if self._found.skills else "general")
        return f"{self._printed(self._brief.kind.value)}{self._book.gap}{matter}"

    def description_long(self) -> str:
        """Markdown: about the position, the tasks, what matters, the interview."""
        tasks = _bullets(self._found.tasks) or self._printed(
            "no_tasks" if self._brief.include_closing else "no_tasks_closed"
        )
        style = self._book.table["types"][self._brief.interview_type.value]
        how = self._printed("how_coaching" if self._brief.kind is Kind.COACHING else "how")
        blocks = [
            f"## {self._printed('heading_role')}\n\n{self._book.gap.join(self._role())}",
            *filter(None, [_bullets(self._facts())]),
            f"## {self._printed('heading_tasks')}\n\n{tasks}",
            f"## {self._printed('heading_look')}\n\n{_bullets(self._look())}",
            f"## {self._printed('heading_interview')}\n\n{style}{self._book.gap}{how}",
        ]
        return "\n\n".join(blocks)

    def _role(self) -> Iterator[str]:
        yield self._printed(self._brief.kind.value)
        yield from (_unmarked(sentence) for sentence in self._found.about)
        if self._found.seniority_evidence or self._brief.seniority is not None:
            level = self._printed("level")
            yield level if level[-1] in ".。।" else level + self._book.stop

    def _facts(self) -> list[str]:
        labels = self._book.table["describe"]
        facts = self._found.facts
        return [f"{labels[name]}: {self._book.listing(facts[name])}" for name in _LABELLED if name in facts]

    def _look(self) -> list[str]:
        entry = self._found.seniority is Seniority.ENTRY_LEVEL
        general = self._book.table["describe"]["look_entry" if entry else "look"]
        return [*self._found.wishes, *self._found.skills, *general]

    def rubric(self, asked: list[str]) -> Rubric:
        """Five requirements in a bracket when enhanced, otherwise three or four by what there is to say."""
        rich = bool(self._found.wishes) or len(self._found.skills) > 1
        size = 5 if self._brief.enhanced_expectations else 4 if rich else 3
        chosen: list[Topic] = []
        used: set[str] = set()
        for topic in self._topics(asked):
            keys = {line.casefold() for line in topic}
            if len(keys) == 3 and not keys & used:
                chosen.append(topic)
                used |= keys
            if len(chosen) == size:
                break
        strong, moderate, weak = zip(*chosen, strict=True)
        return Rubric(strong, moderate, weak)

    def _topics(self, asked: list[str]) -> Iterator[Topic]:
        """Topics by importance: what the company wrote, what the level needs, what is asked."""
        table, found = self._book.table["rubric"], self._found
        levels = [self._detailed(lines) for lines in table["levels"][found.seniority.value]]
        if self._brief.interview_type is InterviewType.PROCESS_VERIFICATION:
            yield self._detailed(table["process"])
            yield self._detailed(table["process_doubt"])
        wishes = [self._detailed(table["wish"], wish=text) for text in found.wishes]
        skills = [self._detailed(table["skill"], skill=text) for text in found.skills]
        tasks = [self._detailed(table["task"], task=text) for text in found.tasks]
        yield from wishes[:2]
        yield from skills[: 2 if wishes else 3]
        yield levels[0]
        yield from tasks[:1]
        if found.seniority in _LEADING:
            yield levels[1]
        known = self._book.competencies
        yield from (self._detailed(known[name].brackets) for name in asked)
        yield levels[1]
        yield from [*skills[2:], *wishes[2:], *tasks[1:]]
        yield from (self._detailed(known[name].brackets) for name in _SPARE)

    def _detailed(self, lines: list[str] | Topic, **slots: str) -> Topic:
        extra = self._book.table["rubric"]["detail"] if self._brief.enhanced_expectations else ("", "", "")
        strong, moderate, weak = (filled(line, slots) + more for line, more in zip(lines, extra, strict=True))
        return strong, moderate, weak


def _bullets(lines: list[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {_unmarked(line)}" for line in lines)


def _unmarked(sentence: str) -> str:
    """Markdown can't be started by a merchant's text."""
    return sentence.translate(str.maketrans("", "", "*_`<>[]#|~"))
