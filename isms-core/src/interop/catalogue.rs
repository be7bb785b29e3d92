//! Catalogues of requirements that come with the library, each a framework in the format of the record.

use super::fields::create;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Control, ControlFunction, ExternalReference, Framework, Id, Link, Requirement};
use crate::record::{ChangeSet, ImportReport, from_json_text};

/// Name and text of each catalogue.
const CATALOGUES: &[(&str, &str)] = &[("iso-27001-2022", include_str!("../../data/iso-27001-2022.json"))];

/// The names by which [`catalogue`] knows a catalogue.
pub fn catalogue_names() -> impl Iterator<Item = &'static str> {
    CATALOGUES.iter().map(|(name, _)| *name)
}

/// The changes that put a catalogue on record: a framework with its requirements, what an auditor commonly asks to
/// see, and the kinds of entity that would show it.
///
/// `iso-27001-2022` holds clauses 4 to 10 of ISO/IEC 27001:2022 and the 93 controls of its Annex A, with their themes
/// and attributes; headings stand before what they hold. All words are our own: whoever works with the standard needs
/// the standard beside it.
///
/// `with_controls` also creates each control that the catalogue asks for, under the identifier it has there, and lets
/// it meet its requirement. They are only listed: a decision on applicability and a revision put them in force. Without
/// it the organisation names its own controls in `met_by`.
///
/// ```
/// use isms_core::interop::catalogue;
/// use isms_core::prelude::*;
/// # let text = r#"{"format": "isms/1", "organisation": {"name": "A", "scope": "all", "currency": "EUR"}}"#;
/// let mut isms = Isms::from_json(text)?;
/// isms.apply(&catalogue("iso-27001-2022", true)?.changes)?;
/// assert_eq!(isms.controls().len(), 93);
/// assert!(isms.frameworks()["ISO-27001-2022"].requirement("6.1.3").is_some());
/// # Ok::<(), isms_core::Error>(())
/// ```
///
/// Errors: a name that no catalogue has.
pub fn catalogue(name: &str, with_controls: bool) -> Result<ChangeSet> {
    let Some((_, text)) = CATALOGUES.iter().find(|(known, _)| *known == name) else {
        let names: Vec<_> = catalogue_names().collect();
        let problem = format!("there is no catalogue {name:?}");
        return Err(Error::new(
            ErrorCode::UnknownReference,
            "name",
            problem,
            format!("name one of {}", names.join(", ")),
        ));
    };
    let mut framework: Framework = from_json_text(text)?;
    let mut report = ImportReport { source: framework.source.clone(), ..ImportReport::default() };
    let mut changes = Vec::new();
    let source = format!("{} {}", framework.id, framework.version);
    for requirement in &mut framework.requirements {
        report.count("requirements");
        if with_controls && requirement.attributes.is_some() {
            let control = control(requirement, &source)?;
            requirement.met_by = vec![Link::to(&control.id)];
            changes.push(create(&control));
            report.count("controls");
        }
    }
    changes.push(create(&framework));
    report.count("frameworks");
    Ok(ChangeSet { report, changes })
}

/// The control that a requirement asks for. It has a function where the catalogue names one only.
fn control(requirement: &Requirement, source: &str) -> Result<Control> {
    let id: Id<Control> =
        requirement.id.parse().map_err(|problem: String| Error::new(ErrorCode::Value, "id", problem, ""))?;
    let types = requirement.attributes.as_ref().map_or(&[] as &[ControlFunction], |a| &a.control_types);
    Ok(Control {
        function: match types {
            [only] => Some(*only),
            _ => None,
        },
        references: vec![ExternalReference::new(source, Some(requirement.id.clone()), None)],
        ..Control::new(id, requirement.title.clone())
    })
}
