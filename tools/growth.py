#!/usr/bin/env python3
"""How `malaprop filter` grows with the input, the threads and the names, beside peers on the same bytes in the same run.

    python3 tools/growth.py MALAPROP [--megabytes 10,100] [--names 10000,1000000] [--python PYTHON] [--typos TYPOS] [--harper HARPER]

The corpus is made of the sentences of `fixtures/`, a tenth of them with a capitalised word spelt by chance, so that names are
looked up that no memory has. PYTHON is one that has datatrove and spacy, TYPOS is that program, HARPER is what `tools/harper`
builds. Peers that are not given are left out. Times are the processor's (user and system), the best of three runs where these take
less than half a minute; rates count bytes of text, not of JSON. Peak memory is the largest resident set.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATATROVE = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.filters import C4QualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.pipeline.writers import JsonlWriter
source, out = sys.argv[1:]
steps = [JsonlReader(source), GopherRepetitionFilter(), GopherQualityFilter(), C4QualityFilter(), JsonlWriter(out, compression=None)]
LocalPipelineExecutor(steps, tasks=1, logging_dir=out + "/log", skip_completed=False).run()
"""


def sentences():
    texts = [p.read_text("utf-8") for folder in ("clean", "mt") for p in sorted((ROOT / "fixtures" / folder).glob("*.txt"))]
    return [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if 20 < len(s) < 400]


def garbled(sentence, dice):
    def other(match):
        word = list(match[0])
        word[dice.randrange(1, len(word))] = dice.choice("aeioukstvz")
        return "".join(word)

    return re.sub(r"\b[A-Z][a-z]{4,}\b", other, sentence)


def make(path, size, kinds, dice):
    """Writes documents with `size` bytes of text in all; how many documents and bytes there are."""
    documents = made = 0
    with open(path, "w", encoding="utf-8") as out:
        while made < size:
            drawn = (dice.choice(kinds) for _ in range(dice.randrange(4, 30)))
            text = " ".join(garbled(s, dice) if dice.random() < 0.1 else s for s in drawn)
            out.write(json.dumps({"id": documents, "text": text}, ensure_ascii=False) + "\n")
            made += len(text.encode())
            documents += 1
    return documents, made


def run(command, fine=(0,)):
    """Processor seconds, seconds on the clock and peak MB of a command that ends with one of the codes `fine`."""
    code = (
        "import resource, subprocess, sys, time\n"
        "start = time.monotonic()\n"
        "done = subprocess.run(sys.argv[1:], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(done.returncode, used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)"
    )
    told = subprocess.run([sys.executable, "-c", code, *map(str, command)], check=True, capture_output=True, text=True)
    code, *figures = told.stdout.split()
    if int(code) not in fine:
        sys.exit(f"{command[0]} ended with {code}: a peer that does nothing is no peer")
    return tuple(map(float, figures))


def best(command, fine):
    """The least of each figure of three runs, or of as many as fit into half a minute: other work on the machine makes none faster."""
    runs = [run(command, fine)]
    while len(runs) < 3 and sum(clock for _, clock, _ in runs) + runs[0][1] < 30:
        runs.append(run(command, fine))
    return tuple(map(min, zip(*runs)))


def row(name, command, size, documents, fine=(0,)):
    cpu, clock, peak = best(command, fine)
    megabytes = size / 1e6
    print(f"| {name} | {cpu:.2f} | {clock:.2f} | {megabytes / clock:.2f} | {documents / clock:.0f} | {peak:.0f} |", flush=True)
    return cpu, clock


def names(path, count, dice):
    syllables = "ba ber chi da dor el fan ga gor ha in jo ka kos la len ma mir na nov pe ra rus sa ski ta tov va vil wen zan".split()
    name = lambda: "".join(dice.choice(syllables) for _ in range(dice.randrange(3, 5))).capitalize()  # noqa: E731
    with open(path, "w", encoding="utf-8") as out:
        out.write("name,kind\n")
        out.writelines(f"{name()} {name()},person\n" for _ in range(count))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("malaprop")
    parser.add_argument("--megabytes", default="10,100")
    parser.add_argument("--names", default="10000,1000000")
    parser.add_argument("--python")
    parser.add_argument("--typos")
    parser.add_argument("--harper")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    kinds = sentences()
    sizes = [int(n) for n in asked.megabytes.split(",")]
    print("| run | CPU s | clock s | MB/s | documents/s | peak MB |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for size in sizes:
            dice = random.Random(size)
            source = folder / "in.jsonl"
            documents, made = make(source, size * 10**6, kinds, dice)
            ours = [asked.malaprop, "filter", source, "--isolated", "-q", "-o", folder / "out.jsonl"]
            one = row(f"malaprop -j1, {documents} documents, {size} MB", [*ours, "-j1"], made, documents)
            two = row("· -j2", [*ours, "-j2"], made, documents)
            print(f"| · two threads are {one[1] / two[1]:.2f} times as fast | | | | | |")
            counted = row("· wc -w", ["wc", "-w", source], made, documents)
            print(f"| · {counted[0] / one[0]:.4f} of wc -w | | | | | |")
            if size > sizes[0]:
                continue
            for count in (int(n) for n in asked.names.split(",")):
                table, pack = folder / "n.csv", folder / "n.names"
                names(table, count, dice)
                subprocess.run([asked.malaprop, "names", "compile", table, "-o", pack], check=True, capture_output=True)
                more = row(f"· -j1, {count} names more", [*ours, "-j1", "--lexicon", pack], made, documents)
                print(f"| · that costs {more[0] / one[0]:.2f} times as much | | | | | |")
            if asked.python:
                script = folder / "peer.py"
                script.write_text(DATATROVE)
                (folder / "peer").mkdir()
                (folder / "peer" / "in.jsonl").symlink_to(source)
                row("· datatrove: Gopher and C4", [asked.python, script, folder / "peer", folder / "kept"], made, documents)
            if asked.harper:
                # Forty times slower than malaprop, so it gets a part.
                part = folder / "part.jsonl"
                some, size_of_some = make(part, 300_000, kinds, dice)
                row("· Harper, on 0.3 MB", [asked.harper, part], size_of_some, some)
            if asked.typos:
                row("· typos -j1", [asked.typos, "-j1", "--format", "silent", source], made, documents, fine=(0, 2))


if __name__ == "__main__":
    main()
