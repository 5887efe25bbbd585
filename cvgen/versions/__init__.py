"""Compare versions of a CV: find them, cut them down to what both show, mark what changed, identify a PDF."""
