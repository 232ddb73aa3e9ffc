"""Bounds of texts in characters and of weights, for columns, forms and the diary file alike."""

MAX_TEXT_LENGTH = 200
MAX_NOTES_LENGTH = 10_000
MAX_QUESTION_LENGTH = 2_000
MAX_FOLLOWED_LENGTH = 2_000
MAX_ANSWER_LENGTH = 2_000
MAX_PUSH_ENDPOINT_LENGTH = 1_000

MIN_KG = 0.3
MAX_KG = 40
