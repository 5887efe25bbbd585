"""Map values of a source to the profile: works, people, dates, identifiers and sections."""
