"""Views, one module per page: access check, form, action or query, response.

The clock is read here and passed down as ``now`` or ``today``.
"""
