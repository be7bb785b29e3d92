//! STIX 2.1 bundles, as MITRE ATT&CK publishes them.
//!
//! Techniques (`attack-pattern`) become threats, `x-mitre-asset` classes of assets, `course-of-action` controls;
//! the relationships *targets* and *mitigates* become their edges. Revoked and deprecated objects are left out, and
//! so is what touches them. An object goes by its ATT&CK id, or by its STIX id where it has none. Sources: OASIS
//! STIX 2.1; `attack-stix-data` for the `x_mitre_` properties.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{Fields, create};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Asset, Control, ExternalReference, Id, Threat};
use crate::record::{ChangeSet, ImportReport, from_bytes};

/// Reads a STIX 2.1 bundle into changes that create its threats, assets and controls.
///
/// Errors: text that is not JSON, something other than a bundle, a field of the wrong type, a relationship to an
/// object that the bundle does not hold, one id given to two objects.
///
/// ```
/// use isms_core::interop::read_stix;
/// let bundle = r#"{"type": "bundle", "id": "bundle--1", "objects": [
///   {"type": "attack-pattern", "id": "attack-pattern--1", "name": "Denial of Service",
///    "external_references": [{"source_name": "mitre-attack", "external_id": "T0814"}]}]}"#;
/// let found = read_stix(bundle.as_bytes())?;
/// assert_eq!(found.report.taken["threats"], 1);
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn read_stix(bytes: &[u8]) -> Result<ChangeSet> {
    let value: Value = from_bytes(bytes)?;
    let not_a_bundle =
        || Error::new(ErrorCode::Format, "type", "is not a STIX bundle", "give an object of type bundle");
    let bundle = Fields::new(&value, "").map_err(|_| not_a_bundle())?;
    if bundle.text("type").ok().flatten() != Some("bundle") {
        return Err(not_a_bundle());
    }
    let mut reader = Reader::default();
    reader.report.source = format!("STIX 2.1 {}", bundle.text("id")?.unwrap_or("bundle"));
    let objects = latest_versions(bundle.objects("objects")?, &mut reader.report)?;
    for object in objects.values() {
        reader.object(object)?;
    }
    for object in objects.values().filter(|o| matches!(o.text("type"), Ok(Some("relationship")))) {
        reader.relationship(object)?;
    }
    Ok(reader.finish())
}

/// STIX ids name objects, not their versions: of several versions the last modified counts.
fn latest_versions<'a>(
    objects: Vec<Fields<'a>>,
    report: &mut ImportReport,
) -> Result<BTreeMap<&'a str, Fields<'a>>> {
    let mut latest: BTreeMap<&str, Fields<'_>> = BTreeMap::new();
    for object in objects {
        let id = object.required("id")?;
        let modified = object.text("modified")?;
        if let Some(other) = latest.get(id) {
            report.skip(id, "an older version of the object");
            if other.text("modified")? >= modified {
                continue;
            }
        }
        latest.insert(id, object);
    }
    Ok(latest)
}

/// What a STIX object has become.
#[derive(Clone)]
enum Fate {
    Threat(Id<Threat>),
    Asset(Id<Asset>),
    Control(Id<Control>),
    /// Revoked or deprecated.
    Dropped,
    /// Of a type that is not read.
    Other,
}

#[derive(Default)]
struct Reader<'a> {
    report: ImportReport,
    fates: BTreeMap<&'a str, Fate>,
    threats: BTreeMap<Id<Threat>, Threat>,
    assets: BTreeMap<Id<Asset>, Asset>,
    controls: BTreeMap<Id<Control>, Control>,
    /// How many of each type were not read.
    others: BTreeMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn object(&mut self, object: &Fields<'a>) -> Result<()> {
        let stix_id = object.required("id")?;
        let kind = object.required("type")?;
        let known = matches!(kind, "attack-pattern" | "x-mitre-asset" | "course-of-action");
        if let Some(reason) = dropped(object)? {
            self.report.skip(stix_id, format!("{kind} is {reason}"));
            self.fates.insert(stix_id, Fate::Dropped);
            return Ok(());
        }
        if !known {
            if kind != "relationship" {
                *self.others.entry(kind.to_owned()).or_default() += 1;
            }
            self.fates.insert(stix_id, Fate::Other);
            return Ok(());
        }
        let name = object.required("name")?.to_owned();
        let description = object.text("description")?.unwrap_or_default().to_owned();
        let (id, mut references) = external_references(object)?;
        let id = id.unwrap_or(stix_id);
        let fate = match kind {
            "attack-pattern" => {
                let id: Id<Threat> = object.id("external_references", id)?;
                let threat = Threat { description, references, ..Threat::new(id.clone(), name) };
                only_once(object, self.threats.insert(id.clone(), threat).is_none(), id.as_str())?;
                Fate::Threat(id)
            }
            "x-mitre-asset" => {
                let id: Id<Asset> = object.id("external_references", id)?;
                let asset = Asset { description, references, ..Asset::new(id.clone(), name) };
                only_once(object, self.assets.insert(id.clone(), asset).is_none(), id.as_str())?;
                Fate::Asset(id)
            }
            _ => {
                let id: Id<Control> = object.id("external_references", id)?;
                references.extend(self.labels(object, stix_id)?);
                let control = Control { description, references, ..Control::new(id.clone(), name) };
                only_once(object, self.controls.insert(id.clone(), control).is_none(), id.as_str())?;
                Fate::Control(id)
            }
        };
        self.fates.insert(stix_id, fate);
        Ok(())
    }

    /// Labels such as `NIST SP 800-53 Rev. 5 - AC-3` point into other catalogues.
    fn labels(&mut self, object: &Fields<'_>, stix_id: &str) -> Result<Vec<ExternalReference>> {
        let mut references = Vec::new();
        for label in object.texts("labels")? {
            match label.rsplit_once(" - ") {
                Some((source, id)) => {
                    references.push(ExternalReference::new(source.trim(), Some(id.trim().to_owned()), None))
                }
                None => self.report.skip(stix_id, format!("the label {label:?} names no catalogue")),
            }
        }
        Ok(references)
    }

    fn relationship(&mut self, object: &Fields<'a>) -> Result<()> {
        let stix_id = object.required("id")?;
        if matches!(self.fates.get(stix_id), Some(Fate::Dropped)) {
            return Ok(());
        }
        let kind = object.required("relationship_type")?;
        let (source, target) = (self.end(object, "source_ref")?, self.end(object, "target_ref")?);
        match (kind, source, target) {
            ("targets" | "mitigates", Fate::Dropped, _) | ("targets" | "mitigates", _, Fate::Dropped) => {
                self.report.skip(
                    stix_id,
                    format!("{kind} an object, or by an object, that is revoked or deprecated"),
                );
            }
            ("targets", Fate::Threat(threat), Fate::Asset(asset)) => {
                if let Some(threat) = self.threats.get_mut(&threat).filter(|t| !t.targets.contains(&asset)) {
                    threat.targets.push(asset);
                    self.report.count("targets");
                }
            }
            ("mitigates", Fate::Control(control), Fate::Threat(threat)) => {
                if let Some(control) =
                    self.controls.get_mut(&control).filter(|c| !c.mitigates.contains(&threat))
                {
                    control.mitigates.push(threat);
                    self.report.count("mitigates");
                }
            }
            _ => *self.others.entry(format!("relationship {kind}")).or_default() += 1,
        }
        Ok(())
    }

    fn end(&self, object: &Fields<'a>, field: &str) -> Result<Fate> {
        let id = object.required(field)?;
        self.fates.get(id).cloned().ok_or_else(|| {
            let problem = format!("{id} is not in the bundle");
            object.error(ErrorCode::UnknownReference, field, problem, "give a bundle that holds both ends")
        })
    }

    fn finish(mut self) -> ChangeSet {
        for (kind, count) in self.others {
            self.report.skip(kind, format!("{count} not read: only techniques, assets and mitigations are"));
        }
        let mut changes = Vec::new();
        for mut asset in self.assets.into_values() {
            self.report.count("assets");
            asset.references.dedup();
            changes.push(create(&asset));
        }
        for mut threat in self.threats.into_values() {
            self.report.count("threats");
            threat.targets.sort();
            changes.push(create(&threat));
        }
        for mut control in self.controls.into_values() {
            self.report.count("controls");
            control.mitigates.sort();
            changes.push(create(&control));
        }
        ChangeSet { report: self.report, changes }
    }
}

fn dropped(object: &Fields<'_>) -> Result<Option<&'static str>> {
    Ok(if object.truth("revoked")? {
        Some("revoked")
    } else if object.truth("x_mitre_deprecated")? {
        Some("deprecated")
    } else {
        None
    })
}

/// The ATT&CK id, and where the object is described.
fn external_references<'a>(object: &Fields<'a>) -> Result<(Option<&'a str>, Vec<ExternalReference>)> {
    let mut attack_id = None;
    let mut references = Vec::new();
    for reference in object.objects("external_references")? {
        let source = reference.required("source_name")?;
        let id = reference.text("external_id")?;
        if id.is_some() && source.starts_with("mitre-") {
            attack_id = attack_id.or(id);
            let url = reference.text("url")?.map(str::to_owned);
            references.push(ExternalReference::new(source, id.map(str::to_owned), url));
        }
    }
    Ok((attack_id, references))
}

fn only_once(object: &Fields<'_>, new: bool, id: &str) -> Result<()> {
    if new {
        return Ok(());
    }
    let problem = format!("another object of this type has the id {id}");
    Err(object.error(ErrorCode::DuplicateId, "external_references", problem, "revoke one of the two"))
}
