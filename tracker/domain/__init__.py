"""The domain: vocabulary, spells, rules, the timeline check and the summary.

Uses the standard library only.
"""
