"""What a user of polars would write who has the table of all combinations."""

import sys

import polars as pl

rows = sys.argv[1]
if rows.endswith(".jsonl"):
    names = ["id", "leads", "revenue", "sellers", "contacts"]
    schema = {name: pl.Int64 if name == "id" else pl.String for name in names}
    read = pl.scan_ndjson(rows, schema=schema)
else:
    read = pl.scan_csv(rows, infer_schema=False)


def ids(column, *steps):
    number = pl.col(column).str.strip_suffix("%").cast(pl.Float64, strict=False)
    answer = pl.when(number.is_null()).then(pl.col(column))
    for below, id in steps[:-1]:
        answer = answer.when(number < below).then(pl.lit(id))
    return answer.otherwise(pl.lit(steps[-1]))


table = pl.scan_csv("combinations.csv", infer_schema=False)
keys = {
    "leads": pl.col("leads"),
    "revenue": ids("revenue", (25, "little"), (50, "some"), (90, "most"), "nearly-all"),
    "sellers": ids("sellers", (20, "one"), (80, "some-deals"), "every-deal"),
    "contacts": ids("contacts", (3, "one-or-two"), "several"),
}
done = read.with_columns(**{f"k_{name}": key for name, key in keys.items()}).join(
    table,
    left_on=[f"k_{name}" for name in keys],
    right_on=list(keys),
    how="left",
    maintain_order="left",
)
done.select(pl.exclude(["k_leads", "k_revenue", "k_sellers", "k_contacts"])).sink_csv("/dev/stdout")
