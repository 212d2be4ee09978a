"""malaprop in datatrove's pipelines: a filter, and a writer of why documents were dropped.

>>> from malaprop.datatrove import MalapropFilter, ReasonsWriter
>>> pipeline = [
...     JsonlReader("corpus/"),
...     MalapropFilter(exclusion_writer=ReasonsWriter("reasons/")),
...     JsonlWriter("kept/"),
... ]
"""

from __future__ import annotations

from typing import Any

from datatrove.data import Document
from datatrove.io import DataFolderLike
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.pipeline.writers.jsonl import JsonlWriter

from malaprop._malaprop import NOTES
from malaprop._scorer import Scorer

# The reason of texts that are not judged: lone surrogates, which no UTF-8 holds, and those beyond ``max_bytes``.
MALFORMED = "malformed"
TOO_LARGE = "too_large"


class MalapropFilter(BaseFilter):
    """Keeps the documents that ``malaprop filter`` keeps, and notes scores and reasons in the metadata of all.

    The notes are those of ``malaprop filter --annotate``: ``malaprop_score``, ``malaprop_decision`` and others, for
    dropped documents ``filter_reasons`` and, under datatrove's own name, the first as ``filter_reason``; the statistics
    count them.

    Args:
        exclusion_writer: gets the dropped documents; ``ReasonsWriter`` or any other.
        batch_size: documents that are judged together.
        threads: for each batch; datatrove runs a process a task already.
        date_key: the metadata that hold the day of a document.
        **options: those of ``malaprop.Scorer``. The tables are read in each worker when it begins.
    """

    name = "🗣 Malaprop"
    _requires_dependencies: list[str] = []

    def __init__(
        self,
        exclusion_writer: DiskWriter | None = None,
        batch_size: int = 256,
        *,
        threads: int = 1,
        date_key: str = "date",
        **options: Any,
    ) -> None:
        """See the class."""
        super().__init__(exclusion_writer, batch_size)  # type: ignore[arg-type]  # its types forget None
        # Made and let go again: a fault in the options is told here, and no engine travels to the workers.
        self._options = Scorer(threads=threads, **options).__getstate__()
        self._date_key = date_key
        self._scorer: Scorer | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Everything but the engine."""
        return {**self.__dict__, "_scorer": None}

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Whether ``doc`` is kept, or else why not."""
        return self.filter_batch([doc])[0]

    def filter_batch(self, batch: list[Document]) -> list[bool | tuple[bool, str]]:
        """The same for several documents, judged together."""
        if self._scorer is None:
            self._scorer = Scorer(**self._options)
        judged = [doc for doc in batch if _is_unicode(doc.text)]
        days = [doc.metadata.get(self._date_key) for doc in judged]
        dates = [str(day) if day is not None and _is_unicode(str(day)) else None for day in days]
        noted = iter(self._scorer.notes([doc.text for doc in judged], dates))
        return [_put(doc, next(noted) if _is_unicode(doc.text) else _dropped(MALFORMED)) for doc in batch]


def _is_unicode(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _dropped(reason: str) -> dict[str, Any]:
    return {"filter_reasons": [reason], "filter_reason": reason}


def _put(doc: Document, note: dict[str, Any]) -> bool | tuple[bool, str]:
    """Notes in the metadata, where earlier ones are replaced; what becomes of the document."""
    reason = note.get("filter_reason")
    if reason is None and "malaprop_score" not in note:
        note = _dropped(TOO_LARGE)
        reason = TOO_LARGE
    for key in [key for key in doc.metadata if key in NOTES]:
        del doc.metadata[key]
    doc.metadata.update(note)
    return True if reason is None else (False, reason)


class ReasonsWriter(JsonlWriter):
    """Writes a line of JSON for each dropped document: its id and notes, without its text.

    Args:
        output_folder: a folder, local or of any file system that datatrove knows.
        output_filename: with ``${rank}`` and other marks of datatrove's.
        compression: ``None``, ``gzip`` or ``zstd``.
    """

    default_output_filename = "${rank}.jsonl"
    name = "🗣 Reasons"

    def __init__(
        self,
        output_folder: DataFolderLike,
        output_filename: str | None = None,
        compression: str | None = None,
    ) -> None:
        """See the class."""
        super().__init__(output_folder, output_filename, compression, _reasons)  # type: ignore[arg-type]  # as above


def _reasons(_writer: DiskWriter, document: Document) -> dict[str, Any]:
    return {"id": document.id, **{key: value for key, value in document.metadata.items() if key in NOTES}}
