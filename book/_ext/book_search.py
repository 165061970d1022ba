"""The search finds an equation by what it says.

What it says stands in the ledger that proves it, ``tests/ledger/<page>.py``.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType

HERE = Path(__file__).parent
LEDGER = HERE.parent.parent / "tests" / "ledger"
SCRIPT = HERE / "search.js"


def sayings() -> dict[str, str]:
    """Return what each equation says, by its label."""
    calls = (
        call
        for ledger in sorted(LEDGER.glob("*.py"))
        for call in ast.walk(ast.parse(ledger.read_text("utf8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Equation"
    )
    return {
        ast.literal_eval(call.args[0]): ast.literal_eval(call.args[2])
        for call in calls
    }


class Equations(Domain):
    """The equations with a label, for the search alone."""

    name = "equations"
    label = "Equations"
    object_types: ClassVar = {"displayed": ObjType("equation")}

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        return "equation"

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        says = sayings()
        # A full stop would divide a name as it divides a module's, and an
        # apostrophe would be written as its HTML.
        readable = str.maketrans({".": "\u2024", "'": "\u2019"})
        for label, (page, _) in self.env.domaindata["math"]["objects"].items():
            name = says.get(label, label).translate(readable)
            yield label, name, "displayed", page, f"equation-{label}", 1

    def merge_domaindata(self, docnames: Any, otherdata: Any) -> None:
        """There is nothing to merge: the equations are those of `math`."""


def add_search_script(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: Any
) -> None:
    if pagename == "search":
        static = Path(app.outdir) / "_static"
        shutil.copyfile(SCRIPT, static / SCRIPT.name)
        app.add_js_file(SCRIPT.name, loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_domain(Equations)
    app.connect("html-page-context", add_search_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
