"""Build files from a profile: what is requested, what is stale, in which process, and what was written."""
