/* The exercises of a page: an editor, and Run, Check, Hint, Solution, Reset.

   <div class="exercise-box" data-exercise="ID" data-version="...">
     the starter, as highlighted code
     <div class="exercise-tools">...<button data-do="check">Check</button>...</div>
     <div class="exercise-state">, -output, -verdict, -hints, -solution
     <script type="application/json">{"hints": [...], "solved": "...", "next": {...}}</script>
     <template>the solution, as highlighted code</template>
   </div>

   Nothing is loaded before the reader acts: the editor with the first click on a starter,
   Python with the first change, Run or Check. The page where all progress is shown
   (`.exercise-progress`) is served by the same script. */
(() => {
  "use strict";
  const here = new URL("exercises/", document.currentScript.src);

  /* ---- What is kept, in this browser alone ------------------------------------------ */

  const PREFIX = "lossedu:";
  const VERSION = 1;  // of the file, as the terminal writes it
  const STATUSES = ["right", "wrong", "not attempted", "crashed"];
  const unkept = new Map();
  let complaint = "";

  const isText = (value) => typeof value === "string";
  const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

  /* Only what is of the right kind, whatever a file or another program has put there. */
  const clean = (found) => {
    const record = { passed: "", lossedu: "", hints: 0, attempts: 0 };
    if (typeof found !== "object" || found === null) return record;
    for (const key of ["passed", "lossedu"])
      if (isText(found[key])) record[key] = found[key];
    for (const key of ["hints", "attempts"])
      if (isCount(found[key])) record[key] = found[key];
    if (isText(found.text)) record.text = found.text;
    const said = found.verdict;
    if (STATUSES.includes(said?.status)) {
      record.verdict = { status: said.status, stale: said.stale === true, numbers: [] };
      for (const key of ["title", "message", "printed", "note"])
        record.verdict[key] = isText(said[key]) ? said[key] : "";
      if (Array.isArray(said.numbers)) record.verdict.numbers = said.numbers.filter(isText);
    }
    return record;
  };

  const recall = (id) => {
    if (unkept.has(id)) return unkept.get(id);
    try {
      return clean(JSON.parse(localStorage.getItem(PREFIX + id)));
    } catch {
      return clean(null);
    }
  };

  const remember = (id, change) => {
    const record = Object.assign(recall(id), change);
    try {
      localStorage.setItem(PREFIX + id, JSON.stringify(record));
      unkept.delete(id);
    } catch {
      unkept.set(id, record);
      complaint =
        "This browser keeps nothing for this site. What you write lasts until you leave " +
        "the page; copy what you want to keep.";
    }
    return record;
  };

  const forget = (id) => {
    unkept.delete(id);
    try {
      localStorage.removeItem(PREFIX + id);
    } catch { /* then there was nothing */ }
  };

  /* Also what the book has no longer. */
  const forgetAll = () => {
    const ids = new Set(unkept.keys());
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(PREFIX)) ids.add(key.slice(PREFIX.length));
    } catch { /* then there was nothing */ }
    ids.forEach(forget);
  };

  const standing = (record, version) =>
    record.passed === version ? "passed"
    : record.passed ? "passed in an older version"
    : record.text !== undefined || record.attempts ? "started"
    : "not started";

  /* ---- Python ----------------------------------------------------------------------- */

  class Unavailable extends Error {}

  let worker = null;  // a promise, resolved when Python is ready
  let running = null;  // whose task is running or waits for Python, and what ends it
  let turn = Promise.resolve();
  let seconds = 5;
  let loading = () => {};  // is told how far the loading is
  let abandon = () => {};  // ends it
  let mayWarm = true;  // not again before it has once been loaded

  const settingsOf = async () => {
    try {
      const address = new URL("settings.json", here);
      const settings = await (await fetch(address)).json();
      for (const [place, key] of [[settings, "pyodide"], [settings.wheel, "address"]])
        place[key] = new URL(place[key], here).href;
      return settings;
    } catch {
      throw new Unavailable(location.protocol === "file:"
        ? "A page that is opened as a file cannot run Python. Give it an address: "
          + "`make serve`, or `python tools/serve.py`."
        : "Python could not be loaded: this site cannot be reached. Is there a network?");
    }
  };

  const started = () => new Promise((resolve, reject) => {
    let made = null;
    let over = false;
    const fail = (text) => {
      over = true;
      made?.terminate();
      reject(new Unavailable(text));
    };
    abandon = () => fail("Stopped.");
    settingsOf().then((settings) => {
      if (over) return;
      seconds = settings.seconds;
      made = new Worker(new URL("worker.js", here));
      made.onerror = () => fail("Python could not be started in this browser.");
      made.onmessage = ({ data }) => {
        if (data.failed) fail(`Python could not be loaded: ${data.failed}`);
        else if (data.ready) {
          mayWarm = true;
          resolve(made);
        } else loading(`Python is being loaded: ${Math.round(100 * data.loaded)} %`);
      };
      made.postMessage({ settings });
    }).catch((error) => fail(error.message));
  });

  const discard = () => {
    worker?.then((made) => made.terminate(), () => {});
    worker = null;
  };

  /* One task in the worker: { done }, or how it ended; with all that was told. A ticket
     is what a click on Run or Check has drawn. */
  const perform = async (ticket, task, given, tell = () => {}) => {
    loading = ticket.say;
    loading("Python is being loaded …");
    running = { ticket, end: () => abandon() };
    worker ??= started();
    let ready;
    try {
      ready = await worker;
    } catch (error) {
      worker = running = null;
      throw error;
    } finally {
      loading = () => {};
    }
    ticket.say("Running …");
    return new Promise((resolve, reject) => {
      const frames = [];
      let printed = "";
      let timer = 0;
      const end = (result) => {
        clearTimeout(timer);
        running = null;
        if (!("done" in result) || result.spent) discard();
        resolve({ frames, printed, ...result });
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(end, 1000 * seconds, { ended: "time", status: 0 });
      };
      running = { ticket, end: () => end({ ended: "reader", status: 0 }) };
      ready.onerror = () => end({ ended: "closed", status: -6 });
      ready.onmessage = ({ data }) => {
        if ("done" in data) end(data);
        else if (data.died) end({ ended: "closed", status: data.status });
        else if (data.broken) {
          reject(new Error(data.broken));
          end({});
        } else if (typeof data.told === "string") {
          printed += data.told;
          tell(data.told);
        } else if (!data.told.length) clearTimeout(timer);  // now the judge takes its time
        else if (frames.push(data.told) === 1) wait();  // now the answer begins
      };
      wait();
      ready.postMessage({ task, given });
    });
  };

  /* Tasks of all exercises of the page, one after the other; who has left the queue waits
     no longer. */
  const inTurn = (ticket, work) => {
    const mine = turn.then(() => (ticket.stopped ? null : work()));
    turn = mine.catch(() => {});
    return Promise.race([mine, ticket.left]);
  };

  const joined = (parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    for (const part of parts) {
      whole.set(part, place);
      place += part.length;
    }
    return whole;
  };

  /* The verdict on an answer, or null if the reader has stopped it. */
  const judged = (ticket, id, text) => inTurn(ticket, async () => {
    let run = await perform(ticket, "check", [id, text]);
    if (!("done" in run) && run.ended !== "reader") {
      const given = [joined(run.frames), run.printed, run.ended, run.status, seconds];
      run = await perform(ticket, "cut_short", [id, ...given]);
    }
    if (run.ended === "reader") return null;
    return JSON.parse(run.done);
  });

  /* Tells what a text prints, and returns how it ended. */
  const ran = (ticket, id, text, tell) => inTurn(ticket, async () => {
    const run = await perform(ticket, "run", [id, text], tell);
    return "done" in run ? "It ran."
      : run.ended === "time" ? `Stopped after ${seconds} s.`
      : run.ended === "reader" ? null
      : "Python came to its end. It starts anew when it is needed.";
  });

  /* Have Python ready when the reader has written something. */
  const warm = () => {
    if (worker || !mayWarm || navigator.connection?.saveData) return;
    worker = started();
    worker.catch(() => (worker = null));
    mayWarm = false;
  };

  /* ---- Small parts of a page -------------------------------------------------------- */

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /* A message, in which what stands between back-quotes is code. */
  const marked = (text) => {
    const parts = text.split("`");
    if (parts.length % 2 === 0) return [text];
    return parts.map((part, place) =>
      place % 2 ? element("code", { textContent: part }) : part);
  };

  const card = (kind, title, ...rest) => element("div", { className: `said said-${kind}` },
    element("strong", { textContent: title }), ...rest);

  const verdictCard = (id, verdict, next) => {
    const rest = [" ", element("code", { textContent: id }),
      element("p", {}, ...marked(verdict.message))];
    if (verdict.numbers.length)
      rest.push(element("pre", { textContent: verdict.numbers.join("\n") }));
    if (verdict.note) rest.push(element("p", { textContent: verdict.note }));
    if (verdict.printed)
      rest.push(element("details", {},
        element("summary", { textContent: "What it printed" }),
        element("pre", { textContent: verdict.printed })));
    if (verdict.status === "right" && next)
      rest.push(element("p", {}, "Next: ", element("a", {
        href: next.href, textContent: next.id })));
    const made = card(verdict.status.replace(" ", "-"), verdict.title, ...rest);
    made.classList.toggle("said-old", verdict.stale);
    return made;
  };

  const plainEditor = (parent, text, { label, changed }) => {
    const area = element("textarea", { value: text, spellcheck: false, rows: 12 });
    area.setAttribute("aria-label", label);
    area.addEventListener("input", () => changed(area.value));
    parent.append(area);
    return {
      get text() { return area.value; },
      set text(value) {
        area.value = value;
        changed(value);
      },
      focus: () => area.focus(),
      reach: () => {},
    };
  };

  /* ---- One exercise ----------------------------------------------------------------- */

  const KEYS = "Tab indents; Escape, then Tab, leaves the editor. Ctrl+Enter checks, " +
    "Shift+Enter runs.";

  class Box {
    constructor(root) {
      this.root = root;
      this.id = root.dataset.exercise;
      this.data = JSON.parse(root.querySelector(":scope > script").textContent);
      this.code = root.querySelector(".cell_input .highlight");
      this.pre = this.code.querySelector("pre");
      this.starterNodes = [...this.pre.childNodes];
      this.starter = this.pre.textContent;
      this.editor = null;
      this.ticket = null;
      this.code.addEventListener("click", (event) => {
        if (!event.target.closest("button") && !String(getSelection())) this.edit(event);
      });
      for (const button of root.querySelectorAll("button[data-do]"))
        button.addEventListener("click", () => this[button.dataset.do]());
      this.refresh();
    }

    part(name) {
      return this.root.querySelector(`.exercise-${name}`);
    }

    button(action) {
      return this.root.querySelector(`button[data-do="${action}"]`);
    }

    say(text, ...more) {
      this.part("state").replaceChildren(...marked(text), ...more);
    }

    get text() {
      return this.editor ? this.editor.text : recall(this.id).text ?? this.starter;
    }

    /* Show what is remembered: at first, and after another tab has changed it. */
    refresh() {
      const record = recall(this.id);
      const text = record.text ?? this.starter;
      if (this.editor) {
        if (this.editor.text !== text) {
          this.silent = true;
          this.editor.text = text;
          this.silent = false;
        }
      } else if (text === this.starter) this.pre.replaceChildren(...this.starterNodes);
      else this.pre.textContent = text;
      this.part("verdict").replaceChildren(
        ...(record.verdict ? [verdictCard(this.id, record.verdict, this.data.next)] : []));
    }

    async edit(event) {
      if (!this.editor) {
        const { x, y } = event ?? {};
        await (this.opening ??= this.open());
        if (x !== undefined) this.editor.reach(x, y);
      }
      this.editor.focus();
    }

    async open() {
      const host = element("div", { className: "exercise-editor highlight" });
      const keys = element("p", {
        id: `keys-${this.id}`, className: "exercise-keys", textContent: KEYS });
      const options = {
        label: `Your answer: ${this.id}`,
        describedBy: keys.id,
        changed: (text) => this.changed(text),
        check: () => this.check(),
        run: () => this.run(),
      };
      let create = plainEditor;
      try {
        ({ create } = await import(new URL("editor.js", here)));
        this.code.after(host, keys);
      } catch {
        this.code.after(host);
        this.say("The editor could not be loaded; a plain one takes its place.");
      }
      this.editor = create(host, this.text, options);
      this.code.hidden = true;
      this.button("edit").hidden = true;
    }

    changed(text) {
      if (this.silent) return;
      const record = recall(this.id);
      if (record.verdict) record.verdict.stale = true;
      remember(this.id, { text, verdict: record.verdict });
      this.part("verdict").firstChild?.classList.add("said-old");
      this.complain();
      warm();
    }

    complain() {
      if (complaint && this.part("state").textContent !== complaint) this.say(complaint);
    }

    /* Work while Run, Check and Reset wait; meanwhile there is Stop. */
    async work(job) {
      if (this.ticket) return;
      const ticket = { stopped: false, say: (text) => this.say(text) };
      ticket.left = new Promise((resolve) => (ticket.leave = () => resolve(null)));
      this.show(ticket);
      this.say("Waiting for its turn …");
      try {
        const said = await job(ticket);
        this.say(said ?? "Stopped.");
        this.complain();
      } catch (error) {
        if (!(error instanceof Unavailable)) console.error(error);
        this.say(error instanceof Unavailable ? error.message
          : "Something in this page went wrong. " + (complaint
            ? "Copy what you have written, and reload it."
            : "Reload it; what you wrote is kept."));
      }
      this.show(null);
    }

    show(ticket) {
      this.ticket = ticket;
      const stop = this.button("stop");
      const left = document.activeElement === stop;
      stop.hidden = !ticket;
      // Not `disabled`, which would take the focus away.
      for (const name of ["run", "check", "reset"])
        this.button(name).setAttribute("aria-disabled", ticket !== null);
      if (left) this.button("check").focus();
    }

    check() {
      return this.work(async (ticket) => {
        const text = this.text;
        this.part("output").replaceChildren();
        const verdict = await judged(ticket, this.id, text);
        if (!verdict) return null;
        const record = recall(this.id);
        const version = this.root.dataset.version;
        const change = { verdict: { ...verdict, stale: this.text !== text } };
        if (verdict.status !== "not attempted" && record.passed !== version) {
          change.attempts = record.attempts + 1;
          if (verdict.status === "right")
            Object.assign(change, { passed: version, lossedu: this.data.lossedu });
        }
        remember(this.id, change);
        this.refresh();
        return "";
      });
    }

    run() {
      return this.work((ticket) => {
        const out = element("pre", { tabIndex: 0 });
        out.setAttribute("role", "region");
        out.setAttribute("aria-label", "What it gives");
        this.part("output").replaceChildren();
        return ran(ticket, this.id, this.text, (text) => {
          out.append(text);
          if (!out.isConnected)
            this.part("output").append(card("output", "What it gives", out));
        });
      });
    }

    stop() {
      this.ticket.stopped = true;
      if (running?.ticket === this.ticket) running.end();
      else this.ticket.leave();
    }

    hint() {
      const { hints } = this.data;
      const number = Math.min(recall(this.id).hints, hints.length - 1);
      remember(this.id, { hints: number + 1 });
      this.part("hints").replaceChildren(...hints.slice(0, number + 1)
        .map((text) => card("hint", "Hint", element("p", {}, ...marked(text)))));
      this.complain();
    }

    solution() {
      const shown = this.part("solution");
      const open = () => {
        const code = this.root.querySelector("template").content.cloneNode(true);
        shown.replaceChildren(card("hint", "Solution",
          element("p", {}, ...marked(this.data.solved)), code));
      };
      if (recall(this.id).passed) return open();
      const anyway = element("button", { type: "button", textContent: "Show it anyway" });
      anyway.addEventListener("click", () => {
        open();
        this.button("solution").focus();
      });
      shown.replaceChildren(card("hint", "Not solved yet",
        element("p", { textContent: "It opens with a right answer." }), anyway));
    }

    reset() {
      if (this.ticket) return;
      const before = recall(this.id);
      forget(this.id);
      for (const name of ["output", "hints", "solution"]) this.part(name).replaceChildren();
      this.refresh();
      const back = element("button", { type: "button", textContent: "Bring it back" });
      back.addEventListener("click", () => {
        remember(this.id, before);
        this.refresh();
        this.say("It is all back.");
        this.button("reset").focus();
      });
      this.say("The starter is there again; your answer, the pass and the hints of this " +
        "exercise are forgotten. ", back);
    }
  }

  /* ---- All exercises ---------------------------------------------------------------- */

  class Progress {
    constructor(root) {
      this.root = root;
      this.rows = [...root.querySelectorAll("[data-exercise]")];
      for (const button of root.querySelectorAll("button[data-do]"))
        button.addEventListener("click", () => this[button.dataset.do]());
      this.file = root.querySelector("input");
      this.file.addEventListener("change", () => this.read(this.file.files[0]));
      this.refresh();
    }

    say(text) {
      this.root.querySelector(".exercise-state").textContent = text;
    }

    refresh() {
      for (const row of this.rows) {
        const how = standing(recall(row.dataset.exercise), row.dataset.version);
        row.dataset.standing = how;
        row.querySelector(".standing").textContent = how;
      }
      const passed = (rows) =>
        rows.filter((row) => row.dataset.standing === "passed").length;
      for (const chapter of this.root.querySelectorAll("section")) {
        const own = this.rows.filter((row) => chapter.contains(row));
        chapter.querySelector(".count").textContent = `${passed(own)} of ${own.length}`;
      }
      const sum = passed(this.rows);
      this.root.querySelector("progress").value = sum;
      this.root.querySelector(".sum").textContent =
        `${sum} of ${this.rows.length} passed`;
    }

    /* The file of the terminal, and beside it the answers. */
    export() {
      const whole = { version: VERSION, exercises: {}, answers: {} };
      for (const { dataset: { exercise: id } } of this.rows) {
        const { text, verdict, ...record } = recall(id);
        if (record.passed || record.hints || record.attempts)
          whole.exercises[id] = record;
        if (text !== undefined) whole.answers[id] = text;
      }
      const content = new Blob([JSON.stringify(whole, null, 2), "\n"],
        { type: "application/json" });
      const link = element("a", {
        href: URL.createObjectURL(content), download: "lossedu-progress.json" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      this.say(`Saved as ${link.download}.`);
    }

    import() {
      this.file.value = "";
      this.file.click();
    }

    async read(file) {
      let found;
      try {
        found = JSON.parse(await file.text());
      } catch { /* said below */ }
      if (!isCount(found?.version) || typeof found.exercises !== "object")
        return this.say(`${file.name} is no file that this page or \`lossedu\` has saved.`);
      if (found.version > VERSION)
        return this.say(`${file.name} is from a newer version of this book.`);
      const taken = this.rows.map(({ dataset: { exercise: id, version } }) => {
        const text = found.answers?.[id];
        const theirs = clean({ ...found.exercises?.[id], text });
        return { id, version, theirs, ours: recall(id) };
      });
      const differ = taken.filter(({ theirs, ours }) =>
        theirs.text !== undefined && ours.text !== undefined && theirs.text !== ours.text);
      const replace = !differ.length || window.confirm(
        `${differ.length === 1 ? "One answer" : `${differ.length} answers`} here and in the `
        + "file differ. Take those of the file?");
      let count = 0;
      for (const { id, version, theirs, ours } of taken) {
        const change = {};
        for (const key of ["hints", "attempts"])
          if (theirs[key] > ours[key]) change[key] = theirs[key];
        const current = theirs.passed === version;
        if (theirs.passed && (current ? theirs.passed !== ours.passed : !ours.passed))
          Object.assign(change, { passed: theirs.passed, lossedu: theirs.lossedu });
        if (theirs.text !== undefined && theirs.text !== ours.text
            && (replace || ours.text === undefined))
          Object.assign(change, { text: theirs.text, verdict: undefined });
        if (!Object.keys(change).length) continue;
        remember(id, change);
        count += 1;
      }
      this.refresh();
      this.say(complaint || `${file.name}: ${count} of ${taken.length} exercises changed.`);
    }

    forget() {
      if (!window.confirm("Forget all answers and all progress in this browser?")) return;
      forgetAll();
      this.refresh();
      this.say("All is forgotten.");
    }
  }

  /* ---- The page --------------------------------------------------------------------- */

  const parts = [
    ...[...document.querySelectorAll(".exercise-box")].map((root) => new Box(root)),
    ...[...document.querySelectorAll(".exercise-progress")]
      .map((root) => new Progress(root)),
  ];
  // Another tab has changed something.
  window.addEventListener("storage", ({ key }) => {
    for (const part of parts)
      if (key === null || key === PREFIX + part.id || part instanceof Progress)
        part.refresh();
  });
})();
