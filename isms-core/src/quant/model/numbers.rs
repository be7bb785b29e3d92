//! Which random numbers the entries of a model are given: by their places, or those that another model gives by id.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::check::MOST;
use super::{LossForm, LossModel, QuantifiedRisk};
use crate::error::{Error, ErrorCode, Result};

/// Of each entry of a model the place that names its random numbers, in the order of its lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RandomPlaces {
    pub(in crate::quant) risks: Vec<u32>,
    pub(in crate::quant) assets: Vec<u32>,
    pub(in crate::quant) controls: Vec<u32>,
    pub(in crate::quant) common_causes: Vec<u32>,
    /// Of the dependencies of the first asset, then of the next.
    pub(in crate::quant) dependencies: Vec<u32>,
    /// By risk, of its primary and of its secondary magnitudes.
    pub(in crate::quant) magnitudes: Vec<[Vec<u32>; 2]>,
}

impl LossModel {
    /// The same model, drawing the random numbers of `other` for each risk, asset, control and common cause of the same
    /// id, for each form of loss of the same risk, and for each dependency of the same assets, wherever they stand in the
    /// lists. What `other` does not have draws numbers of its own. So two models of one organisation differ by what was
    /// changed and by nothing else.
    ///
    /// ```
    /// use isms_core::graph::Watch;
    /// use isms_core::model::Distribution;
    /// use isms_core::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk, Simulation, Stage, simulate};
    ///
    /// let risk = |id: &str| QuantifiedRisk {
    ///     primary: vec![Magnitude::new(LossForm::Response, Distribution::uniform(50.0, 150.0))],
    ///     ..QuantifiedRisk::new(id, Distribution::fixed(2.0))
    /// };
    /// let before = LossModel { risks: vec![risk("R-1"), risk("R-2")], ..LossModel::default() };
    /// let after = LossModel { risks: vec![risk("R-2")], ..LossModel::default() }.with_numbers_of(&before);
    /// let by_risk = |model| {
    ///     let losses = simulate(model, &Simulation::new(1000, 1), &Watch::none())?;
    ///     Ok::<_, isms_core::Error>(losses.stage(Stage::Residual)?.contributions().risks)
    /// };
    /// assert_eq!(by_risk(&before)?[1], by_risk(&after)?[0]);
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    #[must_use]
    pub fn with_numbers_of(mut self, other: &Self) -> Self {
        let theirs = other.numbers.clone().unwrap_or_else(|| RandomPlaces::by_place(other));
        fn ids<T>(list: &[T], id: fn(&T) -> &String) -> impl Iterator<Item = &str> {
            list.iter().map(move |entry| id(entry).as_str())
        }
        let pairs = |model| dependencies(model).into_iter();
        let risks: HashMap<&str, _> =
            ids(&other.risks, |r| &r.id).zip(other.risks.iter().zip(&theirs.magnitudes)).collect();
        let magnitudes = self.risks.iter().map(|risk| {
            let [primary, secondary] = forms(risk);
            let (their_forms, places) = match risks.get(risk.id.as_str()) {
                Some((theirs, places)) => (forms(theirs), (*places).clone()),
                None => Default::default(),
            };
            let [their_primary, their_secondary] = their_forms.map(Vec::into_iter);
            [
                align(their_primary, &places[0], primary.into_iter()),
                align(their_secondary, &places[1], secondary.into_iter()),
            ]
        });
        let magnitudes = magnitudes.collect();
        self.numbers = Some(RandomPlaces {
            risks: align(ids(&other.risks, |r| &r.id), &theirs.risks, ids(&self.risks, |r| &r.id)),
            assets: align(ids(&other.assets, |a| &a.id), &theirs.assets, ids(&self.assets, |a| &a.id)),
            controls: align(
                ids(&other.controls, |c| &c.id),
                &theirs.controls,
                ids(&self.controls, |c| &c.id),
            ),
            common_causes: align(
                ids(&other.common_causes, |c| &c.id),
                &theirs.common_causes,
                ids(&self.common_causes, |c| &c.id),
            ),
            dependencies: align(pairs(other), &theirs.dependencies, pairs(&self)),
            magnitudes,
        });
        self
    }

    /// Of each asset where those that depend on it begin among all dependencies, gathered by what is needed, and where
    /// they end; and of each dependency, in the order of the model, its place there.
    pub(in crate::quant) fn dependents(&self) -> (Vec<u32>, Vec<u32>) {
        let all = || self.assets.iter().flat_map(|asset| &asset.depends_on);
        let mut starts = vec![0_u32; self.assets.len() + 1];
        for dependency in all() {
            if let Some(count) = starts.get_mut(dependency.asset as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let place = |dependency: &super::Dependency| {
            let next = next.get_mut(dependency.asset as usize)?;
            *next += 1;
            Some(*next - 1)
        };
        // A model that refers to what is not there is refused before it is simulated.
        let places = all().map(place).map(Option::unwrap_or_default).collect();
        (starts, places)
    }
}

impl RandomPlaces {
    /// By the places of the entries themselves.
    fn by_place(model: &LossModel) -> Self {
        let places = |size: usize| (0..size as u32).collect();
        Self {
            risks: places(model.risks.len()),
            assets: places(model.assets.len()),
            controls: places(model.controls.len()),
            common_causes: places(model.common_causes.len()),
            dependencies: model.dependents().1,
            magnitudes: model.risks.iter().map(|risk| forms(risk).map(|forms| places(forms.len()))).collect(),
        }
    }

    /// Whether each entry of a model has a place, and no two of a list the same.
    pub(super) fn check(&self, model: &LossModel) -> Result<()> {
        different("risks", &self.risks, model.risks.len())?;
        different("assets", &self.assets, model.assets.len())?;
        different("controls", &self.controls, model.controls.len())?;
        different("common_causes", &self.common_causes, model.common_causes.len())?;
        different("dependencies", &self.dependencies, dependencies(model).len())?;
        if self.magnitudes.len() != model.risks.len() {
            return Err(unnamed("magnitudes", model.risks.len()));
        }
        for (risk, places) in model.risks.iter().zip(&self.magnitudes) {
            for (forms, places) in forms(risk).iter().zip(places) {
                different("magnitudes", places, forms.len())?;
            }
        }
        Ok(())
    }
}

/// Whether so many entries have a place each, of their own.
fn different(name: &str, places: &[u32], size: usize) -> Result<()> {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let within = sorted.last().is_none_or(|last| (*last as usize) < MOST);
    if sorted.len() == size && places.len() == size && within { Ok(()) } else { Err(unnamed(name, size)) }
}

fn unnamed(name: &str, size: usize) -> Error {
    let problem = format!("do not name random numbers for {size} entries");
    let remedy = "let the library align the model with another, of a few million entries at most";
    Error::new(ErrorCode::Value, name, problem, remedy).within("numbers")
}

/// Each dependency by the ids of what is needed and of what needs it.
fn dependencies(model: &LossModel) -> Vec<((&str, &str), u32)> {
    let needed = |place: u32| model.assets.get(place as usize).map_or("", |needed| needed.id.as_str());
    numbered(model.assets.iter().flat_map(|asset| {
        asset.depends_on.iter().map(move |dependency| (needed(dependency.asset), asset.id.as_str()))
    }))
}

/// The forms of the primary and of the secondary magnitudes of a risk.
fn forms(risk: &QuantifiedRisk) -> [Vec<(LossForm, u32)>; 2] {
    let secondary = risk.secondary.as_ref().map_or(&[][..], |secondary| &secondary.magnitudes);
    [&risk.primary[..], secondary]
        .map(|magnitudes| numbered(magnitudes.iter().map(|magnitude| magnitude.form)))
}

/// Each key with how many of the same come before, so that all differ.
fn numbered<K: Copy + Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<(K, u32)> {
    let mut times: HashMap<K, u32> = HashMap::new();
    let numbered = keys.map(|key| {
        let times = times.entry(key).or_default();
        *times += 1;
        (key, *times)
    });
    numbered.collect()
}

/// For each of ours the place of the same one of theirs, or one that none of them has.
fn align<K: Eq + Hash>(
    theirs: impl Iterator<Item = K>,
    places: &[u32],
    ours: impl Iterator<Item = K>,
) -> Vec<u32> {
    let mut next = places.iter().max().map_or(0, |last| last + 1);
    let places: HashMap<K, u32> = theirs.zip(places.iter().copied()).collect();
    let place = |key: K| {
        places.get(&key).copied().unwrap_or_else(|| {
            next += 1;
            next - 1
        })
    };
    ours.map(place).collect()
}
