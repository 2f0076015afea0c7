"""Running text put together from pieces that are seen and pieces that are not, for formats without fixed places.

Breaks are asked for before it is known whether text follows; the strongest that was asked for is written.
"""

from __future__ import annotations

import re

from vivavoce.ports.documents.port import Hidden, HiddenReason

_SPACE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = {0: "", 1: " ", 2: "\t", 3: "\n", 4: "\n\n"}
_BLANK, _CELL, _LINE, _PARAGRAPH = 1, 2, 3, 4


class _Strand:
    """One text in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.wanted = 0

    def add(self, text: str) -> None:
        if self.parts:
            self.parts.append(_BREAKS[self.wanted])
        self.parts.append(text)
        self.wanted = 0

    def taken(self) -> str:
        text = "".join(self.parts)
        self.parts, self.wanted = [], 0
        return text


class Flow:
    """Visible text on one strand, what is hidden in entries of its own: one for each stretch of one reason."""

    def __init__(self) -> None:
        self._visible = _Strand()
        self._unseen = _Strand()
        self._reason: HiddenReason | None = None
        self._hidden: list[Hidden] = []
        self._fresh = False
        """A cell has begun and nothing is in it yet."""
        self._single = True
        """What is in the cell is one line."""

    def text(self, text: str, reason: HiddenReason | None, *, preformatted: bool) -> None:
        """A piece of text; ``reason`` None: it is seen. Unless ``preformatted``, blanks collapse as in HTML."""
        strand = self._strand(text, reason)
        if text.strip():
            self._single = self._single and (self._fresh or strand.wanted < _LINE)
            self._fresh = False
        if preformatted:
            if text:
                strand.add(text)
            return
        words = _SPACE.sub(" ", text)
        if words.startswith(" "):
            self._want(_BLANK)
        if words.strip(" "):
            strand.add(words.strip(" "))
        if words.endswith(" "):
            self._want(_BLANK)

    def cell(self) -> None:
        """A table's cell begins; breaks before its first text don't count."""
        self._want(_CELL)
        self._fresh, self._single = True, True

    def cell_end(self) -> None:
        """It ends: a tab to the next one, a blank line if it has several lines."""
        if not self._fresh:
            for strand in (self._visible, self._unseen):
                strand.wanted = _CELL if self._single else _PARAGRAPH
        self._fresh = False

    def line(self) -> None:
        """A new line, if text follows and none has begun."""
        self._want(_LINE)

    def paragraph(self) -> None:
        """A blank line, if text follows."""
        self._want(_PARAGRAPH)

    def finished(self) -> tuple[str, list[Hidden]]:
        """The visible text and the hidden stretches."""
        self._close()
        return self._visible.taken(), self._hidden

    def _strand(self, text: str, reason: HiddenReason | None) -> _Strand:
        if not text.strip():
            return self._visible if reason is None else self._unseen
        if reason is None:
            if any(letter.isalnum() for letter in text):
                self._close()
            return self._visible
        if reason != self._reason:
            self._close()
            self._reason = reason
        return self._unseen

    def _close(self) -> None:
        if self._reason is not None and (text := self._unseen.taken().strip()):
            self._hidden.append(Hidden(text, self._reason, None))
        self._reason = None

    def _want(self, level: int) -> None:
        if self._fresh and level > _CELL:
            return
        for strand in (self._visible, self._unseen):
            strand.wanted = max(strand.wanted, level)
