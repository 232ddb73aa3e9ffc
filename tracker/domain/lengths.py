"""How long a text may be, in characters. Columns, forms and the diary file hold to these."""

LONGEST_TEXT = 200
LONGEST_NOTES = 10_000
LONGEST_QUESTION = 2_000
