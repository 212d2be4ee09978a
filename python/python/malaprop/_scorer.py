"""The engine with its options."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Protocol, Union, overload

from malaprop._malaprop import ArrowBatch, ArrowSchema, ArrowStream, Engine
from malaprop._records import Scored, scored

StrPath = Union[str, "os.PathLike[str]"]

# So many texts are judged before Python may look at Ctrl-C.
_AT_ONCE = 512


class HasArrowArray(Protocol):
    """A record batch of any library with Arrow's capsules."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """Schema and array."""


class HasArrowStream(Protocol):
    """A table or stream of any library with Arrow's capsules."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The stream."""


class Scorer:
    """Judges English texts, each by itself; the same text has the same score on any thread and machine.

    Making one reads the tables, so make it once. It may be used from many threads, lets go of Python's lock while it
    works, survives a fork and can be pickled: the other process reads the tables again, at the same paths.

    Args:
        lexicons: name or phrase tables to add to the built-in ones: CSV files or folders of them.
        config: a ``malaprop.toml``, and what reviews left beside it. Without it none is looked for.
        suppressions: the file of rejected findings, instead of ``malaprop-suppressions.csv`` beside ``config``.
        model: a model of English made by ``malaprop phrases train``, instead of the built-in one.
        select: report only these rules: codes, names, families, beginnings of codes.
        ignore: do not report these rules.
        date: the day of the texts, such as ``2019-02-01``; a house style may hold from a day on.
        publish_from: publish scores from here on.
        reject_below: reject scores below, of documents that are not short.
        short_words: documents of fewer words are short.
        keep: the lowest decision that filters keep, ``review`` or ``publish``.
        select_score: filters keep documents of which this holds, such as ``score >= 80 and words > 50``, whatever the
            decision.
        corpus_filters: filters keep out what Gopher's and FineWeb's tests drop, too.
        max_bytes: texts of more bytes in UTF-8 are not judged; a text takes about 35 times its size in memory.
        threads: for batches; 0 for one a core.

    Raises:
        MalapropError: an option that makes no sense, a table or configuration that cannot be used.
    """

    def __init__(
        self,
        lexicons: Iterable[StrPath] = (),
        *,
        config: StrPath | None = None,
        suppressions: StrPath | None = None,
        model: StrPath | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        date: str | None = None,
        publish_from: float | None = None,
        reject_below: float | None = None,
        short_words: int | None = None,
        keep: Literal["review", "publish"] = "review",
        select_score: str | None = None,
        corpus_filters: bool = False,
        max_bytes: int = 64 << 20,
        threads: int = 0,
    ) -> None:
        """See the class."""

        def absolute(path: StrPath | None) -> str | None:
            return None if path is None else os.path.abspath(path)

        self._start(
            {
                "lexicons": [os.path.abspath(path) for path in _several("lexicons", lexicons)],
                "config": absolute(config),
                "suppressions": absolute(suppressions),
                "model": absolute(model),
                "select": _several("select", select),
                "ignore": _several("ignore", ignore),
                "date": date,
                "publish_from": publish_from,
                "reject_below": reject_below,
                "short_words": short_words,
                "keep": keep,
                "select_score": select_score,
                "corpus_filters": corpus_filters,
                "max_bytes": max_bytes,
                "threads": threads,
            }
        )

    def _start(self, options: dict[str, Any]) -> None:
        self._options = options
        self._engine = Engine(options)

    def __getstate__(self) -> dict[str, Any]:
        """The options."""
        return self._options

    def __setstate__(self, options: dict[str, Any]) -> None:
        """Reads the tables again."""
        self._start(options)

    def __repr__(self) -> str:
        """The options that say something."""
        said = {name: value for name, value in self._options.items() if value not in (None, [], False)}
        return f"Scorer({', '.join(f'{name}={value!r}' for name, value in said.items())})"

    def score(self, text: str, id: str = "") -> Scored:
        """Judges one text. One without words has the status ``empty``, one beyond ``max_bytes`` has ``too_large``.

        Raises:
            TypeError: ``text`` is no string.
            ValueError: ``text`` holds a lone surrogate, so it is no Unicode text.
        """
        _check("text", text)
        _check("id", id)
        return scored(self._engine.line(text, id))

    def score_batch(self, texts: Iterable[str], ids: Iterable[str] | None = None) -> list[Scored]:
        """Judges texts on all threads; the results are in their order.

        Raises:
            TypeError, ValueError: as ``score``, with the number of the text; another number of ids than of texts.
        """
        texts = _texts("texts", texts)
        names = [""] * len(texts) if ids is None else _texts("ids", ids)
        if len(names) != len(texts):
            raise ValueError(f"{len(texts)} texts and {len(names)} ids")
        pairs = list(zip(texts, names))
        results: list[Scored] = []
        for start in range(0, len(pairs), _AT_ONCE):
            results.extend(map(scored, self._engine.lines(pairs[start : start + _AT_ONCE])))
        return results

    def notes(self, texts: Iterable[str], dates: Iterable[str | None] | None = None) -> list[dict[str, Any]]:
        """What ``malaprop filter --annotate`` writes of texts: ``malaprop_score`` and others, where there is something.

        A text has ``filter_reason`` and ``filter_reasons`` where a filter would drop it.

        Args:
            texts: what is judged.
            dates: the days of the texts, such as ``2019-02-01``; where one is missing or no day, the scorer's ``date``.

        Raises:
            TypeError, ValueError: as ``score``, with the number of the text; another number of dates than of texts.
        """
        texts = _texts("texts", texts)
        days: list[str | None] = [None] * len(texts) if dates is None else _several("dates", dates)
        if len(days) != len(texts):
            raise ValueError(f"{len(texts)} texts and {len(days)} dates")
        pairs = list(zip(texts, days))
        results: list[dict[str, Any]] = []
        for start in range(0, len(pairs), _AT_ONCE):
            results.extend(map(json.loads, self._engine.notes(pairs[start : start + _AT_ONCE])))
        return results

    @overload
    def score_arrow(self, data: HasArrowArray, text: str = "text", date_key: str = "date") -> ArrowBatch: ...
    @overload
    def score_arrow(self, data: HasArrowStream, text: str = "text", date_key: str = "date") -> ArrowStream: ...
    def score_arrow(
        self, data: HasArrowArray | HasArrowStream, text: str = "text", date_key: str = "date"
    ) -> ArrowBatch | ArrowStream:
        """Adds scores and findings to Arrow data of any library, on all threads; the other columns are not copied.

        A record batch is judged at once, a table or stream batch by batch while the result is read. The further columns
        are those of ``notes`` and ``malaprop_findings``, a list of findings for each row; earlier ones of these names
        are replaced. Rows without text, and those beyond ``max_bytes``, have nulls.

        Args:
            data: an object with ``__arrow_c_array__`` or ``__arrow_c_stream__``.
            text: the column that is judged.
            date_key: the column of the texts' days, if there is one: dates, times or texts such as ``2019-02-01``. Rows
                without a day have the scorer's ``date``.

        Raises:
            MalapropError: no such column, or none of text. In streams, whatever goes wrong later is the reader's error.
            TypeError: no Arrow data, or no rows with columns.
        """
        return self._engine.arrow(data, text, date_key)

    @staticmethod
    def arrow_schema() -> ArrowSchema:
        """The columns that ``score_arrow`` adds."""
        return Engine.schema()

    def pack(self, folder: StrPath) -> None:
        """Writes the configuration as ``malaprop.toml`` into an empty folder, with every file it names.

        ``Scorer(config=folder / "malaprop.toml")`` then finds and scores the same on any machine. Options of filters,
        ``date``, ``max_bytes`` and ``threads`` are no part of it.
        """
        self._engine.pack(Path(folder))


def _several(name: str, values: Iterable[Any]) -> list[Any]:
    if isinstance(values, (str, bytes, os.PathLike)):
        raise TypeError(f"{name} is one {type(values).__name__}; write [{values!r}]")
    return list(values)


def _texts(name: str, values: Iterable[str]) -> list[str]:
    texts = _several(name, values)
    for i, text in enumerate(texts):
        _check(f"{name}[{i}]", text)
    return texts


def _check(name: str, value: str) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{name} is {type(value).__name__}, not str")
    if value.isascii():
        return
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{name} holds a lone surrogate at character {error.start}") from None
