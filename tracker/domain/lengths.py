"""How long a text may be, in characters. Columns, forms and the diary file hold to these."""

MAX_TEXT_LENGTH = 200
MAX_NOTES_LENGTH = 10_000
MAX_QUESTION_LENGTH = 2_000
