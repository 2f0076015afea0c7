"""Which characters of a PDF page a person sees.

The page is drawn with and without its text. Where that makes no difference, there is no text to see, whatever the
reason: the colour of what is behind, a picture on top, transparency, clipping, a layer that is off, a font without
ink. Colours and painting order are only asked which reason it was, and to find text that hides among other text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from vivavoce.ports.documents.contrast import READABLE, contrasts
from vivavoce.ports.documents.pdf_glyphs import Reading
from vivavoce.ports.documents.pdf_paint import Box, Canvas, Painted, Picture
from vivavoce.ports.documents.pdf_runs import Run, runs_of
from vivavoce.ports.documents.port import HiddenReason

_TINY_PT = 3.0
_TINY_INK_PT = 1.5
"""Height of the tallest letter: that of an x at 3 pt, whatever size the font states."""
_TINY_CAPITAL_PT = 2.1
_TINY_SIGN_PT = 0.6
"""A full stop at 6 pt."""
_FAINT = 6.0
"""Difference of one pixel below which it is no ink."""
_THIN = 0.3
"""Thin strokes of small letters cover a pixel only so far."""
_MARKED_PICTURE = 40.0
"""Range of brightness in a picture where something is written or drawn."""
_SCAN_COVERS = 0.6
"""Of the page."""
_SCAN_SHARE = 4
"""Times as much recognised text as other text; a page number may be printed on a scan."""


@dataclass(frozen=True, slots=True)
class Sight:
    """The judged page. ``ocr``: the page is a picture, and the text over it is what somebody recognised there."""

    runs: tuple[Run, ...]
    ocr: bool


class Judge:
    """Looks at one page."""

    def __init__(self, canvas: Canvas, reading: Reading) -> None:
        self._canvas = canvas
        self._squeezed = reading.squeezed
        self._texts = [painted for painted in canvas.objects if painted.is_text]
        self._covers = [painted for painted in canvas.objects if painted.solid]
        self._runs = runs_of(reading.characters, canvas)

    def judge(self) -> Sight:
        """Every run with its reason."""
        if not self._runs:
            return Sight((), False)
        shown = self._canvas.picture()
        bare = self._canvas.picture(without=self._texts)
        doubtful = []
        for run in self._runs:
            if not run.inked:
                continue
            run.reason = self._by_place(run)
            if run.reason is None:
                opaque = self._fill_contrast(run, bare)
                run.reason = self._by_ink(run, shown, bare, opaque)
                if run.reason is None and opaque * run.look.opacity < READABLE:
                    doubtful.append(run)
        self._among_other_text(doubtful, bare)
        return Sight(tuple(self._runs), self._read_scan(bare))

    def _by_place(self, run: Run) -> HiddenReason | None:
        left, top, right, bottom = run.box
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (0 <= x <= self._canvas.width and 0 <= y <= self._canvas.height):
            return HiddenReason.OFF_PAGE
        if run.keys & self._squeezed or _is_tiny(run):
            return HiddenReason.TINY
        return None

    def _by_ink(self, run: Run, shown: Picture, bare: Picture, opaque: float) -> HiddenReason | None:
        fill = opaque * run.look.opacity
        needed = min(READABLE, max(_FAINT, _THIN * fill)) if fill >= READABLE else READABLE
        if self._has_ink(run, shown, bare, needed):
            return None
        if run.look.is_invisible:
            run.cover = self._cover(run, 0, images_only=True)
            return HiddenReason.INVISIBLE
        run.cover = self._cover(run, run.painted.place)
        if run.cover is not None:
            return HiddenReason.BEHIND_PICTURE
        if opaque < READABLE:
            return HiddenReason.WHITE
        return None if run.has_no_glyphs() and fill >= READABLE else HiddenReason.INVISIBLE

    def _among_other_text(self, doubtful: list[Run], bare: Picture) -> None:
        """Text in the colour of what is behind it has ink where other text lies over it: look at it alone."""
        if not doubtful:
            return
        keys = {key for run in doubtful for key in run.keys}
        alone = self._canvas.picture(without=[painted for painted in self._texts if painted.key not in keys])
        for run in doubtful:
            if not self._has_ink(run, alone, bare, READABLE):
                run.reason = HiddenReason.WHITE

    def _has_ink(self, run: Run, shown: Picture, bare: Picture, needed: float) -> bool:
        """Whether at least half of the characters differ from what is behind them."""
        left, top, right, bottom = self._pixels(run.box)
        apart = contrasts(shown[top:bottom, left:right], bare[top:bottom, left:right])
        if not apart.size:
            return False
        upright = run.characters[0].glyph.quarter % 2 == 0
        profile = apart.max(axis=0 if upright else 1).tolist()
        start, near, far = (left, 0, 2) if upright else (top, 1, 3)
        scale = self._canvas.scale
        found = 0
        for one in run.inked:
            first, last = int(one.ink[near] * scale) - start, math.ceil(one.ink[far] * scale) - start
            found += max(profile[max(0, first) : max(1, last)], default=0.0) >= needed
        return 2 * found >= len(run.inked)

    def _fill_contrast(self, run: Run, bare: Picture) -> float:
        """Of the colour that the file states against what is behind, 0 to 255, if it were opaque."""
        if not run.look.is_filled:
            return 255.0
        left, top, right, bottom = self._pixels(run.box)
        behind = bare[top:bottom, left:right]
        if not behind.size:
            return 0.0
        return float(np.mean(contrasts(behind, np.array(run.look.fill, dtype=np.uint8))))

    def _cover(self, run: Run, after: int, *, images_only: bool = False) -> Painted | None:
        """What was painted after ``after`` over the middle of the run."""
        x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
        for painted in reversed(self._covers):
            left, top, right, bottom = painted.box
            if images_only and not painted.is_image:
                continue
            if painted.place > after and left <= x <= right and top <= y <= bottom:
                return painted
        return None

    def _read_scan(self, bare: Picture) -> bool:
        """Make the text layer of a scanned page visible where the picture shows something; whether there is one."""
        area = self._canvas.width * self._canvas.height
        images = [painted for painted in self._canvas.objects if painted.is_image]
        if sum(self._area_on_page(image.box) for image in images) < _SCAN_COVERS * area:
            return False
        over = [run for run in self._runs if run.cover is not None and run.cover.is_image]
        seen = sum(len(run.inked) for run in self._runs if run.reason is None)
        if not over or sum(len(run.inked) for run in over) < _SCAN_SHARE * seen:
            return False
        recognised = [run for run in over if self._is_marked(run, bare)]
        if 2 * len(recognised) < len(over):
            return False
        for run in recognised:
            run.reason = None
        return True

    def _is_marked(self, run: Run, bare: Picture) -> bool:
        left, top, right, bottom = self._pixels(run.box)
        behind = bare[top:bottom, left:right]
        if not behind.size:
            return False
        brightness = behind.mean(axis=-1)
        return bool(brightness.max() - brightness.min() >= _MARKED_PICTURE)

    def _area_on_page(self, box: Box) -> float:
        left, top, right, bottom = box
        width = min(right, self._canvas.width) - max(left, 0.0)
        height = min(bottom, self._canvas.height) - max(top, 0.0)
        return max(0.0, width) * max(0.0, height)

    def _pixels(self, box: Box) -> tuple[int, int, int, int]:
        """Left, top, right, bottom; at least one pixel, within the picture."""
        scale = self._canvas.scale
        left, top = max(0, int(box[0] * scale)), max(0, int(box[1] * scale))
        right = max(left + 1, math.ceil(box[2] * scale))
        return left, top, right, max(top + 1, math.ceil(box[3] * scale))


def _is_tiny(run: Run) -> bool:
    """By the ink, as a font may state any size; by the stated size where signs are small in any font."""
    first = run.characters[0]
    letters = [one for one in run.inked if one.glyph.text.isalnum() and one.has_outline]
    if letters and not first.glyph.is_slanted:
        return max(one.height for one in letters) < (_TINY_CAPITAL_PT if first.nominal < _TINY_PT else _TINY_INK_PT)
    largest = max(max(one.ink[2] - one.ink[0], one.ink[3] - one.ink[1]) for one in run.inked)
    return first.nominal < _TINY_PT and largest < (_TINY_CAPITAL_PT if letters else _TINY_SIGN_PT)
