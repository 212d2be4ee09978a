#!/usr/bin/env python3
"""Sentences about people whose names are drawn at random from the names that a country bears: nobody's name is wrong in them, so
whatever malaprop flags is a false alarm.

usage: drawn_names.py COUNT [--seed N] [--jsonl]
One text a line, or a JSON record a line; the same seed gives the same texts. Needs the PyPI packages faker (names by country) and
pypinyin (Chinese characters to pinyin); Cyrillic is romanised by the tables below, as passports and agencies do.
"""
import argparse
import json
import random
import unicodedata

from faker import Faker
from pypinyin import lazy_pinyin

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("count", type=int)
ap.add_argument("--seed", type=int, default=1)
ap.add_argument("--jsonl", action="store_true")
args = ap.parse_args()

LATIN = """az_AZ cs_CZ da_DK de_AT de_CH de_DE en_AU en_GB en_IE en_IN en_KE en_NG en_US es_AR es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE
    fr_CH fr_FR ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE tr_TR
    tw_GH uz_UZ yo_NG zu_ZA""".split()
CYRILLIC = ["ru_RU", "uk_UA", "bg_BG"]
LETTERS = dict(zip("абвгдезиклмнопрстуфхцчшщъыьэюяйжёіїєґ",
                   "a b v g d e z i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya y zh yo i yi ye g".split()))
OF_COUNTRY = {"uk_UA": {"г": "h", "и": "y"}, "bg_BG": {"щ": "sht", "ъ": "a", "х": "h"}}
TEXTS = [
    "{whole} said on Monday that the talks had failed. {family} told reporters that a new round was likely.",
    "The former lawmaker {whole} has resigned. {family}, who is 54, denied the charges.",
    "\"We are ready,\" said {whole}, who teaches history in the town. The council had asked {family} for advice.",
    "Police named the driver as {whole}. Neighbours of {family} were shocked.",
    "The report was written by {whole} and two colleagues. In 2014 {family} won a prize for it.",
]


def romanised(name, locale):
    table = LETTERS | OF_COUNTRY.get(locale, {})
    name = unicodedata.normalize("NFC", name.lower())
    return "".join(table.get(c, c) for c in name).replace("_", "").title()


def drawn(fakers):
    """A given name, a family name, and whether the family comes first."""
    locale = random.choice([*LATIN, *CYRILLIC * 4, *["ja_JP", "zh_CN"] * 3])
    faker = fakers[locale]
    male = random.random() < 0.6
    if locale == "ja_JP":
        given = faker.first_romanized_name()
        return given, faker.last_romanized_name(), False
    given = faker.first_name_male() if male else faker.first_name_female()
    family = faker.last_name_male() if male else faker.last_name_female()
    if locale == "zh_CN":
        return "".join(lazy_pinyin(given)).title(), "".join(lazy_pinyin(family)).title(), True
    if locale in CYRILLIC:
        return romanised(given, locale), romanised(family, locale), False
    return given, family, False


random.seed(args.seed)
Faker.seed(args.seed)
fakers = {locale: Faker(locale) for locale in [*LATIN, *CYRILLIC, "ja_JP", "zh_CN"]}
for n in range(args.count):
    given, family, first = drawn(fakers)
    whole = f"{family} {given}" if first else f"{given} {family}"
    text = random.choice(TEXTS).format(whole=whole, family=family)
    print(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) if args.jsonl else text)
