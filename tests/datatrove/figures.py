"""The figures that datatrove's filters reckon for the texts on standard input, one JSON string a line; see tests/datatrove.rs."""
import json
import sys

from datatrove.data import Document
from datatrove.pipeline.filters.fineweb_quality_filter import FineWebQualityFilter
from datatrove.pipeline.filters.gopher_repetition_filter import (
    GopherRepetitionFilter, find_all_duplicate, find_duplicates, find_top_duplicate, get_n_grams)
from datatrove.utils.text import split_into_words

gopher, fineweb = GopherRepetitionFilter(), FineWebQualityFilter()


def figures(text):
    length = len(text)
    words = split_into_words(text)
    paragraphs = gopher.paragraph_exp.split(text.strip())
    lines = gopher._line_splitter.split(text)
    filled = [line for line in text.split("\n") if line.strip() != ""]
    found = {}
    for name, pieces in (("para", paragraphs), ("line", lines)):
        count, letters = find_duplicates(pieces)
        found[f"dup_{name}_frac"] = count / len(pieces)
        found[f"dup_{name}_char_frac"] = letters / length
    for n, _ in gopher.top_n_grams:
        runs = get_n_grams(words, n)
        found[f"top_{n}_gram"] = find_top_duplicate(runs) / length if runs else 0
    for n, _ in gopher.dup_n_grams:
        found[f"duplicated_{n}_n_grams"] = find_all_duplicate(words, n) / length
    found["line_punct_ratio"] = sum(line.endswith(fineweb.stop_chars) for line in filled) / len(filled)
    found["short_line_ratio"] = sum(len(line) <= fineweb.short_line_length for line in filled) / len(filled)
    found["char_dup_ratio"] = find_duplicates(filled)[1] / len(text.replace("\n", ""))
    found["list_ratio"] = text.count("\n") / len(words)
    reason = None
    for chosen in (gopher, fineweb):
        verdict = chosen.filter(Document(text=text, id=""))
        if verdict is not True and reason is None:
            reason = verdict[1]
    return {"figures": found, "reason": reason}


for line in sys.stdin:
    print(json.dumps(figures(json.loads(line))))
