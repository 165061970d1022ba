/* A formula wider than the text, and any other box that scrolls,
   scrolls within itself and can be reached and scrolled by keyboard.
   Each is looked at when it is laid out, which is when it comes near. */
(() => {
  "use strict";
  const boxes =
    "pre, .math, .katex-display, .output.text_html, " +
    ".pst-scrollable-table-container, .vega-chart";
  const rooms = "p, li, dd, td, figcaption, h1, h2, h3, div";

  const markBox = (box) => {
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
  };

  const markRoom = (room) => {
    for (const math of room.querySelectorAll("span.math")) {
      if (math.closest(rooms) !== room) continue;
      math.classList.remove("wide");
      math.classList.toggle("wide", math.offsetWidth > room.clientWidth);
      markBox(math);
    }
  };

  const mark = (element) => {
    if (element.matches(boxes)) markBox(element);
    markRoom(element);
  };

  const near = new Set();
  const watch = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      near.add(target);
      mark(target);
    }
  });
  for (const box of document.querySelectorAll(`.bd-article :is(${boxes})`)) {
    watch.observe(box.matches("span.math") ? box.closest(rooms) : box);
  }
  document.fonts.addEventListener("loadingdone", () => near.forEach(mark));
})();
