/* How the results of a search are ranked, and what is shown of a page that was
   found. Runs before Sphinx's searchtools.js, which takes this Scorer. */
const searchedWords = () =>
  (new URLSearchParams(location.search).get("q") ?? "").trim().split(/\s+/);

var Scorer = {
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  // Several words that an equation says: this equation was looked for.
  score: ([, , anchor, , score]) =>
    anchor.startsWith("#equation-") && searchedWords().length > 1
      ? score + 15
      : score,
};

document.addEventListener("DOMContentLoaded", () => {
  // A formula is read once: as MathML, and not as its boxes or its LaTeX.
  const unread = ".headerlink, script, style, annotation, .katex-html";
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const element of page.querySelectorAll(unread)) element.remove();
    const main = page.querySelector('[role="main"]');
    const part = anchor ? page.getElementById(anchor.slice(1)) : null;
    return (part ?? main)?.textContent ?? "";
  };
});
