"""What the built-in interviewer says beside the script: follow-ups, a question put differently, replies.

Promises ``BuiltinInterviewer``, and knows nothing of sessions, scripts or timers.
"""

from vivavoce.ports.llm.builtin.interviewer.interviewer import BuiltinInterviewer

__all__ = ["BuiltinInterviewer"]
