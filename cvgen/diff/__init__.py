"""Compare two profiles: pair their entries (`match`), classify the changes (`events`), merge them (`merge`)."""
