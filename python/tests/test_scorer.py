"""Texts in, what is said of them out: as the command line says it."""

from __future__ import annotations

import dataclasses
import doctest
import json
import multiprocessing
import os
import pickle
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import malaprop
from conftest import MISSPELT, ROOT, filtered
from corpus import document, documents
from malaprop import MalapropError, Scorer

JSON_LINES = ["--input-format", "jsonl", "--format", "jsonl", "-o", "-", "-q", "-"]
GARBLED = "\U0001f600 Guests were received by Steve Witcoof at noon."


def lines(texts: list[str], *command: str) -> list[dict[str, Any]]:
    """What the command line says of texts that come by standard input."""
    records = "".join(json.dumps({"id": f"d{i}", "text": text}) + "\n" for i, text in enumerate(texts))
    run = subprocess.run(command, input=records, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def record(scored: malaprop.Scored) -> dict[str, Any]:
    """The object of a line of JSON Lines, which has the file for a path."""
    flat = dataclasses.asdict(scored)
    return {**flat.pop("figures"), **flat, "findings": list(flat["findings"])}


def without_path(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != "path"}


def test_a_finding_says_where_what_and_why(scorer: Scorer) -> None:
    scored = scorer.score(GARBLED, id="a")
    (finding,) = scored.findings
    assert (scored.doc_id, scored.status, scored.decision) == ("a", "ok", "publish")
    assert (finding.rule, finding.severity, finding.suggestion) == ("NAM101", "major", "Steve Witkoff")
    assert GARBLED[finding.start : finding.end] == finding.match == "Steve Witcoof"
    assert GARBLED.encode()[finding.byte_start : finding.byte_end].decode() == finding.match
    assert scored.score is not None and scored.score_low is not None and scored.score_high is not None
    assert scored.score_low <= scored.score <= scored.score_high and 0 < finding.confidence <= 1 and finding.evidence


def test_results_are_frozen_equal_and_travel(scorer: Scorer) -> None:
    scored = scorer.score(GARBLED)
    with pytest.raises(dataclasses.FrozenInstanceError):
        scored.score = 1.0  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(scored)) == scored
    assert scored != scorer.score("The council met on Monday.")


def test_records_are_those_of_the_command_line(scorer: Scorer, binary: str) -> None:
    texts = [*documents(60), "", GARBLED, (ROOT / "fixtures/mt/ru-talks.txt").read_text()]
    said = lines(texts, binary, "score", "--isolated", *JSON_LINES)
    ours = scorer.score_batch(texts, ids=(f"d{i}" for i in range(len(texts))))
    assert [without_path(record(scored)) for scored in ours] == [without_path(line) for line in said]
    assert len(ours[0].figures) > 10 and sum(len(scored.findings) for scored in ours) > 100


def test_notes_are_those_of_the_filter(binary: str, tmp_path: Path) -> None:
    texts, choice = [*documents(60), ""], "score >= 85 and words > 30"
    noted = Scorer(select_score=choice, corpus_filters=True).notes(texts)
    said = filtered(binary, tmp_path, texts, "--select-score", choice, "--corpus-filters")
    assert [said[i] for i in range(len(texts))] == noted
    assert 10 < sum("filter_reason" in note for note in noted) < len(texts) - 10


def test_threads_change_nothing(scorer: Scorer) -> None:
    texts = documents(700)
    assert scorer.score_batch(texts) == Scorer(threads=1).score_batch(texts)
    assert scorer.score_batch(texts[:5]) == [scorer.score(text) for text in texts[:5]]


def test_texts_that_are_not_judged_have_a_status(scorer: Scorer) -> None:
    for empty in ("", " \n\t"):
        scored = scorer.score(empty)
        assert (scored.status, scored.score, scored.decision, scored.findings) == ("empty", None, None, ())
    huge = Scorer(max_bytes=20).score("x" * 21)
    assert (huge.status, huge.problem) == ("too_large", "a text of more than 20 bytes")
    assert Scorer(max_bytes=21).score("x" * 21).status == "ok"
    assert scorer.score_batch([]) == []


def test_what_is_no_text_is_named(scorer: Scorer) -> None:
    with pytest.raises(ValueError, match=r"texts\[1\] holds a lone surrogate at character 2"):
        scorer.score_batch(["fine", "no\udc80"])
    with pytest.raises(TypeError, match=r"texts\[2\] is NoneType, not str"):
        scorer.score_batch(["a", "b", None])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="text is bytes, not str"):
        scorer.score(b"bytes")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="texts is one str"):
        scorer.score_batch("one text")
    with pytest.raises(ValueError, match="2 texts and 1 ids"):
        scorer.score_batch(["a", "b"], ids=["x"])


def test_options_do_what_flags_do(lexicon: Path, tmp_path: Path, binary: str) -> None:
    rejected = tmp_path / "rejected.csv"
    before = Scorer(lexicons=[lexicon]).score(MISSPELT)
    (finding,) = before.findings
    assert finding.suggestion == "Orsolya Brankovitch" and Scorer().score(MISSPELT).findings == ()
    rejected.write_text(f"fingerprint\n{finding.fingerprint}\n")
    assert Scorer(lexicons=[lexicon.parent], suppressions=rejected).score(MISSPELT).findings == ()
    assert Scorer(lexicons=[lexicon], ignore=["NAM"]).score(MISSPELT).findings == ()
    assert Scorer(lexicons=[lexicon], select=["typography"]).score(MISSPELT).findings == ()
    assert Scorer(publish_from=100).score(GARBLED).decision == "review"

    config = tmp_path / "malaprop.toml"
    config.write_text(
        'lexicons = ["table"]\nignore = ["STR"]\n[decision]\npublish = 99\n'
        '[[style]]\nwrite = "Kyiv"\ninstead_of = ["Kiev"]\n'
    )
    texts = [MISSPELT, "They flew to Kiev on Sunday.", *documents(20)]
    ours = Scorer(config=config).score_batch(texts, ids=[f"d{i}" for i in range(len(texts))])
    said = lines(texts, binary, "score", "-c", str(config), *JSON_LINES)
    assert [without_path(record(scored)) for scored in ours] == [without_path(line) for line in said]
    assert [scored.findings[0].suggestion for scored in ours[:2]] == ["Orsolya Brankovitch", "Kyiv"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"select": ["NAM999"]}, "no rule is meant by `NAM999`"),
        ({"keep": "all"}, 'keep is "all", neither "review" nor "publish"'),
        ({"select_score": "score >"}, "--select-score: column 8"),
        ({"date": "1 May"}, 'date is "1 May", no day such as 2019-02-01'),
        ({"publish_from": 101}, "publish_from is 101, not from 0 to 100"),
        ({"config": "/no/malaprop.toml"}, "/no/malaprop.toml"),
        ({"lexicons": ["/no/names.csv"]}, "/no/names.csv"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, Any], said: str) -> None:
    with pytest.raises(MalapropError) as error:
        Scorer(**options)
    assert said in str(error.value)


def test_a_broken_table_names_file_line_and_column(lexicon: Path) -> None:
    lexicon.write_text("name,kind\nA B,person\nC D,ghost\n")
    with pytest.raises(MalapropError, match=r"people\.csv:3:5: "):
        Scorer(lexicons=[lexicon])
    with pytest.raises(TypeError, match="lexicons is one PosixPath"):
        Scorer(lexicons=lexicon)  # type: ignore[arg-type]


def test_other_threads_run_while_texts_are_judged(scorer: Scorer) -> None:
    text = (ROOT / "fixtures/clean/01-war-diplomacy.txt").read_text()
    texts = [f"{text}\n\nPart {i} of the series." for i in range(400)]
    done, turns = threading.Event(), 0

    def turn() -> None:
        # Each sleep gives Python's lock away; were it held by the judge, the thread would get it back only at the end.
        nonlocal turns
        while not done.is_set():
            time.sleep(0.001)
            turns += 1

    other = threading.Thread(target=turn)
    other.start()
    scorer._engine.lines([(text, "") for text in texts])
    during = turns
    done.set()
    other.join()
    assert during > 20


def judged(scorer: Scorer, text: str) -> malaprop.Scored:
    return scorer.score_batch([text])[0]


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_other_processes_judge_alike(way: str, scorer: Scorer) -> None:
    texts = documents(4)
    ours = scorer.score_batch(texts)
    with multiprocessing.get_context(way).Pool(2) as pool:
        assert pool.starmap(judged, [(scorer, text) for text in texts]) == ours


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_engine_has_threads(scorer: Scorer) -> None:
    ours = scorer.score_batch([document(1)])
    child = os.fork()
    if child == 0:
        os._exit(0 if scorer.score_batch([document(1)]) == ours else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_packed_settings_mean_the_same_elsewhere(lexicon: Path, tmp_path: Path) -> None:
    rejected = tmp_path / "rejected.csv"
    rejected.write_text("fingerprint\n")
    there = tmp_path / "there"
    there.mkdir()
    Scorer(lexicons=[lexicon.parent], suppressions=rejected, ignore=["TYP"], short_words=7).pack(there)
    lexicon.unlink()
    rejected.unlink()
    elsewhere = there.rename(tmp_path / "elsewhere")
    moved = Scorer(config=elsewhere / "malaprop.toml")
    assert moved.score(MISSPELT).findings[0].suggestion == "Orsolya Brankovitch"
    assert moved.score("One , two and three are written here.").findings == ()
    assert moved.score("One two three four five six seven eight.").short_doc is False


def test_the_documented_example_is_true() -> None:
    assert doctest.testmod(malaprop) == doctest.TestResults(failed=0, attempted=4)
