"""What `salesmodel measure` must find in random firms, counted here in another way.

    python3 tests/measure/oracle.py target/debug/salesmodel 300

Firms are small and large, well and badly kept: few contacts, no collaborators, unknown
sources, several currencies, imports, short histories. Prints each difference, and ends
with 1 if there was any.
"""

import csv, datetime, io, json, math, os, random, subprocess, sys
from fractions import Fraction

SOURCES = {"Web": "inbound", "Newsletter": "inbound", "Cold Call": "outbound",
           "Direct Mail": "outbound", "Word of mouth": "referrals", "Reseller": "partners",
           "Trade Show": None, "Blauw": None, "": None}
TODAY = datetime.date(2026, 11, 26)


def firm(seed):
    r = random.Random(seed)
    days = r.choice([200, 500, 800, 1100])
    last = TODAY - datetime.timedelta(r.choice([1, 40, 400]))
    names = list(SOURCES)
    weights = [r.random() ** 2 for _ in names]
    customers = r.choice([20, 80, 300])
    helped, several = r.random(), r.random()
    money = r.choice([["EUR"], ["EUR"], ["EUR"] * 60 + ["USD"], ["EUR", "USD"]])
    deals = []
    for i in range(r.choice([40, 200, 600, 1000])):
        day = last - datetime.timedelta(r.randrange(days))
        if r.random() < 0.002:
            day = last - datetime.timedelta(30)
        deals.append(dict(
            id=i, day=day, state=r.choice(["won", "won", "lost", "open"]),
            customer=r.randrange(customers) if r.random() > 0.01 else None,
            cents=r.choice([0] + [r.randrange(1, 10**7)] * 20), currency=r.choice(money),
            source=r.choices(names, weights)[0], owner=r.randrange(5),
            helpers=[r.randrange(5) for _ in range(r.randrange(1, 3))] if r.random() < helped else [],
            contacts=0 if r.random() < 0.1 else (r.randrange(2, 6) if r.random() < several else 1)))
    if r.random() < 0.1:
        # An import long ago, and perhaps a smaller one that matters.
        for deal in deals[: len(deals) // 3]:
            deal["day"] = last - datetime.timedelta(1000)
            deal["state"] = "won"
    if r.random() < 0.15:
        for deal in deals[: len(deals) // 4]:
            deal["day"] = last - datetime.timedelta(60)
            deal["state"] = "won"
    return deals


def exported(deals):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Record ID", "Deal Stage", "Close Date", "Amount", "Currency", "Deal owner",
                   "Deal Collaborator", "Lead Source", "Associated Company (Primary)",
                   "Associated Contact IDs"])
    stage = dict(won="Closed Won", lost="Closed Lost", open="Proposal")
    for d in deals:
        rows.writerow([d["id"], stage[d["state"]], d["day"].isoformat(),
                       "%d.%02d" % divmod(d["cents"], 100), d["currency"], "S%d" % d["owner"],
                       ";".join("S%d" % h for h in d["helpers"]), d["source"],
                       "" if d["customer"] is None else "C%d" % d["customer"],
                       ";".join("P%d" % n for n in range(d["contacts"]))])
    return out.getvalue()


def year_before(day):
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def percent(share):
    return float(math.floor(share * 10000 + Fraction(1, 2))) / 100


def expected(deals):
    won = [d for d in deals if d["state"] == "won"]
    to = max(d["day"] for d in won)
    start = year_before(to) + datetime.timedelta(1)
    reach = year_before(start)
    now = [d for d in won if start <= d["day"] <= to]
    buys = {}
    for d in won:
        if d["customer"] is not None and d["cents"] > 0:
            buys.setdefault(d["customer"], []).append(d["day"])
    is_old = lambda d: any(day < d["day"] for day in buys.get(d["customer"], []))
    per_day = {}
    for d in won:
        per_day[d["day"]] = per_day.get(d["day"], 0) + 1
    imported = any(count >= 5 and count * 10 > len(won) and day >= reach
                   for day, count in per_day.items())
    found = {}

    new = [d for d in deals if d["state"] != "open" and start <= d["day"] <= to
           and d["customer"] is not None and not is_old(d)]
    known = [SOURCES[d["source"]] for d in new if SOURCES[d["source"]]]
    came = [c for c in known if c != "outbound"]
    if imported or len(new) < 30 or len(known) * 10 < len(new) * 7:
        found["leads"] = None
    elif len(came) * 10 >= len(known) * 6:
        order = ["inbound", "referrals", "partners"]
        found["leads"] = max(order, key=lambda c: (came.count(c), -order.index(c)))
    else:
        out = (len(known) - len(came)) * 10 >= len(known) * 6
        found["leads"] = "outbound" if out else "both"

    tops = {c: sum(d["currency"] == c for d in now) for c in {d["currency"] for d in now}}
    main = max(tops, key=tops.get)
    used = [d for d in now if d["customer"] is not None and d["currency"] == main]
    total = sum(d["cents"] for d in used)
    old = sum(d["cents"] for d in used if any(day < start for day in buys.get(d["customer"], [])))
    found["revenue"] = None
    if (tops[main] * 100 >= len(now) * 95 and not imported and min(d["day"] for d in won) <= reach
            and len(used) * 10 >= len(now) * 7 and total > 0):
        value = percent(Fraction(old, total))
        if value >= 50:
            found["revenue"] = "nearly-all" if value >= 90 else "most"

    halves = [[d for d in now if d["customer"] is not None and not is_old(d)],
              [d for d in now if is_old(d)]]
    shared = lambda some: percent(Fraction(
        sum(len({d["owner"], *d["helpers"]}) > 1 for d in some), len(some)))
    kind = lambda p: "one" if p < 20 else "some-deals" if p < 80 else "every-deal"
    found["sellers"] = None
    if len(now) >= 30 and any(len({d["owner"], *d["helpers"]}) > 1 for d in now):
        split = all(len(h) >= 30 for h in halves) and len({kind(shared(h)) for h in halves}) > 1
        if not split and kind(shared(now)) != "one":
            found["sellers"] = kind(shared(now))

    def middle(some):
        counts = sorted(d["contacts"] for d in some if d["contacts"])
        return (counts[(len(counts) - 1) // 2] + counts[len(counts) // 2]) / 2
    seen = [d for d in now if d["contacts"]]
    found["contacts"] = None
    if (len(seen) >= 30 and len(seen) * 10 >= len(now) * 7
            and sum(d["contacts"] > 1 for d in seen) * 5 >= len(seen)):
        parts = [[d for d in h if d["contacts"]] for h in halves]
        split = all(len(p) >= 30 for p in parts) and len({middle(p) < 3 for p in parts}) > 1
        if not split and middle(seen) < 3:
            found["contacts"] = "one-or-two"
    return found


def main(command, count):
    env = dict(os.environ, SOURCE_DATE_EPOCH="1795651200")
    wrong = skipped = 0
    answers = {}
    for seed in range(count):
        deals = firm(seed)
        if not any(d["state"] == "won" for d in deals):
            skipped += 1
            continue
        run = subprocess.run([command, "measure", "-", "-f", "json"], input=exported(deals),
                             capture_output=True, text=True, env=env)
        if run.returncode:
            print(seed, run.stderr)
            wrong += 1
            continue
        found = json.loads(run.stdout)["answers"]
        for question, answer in expected(deals).items():
            answers[question, answer] = answers.get((question, answer), 0) + 1
            if found.get(question) != answer:
                print("firm", seed, question, "expected", answer, "found", found.get(question))
                wrong += 1
    print(count - skipped, "firms,", wrong, "differences")
    for key, times in sorted(answers.items(), key=str):
        print("  %s %s: %d" % (*key, times))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
