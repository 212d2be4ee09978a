"""Arrow data in and out: the same columns at the same addresses, and what ``Scorer.notes`` says beside them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import documents
from malaprop import MalapropError, Scorer
from malaprop._malaprop import NOTES

pa = pytest.importorskip("pyarrow")

TEXTS = [*documents(40), None, ""]


def table() -> Any:
    return pa.table({"n": list(range(len(TEXTS))), "text": TEXTS, "flag": [i % 3 == 0 for i in range(len(TEXTS))]})


def lies_in(column: Any, whole: Any) -> bool:
    """Whether every buffer of ``column`` is a piece of the memory of ``whole``."""
    pairs = [(a, b) for a, b in zip(column.buffers(), whole.buffers()) if a is not None]
    return len(pairs) > 0 and all(
        b.address <= a.address and a.address + a.size <= b.address + b.size and b.size > 0 for a, b in pairs
    )


def test_columns_that_pass_through_are_not_copied(scorer: Scorer) -> None:
    (batch,) = table().to_batches()
    for given in (batch, batch.slice(5, 20)):
        judged = pa.record_batch(scorer.score_arrow(given))
        streamed = pa.table(scorer.score_arrow(pa.Table.from_batches([given])))
        for name in ("n", "text"):
            assert lies_in(judged[name], batch[name])
            assert lies_in(streamed[name].chunk(0), batch[name])
            assert not lies_in(pa.concat_arrays([batch[name], batch[name]]), batch[name]), "a copy is elsewhere"
        assert judged.select(given.schema.names).equals(given)


def test_columns_say_what_notes_and_findings_say(scorer: Scorer) -> None:
    judged = pa.table(scorer.score_arrow(table()))
    rows = judged.to_pylist()
    scored = scorer.score_batch([text or "" for text in TEXTS])
    for row, note, expected in zip(rows, scorer.notes([text or "" for text in TEXTS]), scored):
        findings = row["malaprop_findings"]
        assert {key: row[key] for key in NOTES if row[key] is not None} == note
        assert len(findings) == len(expected.findings)
        for finding, other in zip(findings, expected.findings):
            assert finding == {name: getattr(other, name) for name in finding}
    assert sum(len(row["malaprop_findings"]) for row in rows) > 40
    assert judged.schema.names[:3] == ["n", "text", "flag"]
    assert judged.schema.names[3:] == pa.schema(scorer.arrow_schema()).names
    assert pa.table(scorer.score_arrow(judged)).equals(judged), "columns are made anew, not added"


def test_batches_and_threads_change_nothing(scorer: Scorer) -> None:
    whole = pa.table(scorer.score_arrow(table()))
    for size in (1, 7):
        pieces = pa.Table.from_batches(table().to_batches(max_chunksize=size))
        assert pa.table(Scorer(threads=1).score_arrow(pieces)).combine_chunks().equals(whole.combine_chunks())


def test_text_of_every_kind_is_read(scorer: Scorer) -> None:
    plain = pa.table(scorer.score_arrow(table()))
    for kind in (pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())):
        data = table().set_column(1, "text", pa.chunked_array([pa.array(TEXTS).cast(kind)]))
        judged = pa.table(scorer.score_arrow(data))
        assert judged.schema.field("text").type == kind
        assert judged.drop(["text"]).equals(plain.drop(["text"]))


def test_polars_and_duckdb_hand_over_as_well(scorer: Scorer) -> None:
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    scores = pa.table(scorer.score_arrow(table()))["malaprop_score"].to_pylist()
    assert polars.DataFrame(scorer.score_arrow(polars.DataFrame({"text": TEXTS})))["malaprop_score"].to_list() == scores
    relation = duckdb.from_arrow(table())
    judged = pa.table(scorer.score_arrow(relation))
    assert judged["malaprop_score"].to_pylist() == scores
    assert duckdb.sql("select malaprop_score from judged order by n").fetchall() == [(score,) for score in scores]


def test_a_house_style_holds_from_a_day_on(tmp_path: Path) -> None:
    """Days may be texts, dates or times; a row without one has the scorer's."""
    (tmp_path / "malaprop.toml").write_text('[[style]]\nwrite = "Kyiv"\ninstead_of = ["Kiev"]\nfrom = 2019-02-01\n')
    days = [datetime.date(2019, 1, 31), datetime.date(2019, 2, 1), None]
    texts = ["The delegation left Kiev by train on Monday."] * 3
    scorer = Scorer(config=tmp_path / "malaprop.toml", select=["NAM112"], date="2018-07-01")
    kinds = (pa.date32(), pa.date64(), pa.timestamp("ms"), pa.timestamp("ns", "UTC"))
    columns = [
        pa.array([day and str(day) for day in days]),
        *(pa.array(days, pa.date32()).cast(kind) for kind in kinds),
    ]
    for column in columns:
        for name in ("date", "day"):
            judged = pa.table(scorer.score_arrow(pa.table({"text": texts, name: column}), date_key=name))
            assert [len(found) for found in judged["malaprop_findings"].to_pylist()] == [0, 1, 0], (column.type, name)
        batch = pa.record_batch({"text": texts, "date": column})
        judged = judged.rename_columns(["text", "date", *judged.column_names[2:]])
        assert pa.record_batch(scorer.score_arrow(batch)).equals(judged.to_batches()[0])
    scores = [note["malaprop_score"] for note in scorer.notes(texts, ["2019-01-31", "2019-02-01", None])]
    assert scores == judged["malaprop_score"].to_pylist() and scores[1] < scores[0] == scores[2]
    with pytest.raises(ValueError, match="3 texts and 1 dates"):
        scorer.notes(texts, ["2019-02-01"])


def test_a_stream_is_judged_as_it_is_read(scorer: Scorer) -> None:
    asked = []

    def batches() -> Iterator[Any]:
        for batch in table().to_batches(max_chunksize=10):
            asked.append(batch.num_rows)
            yield batch

    source = pa.RecordBatchReader.from_batches(table().schema, batches())
    stream = scorer.score_arrow(source)
    reader = pa.RecordBatchReader.from_stream(stream)
    assert asked == []
    assert reader.read_next_batch().num_rows == 10 and len(asked) == 1
    assert sum(batch.num_rows for batch in reader) == len(TEXTS) - 10
    with pytest.raises(ValueError, match="read already"):
        stream.__arrow_c_stream__()


def test_an_error_in_the_source_reaches_the_reader(scorer: Scorer) -> None:
    def broken() -> Iterator[Any]:
        yield table().to_batches()[0]
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(table().schema, broken())
    with pytest.raises(Exception, match="the disk is gone"):
        pa.table(scorer.score_arrow(reader))


def test_what_cannot_be_judged_is_named(scorer: Scorer) -> None:
    (batch,) = table().to_batches()
    for data in (batch, table()):
        with pytest.raises(MalapropError, match="no column `body` among `n`, `text`, `flag`"):
            scorer.score_arrow(data, text="body")
        with pytest.raises(MalapropError, match="the column `n` is Int64, not text"):
            scorer.score_arrow(data, text="n")
    with pytest.raises(TypeError, match="builtins.list is no Arrow data|list is no Arrow data"):
        scorer.score_arrow([1, 2])  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="Expected Struct"):
        scorer.score_arrow(pa.array(["a", "b"]))
    twice = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"])
    with pytest.raises(MalapropError, match="more than one column `text`"):
        scorer.score_arrow(twice)


def test_bytes_that_are_no_text_are_an_error(scorer: Scorer) -> None:
    bad = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    batch = pa.RecordBatch.from_arrays([bad], names=["text"])
    with pytest.raises(Exception, match="(?i)utf-?8"):
        scorer.score_arrow(batch)
    with pytest.raises(Exception, match="(?i)utf-?8"):
        pa.table(scorer.score_arrow(pa.Table.from_batches([batch])))


def test_texts_beyond_the_limit_have_nulls() -> None:
    judged = pa.table(Scorer(max_bytes=10).score_arrow(table()))
    assert judged["malaprop_score"].null_count == len(TEXTS)
