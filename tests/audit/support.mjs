// What a browser does not know of a style sheet, by MDN's data: `node support.mjs 86 < sheets.json` (a list of texts).
// Prints the features as a list of JSON. What only works in some surroundings (a gap in a flex box) it cannot see.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { parse, walk } from "css-tree";

const { css } = createRequire(import.meta.url)("@mdn/browser-compat-data");
const newest = Number(process.argv[2]);
const missing = new Set();

const types = new Map(); // functions and keywords of all types, by name
(function gather(part) {
  for (const [name, each] of Object.entries(part)) {
    if (name === "__compat") continue;
    if (each.__compat && !types.has(name)) types.set(name, each);
    gather(each);
  }
})(css.types);

function known(feature, prefix = "") {
  return [feature.__compat.support.chrome].flat().some((each) =>
    (each.prefix ?? "") === prefix && !each.flags && !each.alternative_name && Number(each.version_added) <= newest
    && !(Number(each.version_removed) <= newest));
}

function ask(name, feature, prefix) {
  if (feature?.__compat && !known(feature, prefix)) missing.add(name);
}

function need(name, feature, prefix) {
  if (feature) ask(name, feature, prefix);
  else missing.add(`${name} (unknown)`);
}

function property(name) {
  if (name.startsWith("--")) return css.properties["custom-property"];
  if (css.properties[name]) return need(name, css.properties[name]), css.properties[name];
  const [, prefix = "", rest] = /^(-[a-z]+-)?(.*)$/.exec(name);
  need(name, css.properties[rest], prefix);
  return css.properties[rest];
}

const units = { dv: "dynamic", sv: "small", lv: "large" };

function unit(name) {
  const kind = units[name.slice(0, 2)];
  const length = css.types.length;
  ask(`unit ${name}`, kind ? length[`viewport_percentage_units_${kind}`] : length[name] ?? types.get(name));
}

for (const sheet of JSON.parse(readFileSync(0, "utf8"))) {
  walk(parse(sheet, { onParseError: (error) => missing.add(error.message) }), function (node) {
    const within = this.declaration;
    if (node.type === "Declaration") property(node.property);
    if (node.type === "Dimension") unit(node.unit);
    if (node.type === "NestingSelector") ask("&", css.selectors.nesting);
    if (node.type === "PseudoClassSelector") need(`:${node.name}`, css.selectors[node.name]);
    if (node.type === "PseudoElementSelector") need(`::${node.name}`, css.selectors[node.name]);
    if (node.type === "Feature") ask(`@media ${node.name}`, css["at-rules"].media[node.name.replace(/^(min|max)-/, "")]);
    if (node.type === "FeatureRange") ask("@media range", css["at-rules"].media.range_syntax);
    if (node.type === "Atrule") {
      const boxes = css["at-rules"].page, inPage = this.atrule?.name === "page";
      need(`@${node.name}`, css["at-rules"][node.name] ?? (inPage ? boxes[`at_${node.name}`] : undefined));
    }
    if (within && (node.type === "Identifier" || node.type === "Function") && !within.property.startsWith("--")) {
      const own = css.properties[within.property]?.[node.name];
      ask(`${within.property}: ${node.name}`, own ?? (node.type === "Function" ? types.get(node.name) : undefined));
    }
  });
}
console.log(JSON.stringify([...missing].sort()));
