// What the editor knows of the languages people write in it.
import {python} from "@codemirror/lang-python";
import {PostgreSQL, SQLDialect, sql} from "@codemirror/lang-sql";

const words = (more, spec) => `${spec ?? ""} ${more}`;

const DuckDB = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: words(
    "anti asof columns describe exclude ilike macro map pivot positional qualify replace sample semi struct summarize unpivot",
    PostgreSQL.spec.keywords,
  ),
  types: words("blob double hugeint list struct ubigint uhugeint uinteger union usmallint utinyint varchar", PostgreSQL.spec.types),
});

// tables: {table: [column, …]}
export function languageOf(name, tables) {
  return name === "python" ? python() : sql({dialect: DuckDB, upperCaseKeywords: true, schema: tables ?? {}});
}
