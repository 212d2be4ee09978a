"""Russian and Ukrainian family names from the dictionaries of pymorphy3, in the letters that agencies and passports use.

Only names with an ending of these languages: the dictionaries hold Einstein and Houellebecq, too, and how these come back from Cyrillic is
what malaprop is to find.
"""
import re

import pymorphy3

LETTERS = dict(zip("абвгдезиклмнопрстуфхцчшщъыьэюяйжёіїєґ'’",
                   "a b v g d e z i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya y zh yo i yi ye g _ _".split()))
OF_LANGUAGE = {"ru": {}, "uk": {"г": "h", "и": "y"}}
PASSPORT = {"я": "ia", "ю": "iu", "й": "i", "ё": "e", "є": "ie", "ї": "i"}
FIRST = {"е": "ye", "ё": "yo", "є": "ye", "ю": "yu", "я": "ya", "ї": "yi"}
ENDINGS = {
    "ru": r"(ов|ев|ёв|ова|ева|ёва|[сц]кий|[сц]кая|енко|чук|юк|ец|ович|евич)$",
    "uk": r"(ов|ев|єв|ьов|ова|ева|єва|[сцз]ький|[сцз]ька|енко|єнко|чук|юк|ець|ович|евич|ишин)$",
}
SHORTER = (("skiy", "sky"), ("skii", "sky"), ("skyy", "sky"), ("skyi", "sky"), ("skyy", "skyi"), ("skaia", "skaya"))


def written(name, table):
    return "".join(table.get(letter, letter) for letter in name).replace("_", "")


def spellings(name, language):
    agency = LETTERS | OF_LANGUAGE[language]
    for table in (agency, agency | PASSPORT):
        for first in {table.get(name[0], name[0]), FIRST.get(name[0], table.get(name[0], name[0]))}:
            whole = first.replace("_", "") + written(name[1:], table)
            yield whole
            for ending, usual in SHORTER:
                if whole.endswith(ending):
                    yield whole.removesuffix(ending) + usual


def family_names():
    """All spellings, sorted."""
    found = set()
    for language, endings in ENDINGS.items():
        words = pymorphy3.MorphAnalyzer(lang=language).dictionary.iter_known_words()
        for word, tag, normal, _, _ in words:
            nominative = word == normal or ("femn" in tag and "nomn" in tag and "sing" in tag)
            if "Surn" in tag and nominative and len(word) > 4 and re.search(endings, word):
                found.update(spellings(word, language))
    return sorted(name for name in found if re.fullmatch(r"[a-z']{4,}", name))
