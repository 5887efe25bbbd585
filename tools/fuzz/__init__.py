"""Feed damaged samples to every reader, and measure what each run takes: python -m tools.fuzz SECONDS [PART ...]."""
