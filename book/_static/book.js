/* What is far below the screen is laid out section by section, whenever the
   browser has time; and at once when a link leads there. */
(() => {
  "use strict";
  const page = document.documentElement;
  const rest = [...document.querySelectorAll(".bd-article > section > section")];
  const soon = window.requestIdleCallback ?? ((next) => setTimeout(next, 50));

  const finish = () => {
    page.classList.remove("first-things-first");
    rest.length = 0;
  };
  const next = () => {
    const section = rest.shift();
    if (!section) return finish();
    section.style.contentVisibility = "visible";
    soon(next);
  };

  if (page.classList.contains("first-things-first")) {
    const load = () => soon(next);
    if (document.readyState === "complete") load();
    else window.addEventListener("load", load);
    for (const event of ["hashchange", "beforeprint"])
      window.addEventListener(event, finish);
    const led = (event) => event.target.closest?.("a[href*='#']") && finish();
    document.addEventListener("click", led, true);
  }
})();

/* A formula wider than the text, and any other box that scrolls,
   scrolls within itself and can be reached and scrolled by keyboard.
   Each is looked at when it is laid out. */
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
