"""Read Word files: what they say, what somebody changed in them, and what cvgen put inside."""
