"""What waits for a recruiter: a candidate's question that no text answers, a wish for a person. Each is kept once."""

from vivavoce.features.tasks.schemas import TaskItem
from vivavoce.features.tasks.service import NewTask, TaskKind, TaskRecord, TaskState, add, open_of, tasks_of

__all__ = ["NewTask", "TaskItem", "TaskKind", "TaskRecord", "TaskState", "add", "open_of", "tasks_of"]
