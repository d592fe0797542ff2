"""How long it takes from a push until residents see it."""
