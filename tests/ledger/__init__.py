"""The ledger: what the book prints, row by row, and what each row is checked against.

One module a page, named after it, with `EQUATIONS` and `NUMBERS`.
"""
