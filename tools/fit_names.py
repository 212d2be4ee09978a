#!/usr/bin/env python3
"""Fits the weights of src/mention/clues.in and grows the trees of src/mention/trees.in on labelled names, and says how both do
on stories they have not seen.

usage: fit_names.py --gold GOLD.jsonl --data DOCUMENTS.jsonl.gz... --negatives SENTENCES.txt [--drawn SENTENCES.txt] [--write weights trees]
  --gold       labelled mentions: set, pair, system, doc, seg, start, end, label, intended, notable
  --data       the documents they stand in: id, pair, system, doc, kind, text, segments
  --negatives  sentences, one a line, in which no name is wrong
  --drawn      the same with names drawn at random (tools/drawn_names.py), which weigh DRAWN each
Needs numpy, lightgbm and `cargo build --release --example name_readings`. Logistic regression with an
L2 penalty for documents by themselves, boosted trees for those whose story is told elsewhere; in both no clue may say the
contrary of what src/mention/clues.in says it means. Five folds by source document. Readings count as right where they overlap a garbled name and the meaning holds the intended last word, as wrong
where they touch a name labelled fine, in human text (but for the misspellings in tools/human_misspellings.txt, judged by
hand), and at a reduced weight in machine text without labels. Each name is read with the built-in tables and with the intended
names added: alone, in the folder of all documents, and in folders where a story has two, three or five tellers, as newsrooms have it.
"""
import argparse, collections, csv, gzip, json, os, re, subprocess, tempfile, unicodedata, zlib
import lightgbm
import numpy as np

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
clues = os.path.join(root, "src/mention/clues.in")
trees = os.path.join(root, "src/mention/trees.in")
PENALTY, UNLABELLED, UNLISTED, ROWS, NEGATIVES, DRAWN, SMALL = 2.0, 0.4, 0.3, 1.0, 1.0, 0.08, 0.5
ROUNDS = 150
# Tellers of a story in small folders, whose readings weigh `SMALL`: every document is in one of each size.
SIZES = (2, 3, 5)
GROWTH = {"objective": "binary", "num_leaves": 8, "min_data_in_leaf": 80, "learning_rate": 0.1, "lambda_l2": 5,
          "monotone_constraints_method": "advanced", "max_bin": 63, "deterministic": True, "force_row_wise": True,
          "num_threads": 1, "seed": 0, "verbose": -1}

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--gold", required=True)
ap.add_argument("--data", nargs="+", required=True)
ap.add_argument("--negatives", required=True)
ap.add_argument("--drawn")
ap.add_argument("--write", nargs="+", choices=("weights", "trees"), default=(), help="what to rewrite")
ap.add_argument("--tool", default=os.path.join(root, "target/release/examples/name_readings"))
ap.add_argument("--show", type=int, default=0, help="print so many of the likeliest wrong readings")
args = ap.parse_args()


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        yield from f


docs, segments = {}, {}
for path in args.data:
    for line in lines(path):
        d = json.loads(line)
        at = 0
        for n, s in enumerate(d["segments"]):
            segments[d["pair"], d["system"], d["doc"], n] = (d["id"], at, s)
            at += len(s) + 1
        docs[d["id"]] = {"text": d["text"], "kind": d["kind"], "pair": d["pair"], "fold": d["pair"] + d["doc"], "weight": 1.0}

gold, kinds = collections.defaultdict(list), {"person": "person", "place": "place", "org": "organisation"}
known = {}
for line in lines(args.gold):
    g = json.loads(line)
    where = segments.get((g["pair"], g["system"], g["doc"], g["seg"]))
    if where and where[2][g["start"]:g["end"]] == g["surface"]:
        gold[where[0]].append((where[1] + g["start"], where[1] + g["end"], g["label"], g["notable"], g["intended"] or ""))
        if g["label"] == "garbled" and len(g["intended"]) > 2:
            known[g["intended"]] = kinds.get(g["type"], "person")
inside = re.compile(r"(?<![.!?:\"“] )(?<!^)\b([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)\b", re.M)
for d in docs.values():
    if d["kind"] == "human":
        for m in inside.finditer(d["text"]):
            known.setdefault(m.group(1), "person")

single = {}  # sentences of their own: the rows' own garbled forms, and the negatives
for folder, _, files in os.walk(os.path.join(root, "lexicons/en/names")):
    for name in sorted(files):
        for row in csv.DictReader(open(os.path.join(folder, name), encoding="utf-8")):
            missed = re.findall(r"known miss: ([^;|]+)", row["note"])
            for garbled in [g.strip() for g in row["garbled"].split(" | ") + missed if g.strip()]:
                i = f"row/{len(single)}"
                text = f"On Monday it became known that {garbled} was there."
                single[i] = {"text": text, "kind": "row", "pair": "", "fold": i, "weight": ROWS}
                start = text.index(garbled)
                gold[i].append((start, start + len(garbled), "garbled", False, row["name"]))
for path, what, weight in ((args.negatives, "negative", NEGATIVES), (args.drawn, "drawn", DRAWN)):
    for n, line in enumerate(lines(path) if path else ()):
        if line.strip():
            single[f"{what}/{n}"] = {"text": line.strip(), "kind": "human", "pair": "", "fold": f"{what}{n}", "weight": weight}

misspelt = [l.strip() for l in open(os.path.join(root, "tools/human_misspellings.txt"), encoding="utf-8") if l.strip()]


def readings(documents, alone=False, lexicon=None):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for i, d in documents.items():
            f.write(json.dumps({"id": i, "text": d["text"]}, ensure_ascii=False) + "\n")
        f.flush()
        command = [args.tool, *["--alone"] * alone, f.name, *[lexicon] * bool(lexicon)]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        i, start, end, one, text, meant, *values = line.split("\t")
        d, start, end = documents[i], int(start), int(end)
        touched = [g for g in gold.get(i, ()) if g[0] < end and start < g[1]]
        garbled = [g for g in touched if g[2] == "garbled"]
        right = any(fold(g[4]).split() and fold(g[4]).split()[-1] in fold(meant) for g in garbled)
        slip = d["kind"] == "human" and any(m in text for m in misspelt)
        fine = any(g[2] in ("variant", "other") for g in touched)
        if right:
            label, weight = 1, d["weight"]
        elif garbled or slip:
            label, weight = None, 0
        elif d["kind"] == "human" or fine:
            label, weight = 0, d["weight"]
        elif d["pair"] in ("cs-en", "de-en", "is-en", "ru-en"):
            label, weight = 0, UNLABELLED
        else:
            label, weight = None, 0
        yield {"doc": i, "start": start, "text": text, "meant": meant, "alone": one == "1", "x": [float(v) for v in values],
               "label": label, "weight": weight, "gold": [(i, *g) for g in garbled], "human": d["kind"] == "human",
               "misspelt": slip, "fine": fine and not garbled, "story": d["fold"], "fold": zlib.crc32(d["fold"].encode()) % 5}


def in_groups(size, lexicon=None):
    """The readings of folders in which every story has `size` tellers."""
    stories = collections.defaultdict(list)
    for i in sorted(docs, key=lambda i: zlib.crc32(i.encode())):
        stories[docs[i]["fold"]].append(i)
    for n in range(max(map(len, stories.values())) // size):
        groups = [story[n * size:][:size] for story in stories.values()]
        yield from readings({i: docs[i] for group in groups if len(group) == size for i in group}, lexicon=lexicon)


means = re.findall(r'^\s*\("([^"]+)", (-?[01]), ([-0-9.]+),', open(clues, encoding="utf-8").read(), re.M)
labels, signs = [m[0] for m in means], np.array([int(m[1]) for m in means])
# What is expected of clues that the data seldom shows, and how firmly (the penalty).
expected = np.array([float(m[2]) for m in means])
FIRMLY = 25.0


def weigh(x, y, w):
    """Weights of the columns of x; those whose sign says the contrary of what the clue may say are left out, one round after
    another."""
    free = x.any(axis=0) | (expected != 0)
    strength = np.where(expected != 0, FIRMLY, PENALTY)
    strength[0] = 1e-3
    while True:
        b, f = np.zeros(x.shape[1]), np.flatnonzero(free)
        for _ in range(80):
            p = 1 / (1 + np.exp(-np.clip(x[:, f] @ b[f], -30, 30)))
            slope = x[:, f].T @ (w * (y - p)) - strength[f] * (b[f] - expected[f])
            step = np.linalg.solve((x[:, f] * (w * p * (1 - p))[:, None]).T @ x[:, f] + np.diag(strength[f]), slope)
            b[f] += step
            if np.abs(step).max() < 1e-6:
                break
        bad = [i for i in f if signs[i] * b[i] < 0]
        if not bad:
            return b
        free[max(bad, key=lambda i: abs(b[i]))] = False


def grow(x, y, w):
    """Trees over the clues, and whether the name stands alone, on top of what is expected."""
    data = lightgbm.Dataset(x, y, weight=w, init_score=x[:, :len(labels)] @ expected, free_raw_data=False)
    return lightgbm.train(GROWTH | {"monotone_constraints": [*map(int, signs), 0]}, data, ROUNDS)


with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as f:
    f.write("name,kind\n" + "".join('"%s",%s\n' % (n.replace('"', '""'), k) for n, k in sorted(known.items())))
    f.flush()
    runs = {"built-in, folder": list(readings(docs)), "known, folder": list(readings(docs, lexicon=f.name)),
            **{f"{tables}, folder of {size}": list(in_groups(size, lexicon))
               for size in SIZES for tables, lexicon in (("built-in", None), ("known", f.name))},
            "built-in, alone": list(readings(docs, alone=True)) + list(readings(single, alone=True)),
            "known, alone": list(readings(docs, alone=True, lexicon=f.name))}

rows = [dict(r, run=name, told="folder" in name) for name, rs in runs.items() for r in rs]
unlisted = labels.index("not in the lexicon")
again = collections.Counter((r["run"], r["story"], r["text"], r["meant"]) for r in rows)
for r in rows:
    r["weight"] *= again[r["run"], r["story"], r["text"], r["meant"]] ** -0.5 * (UNLISTED if r["x"][unlisted] else 1)
    r["weight"] *= SMALL if "folder of" in r["run"] else 1
x, w = np.array([r["x"] for r in rows]), np.array([r["weight"] for r in rows])
y, folds = np.array([float(r["label"] == 1) for r in rows]), np.array([r["fold"] for r in rows])
alone, told = (np.array([r[key] for r in rows]) for key in ("alone", "told"))
both = np.c_[x, alone]
columns = [~told & alone, ~told & ~alone]
chance = np.zeros(len(rows))
for k in range(5):
    train, test = (w > 0) & (folds != k), folds == k
    sums = x @ expected
    trees_here = grow(both[train & told], y[train & told], w[train & told])
    sums[test & told] += trees_here.predict(both[test & told], raw_score=True)
    for column in columns:
        sums[test & column] = x[test & column] @ weigh(x[train & column], y[train & column], w[train & column])
    chance[test] = 1 / (1 + np.exp(-sums[test]))

notable = sum(g[2] == "garbled" and g[3] for gs in gold.values() for g in gs)
human = sum(len(d["text"].split()) for d in docs.values() if d["kind"] == "human")
print("On unseen stories. human: findings per 10,000 words of human text, and the same without hand-checked misspellings.")
for run in runs:
    seen = {r["doc"] for r in rows if r["run"] == run}
    picked = [(p, r) for p, r in zip(chance, rows) if r["run"] == run and not r["x"][unlisted] and r["doc"] in docs]
    print(f"{run}\n  from  notable recall  human         right of labelled")
    for level in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        chosen = [r for p, r in picked if p >= level]
        hit = {g for r in chosen for g in r["gold"]}
        wrong = {(r["doc"], r["text"], r["start"]): r["misspelt"] for r in chosen if r["human"]}
        fine = sum(r["fine"] for r in chosen)
        print(f"  {level:.1f}  {sum(g[4] for g in hit) / notable:14.3f}  {1e4 * len(wrong) / human:5.2f} "
              f"{1e4 * sum(not m for m in wrong.values()) / human:5.2f}  {len(hit) / max(1, len(hit) + fine):14.3f}")
    judged = [(p, r["label"]) for p, r in picked if r["label"] is not None and (r["human"] or r["gold"] or r["fine"])]
    spans = [(lo, hi, [l for p, l in judged if lo <= p < hi]) for lo, hi in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))]
    print("  confidence, share right:", ", ".join(f"{lo}-{min(hi, 1)} {np.mean(v):.2f} of {len(v)}" for lo, hi, v in spans if v))
drawn = sum(i.startswith("drawn/") for i in single)
if drawn:
    flagged = {level: {r["doc"] for p, r in zip(chance, rows) if r["doc"].startswith("drawn/") and p >= level} for level in (0.5, 0.65, 0.8)}
    print(f"of {drawn} drawn names flagged:", ", ".join(f"{len(docs)} from {level}" for level, docs in flagged.items()))
wrong = sorted(((p, r) for p, r in zip(chance, rows) if r["label"] == 0 and r["weight"] > 0), key=lambda v: -v[0])
for p, r in wrong[:args.show]:
    said = " ".join(f"{l}={v:.1f}" for l, v in zip(labels[1:], r["x"][1:]) if v)
    print(f"{p:.2f} {r['run']} {r['doc']} {r['text']} -> {r['meant']}: {said}")


def nodes(tree):
    """A tree as rows (clue, threshold, left, right, value), the root first; the value of a fork is the mean of its leaves."""
    rows = []

    def add(node):
        at = len(rows)
        rows.append(None)
        if "leaf_value" in node:
            rows[at] = ("LEAF", 0.0, 0, 0, node["leaf_value"])
            return at, node["leaf_value"], node.get("leaf_count", 1)
        (left, lv, ln), (right, rv, rn) = add(node["left_child"]), add(node["right_child"])
        value = (lv * ln + rv * rn) / (ln + rn)
        rows[at] = (node["split_feature"], node["threshold"], left, right, value)
        return at, value, ln + rn

    add(tree["tree_structure"])
    return rows


if "weights" in args.write:
    fitted = [weigh(x[c], y[c], w[c]) for c in ((w > 0) & column for column in columns)]
    with open(clues, "w", encoding="utf-8") as f:
        rows = (f'    ("{l}", {s}, {e}, [{a:.2f}, {b:.2f}]),\n' for l, s, e, a, b in zip(labels, signs, expected, *fitted))
        f.write("[\n" + "".join(rows) + "]\n")
if "trees" in args.write:
    here = (w > 0) & told
    model = grow(both[here], y[here], w[here])
    with open(trees, "w", encoding="utf-8") as f:
        f.write("&[\n")
        for tree in model.dump_model()["tree_info"]:
            rows = ", ".join(f"({c}, {t:.4f}, {l}, {r}, {v:.4f})" for c, t, l, r, v in nodes(tree))
            f.write(f"    &[{rows}],\n")
        f.write("]\n")
