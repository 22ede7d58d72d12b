# What a user of awk would write who has the table of all combinations. It knows
# nothing of quotes.
BEGIN { FS = OFS = "," }

FNR == NR {
    key = $1 "," $2 "," $3 "," $4
    tail = substr($0, length(key) + 1)
    if (FNR == 1) names = tail
    else table[key] = tail
    next
}

FNR == 1 { print $0 names; next }

{
    revenue = $3
    if (revenue ~ /^[0-9]/) {
        number = revenue + 0
        revenue = number < 25 ? "little" : number < 50 ? "some" : number < 90 ? "most" : "nearly-all"
    }
    sellers = $4
    if (sellers ~ /^[0-9]/) {
        number = sellers + 0
        sellers = number < 20 ? "one" : number < 80 ? "some-deals" : "every-deal"
    }
    contacts = $5
    if (contacts ~ /^[0-9]/) contacts = contacts + 0 < 3 ? "one-or-two" : "several"
    print $0 table[$2 "," revenue "," sellers "," contacts]
}
