"""Compare two profiles: pair their entries (`match`), name the changes (`events`), merge them (`merge`)."""
