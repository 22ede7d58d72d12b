# Runs query.sql over rows.jsonl, and prints what it returns as JSON: a list of rows.
import json
import sys

import duckdb

db = duckdb.connect()
# A query that the engine merges must not take the machine down.
db.execute("SET memory_limit = '2GB'")
db.execute("SET threads = 1")
columns = json.load(open("columns.json"))
names = ", ".join(f"'{name}': 'VARCHAR'" for name in ["id", *columns])
if open("rows.jsonl").read(1):
    db.execute(
        "CREATE TABLE answers AS SELECT * FROM "
        f"read_json('rows.jsonl', format = 'newline_delimited', columns = {{{names}}})"
    )


def text(value):
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


# fetchall of a statement without rows is an empty list.
found = db.execute(open("query.sql").read()).fetchall()
json.dump([[text(value) for value in row] for row in found], sys.stdout)
