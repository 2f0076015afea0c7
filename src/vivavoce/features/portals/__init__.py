"""Portals: merchants' public pages, and the way in for people who hold no link yet.

Owns branding and one-time codes. Promises that an interview's visibility is kept, whichever way a visitor takes.
"""

from vivavoce.features.portals.branding import Company
from vivavoce.features.portals.codes import SEND_CODE, forget_old, send_code
from vivavoce.features.portals.service import company_of, way_in

__all__ = ["SEND_CODE", "Company", "company_of", "forget_old", "send_code", "way_in"]
