"""What a candidate records of herself: chunks on their way, the video that she kept, and addresses to watch it.

Promises: a chunk that comes twice is kept once; what was not kept by her is shown to nobody and goes within a day;
erasing takes the files along; an address opens one video for a quarter of an hour.
"""

from vivavoce.features.recordings.addresses import URL_LIFE, path_of
from vivavoce.features.recordings.policy import CHUNK_LIMIT_BYTES, MOST_BYTES, MOST_CHUNKS, MOST_SECONDS
from vivavoce.features.recordings.service import (
    DELETE_BLOBS,
    Owner,
    Recording,
    add_chunk,
    begin,
    delete_blobs,
    erase_attempt,
    forget_unfinished,
    introduction_of,
    keep,
)

__all__ = [
    "CHUNK_LIMIT_BYTES",
    "DELETE_BLOBS",
    "MOST_BYTES",
    "MOST_CHUNKS",
    "MOST_SECONDS",
    "URL_LIFE",
    "Owner",
    "Recording",
    "add_chunk",
    "begin",
    "delete_blobs",
    "erase_attempt",
    "forget_unfinished",
    "introduction_of",
    "keep",
    "path_of",
]
