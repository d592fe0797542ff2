"""What the records add up to, and which counts must stay unsaid."""
