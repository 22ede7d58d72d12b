"""Checks diagnosed rows against the rules, by an implementation of its own.

    cargo bench --bench batch -- generate 10000000 rows.csv
    salesmodel batch rows.csv | python3 benches/batch/verify.py rows.csv

Every row must stand at its place with its own cells unchanged. The rules say which
model leads (or which of several), what is in the mix and which stages follow; a sum
of the points in questions/b2b.yaml says the rest, and must agree with the rules.
"""

import csv
import functools
import pathlib
import sys

import yaml

FILE = pathlib.Path(__file__).parents[2] / "questions/b2b.yaml"
QUESTIONS = yaml.safe_load(FILE.read_text())
MODELS = ["account-based", "team", "relationship", "outbound", "inbound"]
POINTS = {
    question["id"]: {option["id"]: option.get("points", {}) for option in question["options"]}
    | {"unsure": {}}
    for question in QUESTIONS["questions"]
}
SOURCES = {
    "inbound": ["inbound"],
    "referrals": ["inbound"],
    "partners": ["inbound"],
    "outbound": ["outbound"],
    "both": ["outbound", "inbound"],
    "unsure": [],
}
DECISIVE = [
    ("contacts", "everyone", "account-based"),
    ("sellers", "every-deal", "team"),
    ("revenue", "nearly-all", "relationship"),
]


def answer(question, cell):
    number = cell.rstrip("%")
    if not number[:1].isdigit():
        return cell
    number = float(number)
    steps = {
        "revenue": [(25, "little"), (50, "some"), (90, "most"), (101, "nearly-all")],
        "sellers": [(20, "one"), (80, "some-deals"), (101, "every-deal")],
        "contacts": [(3, "one-or-two"), (1e9, "several")],
    }
    return next(id for below, id in steps[question] if number < below)


@functools.cache
def expected(leads, revenue, sellers, contacts):
    answers = {
        "leads": leads,
        "revenue": answer("revenue", revenue),
        "sellers": answer("sellers", sellers),
        "contacts": answer("contacts", contacts),
    }
    score = {
        model: sum(POINTS[question][id].get(model, 0) for question, id in answers.items())
        for model in MODELS
    }
    order = sorted(MODELS, key=lambda model: (-score[model], MODELS.index(model)))
    decisive = [model for question, id, model in DECISIVE if answers[question] == id]
    sources = SOURCES[leads]
    if not decisive and not sources:
        assert score[order[0]] < 8, "R8"
        return None
    leader, best = order[0], score[order[0]]
    mix = [model for model in order[1:] if score[model] * 100 >= best * 60]
    both = [leader, *mix]
    tie = best == score[order[1]]
    # R1 to R6, which know nothing of the points.
    if not decisive:
        assert leader == sources[0] and tie == (leads == "both"), "R4"
        assert set(sources) <= set(both), "R4"
    else:
        assert leader in decisive, "R1, R2, R3"
        assert set(decisive) <= set(both), "R6"
        if len(decisive) == 1 and "account-based" not in decisive:
            assert set(sources) <= set(both), "R5"
    if answers["contacts"] == "everyone":
        entry = "account-based"
    elif sources:
        entry = sources[0]
    else:
        entry = "account-based" if answers["contacts"] == "several" else "inbound"
    account = entry == "account-based"
    stages = [
        ("prospect", entry == "outbound"),
        ("make-contact", entry == "outbound"),
        ("identify-target-account", account),
        ("qualify", not account),
        ("research", "team" in both),
        ("list-stakeholders", account or "account-based" in both),
        ("plan-first-strategy", account),
        ("contact-first-stakeholders", account),
        ("pitch-first-stakeholders", account),
        ("present", True),
        ("propose", True),
        ("negotiate", True),
        ("first-check-in", "relationship" in both),
        ("upsell", "relationship" in both),
    ]
    pipeline = ";".join(stage for stage, there in stages if there)
    return [
        leader,
        ";".join(mix),
        str(tie).lower(),
        str(best - score[order[1]]),
        str(settled(answers)).lower(),
        entry,
        pipeline,
        "",
    ]


@functools.cache
def leader(answers):
    score = {model: 0 for model in MODELS}
    for question, id in zip(POINTS, answers):
        for model, points in POINTS[question][id].items():
            score[model] += points
    return min(MODELS, key=lambda model: (-score[model], MODELS.index(model)))


def settled(answers):
    """Whether every way of answering what is unsure leaves the leader."""
    now = leader(tuple(answers.values()))
    ways = [()]
    for question, id in answers.items():
        ids = [other for other in POINTS[question] if other != "unsure"] if id == "unsure" else [id]
        ways = [way + (other,) for way in ways for other in ids]
    return all(leader(way) == now for way in ways)


rejected = 0
with open(sys.argv[1], newline="") as before:
    rows, done = csv.reader(before), csv.reader(sys.stdin)
    assert next(done)[:5] == next(rows)
    count = 0
    for count, (row, out) in enumerate(zip(rows, done, strict=True), 1):
        assert out[:5] == row, (count, row, out)
        result = expected(*row[1:])
        if result is None:
            assert out[5:12] == [""] * 7 and out[12].startswith(f"{sys.argv[1]}:{count + 1}: "), out
            rejected += 1
        else:
            assert out[5:] == result, (count, row, out, result)
print(f"{count} rows, {rejected} of them without a leader, not one different")
