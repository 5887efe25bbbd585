"""Match the entries of two versions of a CV by what they are known by and how alike they are; see `lists`."""
