"""Who may call: merchants, users, tokens and roles."""

from vivavoce.features.access.api import router
from vivavoce.features.access.caller import EDITORS, READERS, Caller, Editor, Reader, Role, requires
from vivavoce.features.access.cors import cors
from vivavoce.features.access.identify import Access
from vivavoce.features.access.service import (
    create_merchant,
    create_user,
    ensure_merchant,
    ensure_user,
    find_merchant,
    find_user,
    forget_expired,
    merchant_name,
    mint_token,
    set_branding,
    set_password,
    sub_merchants,
)
from vivavoce.features.access.slugs import merchant_by_slug, slugs_of, take_slug

__all__ = [
    "EDITORS",
    "READERS",
    "Access",
    "Caller",
    "Editor",
    "Reader",
    "Role",
    "cors",
    "create_merchant",
    "create_user",
    "ensure_merchant",
    "ensure_user",
    "find_merchant",
    "find_user",
    "forget_expired",
    "merchant_by_slug",
    "merchant_name",
    "mint_token",
    "requires",
    "router",
    "set_branding",
    "set_password",
    "slugs_of",
    "sub_merchants",
    "take_slug",
]
