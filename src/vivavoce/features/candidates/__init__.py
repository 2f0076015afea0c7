"""Candidates: one profile per person and merchant, known by her e-mail address."""

from vivavoce.features.candidates.fields import CountryCode, EmailAddress, LinkedInUrl, email_address
from vivavoce.features.candidates.service import Candidate, NewCandidate, find, get, resolve

__all__ = [
    "Candidate",
    "CountryCode",
    "EmailAddress",
    "LinkedInUrl",
    "NewCandidate",
    "email_address",
    "find",
    "get",
    "resolve",
]
