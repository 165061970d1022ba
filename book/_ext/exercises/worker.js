/* The Web Worker of the exercises: Python, NumPy and the book's own package.

   The page sends what to load, then tasks, one at a time:
     { settings }      once; answers are { loaded: 0 to 1 }, then { ready } or { failed }
     { task, given }   a function of lossedu.grading._page with its arguments; answers are
                       { told } while it works, then { done, spent }, or { died, status },
                       or { broken }
   Every file is checked against the hash that the book was built with. */
"use strict";

const MEMORY = 2 ** 30;  // bytes, as for an answer in a terminal
const PAGE = 2 ** 16;
let pyodide = null;
let python = null;

/* Python then raises MemoryError, rather than the browser ending the whole tab. */
let heap = null;
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages) {
  heap = this;
  if (this.buffer.byteLength + pages * PAGE > MEMORY) throw new RangeError("limit");
  return grow.call(this, pages);
};

class NotLoaded extends Error {}

/* Pyodide tells the console alone, and waits for ever. */
let refuse = null;
const refused = new Promise((_, reject) => (refuse = reject));
refused.catch(() => {});
const instantiate = WebAssembly.instantiateStreaming.bind(WebAssembly);
WebAssembly.instantiateStreaming = (source, imports) =>
  instantiate(source, imports).catch((error) => {
    refuse(new NotLoaded(`this browser cannot run it (${error.message}).`));
    throw error;
  });

const fetchUnpatched = self.fetch.bind(self);

/* Not every host knows the type, and no browser compiles another one as it comes. */
const WASM = "application/wasm";
const asWasm = (response) =>
  new Response(response.body, { headers: { "Content-Type": WASM } });

async function checked(address, integrity) {
  try {
    const response = await fetchUnpatched(address, { integrity });
    if (response.ok) return response.headers.get("Content-Type") === WASM
      || !address.endsWith(".wasm") ? response : asWasm(response);
  } catch {
    const there = await fetchUnpatched(address, { method: "HEAD" }).catch(() => null);
    if (there?.ok) throw new NotLoaded(
      `${address} is not the file that this book was tested with.`);
  }
  throw new NotLoaded(`${address} did not come. Is there a network?`);
}

/* Ask for all files at once; Pyodide, which asks one after the other, finds them here. */
function download({ pyodide: base, files, wheel }) {
  const coming = new Map();
  const whole = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  for (const [name, { integrity, bytes }] of Object.entries(files)) {
    const address = new URL(name, base).href;
    coming.set(address, checked(address, integrity).then((response) => {
      loaded += bytes;
      self.postMessage({ loaded: loaded / whole });
      return response;
    }));
  }
  coming.set(wheel.address, checked(wheel.address, wheel.integrity));
  const all = Promise.all(coming.values());
  self.fetch = (request) => {
    const address = String(request?.url ?? request);
    const response = coming.get(address);
    coming.delete(address);
    return response ?? Promise.reject(new NotLoaded(`${address} is not wanted here.`));
  };
  return all;
}

async function runScript(response) {
  const script = URL.createObjectURL(new Blob([await (await response).text()],
    { type: "text/javascript" }));
  self.importScripts(script);
  URL.revokeObjectURL(script);
}

async function start(settings) {
  const take = (name) => self.fetch(new URL(name, settings.pyodide).href);
  await runScript(take("pyodide.js"));
  await runScript(take("pyodide.asm.js"));
  const nothing = () => {};
  pyodide = await self.loadPyodide({
    indexURL: settings.pyodide,
    packageBaseUrl: settings.pyodide,
    lockFileContents: settings.lock,
    packages: ["numpy"],
    stdin: () => null,
    stdout: nothing,
    stderr: nothing,
  });
  const wheel = await self.fetch(settings.wheel.address);
  pyodide.unpackArchive(await wheel.arrayBuffer(), "wheel");
  self.fetch = fetchUnpatched;
  python = pyodide.pyimport("lossedu.grading._page");
}

function work(task, given) {
  const told = (what) => {
    const bytes = typeof what === "string" ? null : what.toJs();
    what.destroy?.();
    self.postMessage({ told: bytes ?? what });
  };
  try {
    const done = python[task](...given.map((value) => pyodide.toPy(value)), told);
    // Memory that Python has once had is not given back.
    self.postMessage({ done, spent: heap?.buffer.byteLength > MEMORY / 4 });
  } catch (error) {
    const own = error.name === "PythonError" && error.type !== "MemoryError";
    // Otherwise Python has come to its end: by os._exit, or since it could not go on.
    self.postMessage(own ? { broken: error.message }
      : { died: String(error), status: error.status ?? -6 });
  }
}

self.onmessage = async ({ data }) => {
  if (data.task) return work(data.task, data.given);
  try {
    const all = download(data.settings);
    // Pyodide waits for ever for a file that does not come.
    await Promise.race([Promise.all([all, start(data.settings)]), refused]);
    self.postMessage({ ready: true });
  } catch (error) {
    self.postMessage({ failed: error.message });
  }
};
