//! Questionnaires whose texts try to break out of every format.

use salesmodel::questionnaire::Questionnaire;
use serde_json::json;

/// Texts that are markup, look like it, or are hard to lay out.
const TEXTS: [&str; 24] = [
    "<script>alert(1)</script>",
    "]]> & &amp; &lt; &#60; <!-- x --> <![CDATA[",
    "\" onload=\"x\" ' onclick='x",
    "# not a heading #",
    "- not a list",
    "1. not a list either",
    "2) nor this",
    "+ nor this",
    "=== no underline",
    "--- no rule",
    "> no quote",
    "[link](https://example.com/?a=b&c=d) ![image](x.png) [x]: y [^1]",
    "https://example.com www.example.com a@example.com",
    "`code` ``` ~~~ **bold** _em_ ~~gone~~ $x$ $$y$$ {{ x }} {% y %}",
    "a | b || c \\| d \\",
    "end subgraph end --> A[x] click A \"x\" %% %%{init: {}}%% ; :::x",
    "#quot; #35; #9829; <br/> <b>x</b>",
    "👩\u{200D}👩\u{200D}👧\u{200D}👦 🏳️\u{200D}🌈 🇳🇱 ☃️ e\u{301}",
    "שלום עולם (ABC) 123%",
    "مرحبا بالعالم، هذا نص طويل نسبيا من اليمين إلى اليسار",
    "見込み客を特定して最初の連絡を取り、面談の約束を得る段階",
    "\u{FFFF}\u{FFFE} \u{E000} \u{AD}",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "javascript:alert(1)//",
];

/// A questionnaire in a language with every one of the texts in every place.
pub(crate) fn questionnaire(lang: &str) -> Questionnaire {
    let mut turn = 0;
    let mut text = || {
        turn += 1;
        match turn % (TEXTS.len() + 2) {
            0 => "Long-name ".repeat(30).trim().to_owned(),
            1 => "Donaudampfschifffahrt".repeat(15)[..300].to_owned(),
            i => TEXTS[i - 2].to_owned(),
        }
    };
    let mut texts = |count: usize| -> Vec<String> { (0..count).map(|_| text()).collect() };
    let models: Vec<_> = (0..5)
        .map(|m| {
            let [name, summary] = [texts(1).remove(0), texts(1).remove(0)];
            json!({
                "id": format!("m{m}"), "name": name, "summary": summary,
                "first_steps": texts(6), "roles": texts(2), "metrics": texts(3), "pitfalls": texts(2), "entry": (m < 3).then(|| vec![format!("s{m}")]),
                "adds": (0..14).filter(|s| s % 5 == m).map(|s| format!("s{}", s + 3)).collect::<Vec<_>>(),
            })
        })
        .map(|mut model| {
            let fields = model.as_object_mut().expect("it is a mapping");
            fields.retain(|_, value| !value.is_null());
            model
        })
        .collect();
    let mut questions = Vec::new();
    for q in 0..2 {
        let mut options = Vec::new();
        for o in 0..5 {
            let points =
                json!({ format!("m{}", (o + q) % 5): 5 + q, format!("m{}", (o * 2) % 5): 2 });
            let parts = texts(3);
            options.push(json!({
                "id": format!("o{o}"), "label": parts[0], "note": parts[1], "points": points,
            }));
            if o % 2 == 0 {
                options[o]["reason"] = json!(parts[2]);
            }
        }
        let parts = texts(2);
        questions.push(json!({
            "id": format!("q{q}"), "name": parts[0], "text": parts[1], "options": options,
        }));
    }
    let mut stages: Vec<serde_json::Value> = Vec::new();
    for s in 0..18 {
        let mut parts = texts(3);
        if s == 9 {
            // Two stages with the same name.
            parts[0] = stages[3]["name"].as_str().expect("it is text").to_owned();
        }
        let mut stage = json!({
            "id": format!("s{s}"), "name": parts[0], "goal": parts[1], "exit": parts[2],
        });
        if s == 5 {
            stage["opens_deal"] = json!(true);
        }
        if s % 2 == 0 {
            stage["owner"] = json!(texts(1).remove(0));
        }
        if s == 14 {
            stage["closes_deal"] = json!(true);
        }
        if (5..=14).contains(&s) {
            stage["probability"] = json!((s - 4).min(9) * 10);
        }
        stages.push(stage);
    }
    let notes: Vec<_> = (0..3)
        .map(|n| {
            json!({
                "id": format!("n{n}"), "when": {"q0": [format!("o{n}"), "o4"]},
                "text": texts(1).remove(0),
            })
        })
        .collect();
    let lost_reasons: Vec<_> = (0..12)
        .map(|reason| {
            let parts = texts(2);
            // Two reasons must not have the same label.
            let label = format!("{reason} {}", parts[0]);
            json!({ "id": format!("r{reason}"), "label": label, "help": parts[1] })
        })
        .collect();
    let whole = json!({
        "format": 1, "id": "hostile", "version": TEXTS[0], "lang": lang, "title": TEXTS[1],
        "lead_at": 1, "hybrid_at": 40, "questions": questions, "models": models,
        "default_entry": "m0", "stages": stages, "always": ["s5", "s9", "s14"],
        "intro": TEXTS[2], "notes": notes, "lost_reasons": lost_reasons,
    });
    // YAML has no raw form of these two.
    let text = whole.to_string().replace('\u{FFFF}', "\\uFFFF").replace('\u{FFFE}', "\\uFFFE");
    Questionnaire::parse("hostile.json", &text).unwrap_or_else(|problems| panic!("{problems}"))
}
