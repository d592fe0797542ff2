"""The mobile desk: from plans, exceptions and records to single sessions."""
