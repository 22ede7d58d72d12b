# De woorden die salesmodel zelf zegt in de vragenronde en in het verslag, in het
# Nederlands. De woorden van vragen, modellen en fasen staan in de vragenlijsten.

list-and = { $first } en { $last }
list-or = { $first } of { $last }

## Antwoorden

not-sure = Weet ik niet
range-between = { $from } tot minder dan { $below }
range-from = { $from } of meer
range-below = minder dan { $below }

## De vragen op het scherm

place = { $place } van { $count }  { $question }
measured =
    Gemeten: { $number }{ $deals ->
        [0] { "" }
        [one] , uit één deal
       *[other] , uit { $deals } deals
    }{ $trust ->
        [leaning] { "" } (dicht bij een ander antwoord)
       *[clear] { "" }
    }
at-least = minstens { $number }
field = Ik weet het getal:
field-empty = Typ eerst het getal.
pasted = Geplakte tekst is geen antwoord. Kies er een met de toetsen, of typ een getal waar dat gevraagd wordt.
keys-marks = { $first } tot en met { $last }
keys =
    { $marks } kiest, { $field ->
        [none] pijltjes bewegen,
        [anywhere] of typ een getal;
       *[other] { $field } typt een getal,
    } Enter bevestigt, Esc { $esc }, ? toont alle toetsen
keys-field = Typ het getal, Enter bevestigt, omhoog verlaat het veld, Esc { $esc }, ? toont alle toetsen
keys-close = Elke toets sluit deze lijst.
late-enter = De toets vóór deze Enter was je antwoord. Druk nog eens op Enter om te bevestigen wat hier gemarkeerd is.
keys-few = Enter bevestigt, ? toont toetsen
keys-back = gaat terug
keys-leaves = stopt
keys-goes-on = gaat verder met de vragen
key-mark-does = kiest een antwoord
key-number = 0 tot en met 9
key-number-does = typt een getal; waar cijfers antwoorden kiezen, ga je eerst naar het veld
key-arrows = Omhoog, omlaag
key-arrows-does = beweegt
key-ends = Home, End
key-ends-does = gaat naar het eerste of het laatste
key-pages = Page Up, Page Down
key-pages-does = bladert een pagina
key-enter = Enter
key-enter-does = bevestigt
key-back = Esc, links
key-suspend = Ctrl-Z
key-suspend-does = onderbreekt de vragen; met fg ga je verder
key-leave = Ctrl-C
key-leave-does = stopt meteen, zonder resultaat
review-title = Je antwoorden
review-text = Kies een antwoord om het te wijzigen.
review-show = Resultaat tonen
leave-title = Stoppen zonder resultaat?
leave-text = Je antwoorden tot nu toe worden niet bewaard.
leave-no = Nee, verder met de vragen
leave-yes = Ja, stoppen
unsettled = Uit je antwoorden komt nog geen model naar voren. Een antwoord op deze vraag zou helpen.
unsettled-title = Nog geen model
unsettled-text = Uit je antwoorden komt nog geen model naar voren: een model staat voorop vanaf { $points } punten.
unsettled-points = Punten tot nu toe: { $points }
unsettled-find = Wat je moet uitzoeken: { $question }
unsettled-answer = Antwoord op "{ $question }"
unsettled-review = Alle antwoorden bekijken
unsettled-leave = Stoppen zonder resultaat

## De vragen regel voor regel

plain-question = Vraag { $place } van { $count }: { $text }
plain-so-far = Je antwoord tot nu toe: { $answer }
plain-prompt =
    { $takes ->
        [signed] Een nummer uit de lijst, een ander getal met teken (zoals { $example }), b om terug te gaan of q om te stoppen:
        [bare] Een letter uit de lijst, een getal zoals { $example }, back om terug te gaan of q om te stoppen:
       *[none] Een nummer uit de lijst, b om terug te gaan of q om te stoppen:
    }
plain-number = Of het getal zelf, zoals { $example }: { $number }
plain-review = Je antwoorden:
plain-review-prompt = Enter voor het resultaat, een nummer om dat antwoord te wijzigen of b om terug te gaan:
plain-leave = Stoppen zonder resultaat? j of n:
plain-yes = j ja
plain-no = n nee
plain-from-list = Geef een nummer van 1 tot en met { $last }.
plain-from-letters = Geef een letter van a tot en met { $last }, of een getal.
plain-unsettled-prompt = Een nummer uit de lijst:
plain-error = fout
plain-ended = de invoer stopte voordat "{ $question }" was beantwoord
plain-ended-hint = Geef één regel per vraag, of zet de antwoorden als opties in de opdracht.
plain-circles = de invoer draait in een kring: veel regels, en geen resultaat
plain-long = een regel van de invoer is langer dan { $bytes } bytes
plain-ways-prompt = Een nummer uit de lijst, of Enter voor het laatste:
plain-from-review = Geef een nummer van 1 tot en met { $last } of druk op Enter.
plain-no-number = Antwoord { $answer } bestaat niet.
plain-signed = Bedoel je { $number }, schrijf het teken er dan bij.
plain-yes-or-no = Antwoord met j of n.
plain-wrong =
    { $kind ->
        [number-out-of-range] { $answer } valt buiten het bereik van deze vraag.
        [bad-digits] { $answer } is geen gewoon getal: schrijf cijfers, met één punt of komma voor decimalen.
        [unexpected-number] Deze vraag vraagt niet om een percentage, en { $answer } is er een.
       *[other] { $answer } is geen antwoord op deze vraag.
    }
plain-readings = { $answer } kan { $readings } zijn. Schrijf wat je bedoelt.
plain-not-text = Deze regel is geen tekst in UTF-8. Schrijf je antwoord opnieuw, in gewone letters of cijfers.
plain-line = regel { $line } van de invoer: { $message }
plain-nearest = Bedoel je { $answer }?

## Het einde van de vragen

card-title = Je resultaat
card-steps = Eerste stappen
card-change = Wat dit zou veranderen: { $change }
card-repeat = Zo zie je dit opnieuw: { $command }
way-read = Alles lezen
way-save = Het resultaat bewaren
way-page = Een pagina maken om te lezen of te printen
way-crm = Een bestand voor een CRM maken
way-change = Een antwoord wijzigen
way-done = Klaar
crm-which = Voor welk CRM is de pipeline?
# Wat er per CRM wordt gemaakt, als er meer bestanden voor een zijn.
crm-way =
    { $format ->
        [odoo] { $crm }, tot en met versie 18
        [odoo-19] { $crm }, vanaf versie 19
        [odoo-lost-reasons] { $crm }: de redenen voor verloren deals
       *[other] { $crm }
    }
crm-none = Geen van deze
file-name = Naam van het bestand (- voor geen bestand)
file-there = { $file } bestaat al en blijft zoals het is. Kies een andere naam.
wrote =
    { $how ->
        [open] { $file } is gemaakt. Zo open je het: { $command }
        [read] { $file } is gemaakt. Zo lees je het weer in: { $command }
        [go-on] { $file } is gemaakt. Zo ga je ermee verder: { $command }
       *[load] { $file } is gemaakt.
    }
reader-keys = pijltjes en spatie bladeren, Esc gaat terug

## Vóór de eerste vraag

see = Voor "{ $title }" is er een andere vragenlijst: { $command }

## Het verslag: de antwoorden waarop het steunt

answers-said = Je antwoorden (zelf opgegeven, niet gemeten)
answers-measured = Je antwoorden, en welke daarvan gemeten zijn
answer-measured =
    { $answer }; gemeten: { $of } { $from ->
        [invoices] facturen
       *[deals] deals
    }{ $trust ->
        [clear] , duidelijk
        [leaning] , waarschijnlijk
       *[open] { "" }
    }
# Wat er vóór de decimalen van een getal staat.
decimal-sign = ,
# Wat de cijfers van een groot getal groepeert.
thousands-sign = .
answer-number = { $number } ({ $answer })

## Het verslag: welk model vooropstaat, hoe duidelijk, en in welke mix

verdict =
    { $whose ->
        [company] Bij { $company }
       *[yours] Bij jou
    } staat { $leader }{ $margin ->
        [clear] { " duidelijk" }
       *[other] { "" }
    } voorop{ $mix ->
        [tied] , gelijk op met { $tied }
        [mixed] , in combinatie met { $mixed }
        [both] , gelijk op met { $tied }, en in combinatie met { $mixed }
        [alone] , zonder ander model in de mix
       *[none] , zonder ander model in de mix: wat je verder doet, zie je terug in de fasen
    }.{ $margin ->
        [close]
            { $points ->
                [one] { " Het scheelt weinig: één punt." }
               *[other] { " Het scheelt weinig: " }{ $points } punten.
            }
       *[other] { "" }
    }
points = Punten
leads = voorop
mixed = in de mix
tied = gelijk op
points-explained =
    Een model staat voorop vanaf { $lead } { $lead ->
        [one] punt
       *[other] punten
    }, en zit in de mix vanaf { $hybrid }% van de punten van de koploper.
too-few = Niet in de mix: { $models }

## Het verslag: antwoorden die niemand wist

unsure-settled =
    Bij { $questions } wist je het niet. Welk antwoord je daar ook geeft, hetzelfde model blijft
    vooropstaan. De mix en de fasen kunnen wel veranderen.
unsure-together =
    Bij { $questions } wist je het niet. Antwoord je op { $count ->
        [2] beide
       *[other] al deze vragen
    }, dan kan een ander model voorop komen te staan.
unsure-each =
    Bij { $questions } wist je het niet. Met een antwoord daarop kan een ander model voorop komen
    te staan.
unsure-alone =
    Bij { $questions } wist je het niet. Met een antwoord op { $some } kan een ander model voorop
    komen te staan.

## Het verslag: waarom, en de pipeline

why = Waarom
why-text =
    Waarom (voorop vanaf { $lead } { $lead ->
        [one] punt
       *[other] punten
    }; in de mix vanaf { $hybrid }% van de koploper)
model-because = { $standing }: { $questions }
pipeline = Pipeline om mee te beginnen
pipeline-text = Pipeline om mee te beginnen, en wanneer een deal doorgaat
phase-prospecting = Acquisitie: nog geen deal, dus nog geen forecast
phase-sale = Verkoop: open tot gewonnen of verloren (percentages: standaardwaarden voor de scoringskans)
phase-after-sale = Na de verkoop: de deal is gewonnen; zet deze fasen in een tweede pipeline
because-of = vanwege { $reasons }
always = in elke pipeline
stages-because = { $stages } { $reason }
stages-rest = de rest { $reason }, of omdat elke pipeline ze heeft
stages-all = allemaal { $reason }, of omdat elke pipeline ze heeft
why-these = Waarom deze: { $reasons }.
assumed = omdat geen antwoord zegt hoe deals beginnen
move-on-when = Door als: { $exit }
closed-when = Afgesloten als: { $exit }
entry-assumed =
    Uit je antwoorden blijkt niet hoe je deals beginnen. Daarom begint de pipeline zoals bij { $model }.
long-pipeline = Voor één pipeline in je CRM is { $stages } fasen veel.
long-pipeline-merge = Voeg als eerste samen: { $pairs }.

## Het verslag: wat je nu doet

first-steps = Eerste stappen
step-of = { $model }: { $step }
more = Meer over dit model: { $command }
notes-first = Lees dit eerst
notes =
    { $count ->
        [one] Let op
       *[other] Let op
    }
after = Als de fasen in je CRM staan
open-deals = Open deals: zet elke deal in de juiste fase, met een volgende stap en datum.
one-number = Doel voor over 30 dagen: { $metric }.
look-again = Beantwoord de vragen over een half jaar opnieuw, of eerder als een antwoord verandert.
look-again-unsure = Beantwoord de vragen opnieuw zodra je weet wat je nu niet wist, of over een half jaar.
changes = Met deze antwoorden komt een ander model voorop te staan
change = Antwoord je "{ $option }" op "{ $question }", dan staat { $model } voorop.
repeat = Zo herhaal je dit

## Pagina's en plaatjes van een verslag

model = Model
stage = Fase
goal = Doel
exit = Voorwaarde om door te gaan
chance = Scoringskans
owner = Eigenaar
why-here = Waarom deze fase
checklist = Checklist voor je CRM
checklist-text = Voor een CRM dat geen pipelines importeert: voer de fasen zelf in en vink af wat klaar is.
checklist-pipeline =
    { $stages ->
        [one] Maak de pipeline “{ $name }” met de fase { $list }
       *[other] Maak de pipeline “{ $name }” met de fasen { $list }, in deze volgorde
    }
checklist-closed = Voeg gewonnen (100%) en verloren (0%) toe, als je CRM die nog niet heeft
checklist-exits = Zet elke voorwaarde op een plek waar verkopers die zien als ze een deal verplaatsen
checklist-lost = Maak van de redenen waarom deals verloren gaan een verplichte lijst
lost-reasons = Waarom deals verloren gaan
about = Over { $model }
source = { $date }. Vragenlijst { $id }, versie { $version }
picture-title =
    { $stages ->
        [0] Bij deze vragenlijst hoort geen pipeline.
        [one] Een pipeline met één fase
       *[other] Een pipeline met { $stages } fasen
    }
picture-phase = { $phase }. { $stages }.

## Een pagina over één model

roles = Rollen
metrics = Wat je meet
pitfalls = Wat er misgaat
stages = Fasen als dit model vooropstaat, in volgorde van de pipeline
no-entry = Hoe een deal begint, bepaalt het sterkste model dat daar iets over zegt.

## Een pipeline voor een CRM: hoe die heet als er geen naam is gegeven, en het einde

crm-prospecting = Acquisitie
crm-sale = Nieuwe klanten
crm-after-sale = Bestaande klanten
crm-after-sale-of = { $name }: bestaande klanten
deal-won = Gewonnen
deal-lost = Verloren
lead-opened = Deal geopend
lead-dropped = Afgevallen

## Een vergelijking van twee resultaten

question = Vraag
answer = Antwoord
answers-differ = Antwoorden die verschillen
answers-same = Geen: de antwoorden zijn gelijk.
answers-same-else = Geen: op de andere vragen zijn de antwoorden gelijk.
asked-differently = Anders gevraagd, dus niet vergeleken
scored-without =
    { $count ->
        [one] Het antwoord op { $questions } telt bij geen van beide mee: die vraag betekent niet meer hetzelfde.
       *[other] De antwoorden op { $questions } tellen bij geen van beide mee: die vragen betekenen niet meer hetzelfde.
    }
of-version = { $name } (versie { $version })
no-answer = geen antwoord
mix = In de mix, naast het model dat vooropstaat
only-in = Alleen bij { $name }
leads-elsewhere = { $model } (staat voorop bij { $name })
in-both = Bij beide
stages-compared = Fasen
other-phases = In een ander deel van de pipeline: { $stages }

## De samenvatting van een batch

batch-counted =
    { $rows ->
        [one] { $rows } rij
       *[other] { $rows } rijen
    }{ $rejected ->
        [0] , allemaal ingedeeld
       *[other] : { $diagnosed } ingedeeld, { $rejected } afgewezen
    }
batch-leads = Model dat vooropstaat
batch-mixed = In de mix, naast het model dat vooropstaat
batch-ties = Twee of meer modellen staan gelijk bovenaan: { $share }
batch-unsettled = Een antwoord dat niemand wist, kan nog een ander model vooropzetten: { $share }
batch-assumed = Uit de antwoorden blijkt niet hoe deals beginnen, dus dat is aangenomen: { $share }
batch-none = Geen enkele rij is ingedeeld.
batch-rejected = Waarom rijen zijn afgewezen
batch-reasons-more = Sommige rijen hebben meer dan één reden.
batch-reason =
    { $kind ->
        [no-leader] De antwoorden wijzen geen model aan
        [unknown-option] Onbekend antwoord
        [ambiguous-number] Getal met twee betekenissen
        [number-out-of-range] Getal buiten het bereik
        [unexpected-number] Getal dat niet bij deze vraag past
        [bad-digits] Getal in een onbekende notatie
        [short-row] Minder cellen dan de kopregel
        [long-row] Meer cellen dan de kopregel
        [open-quote] Aanhalingsteken dat niet wordt gesloten
        [not-utf8] Niet geldig in deze codering
        [too-long] Rij te lang
        [not-json] Geen JSON
        [not-object] JSON, maar geen object
        [too-deep] Te diep genest
        [wrong-type] Geen tekst en geen getal
        [duplicate-key] Dubbele sleutel
        [new-key] Sleutel zonder kolom
        [text-behind-quote] Tekst na een sluitend aanhalingsteken
        [swallowed-rows] Rijen binnen een cel met aanhalingstekens
        [almost-key] Sleutel die op een vraag lijkt
        [repeated-header] Herhaling van de kopregel
        [table-line] Streep onder de kop van een Markdown-tabel
        [other-keys] Sleutel die misschien voor een vraag bedoeld is
        [other-questionnaire] Antwoorden op een andere vragenlijst
        [earlier-version] Antwoord op een eerdere versie van een vraag
       *[other] { $kind }
    }
batch-empty = (leeg)
batch-others = alle andere waarden
batch-told-apart = Alleen de eerste { $count } waarden zijn apart geteld.
batch-few = Weinig rijen: één rij meer kan het beeld veranderen.
batch-twins = { $names } verschillen alleen in hoofdletters.
batch-difference = { $question }: { $option } { $here }% hier, { $all }% van alle rijen

## Wat de eigen gegevens laten zien

measure-period =
    { $read ->
        [one] { $read } deal
       *[other] { $read } deals
    }, { $won } gewonnen, waarvan { $in_period } van { $from } tot en met { $to } (eindigde { $age ->
        [one] { $age } dag
       *[other] { $age } dagen
    } geleden).
measure-invoices-only = Alleen facturen, geen deals.
measure-window = Voor leads, verkopers en contactpersonen is over { $months } maanden gekeken, vanaf { $from }.
measure-pipelines = Pipelines: { $list }.
measure-pipeline = { $name } ({ $count } gewonnen)
measure-no-name = zonder naam
measure-old = De laatste gewonnen deal is { $age ->
        [one] { $age } dag
       *[other] { $age } dagen
    } oud: zo verkocht je toen, niet per se nu.
measure-import = { $wins } van de { $of } gewonnen deals hebben dezelfde datum, { $day }, zoals na een import. Leads en omzet worden niet over die dag heen gemeten.
measure-import-before = { $wins } van de { $of } gewonnen deals hebben dezelfde datum, { $day }, zoals na een import. Die dag ligt vóór alles wat hier gemeten is.
measure-many-left-out = { $count } van de { $of } gewonnen deals tellen niet mee: meer dan een tiende.
measure-absent = Geen deal heeft { $values }, dat bij --won of --lost staat. Schrijf het zoals in het bestand.
measure-contact-rows = Dit is een rapport met een regel per contactpersoon. Deals zonder contactpersoon staan er niet in en tellen dus nergens mee.
measure-alike =
    { $count ->
        [one] Eén klantnaam verschilt van een andere
       *[other] { $count } klantnamen verschillen van andere
    } alleen door BV, Ltd, GmbH of iets dergelijks. Ze tellen als verschillende klanten.
measure-encoding = { $file } is geen UTF-8 en is gelezen als { $encoding }.
measure-unreadable =
    { $file }: { $count ->
        [one] één regel is niet te lezen: regel { $line }
       *[other] { $count } regels zijn niet te lezen, de eerste op regel { $line }
    }.
measure-open-stages = Fasen die als open tellen: { $list }. Betekent er een gewonnen of verloren? Geef die dan op met --won of --lost.
measure-repeated = Rijen die een deal herhalen en één keer tellen: { $count }.
measure-skipped = Regels die geen deal zijn, zoals totalen: { $count }.
measure-repeated-invoices = Rijen die een factuur herhalen en één keer tellen: { $count }.
measure-skipped-invoices = Regels die geen factuur zijn, zoals totalen: { $count }.
measure-unused = Regels van de mapping waar geen waarde bij hoorde: { $count }.

measure-trust =
    { $trust ->
        [clear] duidelijk
        [leaning] waarschijnlijk
       *[open] niet gemeten
    }
measure-or-more = of meer
measure-leads = { $came } van de { $known } leads kwamen naar je toe ({ $share }%, interval { $low } tot { $high }%): { $ways }; { $outbound } outbound.
measure-leads-closed =
    { $closed ->
        [one] { $closed } deal met een nieuwe klant is gesloten
       *[other] { $closed } deals met nieuwe klanten zijn gesloten
    }, waarvan { $known } met een bekende bron.
measure-leads-all-known = Elke bron is bekend.
measure-leads-clear = Het antwoord is hetzelfde, wat de andere { $unknown } ook waren.
measure-leads-leaning = De { $unknown } deals zonder bekende bron, of een paar andere deals, kunnen het antwoord veranderen.
measure-leads-won = Gewonnen: { $list }.
measure-of = { $name } { $part } van { $whole }
measure-count = { $count } { $name }
measure-leads-no-lost = Er staan geen verloren deals in het bestand, dus alleen gewonnen deals tellen: een bron die goed converteert telt zwaarder.
measure-leads-no-customer = Deals waaruit niet blijkt of de klant nieuw is: { $count }.
measure-leads-open = Bronnen waaruit niet blijkt wie het eerste contact legde: { $list }. Geef dat op in een bestand voor --map; -f yaml schrijft de regels om in te vullen.

measure-revenue-deals = Minstens { $existing } van { $total } kwam van klanten die al vóór { $from } hadden gekocht.
measure-revenue-all = { $existing } van { $total } kwam van klanten die al vóór { $from } hadden gekocht.
measure-revenue-bound = Dit zijn gewonnen deals: abonnementen, verlengingen en orders die niet als deal zijn vastgelegd, staan niet in het bestand.
measure-revenue-invoices = Dit zijn de facturen van { $from } tot en met { $to }, ook die voor projecten die eerder zijn verkocht.
measure-revenue-largest-same = De grootste klant is goed voor { $share }%; zonder die klant is het antwoord hetzelfde.
measure-revenue-largest-other = De grootste klant is goed voor { $share }%; zonder die klant was het antwoord anders.
measure-revenue-used = { $share }% van de deals was bruikbaar.
measure-revenue-deals-say = Volgens de gewonnen deals is het minstens { $share }%.
measure-option-means = { $option } betekent ook: { $help }

measure-sellers = { $shared } van de { $of } gewonnen deals (interval { $low } tot { $high }%), volgens { $from }.
measure-contacts = De mediaan van { $of } gewonnen deals, volgens { $from }.
measure-contacts-list = Deals naar aantal contactpersonen: { $list }.
measure-split =
    Nieuwe klanten: { $new } ({ $new_deals ->
        [one] 1 deal
       *[other] { $new_deals } deals
    }). Bestaande klanten: { $rest } ({ $rest_deals ->
        [one] 1 deal
       *[other] { $rest_deals } deals
    }).

measure-why-no-measure = De vragenlijst zegt niet hoe dit gemeten wordt.
measure-why-no-column = Geen kolom laat dit zien.
measure-why-no-deals = Hiervoor is een bestand met deals nodig.
measure-why-few-deals =
    { $of ->
        [one] { $of } deal is
       *[other] { $of } deals is
    } te weinig: er zijn er minstens { $fewest } nodig.
measure-why-few-known = Maar { $share }% van de deals laat dit zien, en minstens { $least }% is nodig.
measure-why-import = { $wins } van de { $of } gewonnen deals hebben dezelfde datum, { $day }, zoals na een import: niemand weet wanneer ze echt zijn gewonnen.
measure-why-no-history = De eerste gewonnen deal in het bestand is van { $first }. Om oude van nieuwe klanten te onderscheiden, moet het bestand teruggaan tot { $reach }.
measure-why-currencies = De deals zijn in verschillende valuta's; de grootste heeft { $share }%, en minstens { $least }% is nodig.
measure-why-lower-bound = Minstens { $value }%, maar nergens blijkt dat abonnementen, verlengingen en orders als deal zijn vastgelegd. Is dat wel zo, voeg dan --orders-are-deals toe.
measure-why-differ = Deals en facturen geven verschillende antwoorden.
measure-why-unused-field = Bij geen enkele deal staat iemand anders dan de eigenaar: het veld wordt niet gebruikt.
measure-why-no-owner = Geen kolom laat zien wie de eigenaar van een deal is, en die staat niet bij de medewerkers: één naam daar kan twee mensen betekenen.
measure-why-low-unproven = Bij weinig deals staat een tweede persoon, en nergens blijkt dat die genoteerd zou zijn.
measure-why-everywhere = Eén persoon staat bij { $share }% van de gewonnen deals zonder eigenaar te zijn. Zonder die persoon was het antwoord anders.
measure-why-split = Nieuwe en bestaande klanten geven verschillende antwoorden.
measure-why-one-contact = De kolom heeft één contactpersoon per deal, en laat er dus nooit meer zien.
measure-why-filled-by-crm = Minder dan { $least }% van de deals heeft een tweede contactpersoon: het CRM vult het veld, niet je mensen.
measure-why-ask-which = Het getal past bij meerdere antwoorden, en geen telling laat zien of je de accounts vooraf hebt gekozen: de vraag wordt nog gesteld.
measure-why-no-option = Wat gevonden is, past bij geen antwoord op deze vraag.

measure-export-lead-source = Exporteer de deals, ook de verloren, met hun leadbron (HubSpot: Lead Source; Salesforce: Lead Source; Pipedrive: Source channel).
measure-export-existing-revenue = Exporteer de deals met klant, bedrag en sluitdatum, of de facturen, van twee jaar of meer.
measure-export-shared-deals = Exporteer wie er aan elke deal werkt (HubSpot: Deal Collaborator; Salesforce: OpportunityTeamMember; Pipedrive: de activiteiten).
measure-export-contacts-per-deal = Exporteer de contactpersonen van elke deal (HubSpot: Associated Contact IDs; Salesforce: OpportunityContactRole; Pipedrive: Participants).

measure-left-out = Niet meegeteld: { $list }.
measure-left-out-nothing = niets
measure-left-out-line =
    { $what }: { $count } ({ $places ->
        [files] { $list }
        [one] regel { $list }
       *[other] regels { $list }
    })
measure-left-out-what =
    { $why ->
        [contradicting] gewonnen deals waarvan regels of kolommen elkaar tegenspreken
        [deleted] verwijderde deals
        [no_date] gewonnen deals of facturen zonder leesbare datum
        [future] gewonnen deals of facturen in de toekomst
        [no_amount] bij omzet: verkopen zonder leesbaar bedrag
        [negative] bij omzet: gewonnen deals onder nul
        [no_customer] bij omzet: verkopen zonder klant
        [currency] bij omzet: verkopen in een andere valuta
        [shared_title] activiteiten met een titel die meerdere deals hebben
        [no_deal] activiteiten of mensen van een deal die niet in het bestand staat
       *[no_invoice] vervallen facturen, conceptfacturen en pro-formafacturen
    }
measure-read-as = Gelezen als: { $list }.
measure-leads-model = Met deze antwoorden staat { $model } voorop.
measure-settled = Met deze antwoorden staat { $model } voorop, wat de andere ook zijn.
measure-still-open = Nog te beantwoorden: { $questions }.
measure-next = Verder: { $command }
measure-file-form = Om op te geven wat deze bronnen betekenen: bewaar deze regels als bestand en noem het met --map:
measure-file-head = Wat de eigen gegevens laten zien. Beantwoord de rest met: salesmodel --from BESTAND
measure-file-open = { $question } is niet gemeten. { $why }

## De vragen als pagina voor een browser, en geprint

form-way = Je krijgt één vraag tegelijk. Je kunt altijd terug, en vóór de uitkomst zie je al je antwoorden nog een keer.
form-nothing-sent = Deze pagina verstuurt zelf niets. Wat je antwoordt, blijft in dit venster tot je het teruggeeft.
form-paper = Print deze pagina, kruis bij elke vraag één antwoord aan en geef de pagina terug aan degene van wie je die kreeg.
form-paper-tick = Kruis bij elke vraag één antwoord aan.
form-version = Vragenlijst { $id }, versie { $version }
form-ask-for-it = vraag ernaar bij degene van wie je deze pagina kreeg.
form-who = Wie vult dit in? Je mag dit leeg laten.
form-company = Bedrijf
form-by = Je naam
form-role = Je functie
form-start = Beginnen
form-place = Vraag { $place } van { $count }
form-number = Of het getal, als je dat weet: { $number }
form-next = Volgende
form-back = Terug
form-review = Terug naar alle antwoorden
form-change = Wijzigen
form-choose = Kies een antwoord. Weet je het niet, kies dan "Weet ik niet".
form-digits = Schrijf het getal in cijfers, met één punt of komma voor de decimalen.
form-two-readings = Dit getal kun je op twee manieren lezen. Schrijf het zonder decimalen, of zonder scheidingsteken bij duizendtallen.
form-range = Dit getal valt buiten het bereik van deze vraag.
form-unsettled = Ook dat is een uitkomst: geef je antwoorden zo terug, of zoek eerst meer uit.
form-hand-back = Geef je antwoorden terug
form-hand-back-text = Bewaar je antwoorden als bestand en geef dat aan degene die je deze pagina stuurde. De pagina zelf verstuurt niets.
form-download = Antwoorden bewaren
form-mail = E-mail schrijven
form-mail-text = Je eigen mailprogramma opent, met de antwoorden in een bericht. Je verstuurt het zelf.
form-subject = Antwoorden: { $file }
form-copy = Antwoorden kopiëren
form-copied = Gekopieerd.
form-select = De antwoorden zijn geselecteerd: kopieer ze van hier.
form-print = Printen
form-text = De antwoorden als tekst

## De antwoorden van meerdere mensen, naast wat gemeten is

gap-verdict =
    { $count ->
        [one] Eén persoon
       *[other] { $count } mensen
    }, { $leaders ->
        [0] en nog geen model voorop
        [one] één model voorop: { $model }
       *[other] { $leaders } verschillende modellen voorop
    }
gap-first = Zoek dit eerst uit, want het bepaalt welk model vooropstaat: { $questions }.
gap-first-none = Geen van de vragen waarover jullie van mening verschillen, bepaalt welk model vooropstaat.
gap-no-vote = Dit is geen stemming: iets wordt niet waar doordat meer mensen het zeggen. Zoek op wat te meten is en praat over de rest.
gap-section-first = Eerst uitzoeken
gap-section-open = Daarna uitzoeken
gap-section-agreed = Hierover eens
gap-people =
    { $count ->
        [one] één persoon
       *[other] { $count } mensen
    }
gap-everybody =
    { $count ->
        [2] allebei
       *[other] alle { $count } mensen
    }
gap-no-answer = Geen antwoord
gap-who = Wie dat zegt
gap-measured = Gemeten
gap-measured-mark = gemeten
gap-same = Iedereen zegt hetzelfde.
gap-same-of-some =
    { $count ->
        [0] Wie de vraag van nu heeft beantwoord, zegt hetzelfde.
        [one] Wie het weet, zegt hetzelfde; één persoon weet het niet.
       *[other] Wie het weet, zegt hetzelfde; { $count } mensen weten het niet.
    }
gap-asked-differently =
    { $count ->
        [one] Eén persoon heeft een eerdere versie van deze vraag beantwoord, die iets anders betekende: dat telt als “weet ik niet”. Stel de vraag opnieuw.
       *[other] { $count } mensen hebben een eerdere versie van deze vraag beantwoord, die iets anders betekende: dat telt als “weet ik niet”. Stel de vraag opnieuw.
    }
gap-answer-then = { $answer } (anders gevraagd, versie { $version })
gap-different = Jullie geven { $count } verschillende antwoorden.
gap-unknown = Niemand weet het.
gap-not-measured = Het is niet gemeten.
gap-number-alone = Er is een getal gemeten, maar daaruit blijkt niet welk antwoord klopt.
gap-nobody-knew = Nu is het gemeten.
gap-all-as-measured = De meting zegt hetzelfde.
gap-some-as-measured =
    { $same ->
        [one] Eén van de { $all } mensen die een antwoord gaven, is het met de meting eens.
       *[other] { $same } van de { $all } mensen die een antwoord gaven, zijn het met de meting eens.
    }
gap-none-as-measured = Niemand is het met de meting eens.
gap-trust =
    { $trust ->
        [clear] De meting is duidelijk: ga daarvan uit.
        [leaning] De meting wijst deze kant op: bekijk meer deals voordat je daarvan uitgaat.
        [open] De meting geeft geen uitsluitsel.
       *[none] In het bestand met de meting staat niet hoe zeker die is.
    }
gap-moves =
    { $all ->
        [one] Met een ander antwoord staat hier een ander model voorop.
       *[other] Met een ander antwoord staat bij { $count } van de { $all } mensen een ander model voorop.
    }
gap-moves-not = Met geen van deze antwoorden komt een ander model voorop te staan.
gap-of-deals =
    { $count ->
        [one] uit één deal
       *[other] uit { $count } deals
    }
gap-interval = interval { $from } tot { $to }
gap-trust-word =
    { $trust ->
        [clear] duidelijk
        [leaning] waarschijnlijk
       *[other] open
    }
gap-range = { $from } tot { $to }
gap-with-measured =
    { $leaders ->
        [0] Met wat gemeten is, staat nog geen model voorop.
        [one] Met wat gemeten is, volgt uit alle antwoorden hetzelfde model: { $models }.
       *[other] Met wat gemeten is, blijven er { $leaders } modellen over die vooropstaan: { $models }.
    }
gap-with-measured-some = Met wat gemeten is, blijft er één model over dat vooropstaat: { $models }. Uit sommige antwoorden volgt nog geen model.
gap-whose = Antwoorden van
gap-leaders = Welk model volgens jullie antwoorden vooropstaat
gap-leaders-measured = Hetzelfde, met wat gemeten is
gap-no-leader = Nog geen model
gap-alone-settled = Wat gemeten is, is genoeg: { $model } staat voorop, wat de andere antwoorden ook zijn.
gap-alone-open = Alleen op grond van de meting staat { $model } voorop; de andere antwoorden kunnen dat nog veranderen.
gap-alone-none = Alleen op grond van de meting staat nog geen model voorop.
