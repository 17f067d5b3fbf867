"""How long picks are kept, and how long a nameless sheet may wait to be counted."""

from datetime import timedelta

KEPT_AFTER_AN_ENDING = timedelta(hours=24)
KEPT_AFTER_THE_LAST_PICK = timedelta(days=30)
SHEETS_WAIT = timedelta(days=7)
FEWEST_COUNTED_TOGETHER = 10
