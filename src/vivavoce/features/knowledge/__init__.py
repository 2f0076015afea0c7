"""Documents of a merchant, read in the background, cut into passages that questions can cite. Deleting one is whole."""

from vivavoce.features.knowledge.service import (
    PROCESS_DOCUMENT,
    Found,
    find_store,
    process,
    search,
    spread,
    unknown_store,
)

__all__ = ["PROCESS_DOCUMENT", "Found", "find_store", "process", "search", "spread", "unknown_store"]
