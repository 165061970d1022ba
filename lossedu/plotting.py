"""The book's figures: one style, labels beside the lines, pictures that can be moved.

The only module that needs Matplotlib, and Altair where a picture can be moved. Figures
have no background of their own: the page shows dark ink on light paper, and in the dark
theme it turns the lightness round and keeps the hues.
"""

from __future__ import annotations

import html
import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from numpy.typing import ArrayLike

if TYPE_CHECKING:
    import altair
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "BLUE",
    "COLORS",
    "DASHES",
    "ORANGE",
    "Explorable",
    "figure",
    "lines",
    "use_style",
]

# Okabe and Ito's colours, which colour-blind readers can tell apart, darkened where
# needed to stand out from white; never the only difference between two lines.
BLUE = "#0064a6"
ORANGE = "#c44e00"
COLORS = (BLUE, ORANGE, "#00795a", "#a5437f", "#7a6400", "#4d4d4d")
DASHES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)))

# JupyterLab 4 draws Vega-Lite up to version 5; a chart of Altair 6 names 6.
_LAB_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"

_STYLE: dict[str, Any] = {
    "figure.figsize": (6.0, 3.8),
    "figure.dpi": 150,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "savefig.facecolor": "none",
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#333333",
    "axes.grid": True,
    "grid.color": "#999999",
    "grid.alpha": 0.3,
    "axes.titlelocation": "left",
    "font.size": 12.0,
    "axes.titlesize": 12.0,
    "lines.linewidth": 2.2,
}


def use_style() -> None:
    """Draw from here on in the book's style.

    Examples
    --------
    >>> use_style()
    >>> plt.rcParams["axes.spines.top"]
    False
    """
    plt.style.use(_STYLE)
    plt.rcParams["axes.prop_cycle"] = cycler(color=COLORS)


def figure(rows: int = 1, *, height: float = 3.8) -> tuple[Figure, Any]:
    """A figure as wide as the text, its panels one below the other.

    Panels are stacked, never side by side, so that a phone shows them as large.

    Parameters
    ----------
    rows : int, default 1
        Number of panels.
    height : float, default 3.8
        Height of a panel in inches; the width is 6.

    Returns
    -------
    Figure and Axes (an array of Axes where `rows` > 1)

    Examples
    --------
    >>> fig, ax = figure()
    >>> [float(inches) for inches in fig.get_size_inches()]
    [6.0, 3.8]
    >>> plt.close(fig)
    """
    use_style()
    return plt.subplots(rows, 1, figsize=(6.0, height * rows))


def lines(
    ax: Axes,
    x: ArrayLike,
    curves: Mapping[str, ArrayLike],
    *,
    at: Mapping[str, float] | Sequence[float] | float | None = None,
    shift: Mapping[str, tuple[float, float]] | None = None,
    colors: Sequence[str] = COLORS,
) -> None:
    """Draw curves, each with its name beside it in its own colour.

    Parameters
    ----------
    ax : Axes
    x : array_like, shape (n,)
        Common abscissa.
    curves : mapping of str to array_like, shape (n,)
        Name and ordinates of each curve.
    at : mapping, sequence or float, optional
        Abscissa at which a name stands; the right end where it is not given.
    shift : mapping of str to (float, float), optional
        Offset of a name from its curve, in points; (6, 0) where it is not given.
    colors : sequence of str
        Colours of the curves in turn; each curve has dashes of its own besides.

    Examples
    --------
    >>> fig, ax = figure()
    >>> lines(ax, [0, 1], {"up": [0, 1], "down": [1, 0]})
    >>> [text.get_text() for text in ax.texts]
    ['up', 'down']
    >>> plt.close(fig)
    """
    x = np.asarray(x, dtype=float)
    for i, (name, y) in enumerate(curves.items()):
        ax.plot(x, y, color=colors[i], linestyle=DASHES[i])
        where = at.get(name) if isinstance(at, Mapping) else at
        if isinstance(where, Sequence):
            where = where[i]
        where = x[-1] if where is None else where
        ax.annotate(
            name,
            (where, np.interp(where, x, np.asarray(y, dtype=float))),
            xytext=(shift or {}).get(name, (6, 0)),
            textcoords="offset points",
            color=colors[i],
            va="center",
            annotation_clip=False,
        )


class Explorable:
    """A chart that the reader can move, in the page and in JupyterLab alike.

    The page draws it from the specification in the output, with the Vega library that
    is part of the site; JupyterLab draws the same specification itself, with its
    Vega-Lite 5. Colab shows neither, and gets a page that loads Vega. No kernel is
    asked: all values are in the chart, computed by the cell.

    Parameters
    ----------
    chart : altair.Chart
        Chart with its parameters bound to native inputs.
    caption : str
        What to see in it.
    alt : str
        What is drawn, for readers who cannot see it.
    """

    def __init__(self, chart: altair.TopLevelMixin, *, caption: str, alt: str) -> None:
        self.chart = chart
        self.caption = caption
        self.alt = alt

    def __repr__(self) -> str:
        return f"<explorable: {self.alt}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        if "google.colab" in sys.modules:
            return {"text/html": self.chart.to_html(), "text/plain": repr(self)}
        spec = self.chart.to_dict()
        return {
            "application/vnd.vegalite.v5+json": spec | {"$schema": _LAB_SCHEMA},
            "text/html": self._html(spec),
            "text/plain": repr(self),
        }

    def _html(self, spec: dict[str, Any]) -> str:
        # "</" would end the script element early.
        data = json.dumps(spec, separators=(",", ":")).replace("</", "<\\/")
        return (
            '<figure class="explorable">'
            f'<div class="vega-chart" role="img" aria-label="{html.escape(self.alt)}">'
            "</div>"
            f'<script type="application/json" class="vega-spec">{data}</script>'
            f"<figcaption>{html.escape(self.caption)}</figcaption></figure>"
        )
