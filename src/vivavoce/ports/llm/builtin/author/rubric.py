"""The rubric: three brackets of positively worded requirements, drawn from expectations, skills, tasks and seniority.

Each topic gives one requirement to every bracket, so the brackets are of one size and compare like with like.
"""

from __future__ import annotations

from collections.abc import Iterator

from vivavoce.ports.llm.builtin.author import grammar
from vivavoce.ports.llm.builtin.author.bank import Bank, Rules
from vivavoce.ports.llm.builtin.author.lint import alike, content
from vivavoce.ports.llm.builtin.author.material import Material
from vivavoce.ports.llm.builtin.author.matter import Matter
from vivavoce.ports.llm.builtin.author.phrasing import fill
from vivavoce.ports.llm.builtin.skills import category_of, skill_named
from vivavoce.ports.llm.port import Brief, InterviewType, Rubric, Seniority

Topic = tuple[str, str, str]
_LEADING = (Seniority.MANAGERIAL, Seniority.DIRECTOR, Seniority.EXECUTIVE)


def rubric(brief: Brief, material: Material, asked: list[Matter], bank: Bank, rules: Rules) -> Rubric:
    """Five requirements in a bracket when enhanced, otherwise three or four by what there is to say."""
    rich = bool(material.expectations) or sum(skill.named for skill in material.skills) > 1
    size = 5 if brief.enhanced_expectations else 4 if rich else 3
    chosen: list[Topic] = []
    for topic in _topics(brief, material, asked, bank):
        same = any(alike(content(topic[0], rules), content(other[0], rules)) >= 0.6 for other in chosen)
        used = {line.lower() for other in chosen for line in other}
        sound = not any(rules.negative.search(line) or line.lower() in used for line in topic)
        if sound and not same and len({line.lower() for line in topic}) == 3:
            chosen.append(topic)
        if len(chosen) == size:
            break
    strong, moderate, weak = zip(*chosen, strict=True)
    return Rubric(strong, moderate, weak)


def _topics(brief: Brief, material: Material, asked: list[Matter], bank: Bank) -> Iterator[Topic]:
    """Topics by importance: what the company wrote, what the level needs, what is asked."""
    detailed = brief.enhanced_expectations
    table = bank.rubric

    def topic(lines: list[str], detail: str = "", **slots: str) -> Topic:
        filled = [grammar.capital(fill(line, slots)) for line in lines]
        if detailed:
            extra = [detail or table["detail"][0], *table["detail"][1:]]
            filled = [line + more for line, more in zip(filled, extra, strict=True)]
        return filled[0], filled[1], filled[2]

    levels: list[list[str]] = table["levels"][material.seniority.value]
    named = [skill for skill in material.skills if skill.named]
    skills = [
        topic(
            table[skill.kind],
            _detail(skill.name, skill.category, table["points"]) if detailed else "",
            s=skill.name,
            **{"in": grammar.preposition(skill.name)},
        )
        for skill in sorted(named, key=lambda one: one.kind == "trait")
    ]
    expectations = [topic(table["expectation"], e=text) for text in material.askable]
    duties = [topic(table["duty"], d=text) for text in material.duties]
    if brief.interview_type is InterviewType.PROCESS_VERIFICATION:
        yield from (topic(lines) for lines in table["process"])
    yield from expectations[:2]
    yield from skills[: 2 if expectations else 3]
    yield topic(levels[0])
    yield from duties[:1]
    if material.seniority in _LEADING:
        yield topic(levels[1])
    for matter in asked:
        if not matter.key.startswith(("skill:", "duty:", "expectation:", "case:")):
            yield topic(list(bank.competencies[matter.pattern.competency].brackets))
    yield topic(levels[1])
    yield from [*skills[2:], *expectations[2:], *duties[1:]]
    for competency in ("knowledge", "teamwork", "quality", "learning", "communication"):
        yield topic(list(bank.competencies[competency].brackets))


def _detail(name: str, category: str, lead: str) -> str:
    """The skill's own points of a strong answer, for the longer rubric."""
    points = (*skill_named(name, category).points, *category_of(category).points)[:2]
    return fill(lead, {"points": ", ".join(points)}) if points else ""
