/* A formula wider than the text, and any other box that scrolls,
   scrolls within itself and can be reached and scrolled by keyboard. */
(() => {
  "use strict";
  const boxes =
    ".bd-article :is(pre, .math, .katex-display, .output.text_html, " +
    ".pst-scrollable-table-container, .vega-chart)";

  const mark = () => {
    for (const math of document.querySelectorAll(".bd-article span.math")) {
      const room = math.closest("p, li, dd, td, figcaption, h1, h2, h3, div");
      math.classList.remove("wide");
      math.classList.toggle("wide", math.offsetWidth > room.clientWidth);
    }
    for (const box of document.querySelectorAll(boxes)) {
      const scrolls =
        box.scrollWidth > box.clientWidth &&
        getComputedStyle(box).overflowX !== "visible";
      if (scrolls) {
        if (!box.hasAttribute("tabindex")) box.dataset.scrolls = "";
        box.tabIndex = 0;
      } else if ("scrolls" in box.dataset) {
        delete box.dataset.scrolls;
        box.removeAttribute("tabindex");
      }
    }
  };

  const soon = () => requestAnimationFrame(mark);
  window.addEventListener("load", () => {
    soon();
    document.fonts.ready.then(soon);
  });
  window.addEventListener("resize", soon);
})();
