"""From records to what they mean together: the tree of places, the state of each case."""
