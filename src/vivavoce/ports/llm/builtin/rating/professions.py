"""Job titles: which words of a line are one, and how near one profession is to another.

Families are coarse on purpose: they say who has done similar work, not who is good at it. English.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re

from vivavoce.ports.llm.builtin.rating.mask import neutral_words
from vivavoce.ports.llm.builtin.rating.relevance import ramp
from vivavoce.ports.llm.builtin.rating.text import stem, words
from vivavoce.ports.llm.builtin.similarity import Similarity

FAMILIES = {
    "software": "software developer programmer backend frontend fullstack web devops engineer-software python "
    "java php "
    "ios android sre coder application",
    "quality": "tester qa testing quality assurance sdet",
    "data": "data analyst-data scientist bi analytics statistician database machine learning reporting",
    "it_support": "helpdesk it administrator sysadmin network technician-it support-it infrastructure",
    "hospitality": "barista waiter bartender coffee cafe host server-restaurant restaurant bar catering "
    "steward hospitality hotel",
    "kitchen": "cook chef kitchen baker pastry butcher sous",
    "care": "nurse nursing care carer caregiver midwife paramedic healthcare ward medical-assistant physiotherapist",
    "medicine": "doctor physician surgeon dentist pharmacist veterinarian",
    "finance": "accountant accounting bookkeeper controller auditor finance financial payroll tax treasury",
    "driving": "driver courier delivery chauffeur truck van lorry rider haulier postal",
    "warehouse": "warehouse forklift picker packer storekeeper logistics logistic loader stock dispatcher",
    "sales": "sales salesperson account-executive representative seller business-development broker estate",
    "retail": "cashier shop retail store merchandiser checkout",
    "service": "customer support call-centre contact-centre service agent advisor complaints receptionist",
    "project": "project programme scrum delivery-manager pmo product owner",
    "education": "teacher tutor lecturer teaching professor educator trainer kindergarten pedagogue instructor",
    "trades": "electrician plumber carpenter joiner welder mason painter bricklayer roofer mechanic fitter "
    "machinist technician",
    "marketing": "marketing seo content brand social-media campaign copywriter communications pr growth",
    "people": "hr recruiter talent people-partner personnel human-resources",
    "cleaning": "cleaner cleaning housekeeper janitor housekeeping",
    "security": "security guard doorkeeper",
    "office": "secretary office administrative clerk assistant-office administration",
    "law": "lawyer paralegal solicitor attorney legal notary",
    "design": "designer ux ui graphic illustrator",
    "engineering": "mechanical electrical civil process-engineer production construction architect automation",
}
_FAMILY_OF = {stem(word): family for family, listed in FAMILIES.items() for word in listed.split() if "-" not in word}
_RELATED = {
    frozenset(pair.split())
    for pair in (
        "software quality,software data,software it_support,hospitality kitchen,hospitality retail,hospitality "
        "service,"
        "care medicine,driving warehouse,sales retail,sales service,retail service,sales marketing,marketing design,"
        "finance office,people office,project office,project software,service office,it_support service,"
        "trades engineering,cleaning hospitality,data finance,law office"
    ).split(",")
}
SAME_FAMILY, RELATED_FAMILY = 0.75, 0.55
"""Nearness of titles whose words differ and whose family is the same ("barista", "waiter") or next to it."""
BOTH_LEAD = 0.45
"""Nearness of two titles that both lead people or plans, whatever the trade ("team leader", "project manager")."""
TITLE_FAR, TITLE_NEAR = 0.42, 0.85
"""Cosine of two titles. Any two titles reach 0.35 ("accountant", "truck driver"), the same work 0.65 and more."""

ROLE_NOUNS = frozenset(
    """accountant administrator adviser advisor agent analyst apprentice architect assistant associate attendant
    attorney auditor baker barista bartender bookkeeper buyer carer caregiver carpenter cashier chef cleaner
    clerk coach consultant controller cook coordinator copywriter courier dentist designer developer director
    dispatcher doctor driver editor electrician engineer executive expert fitter foreperson freelancer gardener
    guard hairdresser head helper host housekeeper instructor intern janitor joiner journalist lawyer lead
    leader lecturer librarian loader machinist manager mason mechanic merchandiser midwife nanny nurse officer
    operator optician owner packer painter paralegal paramedic partner pharmacist photographer physician
    physiotherapist picker pilot planner plumber porter principal producer professor programmer receptionist
    recruiter representative researcher salesperson scientist scrum secretary server solicitor specialist
    steward storekeeper strategist supervisor surgeon tailor teacher technician tester therapist trainee trainer
    translator tutor veterinarian waiter welder worker writer partie salesperson businessperson chairperson
    craftsperson tradesperson headteacher bricklayer roofer plasterer butcher pastry barkeeper bookseller
    cabinetmaker florist""".split()
)
_MODIFIERS = frozenset(
    "senior junior lead entry level mid principal chief head deputy trainee intern freelance part full time "
    "experienced the a an of".split()
)
_LEVELS = frozenset(
    {"entry", "level", "senior", "junior", "mid", "experienced", "trainee", "freelance", "part", "full", "time"}
)
_LEADING = frozenset(
    ("manager", "leader", "lead", "head", "supervisor", "director", "coordinator", "foreperson", "owner")
)
LONGEST_TITLE = 7
"""Words. Longer segments of a line are sentences."""
_AS_A = re.compile(
    r"\b(?:as an?|i am an?|i was an?|i'm an?|being an?)\s+((?:[a-z-]+\s+){0,3}?[a-z-]+)(?=\s+(?:at|for|in|and|"
    r"with|on|who|since|from|by)\b|[.,;\n]|$)"
)


def title_in(line: str) -> str | None:
    """The job title of a line, neutral and in lower case: the first of its segments that ends as titles do."""
    for segment in re.split(r"\s*[|,;•·(/:\t]\s*|\s+[-–—]\s+|\s+@\s+|\s+\bat\b\s+|\s{3,}", line):
        tokens = [word for word in neutral_words(words(segment)) if not word.isdigit()]
        if tokens and len(tokens) <= LONGEST_TITLE and _is_title(tokens):
            return " ".join(tokens)
    return None


def titles_told(sentence: str) -> list[str]:
    """Titles of running text ("I was a data engineer at…", "worked as a waiter")."""
    found = [neutral_words(words(match[1])) for match in _AS_A.finditer(sentence.lower())]
    return [" ".join(tokens) for tokens in found if tokens and _is_role(tokens[-1])]


def _is_title(tokens: list[str]) -> bool:
    before_of = tokens[: tokens.index("of")] if "of" in tokens[1:] else tokens
    if _is_role(before_of[-1]):
        return True
    opens = _is_role(tokens[0]) and tokens[0] not in ("lead", "head", "cook")
    return len(tokens) <= 4 and (opens or any(_is_role(word) for word in tokens[1:]))


def _is_role(word: str) -> bool:
    return word in ROLE_NOUNS or word.removesuffix("s") in ROLE_NOUNS


def family_of(title: str) -> frozenset[str]:
    """The families that the title's words belong to."""
    return frozenset(_FAMILY_OF[stem(word)] for word in words(title) if stem(word) in _FAMILY_OF)


def nearness(title: str, position: str, similarity: Similarity) -> float:
    """0 to 1: how near the work behind two titles is."""
    ours = [word for word in neutral_words(words(title)) if word not in _LEVELS]
    theirs = [word for word in neutral_words(words(position)) if word not in _LEVELS]
    if not ours or not theirs:
        return 0.0
    left, right = ({stem(word) for word in side} - {stem(word) for word in _MODIFIERS} for side in (ours, theirs))
    by_words = len(left & right) / min(len(left), len(right)) if left and right else 0.0
    if left & right and not {one for one in left & right if one in _FAMILY_OF}:
        by_words *= RELATED_FAMILY  # "assistant", "manager", "engineer" alone say little of the work
    one, other = family_of(" ".join(ours)), family_of(" ".join(theirs))
    by_family = SAME_FAMILY if one & other else 0.0
    if not by_family and any(frozenset((a, b)) in _RELATED for a in one for b in other):
        by_family = RELATED_FAMILY
    cosine = round(float(similarity.between([" ".join(ours)], [" ".join(theirs)])[0, 0]), 4)
    by_meaning = ramp(cosine, TITLE_FAR, TITLE_NEAR)
    if one and other and not by_family:
        by_meaning *= 0.5  # two known professions that have nothing to do with each other
    leading = BOTH_LEAD if _LEADING & set(ours) and _LEADING & set(theirs) else 0.0
    return round(max(by_words, by_family, by_meaning, leading), 4)
