// Scripts that a browser of 2020 understands: no syntax, no built-in and no interface that is newer.
import compat from "eslint-plugin-compat";
import esx from "eslint-plugin-es-x";

export default [
  esx.configs["flat/restrict-to-es2020"],
  {
    files: ["**/*.js"],
    plugins: { compat },
    languageOptions: { ecmaVersion: "latest", sourceType: "script" },
    linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true },
    rules: { "compat/compat": "error" },
    settings: { browsers: ["chrome 86"], lintAllEsApis: true, "es-x": { aggressive: true } },
  },
];
