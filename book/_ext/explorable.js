/* Draws a page's explorable charts, each when the reader comes near it.

   <figure class="explorable">
     <div class="vega-chart" role="img" aria-label="..."></div>
     <script type="application/json" class="vega-spec">{...}</script>
     <figcaption>...</figcaption>
   </figure>

   The Vega bundle (vega.js, from this site) is loaded with the first of them.
   data-ready on the figure becomes "true" when the chart is drawn, "failed"
   when it could not be. */
(() => {
  "use strict";
  const bundle = new URL("vega.js", document.currentScript.src).href;
  let loading = null;

  const load = () => {
    loading ??= import(bundle).then(() => window.vegaEmbed);
    return loading;
  };

  const config = {
    background: "transparent",
    font: "system-ui, sans-serif",
    view: { stroke: "transparent" },
    axis: { labelFontSize: 12, titleFontSize: 13, titleFontWeight: "normal" },
    legend: { labelFontSize: 12, titleFontSize: 13, titleFontWeight: "normal" },
  };

  const draw = async (figure) => {
    const chart = figure.querySelector(".vega-chart");
    const spec = figure.querySelector("script.vega-spec");
    if (figure.dataset.ready || !chart || !spec) return;
    figure.dataset.ready = "loading";
    const controls = document.createElement("div");
    controls.className = "vega-controls";
    chart.after(controls);
    try {
      const embed = await load();
      await embed(chart, JSON.parse(spec.textContent), {
        actions: false,
        bind: controls,
        config,
        renderer: "svg",
        mode: "vega-lite",
      });
      figure.dataset.ready = "true";
    } catch (error) {
      controls.remove();
      figure.dataset.ready = "failed";
      const sentence = document.createElement("p");
      sentence.className = "explorable-failed";
      sentence.textContent =
        "This chart could not be drawn here (" + error.message + "). " +
        "Its caption says what it shows; the notebook draws it as well.";
      chart.replaceWith(sentence);
    }
  };

  const start = () => {
    const near = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          near.unobserve(entry.target);
          draw(entry.target);
        }
      },
      { rootMargin: "400px" },
    );
    document.querySelectorAll("figure.explorable").forEach((f) => near.observe(f));
    window.addEventListener("beforeprint", () =>
      document.querySelectorAll("figure.explorable").forEach(draw));
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
