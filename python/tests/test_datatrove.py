"""datatrove's own executor keeps and drops what ``malaprop filter`` does, and says the same of each document."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from conftest import MISSPELT, filtered
from corpus import documents
from malaprop import MalapropError

pytest.importorskip("datatrove")

from datatrove.data import Document  # noqa: E402
from datatrove.executor import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.readers import JsonlReader  # noqa: E402
from datatrove.pipeline.writers import JsonlWriter  # noqa: E402

from malaprop._malaprop import NOTES  # noqa: E402
from malaprop.datatrove import MalapropFilter, ReasonsWriter  # noqa: E402

TASKS = 2


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for file in sorted(folder.iterdir()) for line in file.read_text().splitlines()]


def test_counts_and_notes_are_those_of_malaprop_filter(binary: str, tmp_path: Path) -> None:
    texts, choice = documents(300), "score >= 85 and words > 30"
    said = filtered(binary, tmp_path, texts, "--select-score", choice, "--corpus-filters")
    corpus, logs = tmp_path / "corpus", tmp_path / "logs"
    corpus.mkdir()
    for task in range(TASKS):
        part = ({"id": str(i), "text": text, "url": f"u{i}"} for i, text in enumerate(texts) if i % TASKS == task)
        (corpus / f"{task}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in part))
    reasons = ReasonsWriter(str(tmp_path / "reasons"))
    executor = LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(corpus)),
            MalapropFilter(reasons, batch_size=64, select_score=choice, corpus_filters=True),
            JsonlWriter(str(tmp_path / "kept"), compression=None),
        ],
        tasks=TASKS,
        workers=TASKS,
        logging_dir=str(logs),
    )
    executor.run()  # type: ignore[no-untyped-call]
    kept, dropped = lines(tmp_path / "kept"), lines(tmp_path / "reasons")
    assert len(kept) + len(dropped) == len(texts) and len(kept) > 20 and len(dropped) > 20
    for line in kept:
        metadata = line["metadata"]
        assert metadata["url"] == f"u{line['id']}" and line["text"] == texts[int(line["id"])]
        assert {key: metadata[key] for key in NOTES if key in metadata} == said.pop(int(line["id"]))
    for line in dropped:
        number = int(line.pop("id"))
        assert line == said.pop(number) and line["filter_reason"] == line["filter_reasons"][0]
    assert said == {}
    (stats,) = (step["stats"] for step in json.loads((logs / "stats.json").read_text()) if "Malaprop" in step["name"])
    assert (stats["total"], stats["forwarded"], stats["dropped"]) == (len(texts), len(kept), len(dropped))
    counted = sum(count for name, count in stats.items() if name.startswith("dropped_"))
    assert counted == len(dropped) and stats["dropped_select_score"] > 0


def test_documents_that_are_not_judged_are_dropped_with_a_reason() -> None:
    judge = MalapropFilter(max_bytes=200, batch_size=2)
    texts = ["The council met on Monday.", "no\udc80", "", "long " * 50]
    docs = [Document(text=text, id=str(i), metadata={"malaprop_score": 1, "url": "u"}) for i, text in enumerate(texts)]
    assert judge.filter_batch(docs) == [True, (False, "malformed"), (False, "empty"), (False, "too_large")]
    assert [doc.metadata.get("filter_reason") for doc in docs] == [None, "malformed", "empty", "too_large"]
    assert [doc.metadata.get("malaprop_score") for doc in docs] == [100.0, None, None, None]
    assert all(doc.metadata["url"] == "u" for doc in docs)
    assert judge.filter(docs[2]) == (False, "empty")


def test_options_are_checked_before_anything_runs_and_travel(lexicon: Path) -> None:
    with pytest.raises(MalapropError, match="NAM999"):
        MalapropFilter(select=["NAM999"])
    judge = MalapropFilter(lexicons=[lexicon])
    doc = Document(text=MISSPELT, id="0")
    assert judge.filter(doc) is True
    again = Document(text=MISSPELT, id="0")
    assert pickle.loads(pickle.dumps(judge)).filter(again) is True
    assert doc.metadata == again.metadata and doc.metadata["malaprop_rules"] == ["NAM101"]
