"""Spark on two executors gives the rows of one machine, byte for byte, also where one is killed in the middle."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import corpus
from conftest import MISSPELT, filtered
from corpus import document, documents
from malaprop import MalapropError, Scorer
from malaprop._malaprop import NOTES

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("no java", allow_module_level=True)

from pyspark.sql import DataFrame, SparkSession  # noqa: E402

from malaprop.spark import score  # noqa: E402

EXECUTOR = "CoarseGrainedExecutorBackend"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two executors in processes of their own, with one core each."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,2048]").appName("malaprop")
    builder = builder.config("spark.executor.memory", "1g").config("spark.ui.enabled", "false")
    # Small batches, so that a killed executor dies in the middle of a task's rows.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "250")
    builder = builder.config("spark.driver.host", "localhost").config("spark.driver.bindAddress", "127.0.0.1")
    session = builder.getOrCreate()
    session.sparkContext.addPyFile(corpus.__file__)
    yield session
    session.stop()


def frame(spark: SparkSession, count: int, parts: int) -> DataFrame:
    numbers = spark.sparkContext.parallelize(range(count), parts)
    return numbers.map(lambda number: (number, document(number))).toDF("id long, text string")


def rows(table: list[dict[str, Any]]) -> bytes:
    """The rows by their ids, a line of JSON each."""
    ordered = sorted(table, key=lambda row: int(row["id"]))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ordered).encode()


def collected(df: DataFrame) -> bytes:
    return rows([row.asDict(recursive=True) for row in df.collect()])


def alone(count: int) -> bytes:
    """The same from one process."""
    table = pa.table({"id": list(range(count)), "text": documents(count)})
    return rows(pa.table(Scorer().score_arrow(table)).to_pylist())


def executors() -> list[int]:
    """The processes of this test's executors: this process's descendants, and nobody else's."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    processes = [line.split(None, 2) for line in listed.splitlines()]
    parents = {int(pid): int(parent) for pid, parent, _ in processes}

    def ours(pid: int) -> bool:
        while pid in parents:
            pid = parents[pid]
            if pid == os.getpid():
                return True
        return False

    named = [int(pid) for pid, _, args in processes if EXECUTOR in args and "java" in args.split()[0]]
    return sorted(pid for pid in named if ours(pid))


def killed_in_the_middle(spark: SparkSession, df: DataFrame, parts: int) -> tuple[bytes, int]:
    """The rows of ``df`` of which an executor was killed when a quarter of the tasks were done, and that executor."""
    tracker, killed = spark.sparkContext.statusTracker(), []
    over = threading.Event()

    def kill() -> None:
        while not over.is_set():
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            if any(stage and stage.numTasks == parts and stage.numCompletedTasks * 4 >= parts for stage in stages):
                victim = executors()[0]
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        result = collected(df)
    finally:
        over.set()
        killer.join()
    assert killed, "the work was over before an executor could be killed"
    return result, killed[0]


def compared(spark: SparkSession, binary: str, folder: Path, count: int, parts: int) -> None:
    """Spark, Spark with an executor killed, one process and ``malaprop filter`` agree on ``count`` documents."""
    start = time.monotonic()
    expected = alone(count)
    timed = {"one process": time.monotonic() - start}
    start = time.monotonic()
    scored = score(frame(spark, count, parts))
    assert collected(scored) == expected
    timed["two executors"] = time.monotonic() - start
    before = executors()
    assert len(before) == 2

    start = time.monotonic()
    again, victim = killed_in_the_middle(spark, score(frame(spark, count, parts)), parts)
    timed["one of them killed"] = time.monotonic() - start
    assert again == expected
    assert victim in before and victim not in executors()

    said = filtered(binary, folder, documents(count))
    notes = [json.loads(line) for line in expected.decode().splitlines()]
    assert len(said) == len(notes) == count
    for row in notes:
        assert {key: row[key] for key in NOTES if row[key] is not None} == said[row["id"]]
    digest = hashlib.sha256(expected).hexdigest()
    print(f"\n{count} documents, {len(expected)} bytes of rows, sha256 {digest}")
    for name, seconds in timed.items():
        print(f"{name}: {seconds:.1f} s")


def test_rows_are_those_of_one_machine_also_with_a_killed_executor(
    spark: SparkSession, binary: str, tmp_path: Path
) -> None:
    compared(spark, binary, tmp_path, 2_000, 16)


@pytest.mark.cluster
def test_a_hundred_thousand_rows_too(spark: SparkSession, binary: str, tmp_path: Path) -> None:
    compared(spark, binary, tmp_path, 100_000, 64)


def test_tables_are_sent_and_need_not_be_on_the_executors(spark: SparkSession, lexicon: Path) -> None:
    df = spark.createDataFrame([(MISSPELT, "kept")] * 4, "body string, malaprop_note string").repartition(4)
    scored = score(df, text="body", lexicons=[lexicon], ignore=["TYP"], keep="publish")
    lexicon.unlink()
    lexicon.parent.rmdir()
    found = scored.select("malaprop_findings.suggestion", "malaprop_note").collect()
    assert [tuple(row) for row in found] == [(["Orsolya Brankovitch"], "kept")] * 4
    assert score(scored, text="body").columns == scored.columns, "columns are made anew, not added"


def test_each_python_process_makes_one_scorer(spark: SparkSession) -> None:
    from pyspark.sql.types import LongType, StructField, StructType

    from malaprop import spark as ours

    def counted(batches: Iterable[Any]) -> Iterator[Any]:
        judged = sum(batch.num_rows for batch in judge(batches))
        yield pa.record_batch({"pid": [os.getpid()], "rows": [judged], "made": [ours._scorer.cache_info().misses]})

    archive = ours._packed(Scorer(threads=1, ignore=["STR"]))
    spark.sparkContext.addArchive(str(archive))
    judge = ours._judge(archive.name, (("threads", 1),), "text", "date")
    fields = [StructField(name, LongType()) for name in ("pid", "rows", "made")]
    found = frame(spark, 64, 16).mapInArrow(counted, StructType(fields)).collect()
    assert sum(row["rows"] for row in found) == 64 and len(found) == 16
    processes = {row["pid"] for row in found}
    assert len(processes) < 16, "workers serve several tasks"
    first = {pid: min(row["made"] for row in found if row["pid"] == pid) for pid in processes}
    assert all(row["made"] == first[row["pid"]] for row in found)


def test_what_cannot_be_scored_is_told_on_the_driver(spark: SparkSession) -> None:
    df = spark.createDataFrame([(1, "a")], "n int, text string")
    with pytest.raises(ValueError, match=r"0 columns named 'body'; one string column of \['n', 'text'\]"):
        score(df, text="body")
    with pytest.raises(ValueError, match="a column of integer, named 'n'"):
        score(df, text="n")
    with pytest.raises(MalapropError, match="NAM999"):
        score(df, select=["NAM999"])
