"""Numbers of the page on conventions: test_conventions computes every cell of its tables.

Here they are only quoted, each cell as it stands.
"""

from __future__ import annotations

from ledger import _pages


def _cells() -> list[str]:
    page = (_pages.BOOK / "conventions.md").read_text("utf-8")
    rows = [line.strip("| ") for line in page.splitlines() if line.startswith("| ")]
    cells = [cell.strip() for row in rows for cell in row.split(" | ")]
    return sorted({f"| {cell} |" for cell in cells if any(c.isdigit() for c in cell)})


NUMBERS = _cells()
