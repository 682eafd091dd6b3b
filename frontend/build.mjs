// Bundles the editor into static/editor.js and writes down which sources it was made from.
import {createHash} from "node:crypto";
import {readFileSync, readdirSync} from "node:fs";
import {build} from "esbuild";

const sources = ["package-lock.json", ...readdirSync("src").sort().map((name) => `src/${name}`)];
const digest = createHash("sha256");
for (const name of sources) digest.update(readFileSync(name, "utf8").replaceAll("\r\n", "\n"));

await build({
  entryPoints: ["src/editor.mjs"],
  outfile: "../static/editor.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2021",
  legalComments: "none",
  banner: {js: `/* CodeMirror (MIT licence) and Athena's editor. Sources: ${digest.digest("hex")} */`},
});
