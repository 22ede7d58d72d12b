"""What a user of DuckDB would write who has the table of all combinations: numbers
become ids by CASE, and the rest is a join."""

import sys

import duckdb

rows = sys.argv[1]
if rows.endswith(".jsonl"):
    read = (
        f"read_json('{rows}', format='newline_delimited', columns={{id: 'VARCHAR',"
        " leads: 'VARCHAR', revenue: 'VARCHAR', sellers: 'VARCHAR', contacts: 'VARCHAR'})"
    )
else:
    read = f"read_csv('{rows}', all_varchar=true)"

NUMBER = "try_cast(rtrim({0}, '%') AS DOUBLE)"


def ids(column, *steps):
    number = NUMBER.format(column)
    cases = "".join(f" WHEN {number} < {below} THEN '{id}'" for below, id in steps[:-1])
    return f"CASE WHEN {number} IS NULL THEN {column}{cases} ELSE '{steps[-1]}' END"


duckdb.sql(
    f"""
    COPY (
        SELECT r.id, r.leads, r.revenue, r.sellers, r.contacts,
               c.model, c.hybrid_with, c.tie, c.margin, c.settled, c.entry, c.pipeline, c.error
        FROM {read} r
        LEFT JOIN read_csv('combinations.csv', all_varchar=true) c ON
            c.leads = r.leads
            AND c.revenue = {ids("r.revenue", (25, "little"), (50, "some"), (90, "most"), "nearly-all")}
            AND c.sellers = {ids("r.sellers", (20, "one"), (80, "some-deals"), "every-deal")}
            AND c.contacts = {ids("r.contacts", (3, "one-or-two"), "several")}
    ) TO '/dev/stdout' (FORMAT csv, HEADER)
    """
)
