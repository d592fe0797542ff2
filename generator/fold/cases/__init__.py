"""One case: from its events to how it stands, who had it, and what came of it."""
