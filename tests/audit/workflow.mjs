// What GitHub's own parser says of a workflow, and which jobs and steps begin for each of some events.
// Given as JSON on stdin: {file, contexts: {name: the context github}}.
import { readFileSync } from "node:fs";
import { register } from "node:module";

// The packages are written for bundlers, which take JSON as it is.
register(
  "data:text/javascript," +
    encodeURIComponent(`
import { readFile } from "node:fs/promises";
export async function load(url, context, next) {
  if (!url.endsWith(".json")) return next(url, context);
  return { format: "module", shortCircuit: true, source: "export default " + (await readFile(new URL(url), "utf8")) };
}`),
);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");

const { file, contexts } = JSON.parse(readFileSync(0, "utf8"));
const parsed = parseWorkflow({ name: file, content: readFileSync(file, "utf8") }, new NoOperationTraceWriter());
const template = await convertWorkflowTemplate(parsed.context, parsed.value);

// As long as nothing has failed.
const states = ["success", "always", "failure", "cancelled"].map((name) => ({
  name,
  minArgs: 0,
  maxArgs: 0,
  call: () => new data.BooleanData(name === "success" || name === "always"),
}));

function holds(condition, github) {
  if (!condition) return true;
  const { tokens } = new Lexer(condition.expression).lex();
  const known = JSON.parse(JSON.stringify({ github }), data.reviver);
  const functions = new Map(states.map((each) => [each.name, each]));
  const answer = new Evaluator(new Parser(tokens, ["github", "needs"], states).parse(), known, functions).evaluate();
  return answer.coerceString() !== "false" && answer.coerceString() !== "";
}

function begun(github) {
  const jobs = {};
  for (const job of template.jobs) {
    if (job.needs?.some((each) => !(each.value in jobs)) || !holds(job.if, github)) continue;
    jobs[job.id.value] = job.steps.filter((each) => holds(each.if, github)).map((each) => String(each.name));
  }
  return jobs;
}

const errors = parsed.context.errors.getErrors().map((each) => each.message);
const begins = errors.length ? {} : Object.fromEntries(Object.entries(contexts).map(([name, each]) => [name, begun(each)]));
process.stdout.write(JSON.stringify({ errors, begins }));
