"""Forms of funders as data: what a form asks for, in its order and words, with its limits, its source and its date.

A form is a file NAME.yaml in this folder, or one of the user's beside the profile; both are read in the same way.
"""
