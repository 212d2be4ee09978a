#!/usr/bin/env python3
"""What a fuzzy matcher wired up in an afternoon finds: the baseline that stays in our table.

usage: NAIVE=ratio|damerau|jaro-winkler naive_names.py score --lexicon NAMES.csv ... DOCUMENTS.jsonl
Speaks enough of malaprop's JSON Lines to stand in for it in an acceptance script. Every run of one to three capitalised words
that is no name of the lexicon but near one is a finding. Cut-offs as people choose them: fuzz.ratio 85, normalised
Damerau-Levenshtein (optimal string alignment) 0.85, Jaro-Winkler 0.93. Needs the PyPI package rapidfuzz.
"""
import csv, json, os, re, sys
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, JaroWinkler

scorer, cutoff = {"ratio": (fuzz.ratio, 85), "damerau": (OSA.normalized_similarity, 0.85),
                  "jaro-winkler": (JaroWinkler.normalized_similarity, 0.93)}[os.environ.get("NAIVE", "ratio")]
tables = [sys.argv[i + 1] for i, a in enumerate(sys.argv) if a == "--lexicon"]
names = sorted({row["name"] for t in tables for row in csv.DictReader(open(t, encoding="utf-8"))})
exact, nearest = set(names), {}
word = re.compile(r"\b[A-Z][\w'’-]+")
for line in open(sys.argv[-1], encoding="utf-8"):
    d = json.loads(line)
    text, found, taken = d["text"], [], 0
    words = list(word.finditer(text))
    for i in range(len(words)):
        for n in (3, 2, 1):
            run = words[i:i + n]
            if len(run) < n or run[0].start() < taken or any(text[a.end():b.start()] != " " for a, b in zip(run, run[1:])):
                continue
            said = text[run[0].start():run[-1].end()]
            if said not in nearest:
                best = None if said in exact else process.extractOne(said, names, scorer=scorer, score_cutoff=cutoff)
                nearest[said] = best and best[0]
            if said in exact or nearest[said]:
                taken = run[-1].end()
            if nearest[said]:
                found.append({"rule": "NAIVE", "family": "name", "severity": "major", "match": said, "start": run[0].start(),
                              "end": run[-1].end(), "suggestion": nearest[said], "entity": nearest[said]})
                break
            if said in exact:
                break
    print(json.dumps({"doc_id": d["id"], "words": len(text.split()), "findings": found}))
