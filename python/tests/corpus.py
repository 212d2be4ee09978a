"""Short documents, some with faults of machine translation: the same for the same number, on any machine."""

from __future__ import annotations

import random

_WHO = [
    "The council",
    "A spokeswoman",
    "Steve Witkoff",
    "Steve Witcoof",
    "Mark Rutte",
    "Mark Ruthte",
    "The farmers",
    "Two engineers",
    "The minister of transport",
    "Volodymyr Zelensky",
    "A court in Lyon",
    "The club's captain",
]
_DID = ["met", "agreed", "promised", "declined", "hoped", "decided", "went to Brussels", "took an aim"]
_WHAT = [
    "to mend the north bridge before winter",
    "to talk about the price of grain",
    "to leave the question open until spring",
    "to begin a special military surgery",
    "to pay for new boats , nets and ice",
    "to publish the figures in full",
    "to lend the museum  four early drawings",
    "to repeat the match on Sunday",
]
_WHEN = [
    "on Monday",
    "after a long night",
    "in the last week of May",
    "at the request of the neighbours",
    "on 31.05.2024",
]
_MORE = [
    "Nobody was hurt.",
    "The the vote was close.",
    "It was raining.",
    "Read also: the week in pictures",
    "Work begins in autumn.",
    "A second reading follows , he added.",
    "Der Rat traf sich am Montag und beschloss den Bau.",
    "Cafe\u0301s stay open.",
]


def document(number: int) -> str:
    """The text with this number, of 20 to 60 words."""
    dice = random.Random(number)
    sentences: list[str] = []
    while len(" ".join(sentences).split()) < 20 + number % 20:
        sentences.append(f"{dice.choice(_WHO)} {dice.choice(_DID)} {dice.choice(_WHAT)} {dice.choice(_WHEN)}.")
        if dice.random() < 0.5:
            sentences.append(dice.choice(_MORE))
    return (" " if dice.random() < 0.8 else "\n\n").join(sentences)


def documents(count: int) -> list[str]:
    """The first so many."""
    return [document(number) for number in range(count)]
