/* What is far below the screen is laid out section by section, once the reader
   moves and whenever the browser has time; at once when a link leads there. */
(() => {
  "use strict";
  const page = document.documentElement;
  if (!page.classList.contains("first-things-first")) return;
  const rest = [...document.querySelectorAll(
    ".bd-article section section:not(:has(> section))")];
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
  const begin = () => {
    for (const move of moves) window.removeEventListener(move, begin);
    soon(next);
  };
  const moves = ["scroll", "pointermove", "pointerdown", "touchstart", "keydown"];
  for (const move of moves) {
    window.addEventListener(move, begin, { passive: true });
  }

  for (const event of ["hashchange", "beforeprint"]) {
    window.addEventListener(event, finish);
  }
  const led = (event) => event.target.closest?.("a[href*='#']") && finish();
  document.addEventListener("click", led, true);
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

  // All is read before anything is written, or each box is a layout of its own.
  const mark = (elements) => {
    const inline = elements.flatMap((element) =>
      [...element.querySelectorAll("span.math")]
        .filter((math) => math.closest(rooms) === element)
        .map((math) => ({ math, room: element })));
    for (const { math } of inline) math.classList.remove("wide");
    const wide = inline.filter(
      ({ math, room }) => math.offsetWidth > room.clientWidth);
    for (const { math } of wide) math.classList.add("wide");

    const found = elements.filter((element) => element.matches(boxes));
    found.push(...inline.map(({ math }) => math));
    const scrolls = found.map((box) =>
      box.scrollWidth > box.clientWidth &&
      getComputedStyle(box).overflowX !== "visible");
    found.forEach((box, place) => {
      if (scrolls[place]) {
        if (!box.hasAttribute("tabindex")) box.dataset.scrolls = "";
        box.tabIndex = 0;
      } else if ("scrolls" in box.dataset) {
        delete box.dataset.scrolls;
        box.removeAttribute("tabindex");
      }
    });
  };

  const near = new Set();
  const watch = new ResizeObserver((changes) => {
    const targets = changes.map(({ target }) => target);
    for (const target of targets) near.add(target);
    mark(targets);
  });
  for (const box of document.querySelectorAll(`.bd-article :is(${boxes})`)) {
    watch.observe(box.matches("span.math") ? box.closest(rooms) : box);
  }
  document.fonts.addEventListener("loadingdone", () => mark([...near]));
})();
