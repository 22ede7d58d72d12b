"""What a user of Python alone would write who has the table of all combinations."""

import csv
import sys

with open("combinations.csv", newline="") as file:
    rows = csv.reader(file)
    names = next(rows)[4:]
    table = {tuple(row[:4]): row[4:] for row in rows}


def id_of(cell, *steps):
    try:
        number = float(cell.rstrip("%"))
    except ValueError:
        return cell
    for below, id in steps[:-1]:
        if number < below:
            return id
    return steps[-1]


REVENUE = (25, "little"), (50, "some"), (90, "most"), "nearly-all"
SELLERS = (20, "one"), (80, "some-deals"), "every-deal"
CONTACTS = (3, "one-or-two"), "several"
out = csv.writer(sys.stdout, lineterminator="\n")
with open(sys.argv[1], newline="") as file:
    rows = csv.reader(file)
    out.writerow(next(rows) + names)
    for row in rows:
        key = (row[1], id_of(row[2], *REVENUE), id_of(row[3], *SELLERS), id_of(row[4], *CONTACTS))
        out.writerow(row + table[key])
