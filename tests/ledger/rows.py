"""The rows of every page, by the page's path inside the book."""

from ledger import binary_classification, notation

_PAGES = {
    "notation": notation,
    "losses/binary-classification": binary_classification,
}
EQUATIONS = {page: module.EQUATIONS for page, module in _PAGES.items()}
NUMBERS = {page: module.NUMBERS for page, module in _PAGES.items()}
