"""malaprop in Spark: a DataFrame in, the same with scores and findings out.

>>> from malaprop.spark import score
>>> scored = score(df, lexicons=["names.csv"])
>>> scored.where("malaprop_decision = 'publish'").write.parquet("published")

Every executor needs malaprop and pyarrow in the Python that ``spark.pyspark.python`` names. Tables and configuration
are read on the driver and sent to each executor once; they need not be there. Rows are judged by themselves, so a task
that Spark runs again, because its executor was lost, gives the same rows. Spark Connect has no context that could send
files, and is not served.
"""

from __future__ import annotations

import functools
import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Callable

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from malaprop._scorer import Scorer

# What tables and configuration say; the rest is sent as it is.
_PACKED = (
    *("lexicons", "config", "suppressions", "model", "select", "ignore"),
    *("publish_from", "reject_below", "short_words"),
)


def score(df: DataFrame, text: str = "text", *, date_key: str = "date", threads: int = 1, **options: Any) -> DataFrame:
    """Adds ``malaprop_score``, ``malaprop_decision`` and the other columns of ``Scorer.score_arrow`` to ``df``.

    Args:
        df: its column ``text`` is judged, and all columns stay; earlier ones of these names are replaced.
        text: the name of the column, in its own letters.
        date_key: the column of the texts' days, if there is one.
        threads: for each task; more than 1 only where ``spark.task.cpus`` is.
        **options: those of ``malaprop.Scorer``, with paths on the driver.

    Raises:
        ValueError: no such column, or one that is no string.
        MalapropError: options or tables that cannot be used. They are read now, not when the first task starts.
    """
    kinds = [field.dataType.typeName() for field in df.schema.fields if field.name == text]
    if kinds != ["string"]:
        what = f"{len(kinds)} columns" if len(kinds) != 1 else f"a column of {kinds[0]},"
        raise ValueError(f"{what} named {text!r}; one string column of {df.columns} is wanted")
    scorer = Scorer(threads=threads, **options)
    archive = _packed(scorer)
    context = df.sparkSession.sparkContext
    if not any(sent.endswith(archive.name) for sent in context.listArchives):
        context.addArchive(str(archive))
    rest = {name: value for name, value in scorer._options.items() if name not in _PACKED}
    added = from_arrow_schema(pa.schema(scorer.arrow_schema()))
    kept = [field for field in df.schema.fields if field.name not in added.names]
    return df.mapInArrow(_judge(archive.name, tuple(rest.items()), text, date_key), StructType(kept + added.fields))


@functools.lru_cache(maxsize=1)
def _archives() -> tempfile.TemporaryDirectory[str]:
    """Where the driver keeps what it sends, until it ends: an executor that starts late asks for it then."""
    return tempfile.TemporaryDirectory(prefix="malaprop-spark-")


def _packed(scorer: Scorer) -> Path:
    """An archive of the scorer's configuration and tables, named by its content: what is the same is sent once."""
    with tempfile.TemporaryDirectory() as folder:
        scorer.pack(folder)
        files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        digest = hashlib.sha256()
        for file in files:
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder)}\0{len(content)}\0".encode(errors="surrogateescape"))
            digest.update(content)
        archive = Path(_archives().name, f"malaprop-{digest.hexdigest()[:24]}.zip")
        if not archive.exists():
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
                for file in files:
                    packed.write(file, file.relative_to(folder))
    return archive


@functools.lru_cache(maxsize=4)
def _scorer(archive: str, options: tuple[tuple[str, Any], ...]) -> Scorer:
    """The scorer of this Python process, which serves one task after another."""
    return Scorer(config=os.path.join(SparkFiles.get(archive), "malaprop.toml"), **dict(options))


def _judge(
    archive: str, options: tuple[tuple[str, Any], ...], text: str, date_key: str
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def judge(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        scorer = _scorer(archive, options)
        for batch in batches:
            yield pa.record_batch(scorer.score_arrow(batch, text, date_key))

    return judge
