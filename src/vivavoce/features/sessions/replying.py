"""Answers to what a candidate asks, from the company's own texts alone: the position's descriptions and its documents.

Those texts are data, whatever they say. Nothing else of an interview (rubric, notes, other candidates) comes near the
one who answers. No answer is better than one without a source: a person answers then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import structlog
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vivavoce.features import knowledge
from vivavoce.features.interviews import InterviewScript
from vivavoce.kernel.database import Database
from vivavoce.ports.llm.port import Interviewer, InterviewType, Manner, Passage, Reply

log = structlog.get_logger(__name__)

REPLY_LIMIT_S = 6
"""How long an answer is looked for. Long: silence after her question. Short: a person is promised too often."""
KNOWN_PASSAGES = 6
"""How many passages of documents are looked at."""
MOST_LETTERS = 20_000
"""How much of the descriptions is looked at: some ten printed pages."""
MOST_ASKED_LETTERS = 2_000

_MARKDOWN = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class CompanyTexts:
    """What may answer in one interview, and how its interviewer talks. ``store_id`` None: there are no documents."""

    merchant_id: UUID
    store_id: UUID | None
    description: str
    description_long: str
    manner: Manner


def texts_of(interview: InterviewScript) -> CompanyTexts:
    """The texts of an interview. Where its questions come from its documents, they would give away the answers."""
    tested = interview.interview_type is InterviewType.PROCESS_VERIFICATION
    return CompanyTexts(
        merchant_id=interview.merchant_id,
        store_id=None if tested else interview.knowledge_base_store_id,
        description=interview.description,
        description_long=interview.description_long,
        manner=Manner(interview.language.value, interview.tone, interview.interview_type, interview.name),
    )


async def reply_to(
    asked: str, *, database: Database, interviewer: Interviewer, texts: CompanyTexts, limit_s: float = REPLY_LIMIT_S
) -> Reply | None:
    """What the texts answer, and the passage that says so; its document is empty when it is a description.

    None: they don't answer it, there was nothing to answer, or looking took too long or failed.
    """
    asked = asked.strip()[:MOST_ASKED_LETTERS]
    if not asked:
        return None
    try:
        async with asyncio.timeout(limit_s):
            passages = await _passages(asked, database, texts)
            found = await interviewer.reply(asked, passages, texts.manner) if passages else None
    except Exception as error:
        # Whatever fails, she gets a person's answer; the error's own words may quote her.
        log.warning("live.no_reply", merchant_id=str(texts.merchant_id), error=type(error).__name__)
        return None
    return found if found and found.text.strip() and found.source in passages else None


async def _passages(asked: str, database: Database, texts: CompanyTexts) -> tuple[Passage, ...]:
    """Of the documents those that are nearest, of the descriptions all."""
    known: tuple[Passage, ...] = ()
    if texts.store_id is not None:
        async with database.merchant(texts.merchant_id) as session:
            found = await knowledge.search(session, texts.merchant_id, texts.store_id, asked, KNOWN_PASSAGES)
        known = tuple(one.passage for one in found)
    described = f"{texts.description}\n\n{texts.description_long}"[:MOST_LETTERS]
    read = await asyncio.to_thread(paragraphs, described)  # up to 0.2 s, when somebody means harm
    return tuple(Passage("", text) for text in read) + known


def paragraphs(markdown: str) -> tuple[str, ...]:
    """Paragraphs, lists and tables as they are read: without marks, links, pictures and HTML, under their heading."""
    found: list[str] = []
    heading, lines, block, row = "", list[str](), "", 0
    for token in _MARKDOWN.parse(markdown):
        if token.level == 0 and token.nesting == 1:
            lines, block = [], token.type
        elif token.type == "inline":
            lines.append(" ".join("".join(_words(token)).split()))
        elif token.type in ("fence", "code_block"):
            lines, block = [token.content.strip()], token.type
        elif token.type == "tr_open":
            row = len(lines)
        elif token.type == "tr_close":
            lines[row:] = [", ".join(lines[row:])]
        if token.level == 0 and token.nesting < 1 and any(lines):
            if block == "heading_open":
                heading = " ".join(lines)
            else:
                found.append("\n".join(line for line in (heading, *lines) if line))
            lines = []
    return tuple(found)


def _words(inline: Token) -> Iterator[str]:
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
