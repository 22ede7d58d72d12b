# The words that salesmodel itself prints in a quiz and in a report, in English.
# The words of questions, models and stages are in the questionnaire files.
#
# To add a language, copy this file under the tag of the language and translate
# what follows the equal signs. The format is Fluent (projectfluent.org):
# { $name } is filled in, and may come anywhere in the sentence.

## Lists of names: $first is one name or several with commas between them.

list-and = { $first } and { $last }
list-or = { $first } or { $last }

## Answers

not-sure = Not sure
range-between = { $from } to less than { $below }
range-from = { $from } or more
range-below = less than { $below }

## The quiz on the screen

place = { $place } of { $count }  { $question }
measured =
    Measured: { $number }{ $deals ->
        [0] { "" }
        [one] , from one deal
       *[other] , from { $deals } deals
    }{ $trust ->
        [leaning] { "" } (close to another answer)
       *[clear] { "" }
    }
at-least = at least { $number }
field = I know the number:
field-empty = Type the number first.
pasted = Pasted text is not an answer. Choose one with the keys, or type a number where one is asked for.
keys-marks = { $first } to { $last }
keys =
    { $marks } choose, { $field ->
        [none] Up and Down move,
        [anywhere] or type a number;
       *[other] { $field } types a number,
    } Enter accepts, Esc { $esc }, ? lists all keys
keys-field = Type the number, Enter accepts, Up leaves it, Esc { $esc }, ? lists all keys
keys-close = Any key closes this list.
late-enter = The key before this Enter was your answer. Press Enter again to accept what is marked here.
keys-few = Enter accepts, ? lists all keys
keys-back = goes back
keys-leaves = leaves
keys-goes-on = goes on with the questions
key-mark-does = choose an answer
key-number = 0 to 9
key-number-does = type a number; where digits choose answers, go to its field first
key-arrows = Up, Down
key-arrows-does = move
key-ends = Home, End
key-ends-does = move to the first or the last
key-pages = Page Up, Page Down
key-pages-does = move by a page
key-enter = Enter
key-enter-does = accepts
key-back = Esc, Left
key-suspend = Ctrl-Z
key-suspend-does = suspends the quiz; fg brings it back
key-leave = Ctrl-C
key-leave-does = leaves at once, without a result
review-title = Your answers
review-text = Choose an answer to change it.
review-show = Show the result
leave-title = Leave without a result?
leave-text = Your answers so far will not be kept.
leave-no = No, go on with the questions
leave-yes = Yes, leave
unsettled = Your answers do not point to one model yet. An answer to this question would help.
unsettled-title = No model yet
unsettled-text = Your answers do not point to one model yet: a model needs { $points } points to lead.
unsettled-points = Points so far: { $points }
unsettled-find = What to find out: { $question }
unsettled-answer = Answer "{ $question }"
unsettled-review = Look at all answers
unsettled-leave = Leave without a result

## The quiz by lines. The keys b and q are the same in every language, for scripts;
## plain-yes and plain-no list what counts as yes and as no.

plain-question = Question { $place } of { $count }: { $text }
plain-so-far = Your answer so far: { $answer }
plain-prompt =
    { $takes ->
        [signed] A number from the list, another number with its sign (such as { $example }), b to go back, or q to quit:
        [bare] A letter from the list, a number such as { $example }, back to go back, or q to quit:
       *[none] A number from the list, b to go back, or q to quit:
    }
plain-number = Or the number itself, such as { $example }: { $number }
plain-review = Your answers:
plain-review-prompt = Enter for the result, a number to change that answer, or b to go back:
plain-leave = Leave without a result? y or n:
plain-yes = y yes
plain-no = n no
plain-from-list = Give a number from 1 to { $last }.
plain-from-letters = Give a letter from a to { $last }, or a number.
plain-unsettled-prompt = A number from the list:
plain-error = error
plain-ended = the input ended before an answer to "{ $question }"
plain-ended-hint = Give one line for each question, or the answers as flags.
plain-circles = standard input goes round in circles: many lines, and no result
plain-long = a line of standard input is longer than { $bytes } bytes
plain-ways-prompt = A number from the list, or Enter for the last one:
plain-from-review = Give a number from 1 to { $last }, or Enter.
plain-no-number = There is no answer { $answer }.
plain-signed = If you mean { $number }, write it with the sign.
plain-yes-or-no = Answer y or n.
plain-wrong =
    { $kind ->
        [number-out-of-range] { $answer } is outside what this question takes.
        [bad-digits] { $answer } is not a plain number: write digits, and one point or comma before any decimals.
        [unexpected-number] This question takes no percentage, and { $answer } is one.
       *[other] { $answer } is not an answer to this question.
    }
plain-readings = { $answer } may be { $readings }. Write the one that you mean.
plain-not-text = This line is not text in UTF-8. Write your answer again, in plain letters or digits.
plain-line = line { $line } of standard input: { $message }
plain-nearest = Did you mean { $answer }?

## The end of the quiz

card-title = Your result
card-steps = First steps
card-change = What would change it: { $change }
card-repeat = To see this again: { $command }
way-read = Read all of it
way-save = Save the result
way-page = Make a page to read or print
way-crm = Make a file for a CRM
way-change = Change an answer
way-done = Done
crm-which = Which CRM is the pipeline for?
# What is made for each CRM, where there are several files for one.
crm-way =
    { $format ->
        [odoo] { $crm }, up to version 18
        [odoo-19] { $crm }, from version 19
        [odoo-lost-reasons] { $crm }: the reasons for lost deals
       *[other] { $crm }
    }
crm-none = None of these
file-name = Name of the file (- for no file)
file-there = { $file } already exists, and stays as it is. Choose another name.
wrote =
    { $how ->
        [open] Wrote { $file }. To open it: { $command }
        [read] Wrote { $file }. To read it again: { $command }
        [go-on] Wrote { $file }. To go on with it: { $command }
       *[load] Wrote { $file }.
    }
reader-keys = Up, Down and Space move, Esc goes back

## Before the first question

see = For "{ $title }" there is another questionnaire: { $command }

## The report: the answers it rests on

answers-said = Your answers (said, not measured)
answers-measured = Your answers, and which of them were measured
answer-measured =
    { $answer }; measured: { $of } { $from ->
        [invoices] invoices
       *[deals] deals
    }{ $trust ->
        [clear] , clear
        [leaning] , leaning
       *[open] { "" }
    }
# What comes before the decimals of a number.
decimal-sign = .
# What groups the digits of a large number.
thousands-sign = ,
answer-number = { $number } ({ $answer })

## The report: which model leads, how clearly, and with what

verdict =
    { $whose ->
        [company] { $company }'s leading model is
       *[yours] Your leading model is
    }{ $margin ->
        [clear] { " clearly" }
       *[other] { "" }
    } { $leader }{ $mix ->
        [tied] , half and half with { $tied }
        [mixed] , mixed with { $mixed }
        [both] , half and half with { $tied }, and mixed with { $mixed }
        [alone] , with no other model in the mix
       *[none] , with no other model in the mix: what else you do shows in the stages
    }.{ $margin ->
        [close]
            { $points ->
                [one] { " It is close: one point." }
               *[other] { " It is close: "}{ $points } points.
            }
       *[other] { "" }
    }
points = Points
leads = in the lead
mixed = in the mix
tied = half and half
points-explained =
    A model needs { $lead } { $lead ->
        [one] point
       *[other] points
    } to lead, and { $hybrid }% of the leader's points to be in the mix.
too-few = Not in the mix: { $models }

## The report: answers that nobody was sure about

unsure-settled =
    You were unsure about { $questions }. No answer there would change the leading model, but it
    could change the mix and the stages.
unsure-together =
    You were unsure about { $questions }. Answering { $count ->
        [2] both
       *[other] all of them
    } could change the leading model.
unsure-each =
    You were unsure about { $questions }. An answer there could change the leading model.
unsure-alone =
    You were unsure about { $questions }. An answer to { $some } could change the leading model.

## The report: why, and the pipeline

why = Why
why-text =
    Why ({ $lead } { $lead ->
        [one] point
       *[other] points
    } to lead; { $hybrid }% of the leader's to be in the mix)
model-because = { $standing }: { $questions }
pipeline = Pipeline to start with
pipeline-text = Pipeline to start with, and when a deal moves on
phase-prospecting = Prospecting: no deal yet, and no forecast
phase-sale = Sale: open until won or lost (percentages: default win probabilities)
phase-after-sale = After-sale: the deal is won; keep these in a second pipeline
because-of = because of { $reasons }
always = in every pipeline
stages-because = { $stages } { $reason }
stages-rest = the rest { $reason }, or because every pipeline has them
stages-all = all { $reason }, or because every pipeline has them
why-these = Why these: { $reasons }.
assumed = because no answer says how deals start
move-on-when = Move on when: { $exit }
closed-when = Closed when: { $exit }
entry-assumed = No answer says how your deals start, so the pipeline starts the way { $model } does.
long-pipeline = For one CRM pipeline, { $stages } stages is a lot.
long-pipeline-merge = Merge first: { $pairs }.

## The report: what to do

first-steps = First steps
step-of = { $model }: { $step }
more = More on this model: { $command }
notes-first = Read this first
notes =
    { $count ->
        [one] Note
       *[other] Notes
    }
after = When the stages are in your CRM
open-deals = Open deals: put each in its stage, with a next step and a date.
one-number = Reach in 30 days: { $metric }.
look-again = Answer again in six months, or as soon as one of these answers changes.
look-again-unsure = Answer again once you know what you were unsure about, or in six months.
changes = Answers that would change the leading model
change = Answer "{ $option }" to "{ $question }", and { $model } leads.
repeat = To repeat this

## Pages and pictures of a report

model = Model
stage = Stage
goal = Goal
exit = Exit criterion
chance = Win probability
owner = Owner
why-here = Why it is there
checklist = Checklist for your CRM
checklist-text = For a CRM that cannot import pipelines: add the stages on its own screen, and tick off what is done.
checklist-pipeline =
    { $stages ->
        [one] Add the pipeline “{ $name }” with the stage { $list }
       *[other] Add the pipeline “{ $name }” with the stages { $list }, in this order
    }
checklist-closed = Add won (100%) and lost (0%), unless your CRM has them already
checklist-exits = Put each exit criterion where sellers see it when they move a deal
checklist-lost = Make the reasons for lost deals a required list
lost-reasons = Why deals are lost
about = About { $model }
source = { $date }. Questionnaire { $id }, version { $version }
picture-title =
    { $stages ->
        [0] This questionnaire has no pipeline.
        [one] A pipeline of one stage
       *[other] A pipeline of { $stages } stages
    }
picture-phase = { $phase }. { $stages }.

## A page on one model

roles = Roles
metrics = What to measure
pitfalls = What goes wrong
stages = Stages when it leads, in pipeline order
no-entry = How a deal starts depends on the strongest model that defines a start.

## A pipeline for a CRM: how it is called where no name is given, and its ends

crm-prospecting = Prospecting
crm-sale = New business
crm-after-sale = Existing customers
crm-after-sale-of = { $name }: existing customers
deal-won = Closed won
deal-lost = Closed lost
lead-opened = Deal opened
lead-dropped = Disqualified

## A comparison of two results

question = Question
answer = Answer
answers-differ = Answers that differ
answers-same = None: both have the same answers.
answers-same-else = None: both have the same answers to the other questions.
asked-differently = Asked differently, so not compared
scored-without =
    { $count ->
        [one] The answer to { $questions } counts for neither: the question no longer means the same.
       *[other] The answers to { $questions } count for neither: the questions no longer mean the same.
    }
of-version = { $name } (version { $version })
no-answer = no answer
mix = In the mix besides the leading model
only-in = Only in { $name }
leads-elsewhere = { $model } (leads in { $name })
in-both = In both
stages-compared = Stages
other-phases = In another phase: { $stages }

## The summary of a batch

batch-counted =
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }{ $rejected ->
        [0] , all diagnosed
       *[other] : { $diagnosed } diagnosed, { $rejected } rejected
    }
batch-leads = Leading model
batch-mixed = In the mix besides the leader
batch-ties = Two or more models share the lead: { $share }
batch-unsettled = An unsure answer could still change the leader: { $share }
batch-assumed = No answer says how deals start, so it was assumed: { $share }
batch-none = No row was diagnosed.
batch-rejected = Why rows were rejected
batch-reasons-more = Some rows have more than one reason.
batch-reason =
    { $kind ->
        [no-leader] The answers do not point to one model
        [unknown-option] Unknown answer
        [ambiguous-number] Number with two readings
        [number-out-of-range] Number out of range
        [unexpected-number] Wrong kind of number for this question
        [bad-digits] Unreadable number
        [short-row] Fewer cells than the header
        [long-row] More cells than the header
        [open-quote] Unclosed quote
        [not-utf8] Not valid in its encoding
        [too-long] Row too long
        [not-json] Not JSON
        [not-object] JSON, but not an object
        [too-deep] Nested too deeply
        [wrong-type] Neither text nor a number
        [duplicate-key] Duplicate key
        [new-key] Key without a column
        [text-behind-quote] Text after a closing quote
        [swallowed-rows] Rows inside a quoted cell
        [almost-key] Key that is almost the name of a question
        [repeated-header] The header again
        [table-line] Line under the header of a Markdown table
        [other-keys] Key that may be meant for a question
        [other-questionnaire] Answers to another questionnaire
        [earlier-version] Answer to an earlier version of a question
       *[other] { $kind }
    }
batch-empty = (empty)
batch-others = all other values
batch-told-apart = Only the first { $count } values are listed separately.
batch-few = Few rows: one more could change the picture.
batch-twins = { $names } differ only in upper and lower case.
batch-difference = { $question }: { $option } { $here }% here, { $all }% of all rows

## What a company's own records show

measure-period =
    { $read ->
        [one] { $read } deal
       *[other] { $read } deals
    }, { $won } won, { $in_period } of them from { $from } to { $to } (ended { $age ->
        [one] { $age } day
       *[other] { $age } days
    } ago).
measure-invoices-only = Only invoices, no deals.
measure-window = Leads, sellers and contacts are measured over { $months } months, from { $from }.
measure-pipelines = Pipelines: { $list }.
measure-pipeline = { $name } ({ $count } won)
measure-no-name = without a name
measure-old = The last win was { $age ->
        [one] { $age } day
       *[other] { $age } days
    } ago, so this shows how you sold then, not how you sell now.
measure-import = { $wins } of { $of } wins have the same date, { $day }, as after an import. Leads and revenue are not measured across that day.
measure-import-before = { $wins } of { $of } wins have the same date, { $day }, as after an import. It is earlier than everything measured here.
measure-many-left-out = { $count } of { $of } won deals are left out: more than a tenth.
measure-absent = No deal has { $values }, which --won or --lost names. Write it as the file does.
measure-contact-rows = This is a report with a row for each contact. Deals without a contact are not in it, so no answer counts them.
measure-alike =
    { $count ->
        [one] One customer's name differs from another's
       *[other] { $count } customers' names differ from others
    } only by Ltd, BV, GmbH or the like. They count as different customers.
measure-encoding = { $file } is not UTF-8, and was read as { $encoding }.
measure-unreadable =
    { $file }: { $count ->
        [one] one row cannot be read, on line { $line }
       *[other] { $count } rows cannot be read, the first on line { $line }
    }.
measure-open-stages = Stages counted as open: { $list }. If one means won or lost, name it with --won or --lost.
measure-repeated = Rows that repeat a deal and count once: { $count }.
measure-skipped = Rows that are not deals, such as totals: { $count }.
measure-repeated-invoices = Rows that repeat an invoice and count once: { $count }.
measure-skipped-invoices = Rows that are not invoices, such as totals: { $count }.
measure-unused = Lines of the mapping that matched no value: { $count }.

measure-trust =
    { $trust ->
        [clear] clear
        [leaning] leaning
       *[open] not measured
    }
measure-or-more = or more
measure-leads = { $came } of { $known } leads came to you ({ $share }%, interval { $low } to { $high }%): { $ways }; { $outbound } outbound.
measure-leads-closed =
    { $closed ->
        [one] { $closed } deal with a new customer was closed
       *[other] { $closed } deals with new customers were closed
    }, { $known } of them with a known source.
measure-leads-all-known = Every source is known.
measure-leads-clear = The answer is the same whatever the other { $unknown } were.
measure-leads-leaning = The { $unknown } deals without a known source, or a few other deals, could change the answer.
measure-leads-won = Won: { $list }.
measure-of = { $name } { $part } of { $whole }
measure-count = { $count } { $name }
measure-leads-no-lost = The file has no lost deals, so only wins are counted: a source that converts well weighs more.
measure-leads-no-customer = Deals that do not show whether the customer is new: { $count }.
measure-leads-open = Sources that do not show who made the first contact: { $list }. Say who did in a file for --map; -f yaml writes the lines to fill in.

measure-revenue-deals = At least { $existing } of { $total } came from customers who had bought before { $from }.
measure-revenue-all = { $existing } of { $total } came from customers who had bought before { $from }.
measure-revenue-bound = These are won deals: fees, renewals and orders that are not recorded as deals are not in the file.
measure-revenue-invoices = These are the invoices from { $from } to { $to }, including those for projects sold earlier.
measure-revenue-largest-same = The largest customer brings { $share }%; without it the answer is the same.
measure-revenue-largest-other = The largest customer brings { $share }%; without it the answer would be different.
measure-revenue-used = { $share }% of the deals could be used.
measure-revenue-deals-say = By the won deals it is at least { $share }%.
measure-option-means = { $option } also means: { $help }

measure-sellers = { $shared } of { $of } won deals (interval { $low } to { $high }%), by { $from }.
measure-contacts = The median of { $of } won deals, by { $from }.
measure-contacts-list = Deals by number of contacts: { $list }.
measure-split =
    New customers: { $new } ({ $new_deals ->
        [one] 1 deal
       *[other] { $new_deals } deals
    }). Existing ones: { $rest } ({ $rest_deals ->
        [one] 1 deal
       *[other] { $rest_deals } deals
    }).

measure-why-no-measure = The questionnaire does not say how this is measured.
measure-why-no-column = No column shows this.
measure-why-no-deals = This needs a file of deals.
measure-why-few-deals =
    { $of ->
        [one] { $of } deal is
       *[other] { $of } deals are
    } too few: at least { $fewest } are needed.
measure-why-few-known = Only { $share }% of the deals show it, and at least { $least }% are needed.
measure-why-import = { $wins } of { $of } wins have the same date, { $day }, as after an import: nobody can tell when they were won.
measure-why-no-history = The first win in the file is from { $first }. To tell old customers from new ones, the file must go back to { $reach }.
measure-why-currencies = The deals are in several currencies; the largest has { $share }%, and at least { $least }% are needed.
measure-why-lower-bound = At least { $value }%, but nothing shows that fees, renewals and orders are recorded as deals. If they are, add --orders-are-deals.
measure-why-differ = Deals and invoices give different answers.
measure-why-unused-field = Nobody but the owner is recorded on any deal: the field is not used.
measure-why-no-owner = No column shows who owns a deal, and owners are not among the collaborators: one name there may mean two people.
measure-why-low-unproven = Few deals show a second person, and nothing proves that one would have been recorded.
measure-why-everywhere = One person is on { $share }% of the won deals without owning them. Without that person, the answer would be different.
measure-why-split = New customers and existing ones give different answers.
measure-why-one-contact = The column holds one contact per deal, so it never shows more than one.
measure-why-filled-by-crm = Fewer than { $least }% of the deals have a second contact, so the CRM fills the field, not people.
measure-why-ask-which = The number fits several answers, and no count can show whether you picked the accounts in advance: the question will be asked.
measure-why-no-option = What was found matches no option of this question.

measure-export-lead-source = Export the deals, lost ones too, with their lead source (HubSpot: Lead Source; Salesforce: Lead Source; Pipedrive: Source channel).
measure-export-existing-revenue = Export the deals with customer, amount and close date, or the invoices, of two years or more.
measure-export-shared-deals = Export who works on each deal (HubSpot: Deal Collaborator; Salesforce: OpportunityTeamMember; Pipedrive: the activities).
measure-export-contacts-per-deal = Export the contacts of each deal (HubSpot: Associated Contact IDs; Salesforce: OpportunityContactRole; Pipedrive: Participants).

measure-left-out = Left out: { $list }.
measure-left-out-nothing = nothing
measure-left-out-line =
    { $what }: { $count } ({ $places ->
        [files] { $list }
        [one] line { $list }
       *[other] lines { $list }
    })
measure-left-out-what =
    { $why ->
        [contradicting] won deals with rows or columns that contradict each other
        [deleted] deleted deals
        [no_date] won deals or invoices without a readable date
        [future] won deals or invoices in the future
        [no_amount] from revenue, sales without a readable amount
        [negative] from revenue, won deals below zero
        [no_customer] from revenue, sales without a customer
        [currency] from revenue, sales in another currency
        [shared_title] activities with a title that several deals have
        [no_deal] activities or people of a deal that is not in the file
       *[no_invoice] invoices that are void, drafts or pro forma
    }
measure-read-as = Read as: { $list }.
measure-leads-model = With these answers, { $model } leads.
measure-settled = With these answers, { $model } leads whatever the others are.
measure-still-open = Still to be answered: { $questions }.
measure-next = Next: { $command }
measure-file-form = To say what these sources mean, save these lines as a file and name it with --map:
measure-file-head = What the company's own records show. Answer the rest with: salesmodel --from FILE
measure-file-open = { $question } is not measured. { $why }

## The quiz as a page for a browser, and printed

form-way = One question at a time. You can go back whenever you want, and look at all answers before the result.
form-nothing-sent = This page sends nothing by itself. What you answer stays in this window until you hand it back.
form-paper = Print this page, tick one answer to each question, and hand it back to the person who gave it to you.
form-paper-tick = Tick one answer to each question.
form-version = Questionnaire { $id }, version { $version }
form-ask-for-it = ask for it where you got this page.
form-who = Who answers? You may leave this empty.
form-company = Company
form-by = Your name
form-role = Your role
form-start = Start
form-place = Question { $place } of { $count }
form-number = Or the number, if you know it: { $number }
form-next = Next
form-back = Back
form-review = Back to all answers
form-change = Change
form-choose = Choose an answer. If you do not know, choose "Not sure".
form-digits = Write the number in digits, with one point or comma before any decimals.
form-two-readings = This number can be read in two ways. Write it without decimals, or without a separator between thousands.
form-range = This number is outside what this question takes.
form-unsettled = That is a result too: hand your answers back as they are, or find out more first.
form-hand-back = Hand back your answers
form-hand-back-text = Save your answers as a file and give it to the person who sent you this page. The page itself sends nothing.
form-download = Save the answers
form-mail = Write an email
form-mail-text = Your own email program opens, with the answers in a message. You send it yourself.
form-subject = Answers: { $file }
form-copy = Copy the answers
form-copied = Copied.
form-select = The answers are selected: copy them from here.
form-print = Print
form-text = The answers as text

## Several people's answers beside what was measured

gap-verdict =
    { $count ->
        [one] One person
       *[other] { $count } people
    }, { $leaders ->
        [0] and no leading model yet
        [one] one leading model: { $model }
       *[other] { $leaders } different leading models
    }
gap-first = Settle first, because it decides which model leads: { $questions }.
gap-first-none = None of the questions on which you differ decides which model leads.
gap-no-vote = This is not a vote: nothing becomes true because more people say it. Look up what can be measured, and talk about the rest.
gap-section-first = Settle first
gap-section-open = Settle after that
gap-section-agreed = Agreed
gap-people =
    { $count ->
        [one] one person
       *[other] { $count } people
    }
gap-everybody =
    { $count ->
        [2] both people
       *[other] all { $count } people
    }
gap-no-answer = No answer
gap-who = Who says so
gap-measured = Measured
gap-measured-mark = measured
gap-same = All say the same.
gap-same-of-some =
    { $count ->
        [0] Those who answered the current question say the same.
        [one] Those who know say the same; one person does not know.
       *[other] Those who know say the same; { $count } people do not know.
    }
gap-asked-differently =
    { $count ->
        [one] One person answered an earlier version of this question, which meant something else: that counts as not sure. Ask again.
       *[other] { $count } people answered an earlier version of this question, which meant something else: that counts as not sure. Ask again.
    }
gap-answer-then = { $answer } (asked differently, version { $version })
gap-different = You gave { $count } different answers.
gap-unknown = Nobody knows.
gap-not-measured = It was not measured.
gap-number-alone = A number was measured, but it does not say which answer is right.
gap-nobody-knew = Now it is measured.
gap-all-as-measured = The measurement agrees.
gap-some-as-measured =
    { $same ->
        [one] One of the { $all } who gave an answer agrees with the measurement.
       *[other] { $same } of the { $all } who gave an answer agree with the measurement.
    }
gap-none-as-measured = Nobody agrees with the measurement.
gap-trust =
    { $trust ->
        [clear] The measurement is clear: go by it.
        [leaning] The measurement leans this way: look at more deals before you go by it.
        [open] The measurement does not settle it.
       *[none] The file with the measurement does not say how far it can be trusted.
    }
gap-moves =
    { $all ->
        [one] Another answer here would put another model in the lead.
       *[other] Another answer here would put another model in the lead for { $count } of { $all } people.
    }
gap-moves-not = None of these answers would change which model leads.
gap-of-deals =
    { $count ->
        [one] from one deal
       *[other] from { $count } deals
    }
gap-interval = interval { $from } to { $to }
gap-trust-word =
    { $trust ->
        [clear] clear
        [leaning] leaning
       *[other] open
    }
gap-range = { $from } to { $to }
gap-with-measured =
    { $leaders ->
        [0] With what was measured, no model leads yet.
        [one] With what was measured, all answers give one leading model: { $models }.
       *[other] With what was measured, { $leaders } leading models are left: { $models }.
    }
gap-with-measured-some = With what was measured, one leading model is left: { $models }. Some answers still name none.
gap-whose = Whose answers
gap-leaders = Which model leads by your answers
gap-leaders-measured = The same, with what was measured
gap-no-leader = No model yet
gap-alone-settled = What was measured is enough: { $model } leads whatever the other answers are.
gap-alone-open = From what was measured alone, { $model } leads; the other answers could change that.
gap-alone-none = What was measured does not yet give a leading model by itself.
