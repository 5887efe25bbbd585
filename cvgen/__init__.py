"""cvgen: one profile.yaml becomes every CV document an academic is asked for.

profile.yaml --load--> Profile --compose--> Document --write--> PDF, HTML, text
"""

__version__ = "0.1.0"
