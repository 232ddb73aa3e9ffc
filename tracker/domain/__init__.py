"""The heart of the diary: words, spells, rules and the timeline check. Standard library only."""
