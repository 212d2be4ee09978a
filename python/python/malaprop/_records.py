"""What is said of a text: the fields of a line of ``malaprop score --format jsonl``."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, Literal

Decision = Literal["publish", "review", "reject"]
Severity = Literal["neutral", "minor", "major", "critical"]


@dataclass(frozen=True)
class Finding:
    """A finding of one rule at one place. ``malaprop explain RULE`` prints the rule's page."""

    rule: str
    """The rule's code, such as ``NAM101``."""
    name: str
    """The rule's name, such as ``garbled-name``."""
    family: str
    """``name``, ``literal``, ``fluency``, ``typography``, ``structure`` or ``language``."""
    category: str
    """MQM's name of the kind of error."""
    severity: Severity
    confidence: float
    """From 0 to 1: the share of such findings that are expected to be right."""
    start: int
    """In code points, as Python counts: ``text[start:end] == match``."""
    end: int
    byte_start: int
    """In bytes of the text in UTF-8."""
    byte_end: int
    utf16_start: int
    """In UTF-16 units, as JavaScript and Java count."""
    utf16_end: int
    line: int
    """From 1."""
    column: int
    """In code points, from 1."""
    match: str
    """The words found."""
    suggestion: str | None
    """What an editor would write instead; empty for words that should go, ``None`` where the rule cannot tell."""
    entity: str | None
    """The name that is meant."""
    entity_id: str | None
    evidence: str
    """Why the rule fired, in a sentence."""
    occurrences: int
    """How often this form occurs; 0 on repeats, which cost nothing."""
    penalty: float
    """The points it costs."""
    other_start: int | None
    """The place it refers to, in code points: the first copy of a passage, the other spelling of a name."""
    other_end: int | None
    fingerprint: str
    """What identifies it in other runs."""
    source_line: int | None
    """Places in a file; ``None`` for texts of one's own."""
    source_column: int | None
    source_byte_start: int | None
    source_byte_end: int | None


@dataclass(frozen=True)
class Scored:
    """A text with its score and findings. One that was not judged has a ``status`` other than ``ok``, and no score."""

    schema_version: int
    doc_id: str
    path: str
    """As ``doc_id``, for texts of one's own."""
    status: str
    """``ok``, ``empty`` or ``too_large``."""
    language: str | None
    words: int
    score: float | None
    """From 0 to 100."""
    decision: Decision | None
    penalty_per_1000: float | None
    """Points for 1,000 counted words."""
    critical: int
    """Forms of this severity."""
    major: int
    minor: int
    neutral: int
    short_doc: bool | None
    apt: float | None
    """The sum of the points."""
    mqm_raw: float | None
    model: str
    """The name of the score's model."""
    encoding: str | None
    problem: str | None
    """Why it was not judged."""
    mt_likeness: float | None
    """The probability that a machine translated it, from 0 to 1; no part of the score."""
    fluency_percentile: float | None
    """The share of human translations that are worded at least as unexpectedly, from 0 to 100."""
    filter_reason: str | None
    """The first of Gopher's and FineWeb's tests that it fails."""
    foreign_share: float | None
    """The share of its bytes that is in another language, from 0 to 1."""
    different_words: int | None
    counted_words: int | None
    losses: dict[str, float] | None
    """What each family and the wording take of the score, per cent."""
    points_low: float | None
    """The interval of ``apt`` at 95 %."""
    points_high: float | None
    score_low: float | None
    """The interval of the score at 95 %."""
    score_high: float | None
    findings: tuple[Finding, ...]
    """In order of place."""
    figures: dict[str, float | None]
    """The figures of Gopher's and FineWeb's tests by name."""


_FIELDS = {field.name for field in fields(Scored)}


def scored(line: bytes) -> Scored:
    """The document in a line of JSON."""
    record: dict[str, Any] = json.loads(line)
    figures = {name: record.pop(name) for name in record.keys() - _FIELDS}
    record["findings"] = tuple(Finding(**finding) for finding in record["findings"])
    return Scored(**record, figures=figures)
