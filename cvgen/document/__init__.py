"""Documents as data: the content of a set of pages, in order, without personal data or looks."""
