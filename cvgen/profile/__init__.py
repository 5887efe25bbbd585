"""The profile: the model of a person, what its fields hold, and facts read from them (year, status, identifiers)."""
