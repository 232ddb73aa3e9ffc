"""One module a screen: guard, form, action or query, response. ``today`` is read here."""
