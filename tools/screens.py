"""`make screens`: docs/screens from the pictures that the journeys leave in test-results.

Run the browser journeys first; a picture that is missing is an error. Each becomes a WebP, 640 px wide (desktop) or
320 px (phone), and a page's first screens high, so that the folder stays small.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

REPOSITORY = Path(__file__).parent.parent
RESULTS, FOLDER = REPOSITORY / "test-results", REPOSITORY / "docs" / "screens"
WIDTHS = {"desktop": 640, "phone": 320}
TALLEST = 2.4
"""Times the width."""

CLOSED = ["unknown", "expired", "revoked", "draft", "archived", "no_attempts", "under_review", "rejected", "away"]
LANGUAGES = "test_every_screen_in_her_language[{}]/{}"
SCREENS = {
    "Arriving": [
        ("The position page", "test_the_way_through/1-position"),
        ("A person instead, extra time", "test_what_she_chooses_is_what_happens/3-position"),
        ("The check", "test_what_she_chooses_is_what_happens/4-check"),
        ("A microphone that is denied", "test_a_microphone_that_is_denied/denied"),
    ],
    "Talking": [
        ("By voice", "test_the_way_through/3-live-voice"),
        ("By typing", "test_the_way_through/4-live-typing"),
        ("The transcript", "test_the_way_through/5-live-transcript"),
        ("Ending", "test_the_way_through/6-live-end"),
        ("Going on", "test_the_way_through/7-continue"),
        ("Open in another tab", "test_the_way_through/8-elsewhere"),
    ],
    "Finishing": [
        ("The result, everything shown", "test_each_view_and_another_attempt/full"),
        ("An introduction video", "test_a_video_a_correction_and_the_hand_in/introduction"),
        ("Her own words corrected", "test_a_video_a_correction_and_the_hand_in/corrections"),
        ("Sent", "test_the_way_through/10-submitted"),
    ],
    "Ways in": [
        ("A company's list", "test_from_the_list_by_a_code_to_the_interview/1-list"),
        ("Who she is", "test_from_the_list_by_a_code_to_the_interview/2-entrance"),
        ("The code", "test_from_the_list_by_a_code_to_the_interview/3-code"),
        ("For invited people", "test_unlisted_and_invited_by_the_keyboard/1-invited"),
    ],
    "Closed": [(name.replace("_", " ").capitalize(), f"test_links_that_open_nothing/{name}") for name in CLOSED],
    "In Arabic": [
        (name, LANGUAGES.format("ar", file))
        for name, file in (
            ("Arriving", "1-position"),
            ("Talking", "2-live"),
            ("The result", "3-result"),
            ("Sent", "4-submitted"),
        )
    ],
    "In German, Japanese, Tamil": [
        (name, LANGUAGES.format(code, file))
        for code, name, file in (
            ("de", "German", "1-position"),
            ("ja", "Japanese", "2-live"),
            ("ta", "Tamil", "3-result"),
        )
    ],
}


def shrunk(path: Path, window: str) -> Image.Image:
    """As it stands in the docs."""
    picture: Image.Image = Image.open(path).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, round(picture.width * TALLEST))))
    width = WIDTHS[window]
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def main() -> None:
    """Writes the pictures and the page that shows them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    page = ["# The candidate's screens", "", "Written by `make screens` from what the browser journeys saw.", ""]
    missing = []
    for chapter, screens in SCREENS.items():
        page += [f"## {chapter}", ""]
        for number, (title, stem) in enumerate(screens, 1):
            shown = []
            for window in WIDTHS:
                source = RESULTS / f"{stem}-{window}.png"
                if not source.exists():
                    missing.append(str(source.relative_to(REPOSITORY)))
                    continue
                name = f"{chapter.split()[0].lower()}-{chapter.split()[-1].lower()}-{number}-{window}.webp"
                shrunk(source, window).save(FOLDER / name, quality=72, method=6)
                shown.append(f"![{title}, {window}]({name})")
            page += [f"**{title}**", "", " ".join(shown), ""]
    (FOLDER / "README.md").write_text("\n".join(page))
    if missing:
        sys.exit("Not there; run the browser journeys first:\n" + "\n".join(missing))


if __name__ == "__main__":
    main()
