#!/usr/bin/env python3
"""Builds JSON Lines in a temporary folder and runs `malaprop filter` over them: time, memory, and whether bytes and counts agree.

usage: measure.py MALAPROP [--megabytes 100] [--ballast N] [--threads 1,2] [--json FILE]

Texts are the fixtures' articles, shuffled sentence by sentence so that documents differ. `--ballast N` adds a field of N bytes to
each record, which passes through the run unread: so a gigabyte takes minutes, not an hour, and all of it is read and written.
"""
import argparse
import hashlib
import json
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def sentences():
    for name in sorted((ROOT / "fixtures").rglob("*.txt")):
        text = name.read_text(encoding="utf-8", errors="replace")
        yield from (s.strip() for p in text.split("\n") for s in p.split(". ") if len(s) > 40)


def build(path, megabytes, ballast):
    """Writes documents of about 2,500 letters until the file has `megabytes`; one record in 50 is broken."""
    chance = random.Random(7)
    pool = list(sentences())
    size = texts = number = 0
    filler = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(ballast))
    with open(path, "w", encoding="utf-8", newline="") as to:
        while size < megabytes * 1_000_000:
            number += 1
            paragraphs = [". ".join(chance.sample(pool, 5)) + "." for _ in range(5)]
            record = {"id": number, "text": "\n".join(paragraphs), "url": f"https://news.example/{number}"}
            if ballast:
                record["page"] = filler
            line = json.dumps(record, ensure_ascii=number % 2 == 0)
            if number % 50 == 0:
                line = line[: len(line) // 2]
            texts += 0 if number % 50 == 0 else len(record["text"].encode())
            size += to.write(line + "\n")
    return number, os.path.getsize(path), texts


def digest(path):
    made = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            made.update(block)
    return made.hexdigest()[:16]


def run(command):
    """Seconds of the clock, seconds of work, the most memory in MB, what it said."""
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        child = subprocess.Popen(command, stderr=said)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        said.seek(0)
        text = said.read().decode()
    if child.returncode != 0:
        raise SystemExit(f"{command}: {child.returncode}\n{text}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("malaprop")
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--ballast", type=int, default=0)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--json")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        source, kept, small = (Path(folder) / name for name in ("in.jsonl", "kept.jsonl", "small.jsonl"))
        small.write_text('{"text":"One line of text for the start."}\n')
        idle = run([given.malaprop, "filter", "--isolated", "-o", kept, small])
        print(f"a run of one line: {idle[0]:.2f} s, {idle[2]:.0f} MB (tables and model)")
        documents, size, texts = build(source, given.megabytes, given.ballast)
        print(f"{documents} records, {size / 1e6:.0f} MB, {texts / 1e6:.0f} MB of it text; load {os.getloadavg()[0]:.1f}")
        seen, rows = set(), []
        for threads in given.threads.split(","):
            rejected, broken = Path(folder) / "rejected.jsonl", Path(folder) / "broken.jsonl"
            command = [given.malaprop, "filter", "--isolated", "-j", threads, "-o", kept, "--rejected", rejected]
            seconds, work, memory, said = run([*command, "--quarantine", broken, source])
            account = said.splitlines()[0]
            seen.add((digest(kept), digest(rejected), digest(broken), account))
            rows.append({"threads": threads, "seconds": seconds, "work": work, "memory": memory, "account": account})
            print(f"-j{threads}: {seconds:.1f} s, {work:.1f} s of work, {size / 1e6 / seconds:.1f} MB/s of JSON Lines, "
                  f"{texts / 1e6 / seconds:.2f} MB/s of text, at most {memory:.0f} MB; {account}")
        print("same bytes and counts" if len(seen) == 1 else f"DIFFERENT: {seen}")
        if given.json:
            Path(given.json).write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
