//! OSCAL control catalogues (NIST OSCAL 1.x, JSON), baselines resolved into catalogues included.
//!
//! Controls come in the groups of a catalogue, in one another (then the inner one enhances the outer) or at its top.
//! A control goes by its label, such as `AC-2(1)`, or by its OSCAL id where it has none that can be an id. Withdrawn
//! controls are left out. Of the prose the statement is taken; guidance, assessment methods and links are not.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::fields::{Fields, create};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Control, Extensions, ExternalReference, Framework, Id, Kind, Link, Parameter, Requirement,
};
use crate::record::{ChangeSet, ImportReport, from_bytes};

/// Reads an OSCAL catalogue into changes that create its controls.
///
/// Errors: text that is not JSON, an OSCAL document of another model, a field of the wrong type, one id given to two
/// controls.
///
/// ```
/// use isms_core::interop::read_oscal;
/// let catalogue = r#"{"catalog": {"metadata": {"title": "Own"}, "controls": [{"id": "c-1", "title": "Backup"}]}}"#;
/// assert_eq!(read_oscal(catalogue.as_bytes())?.report.taken["controls"], 1);
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn read_oscal(bytes: &[u8]) -> Result<ChangeSet> {
    let value: Value = from_bytes(bytes)?;
    let mut reader = Reader::read(&value)?;
    reader.count_controls();
    let changes = reader.controls.iter().map(create).collect();
    Ok(ChangeSet { report: reader.report, changes })
}

/// Reads an OSCAL catalogue into a framework: its groups are headings, its controls requirements, parts after the whole.
///
/// `with_controls` also creates the controls, as [`read_oscal`] does, and lets each meet the requirement of its id.
///
/// ```
/// use isms_core::interop::read_oscal_framework;
/// use isms_core::prelude::*;
/// let catalogue = r#"{"catalog": {"metadata": {"title": "Own"}, "controls": [{"id": "c-1", "title": "Backup"}]}}"#;
/// let set = read_oscal_framework(catalogue.as_bytes(), "OWN", false)?;
/// assert_eq!((set.changes.len(), set.report.taken["requirements"]), (1, 1));
/// # Ok::<(), isms_core::Error>(())
/// ```
///
/// Errors: as [`read_oscal`]; an id that is none.
pub fn read_oscal_framework(bytes: &[u8], id: &str, with_controls: bool) -> Result<ChangeSet> {
    let id: Id<Framework> = id.parse().map_err(|problem: String| {
        Error::new(ErrorCode::Value, "id", problem, "choose an id of the framework")
    })?;
    let value: Value = from_bytes(bytes)?;
    let mut reader = Reader::read(&value)?;
    let mut changes = Vec::new();
    if with_controls {
        reader.count_controls();
        changes.extend(reader.controls.iter().map(create));
        let ids: BTreeSet<&str> = reader.controls.iter().map(|control| control.id.as_str()).collect();
        for requirement in reader.requirements.iter_mut().filter(|r| ids.contains(r.id.as_str())) {
            requirement.met_by = vec![Link::new(Kind::Control, &requirement.id)];
        }
    }
    reader.report.count("frameworks");
    reader.requirements.iter().for_each(|_| reader.report.count("requirements"));
    changes.push(create(&Framework {
        id,
        title: reader.catalogue.to_owned(),
        version: reader.version.to_owned(),
        source: reader.report.source.clone(),
        requirements: reader.requirements,
        retired_on: None,
        extensions: Extensions::default(),
    }));
    Ok(ChangeSet { report: reader.report, changes })
}

#[derive(Default)]
struct Reader<'a> {
    catalogue: &'a str,
    version: &'a str,
    report: ImportReport,
    controls: Vec<Control>,
    /// Groups and controls, the whole before its parts.
    requirements: Vec<Requirement>,
    /// OSCAL id of the control that has an id.
    taken: BTreeMap<Id<Control>, &'a str>,
}

/// What a control stands in: the control that it enhances, and the requirement that it is part of.
struct Within<'w> {
    enhances: Option<&'w Id<Control>>,
    requirement: Option<&'w str>,
}

// JSON deeper than 128 levels is refused before it comes here, which bounds the recursion below.
impl<'a> Reader<'a> {
    fn read(value: &'a Value) -> Result<Self> {
        let Some(catalogue) = value.get("catalog") else {
            let model = value.as_object().and_then(|object| object.keys().find(|key| *key != "$schema"));
            let problem =
                model.map_or("is not an OSCAL document".to_owned(), |m| format!("is a {m}, not a catalogue"));
            let remedy = "give an OSCAL catalogue in JSON; resolve a profile into one first";
            return Err(Error::new(ErrorCode::Format, "", problem, remedy));
        };
        let catalogue = Fields::new(catalogue, "catalog")?;
        let metadata = catalogue.object("metadata")?;
        let told = |field: &str| metadata.as_ref().map(|m| m.text(field)).transpose().map(Option::flatten);
        let title = told("title")?.unwrap_or("OSCAL catalogue");
        let version = told("version")?.unwrap_or_default();
        let mut reader = Self { catalogue: title, version, ..Self::default() };
        reader.report.source = format!("OSCAL catalogue {title}");
        reader.group(&catalogue, None)?;
        Ok(reader)
    }

    fn count_controls(&mut self) {
        for control in &self.controls {
            self.report.count("controls");
            (0..control.parameters.len()).for_each(|_| self.report.count("parameters"));
            if control.enhances.is_some() {
                self.report.count("enhances");
            }
        }
    }

    fn group(&mut self, group: &Fields<'a>, within: Option<&str>) -> Result<()> {
        for inner in group.objects("groups")? {
            let heading = inner.text("id")?.zip(inner.text("title")?);
            if let Some((id, title)) = heading {
                let parent = within.map(str::to_owned);
                self.requirements.push(Requirement { parent, ..Requirement::new(id, title) });
            }
            self.group(&inner, heading.map(|(id, _)| id).or(within))?;
        }
        let within = Within { enhances: None, requirement: within };
        group.objects("controls")?.iter().try_for_each(|control| self.control(control, &within))
    }

    fn control(&mut self, control: &Fields<'a>, within: &Within<'_>) -> Result<()> {
        let oscal_id = control.required("id")?;
        if property(control, "status")?.is_some_and(|status| status.eq_ignore_ascii_case("withdrawn")) {
            self.report.skip(oscal_id, "control is withdrawn");
            return control.objects("controls")?.iter().try_for_each(|inner| self.control(inner, within));
        }
        let id: Id<Control> = match property(control, "label")?.and_then(|label| label.parse().ok()) {
            Some(id) => id,
            None => control.id("id", oscal_id)?,
        };
        if let Some(other) = self.taken.insert(id.clone(), oscal_id) {
            let problem = format!("{oscal_id} and {other} both have the id {id}");
            return Err(control.error(
                ErrorCode::DuplicateId,
                "id",
                problem,
                "give each control its own label",
            ));
        }
        let title = control.required("title")?;
        let parent = within.requirement.map(str::to_owned);
        self.requirements.push(Requirement { parent, ..Requirement::new(id.as_str(), title) });
        self.controls.push(Control {
            description: statement(control)?,
            enhances: within.enhances.cloned(),
            parameters: control.objects("params")?.iter().map(parameter).collect::<Result<_>>()?,
            references: vec![ExternalReference::new(self.catalogue, Some(oscal_id.to_owned()), None)],
            ..Control::new(id.clone(), title)
        });
        let within = Within { enhances: Some(&id), requirement: Some(id.as_str()) };
        control.objects("controls")?.iter().try_for_each(|inner| self.control(inner, &within))
    }
}

/// The value of a property, one without a class before one with.
fn property<'a>(of: &Fields<'a>, name: &str) -> Result<Option<&'a str>> {
    let mut classed = None;
    for property in of.objects("props")? {
        if property.text("name")? == Some(name) {
            let value = property.required("value")?;
            if property.text("class")?.is_none() {
                return Ok(Some(value));
            }
            classed = classed.or(Some(value));
        }
    }
    Ok(classed)
}

fn parameter(of: &Fields<'_>) -> Result<Parameter> {
    let select = of.object("select")?;
    let choices = select.map(|select| select.texts("choice")).transpose()?.unwrap_or_default();
    Ok(Parameter {
        id: of.required("id")?.to_owned(),
        label: of.text("label")?.unwrap_or_default().to_owned(),
        choices: choices.into_iter().map(readable).collect(),
        values: of.texts("values")?.into_iter().map(str::to_owned).collect(),
        extensions: Extensions::default(),
    })
}

/// The statement of a control, one line an item, indented as it is nested.
fn statement(control: &Fields<'_>) -> Result<String> {
    let mut lines = Vec::new();
    for part in control.objects("parts")? {
        if part.text("name")? == Some("statement") {
            part_lines(&part, 0, &mut lines)?;
        }
    }
    Ok(lines.join("\n"))
}

fn part_lines(part: &Fields<'_>, depth: usize, lines: &mut Vec<String>) -> Result<()> {
    let label = property(part, "label")?.map(|label| format!("{label} ")).unwrap_or_default();
    if let Some(prose) = part.text("prose")?.filter(|prose| !prose.is_empty()) {
        lines.push(format!("{}{label}{}", "  ".repeat(depth.saturating_sub(1)), readable(prose)));
    }
    part.objects("parts")?.iter().try_for_each(|inner| part_lines(inner, depth + 1, lines))
}

/// Places for parameters, `{{ insert: param, ac-1_prm_1 }}`, become `[ac-1_prm_1]`.
fn readable(prose: &str) -> String {
    let mut text = String::with_capacity(prose.len());
    let mut rest = prose;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, after)) = after.split_once("}}") else { break };
        let name = inside.rsplit_once(',').map_or(inside, |(_, name)| name).trim();
        text.push_str(&format!("{before}[{name}]"));
        rest = after;
    }
    text + rest
}
