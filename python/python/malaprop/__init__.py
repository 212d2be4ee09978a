"""malaprop finds what gives machine-translated English news away, and scores each document.

>>> import malaprop
>>> scorer = malaprop.Scorer()
>>> scored = scorer.score("The guests were received by Steve Witcoof at noon.")
>>> scored.decision, scored.findings[0].match, scored.findings[0].suggestion
('publish', 'Steve Witcoof', 'Steve Witkoff')

``malaprop.spark`` scores DataFrames, ``malaprop.datatrove`` filters in datatrove's pipelines.
"""

from malaprop._malaprop import ArrowBatch, ArrowSchema, ArrowStream, MalapropError
from malaprop._records import Finding, Scored
from malaprop._scorer import Scorer

__all__ = ["ArrowBatch", "ArrowSchema", "ArrowStream", "Finding", "MalapropError", "Scored", "Scorer"]
