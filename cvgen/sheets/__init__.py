"""Read a workbook of Excel, and write cells into it: every other byte of its parts stays as it is."""
