"""Build files from a profile: requests, targets, stale outputs, worker processes, the manifest."""
