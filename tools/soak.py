#!/usr/bin/env python3
"""Soak of `malaprop filter`: many documents with faults among them, kills at random moments, resumes, shards.

    python3 tools/soak.py BINARY FOLDER DOCUMENTS [KILLS] [SEED]

Writes inputs into FOLDER, filters them once undisturbed, once with KILLS kills (20) and resumes, once in four shards that
are killed and resumed too, and compares accounts and bytes. Prints the memory of each run over its time. Exit 1 where
anything differs. Needs Linux and nothing but Python.
"""

import gzip
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

FILES = 40
NOUNS = "council bridge harbour mayor school river farm road budget hospital market library train station roof garden".split()
VERBS = "agreed to mend|opened|closed|praised|rejected|visited|paid for|argued about|painted|measured".split("|")
FAULTY = [
    "On Friday Mark Ruthte arrived in Brussels.",
    "The archers took an aim at the tower .",
    "It was a special military surgery , he said.",
    "The the gate of of the farm was shut.",
]
FOREIGN = (
    "Der Rat traf sich am Montag und beschloss, die Brücke noch vor dem Winter zu reparieren. Die Arbeiten sollen im Herbst "
    "beginnen und etwa drei Wochen dauern, sagte der Bürgermeister."
)


def sentence(chance):
    a, b, c = chance.choice(NOUNS), chance.choice(NOUNS), chance.choice(NOUNS)
    return f"The {a} board {chance.choice(VERBS)} the {b} near the {c} on day {chance.randint(1, 999)}."


def text(chance, sentences):
    found = [sentence(chance) for _ in range(sentences)]
    if chance.random() < 0.3:
        found.insert(chance.randint(0, sentences), chance.choice(FAULTY))
    return " ".join(found)


def line(chance, number):
    """A record, mostly a good one."""
    dice = chance.random()
    if dice < 0.010:
        return chance.choice([b'{"id":%d, broken\n', b'{"text":"cut off %d\n', b'%d\n', b'{"id":%d}\n']) % number
    if dice < 0.012:
        return b'{"id":%d,"text":"no UTF-8: \xff\xfe"}\n' % number
    if dice < 0.014:
        return b"\n"
    if dice < 0.016:
        return b'{"id":%d,"text":"  "}\n' % number
    if dice < 0.046:
        words = f"{FOREIGN} {number}"
    elif dice < 0.0461:
        words = text(chance, 1500)  # 100 kB
    elif dice < 0.04613:
        words = text(chance, 60_000)  # 4 MB, beyond --max-bytes
    elif dice < 0.056:
        words = f"\x1b[31m{sentence(chance)}\x00\u202e=1+1 <script>{number}</script>"
    else:
        words = text(chance, chance.randint(1, 3))
    return (json.dumps({"id": f"d{number}", "text": words}, ensure_ascii=chance.random() < 0.5) + "\n").encode()


def make(folder, documents, chance):
    folder.mkdir(parents=True)
    each = -(-documents // FILES)
    lines = 0
    for n in range(FILES):
        packed = n % 8 == 5
        path = folder / f"part-{n:02}.jsonl{'.gz' if packed else ''}"
        with gzip.open(path, "wb", compresslevel=1) if packed else open(path, "wb") as to:
            for number in range(n * each, min((n + 1) * each, documents)):
                record = line(chance, number)
                lines += record != b"\n"
                to.write(record)
    return lines


class Run:
    """A run, its memory over time, and what it said."""

    def __init__(self, command, log, kill_after=None):
        self.samples, self.killed = [], False
        with open(log, "wb") as said:
            started = time.monotonic()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
            while child.poll() is None:
                self.sample(child.pid)
                if kill_after is not None and time.monotonic() - started >= kill_after:
                    child.send_signal(signal.SIGKILL)
                    self.killed = True
                    child.wait()
                    break
                time.sleep(0.2 if kill_after is None else 0.02)
            self.seconds, self.code = time.monotonic() - started, child.returncode
        self.said = Path(log).read_text(errors="replace")

    def sample(self, pid):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        found = re.search(r"VmRSS:\s+(\d+)", status)
        if found:
            self.samples.append(int(found.group(1)) // 1024)

    def memory(self):
        """The highest of each tenth of the time, in MiB."""
        tenth = max(1, len(self.samples) // 10)
        return [max(self.samples[i : i + tenth]) for i in range(0, len(self.samples), tenth)][:10]

    def account(self):
        found = re.search(r"(\d+) read = (\d+) kept \+ (\d+) rejected \+ (\d+) failed", self.said)
        return tuple(map(int, found.groups())) if found else None


def tree(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".malaprop") for part in path.parts):
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def unpacked(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def main():
    binary, folder, documents = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    kills = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    chance = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    inputs = folder / "in"
    lines = make(inputs, documents, chance)
    size = sum(path.stat().st_size for path in inputs.iterdir())
    print(f"{lines} records in {FILES} files, {size / 1e6:.1f} MB on disk, seed {seed}", flush=True)
    wrong = []

    def command(to, *flags):
        targets = ["-o", f"{to}/kept/", "--rejected", f"{to}/rejected/", "--quarantine", f"{to}/broken/"]
        return [binary, "filter", "--isolated", "--max-bytes", "2000000", *flags, *targets, str(inputs)]

    whole = Run(command(folder / "whole"), folder / "whole.log")
    print(f"undisturbed: exit {whole.code}, {whole.seconds:.0f} s, {whole.account()}, MiB {whole.memory()}", flush=True)
    read, kept, rejected, failed = whole.account() or (0, 0, 0, 0)
    if whole.code != 0 or read != lines or read != kept + rejected + failed:
        wrong.append("the account of the undisturbed run")
    expected = tree(folder / "whole")

    highest, done = 0, 0
    while done < kills:
        run = Run(command(folder / "killed", "--resume"), folder / "killed.log", chance.uniform(0, 2 * whole.seconds / kills))
        highest = max([highest, *run.samples])
        done += run.killed
        for name, content in tree(folder / "killed").items():
            if expected.get(name) != content:
                wrong.append(f"{name} after kill {done}")
        if not run.killed:
            shutil.rmtree(folder / "killed")
    last = Run(command(folder / "killed", "--resume"), folder / "killed.log")
    highest = max([highest, *last.samples])
    print(f"{kills} kills, then resumed: exit {last.code}, {last.account()}, at most {highest} MiB", flush=True)
    if last.code != 0 or last.account() != whole.account() or tree(folder / "killed") != expected:
        wrong.append("the run that was killed and resumed")

    parts, sums, highest = b"", [0, 0, 0, 0], 0
    for n in range(1, 5):
        part = folder / f"shards/{n}.jsonl"
        flags = ["--resume", "--shard", f"{n}/4", "-o", str(part), str(inputs)]
        shard = [binary, "filter", "--isolated", "--max-bytes", "2000000", *flags]
        killed = Run(shard, folder / "shard.log", chance.uniform(0, whole.seconds / 4))
        if killed.killed and part.exists():
            wrong.append(f"shard {n} was killed and has an output")
        run = Run(shard, folder / "shard.log")
        highest = max([highest, *run.samples])
        if run.code != 0 or run.account() is None:
            wrong.append(f"shard {n}: {run.said}")
            continue
        sums = [a + b for a, b in zip(sums, run.account())]
        parts += part.read_bytes()
    together = b"".join(unpacked(path) for path in sorted((folder / "whole/kept").iterdir()) if path.is_file())
    print(f"4 shards, each killed once: {tuple(sums)}, at most {highest} MiB", flush=True)
    if tuple(sums) != whole.account() or parts != together:
        wrong.append("the shards")
    print("WRONG: " + "; ".join(wrong) if wrong else "all accounts balance, all bytes are the same", flush=True)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
