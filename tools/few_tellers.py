#!/usr/bin/env python3
"""Stands in for malaprop in a script that scores one file, and scores it as folders in which few documents tell a story.

usage: MALAPROP=target/release/malaprop TELLERS=3 SCRIPT few_tellers.py, where SCRIPT calls
       few_tellers.py score --format jsonl -o - [--lexicon TABLE]... FILE.jsonl

Ids are those of WMT's documents, `testset/pair/system/document`: the systems tell one story. They are ordered by the CRC-32 of their
ids; the first TELLERS of every story are one folder, the next another. The rows are printed in the order of the file.
"""
import collections, json, os, subprocess, sys, tempfile, zlib

tool, tellers = os.environ["MALAPROP"], int(os.environ["TELLERS"])
*flags, path = sys.argv[1:]
with open(path, encoding="utf-8") as f:
    lines = {json.loads(line)["id"]: line for line in f}

stories = collections.defaultdict(list)
for name in sorted(lines, key=lambda name: zlib.crc32(name.encode())):
    testset, _, rest = name.partition("/")
    pair, _, rest = rest.partition("/")
    stories[testset, pair, rest.partition("/")[2]].append(name)
folders = collections.defaultdict(list)
for story in stories.values():
    for n, name in enumerate(story):
        folders[n // tellers].append(name)

scored = {}
for names in folders.values():
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(lines[name] for name in names)
        f.flush()
        rows = subprocess.run([tool, *flags, f.name], stdout=subprocess.PIPE, text=True, check=True).stdout
    scored.update((json.loads(row)["doc_id"], row) for row in rows.split("\n") if row)
print("\n".join(scored[name] for name in lines))
