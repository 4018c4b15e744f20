//! `mi tour`: ways through the glossary that were laid out by hand.

use mi_glossary::model::Level;
use mi_glossary::problem::did_you_mean;
use mi_glossary::reading::{Course, Way};
use mi_glossary::record::TourRecord;
use mi_glossary::view::reading;

use super::read::{Steps, walk};
use crate::context::Context;
use crate::failure::{Failure, Status};
use crate::output::write_json;

/// Take a guided tour
///
/// Without a name: the tours there are. A tour leads through a dozen entries, each with a sentence
/// on how one comes from the last to this; it is read like `mi read`, and what was read counts
/// there too.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The tour
    #[arg(value_name = "NAME")]
    tour: Option<String>,
    #[command(flatten)]
    steps: Steps,
}

/// Answers.
pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Status, Failure> {
    context.output.no_pictures("tour")?;
    let glossary = context.glossary()?;
    let mut progress = arguments.steps.progress();
    let last = progress.state.last.clone().and_then(|name| Some(name.strip_prefix("tour:")?.to_owned()));
    let stepping = arguments.steps.is_step();
    let Some(name) = arguments.tour.clone().or(last.filter(|_| stepping)) else {
        if stepping {
            return Err(Failure::usage("no tour was begun", "name one: `mi tour` lists them"));
        }
        let has_read = |id: &str| progress.has_read(id);
        if context.output.is_json() {
            let tours: Vec<TourRecord<'_>> =
                glossary.tours().iter().map(|tour| TourRecord::new(tour, has_read)).collect();
            write_json(&tours)?;
        } else {
            context.show(&glossary, reading::tours(&glossary, has_read))?;
        }
        return Ok(Status::Answered);
    };
    let fold = mi_glossary::fold::fold;
    let same = |word: &str| fold(word) == fold(&name);
    let Some(at) = glossary.tours().iter().position(|tour| same(&tour.id) || same(&tour.title)) else {
        let ids = glossary.tours().iter().map(|tour| tour.id.as_str());
        let help = did_you_mean(&name, ids).unwrap_or_else(|| "`mi tour` lists them".to_owned());
        return Err(Failure::usage(format!("no tour `{name}`"), &help));
    };
    let way = Way::new(&glossary, Course::Tour(at), Level::Advanced);
    walk(&glossary, &way, &arguments.steps, &mut progress, context)
}
