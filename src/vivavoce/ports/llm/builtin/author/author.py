"""The built-in author: an interview from a brief with no model, no network and no chance.

Reads the brief (``material``), plans (``plan``), takes from the bank of the language what fits (``matter``), words it
(``phrasing``), checks it (``lint``) and writes what stands around it (``texts``, ``rubric``).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace

from vivavoce.ports.llm.builtin.author import material as reading
from vivavoce.ports.llm.builtin.author import phrasing, plan, process, questions
from vivavoce.ports.llm.builtin.author.bank import Bank, Rules, bank_of, rules_of
from vivavoce.ports.llm.builtin.author.bank import languages as banks
from vivavoce.ports.llm.builtin.author.choice import Choice, choice_for
from vivavoce.ports.llm.builtin.author.matter import Matter, Pool
from vivavoce.ports.llm.builtin.author.own import described
from vivavoce.ports.llm.builtin.author.phrasebook import book as phrasebook
from vivavoce.ports.llm.builtin.author.phrasebook import writer
from vivavoce.ports.llm.builtin.author.rubric import rubric
from vivavoce.ports.llm.builtin.author.seniority import LETTERS
from vivavoce.ports.llm.builtin.author.texts import Texts
from vivavoce.ports.llm.port import AuthorUnusableError, Brief, Draft, InterviewType

VERSION = "builtin/2"
PROCESS_MIX = ("type",)


class BuiltinAuthor:
    """Writes interviews in the languages that have a bank of texts."""

    async def write(self, brief: Brief) -> Draft:
        """The same brief gives the same draft.

        Raises AuthorUnusableError for a language without texts, for ``process-verification-from-knowledge-base``
        without a usable passage, and for more different questions than there are (never for 40 or fewer).
        """
        if brief.own_questions:
            rest = replace(brief, own_questions=(), question_count=len(brief.own_questions))
            own = await asyncio.to_thread(described, brief.own_questions, brief)
            return replace(await self.write(rest), questions=own)
        if (book := phrasebook.book_of(brief.language)) is not None:
            return writer.write(brief, book, VERSION)
        bank, rules = bank_of(brief.language), rules_of(brief.language)
        if bank is None or rules is None:
            known = ", ".join(sorted({*banks(), *phrasebook.languages()}))
            raise AuthorUnusableError(f"The built-in author writes in {known}, not in {brief.language!r}.")
        return _write(brief, bank, rules)


def _write(brief: Brief, bank: Bank, rules: Rules) -> Draft:
    material = reading.read(brief, bank, rules)
    choice = choice_for(brief)
    count = plan.question_count(brief, material)
    slots = phrasing.base_slots(brief, material, bank)
    asking = questions.Asking(brief, bank, rules, slots, choice.rank("variant") % 12)
    sources, mix = _sources(brief, material, bank, rules, choice)
    questions.choose(asking, sources, mix, count)
    texts = Texts(brief, material, bank, choice, count)
    return Draft(
        description=texts.description(),
        description_long=texts.description_long(count),
        questions=questions.written(asking, brief, bank),
        rubric=rubric(brief, material, [matter for matter, _ in asking.taken], bank, rules),
        seniority=material.seniority,
        seniority_evidence=material.seniority_evidence,
        welcome=texts.welcome(),
        thank_you=texts.thank_you(),
        rapport=texts.rapport(),
        closing=texts.closing(),
        instructional=texts.instructional(),
        author=VERSION,
    )


def _sources(
    brief: Brief, material: reading.Material, bank: Bank, rules: Rules, choice: Choice
) -> tuple[dict[str, list[Matter]], tuple[str, ...]]:
    if brief.interview_type is not InterviewType.PROCESS_VERIFICATION:
        sources, mix = (
            Pool(brief, material, bank, choice).sources(),
            plan.mix_for(brief.interview_type, material.seniority),
        )
        if not brief.passages:
            return sources, mix
        found = process.steps(brief, LETTERS[material.seniority], bank, rules, choice)
        return {**sources, "process": found}, plan.with_passages(mix)
    steps = process.steps(brief, LETTERS[material.seniority], bank, rules, choice)
    if not steps:
        raise AuthorUnusableError("The knowledge base has no passage that questions could be asked about.")
    again = [replace(step, pattern=replace(step.pattern, name=f"{step.pattern.name} {step.key}")) for step in steps]
    none: dict[str, list[Matter]] = {name: [] for name in plan.FALLBACK}
    return {**none, "type": steps, "common": again}, PROCESS_MIX
