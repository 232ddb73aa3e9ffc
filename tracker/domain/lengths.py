"""Maximum lengths of texts in characters, for columns, forms and the diary file alike."""

MAX_TEXT_LENGTH = 200
MAX_NOTES_LENGTH = 10_000
MAX_QUESTION_LENGTH = 2_000
MAX_FOLLOWED_LENGTH = 2_000
