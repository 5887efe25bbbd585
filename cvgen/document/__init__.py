"""Documents as data: what one set of pages says, in order. Nothing of the person, nothing of looks."""
