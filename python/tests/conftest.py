"""What several tests share."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import malaprop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def scorer() -> malaprop.Scorer:
    return malaprop.Scorer()


@pytest.fixture(scope="session")
def binary() -> str:
    """The command line of the same sources."""
    named = os.environ.get("MALAPROP_BIN")
    built = [path for kind in ("release", "debug") if (path := ROOT / "target" / kind / "malaprop").is_file()]
    if not named and not built:
        pytest.skip("no malaprop to compare with: cargo build, or name one in MALAPROP_BIN")
    return named or str(max(built, key=lambda path: path.stat().st_mtime))


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """A table with a name that is in no built-in one."""
    table = tmp_path / "table" / "people.csv"
    table.parent.mkdir()
    table.write_text("name,kind\nOrsolya Brankovitch,person\n")
    return table


def filtered(binary: str, folder: Path, texts: list[str], *flags: str) -> dict[int, dict[str, Any]]:
    """The notes that ``malaprop filter`` writes of texts, by their numbers."""
    lines = (json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))
    (folder / "in.jsonl").write_text("".join(lines))
    outputs = ["in.jsonl", "--annotate", "-o", "kept.jsonl", "--rejected", "rejected.jsonl", "-q"]
    subprocess.run([binary, "filter", "--isolated", *flags, *outputs], cwd=folder, check=True)
    notes = {}
    for name, dropped in (("kept.jsonl", False), ("rejected.jsonl", True)):
        for line in map(json.loads, (folder / name).read_text().splitlines()):
            notes[line["id"]] = line["metadata"]
            assert ("filter_reason" in line["metadata"]) is dropped
    return notes


MISSPELT = "The prize went to Orsolya Brankovich on Friday, and the hall rose to its feet."
