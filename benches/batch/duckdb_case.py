"""The same columns without a table: points by CASE, and everything else from them.
Only settled is left out, which takes more than a sum."""

import sys

import duckdb

NUMBER = "try_cast(rtrim({0}, '%') AS DOUBLE)"


def ids(column, *steps):
    number = NUMBER.format(column)
    cases = "".join(f" WHEN {number} < {below} THEN '{id}'" for below, id in steps[:-1])
    return f"CASE WHEN {number} IS NULL THEN {column}{cases} ELSE '{steps[-1]}' END"


MODELS = ["account-based", "team", "relationship", "outbound", "inbound"]
STAGES = [
    ("prospect", "entry = 'outbound'"),
    ("make-contact", "entry = 'outbound'"),
    ("identify-target-account", "entry = 'account-based'"),
    ("qualify", "entry <> 'account-based'"),
    ("research", "list_contains(mix, 'team')"),
    ("list-stakeholders", "entry = 'account-based' OR list_contains(mix, 'account-based')"),
    ("plan-first-strategy", "entry = 'account-based'"),
    ("contact-first-stakeholders", "entry = 'account-based'"),
    ("pitch-first-stakeholders", "entry = 'account-based'"),
    ("present", "true"),
    ("propose", "true"),
    ("negotiate", "true"),
    ("first-check-in", "list_contains(mix, 'relationship')"),
    ("upsell", "list_contains(mix, 'relationship')"),
]
pipeline = ", ".join(f"CASE WHEN {when} THEN '{id}' END" for id, when in STAGES)
scored = ", ".join(f"{{m: '{model}', p: p{i}, i: {i}}}" for i, model in enumerate(MODELS))

duckdb.sql(
    f"""
    COPY (
        WITH answers AS (
            SELECT *,
                {ids("revenue", (25, "little"), (50, "some"), (90, "most"), "nearly-all")} AS r,
                {ids("sellers", (20, "one"), (80, "some-deals"), "every-deal")} AS s,
                {ids("contacts", (3, "one-or-two"), "several")} AS c
            FROM read_csv('{sys.argv[1]}', all_varchar=true)
        ), points AS (
            SELECT *,
                CASE c WHEN 'several' THEN 7 WHEN 'everyone' THEN 12 ELSE 0 END AS p0,
                CASE s WHEN 'some-deals' THEN 4 WHEN 'every-deal' THEN 10 ELSE 0 END
                    + CASE c WHEN 'several' THEN 1 ELSE 0 END AS p1,
                CASE r WHEN 'some' THEN 3 WHEN 'most' THEN 5 WHEN 'nearly-all' THEN 10 ELSE 0 END
                    + CASE leads WHEN 'referrals' THEN 2 ELSE 0 END AS p2,
                CASE WHEN leads IN ('outbound', 'both') THEN 8 ELSE 0 END AS p3,
                CASE WHEN leads IN ('inbound', 'both', 'referrals', 'partners') THEN 8 ELSE 0 END AS p4
            FROM answers
        ), leaders AS (
            SELECT *, greatest(p0, p1, p2, p3, p4) AS best,
                CASE greatest(p0, p1, p2, p3, p4) WHEN p0 THEN 'account-based' WHEN p1 THEN 'team'
                    WHEN p2 THEN 'relationship' WHEN p3 THEN 'outbound' ELSE 'inbound' END AS model,
                CASE WHEN greatest(p0, p3, p4) = 0 THEN 'inbound' WHEN p0 = greatest(p0, p3, p4)
                    THEN 'account-based' WHEN p3 = greatest(p0, p3, p4) THEN 'outbound'
                    ELSE 'inbound' END AS entry
            FROM points
        ), mixes AS (
            SELECT *, list_transform(list_sort(list_transform(list_filter([{scored}],
                    lambda x: x.p * 100 >= best * 60 AND x.p > 0),
                    lambda x: {{p: -x.p, i: x.i, m: x.m}})), lambda x: x.m) AS mix,
                list_sort([p0, p1, p2, p3, p4])[4] AS second
            FROM leaders
        )
        SELECT id, leads, revenue, sellers, contacts, model,
            array_to_string(mix[2:], ';') AS hybrid_with, best = second AS tie,
            best - second AS margin, entry, concat_ws(';', {pipeline}) AS pipeline,
            CASE WHEN best < 8 THEN 'these answers do not settle on a model' END AS error
        FROM mixes
    ) TO '/dev/stdout' (FORMAT csv, HEADER)
    """
)
