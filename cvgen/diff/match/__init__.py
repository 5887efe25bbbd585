"""Match the entries of two versions of a CV by their identity and their similarity; see `lists`."""
