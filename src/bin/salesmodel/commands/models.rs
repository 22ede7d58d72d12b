//! `salesmodel models`: what each model means.

use salesmodel::render::{Audience, models};
use salesmodel::wording;

use crate::args::models::ModelsArgs;
use crate::args::shared::TextOrJson;
use crate::failure::Failure;
use crate::output::Destination;
use crate::settings::Settings;
use crate::source::QuestionnaireSource;

pub(crate) fn run(
    args: &ModelsArgs,
    source: &QuestionnaireSource,
    settings: &Settings,
) -> anyhow::Result<()> {
    let json = args.format.format == TextOrJson::Json;
    let audience = if json { Audience::Programs } else { Audience::People };
    let questionnaire = source.words_for(audience);
    source.warn_of_gaps(audience, settings);
    let mut bytes = Vec::new();
    match &args.model {
        None if json => models::write_list_json(questionnaire, &mut bytes)?,
        None => models::write_list(questionnaire, &settings.look, &mut bytes)?,
        Some(id) => {
            let ids = || questionnaire.models().iter().map(|model| model.id.as_str());
            let Some(model) = questionnaire.model(id) else {
                let hint = wording::suggestion(id, "models", ids());
                let message = format!("no model is called {}", wording::quote(id));
                return Err(Failure::usage(message).with_hint(hint).into());
            };
            if json {
                models::write_one_json(questionnaire, model, &mut bytes)?;
            } else {
                models::write_one(questionnaire, model, &settings.look, &mut bytes)?;
            }
        }
    }
    Ok(Destination::stdout().write(&bytes)?)
}
