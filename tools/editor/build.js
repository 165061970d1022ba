/* npm ci --ignore-scripts && node node_modules/esbuild/install.js && npm run build

   Writes book/_ext/exercises/editor.js with the licence of each package that is in it. */
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const result = await build({
  entryPoints: ["editor.js"],
  bundle: true,
  format: "esm",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2022",
  write: false,
});

const inside = Object.keys(result.metafile.inputs)
  .map((input) => input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
  .filter(Boolean);
const named = new Map();
for (const name of [...new Set(inside)].sort()) {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
  const licence = readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim();
  named.set(licence, [...(named.get(licence) ?? []), `${name}@${version}`]);
}
const notices = [...named].map(([licence, names]) => `${names.join(" ")}\n\n${licence}`);

writeFileSync("../../book/_ext/exercises/editor.js",
  `/* Made from tools/editor/ by \`npm run build\`. It contains:\n\n${notices.join("\n\n")}\n*/\n` +
  result.outputFiles[0].text);
