//! The pages and their sections: the one list of what the report shows. A new section is a file and a line here.

use maud::{Markup, html};

use super::section;
use crate::error::Result;
use crate::view::View;

/// A page: all sections of a phase, or the dashboard.
pub(super) struct Page {
    id: &'static str,
    title: &'static str,
    lead: &'static str,
    sections: &'static [Section],
}

/// A part of a page.
pub(super) struct Section {
    id: &'static str,
    title: &'static str,
    /// The views that it shows.
    views: &'static [&'static str],
    write: fn(&View<'_>) -> Result<Markup>,
}

macro_rules! pages {
    ($($page:literal $title:literal $lead:literal { $($id:literal $name:literal [$($view:literal)*] $write:expr;)* })*) => {
        /// Every page, in order.
        pub(super) const PAGES: &[Page] = &[$(Page {
            id: $page,
            title: $title,
            lead: $lead,
            sections: &[$(Section { id: $id, title: $name, views: &[$($view),*], write: $write }),*],
        }),*];
    };
}

pages! {
    "dashboard" "Dashboard" "How the system stands, and what to do next." {
        "certificate" "Certificate and audits" ["certification" "audit_coverage"] section::standing::write;
        "ready" "Ready for the audit" ["readiness"] section::readiness::outlook;
        "duties" "Due and overdue" ["overdue" "programme"] section::duties::write;
        "open" "Open findings and incidents" ["findings" "incidents" "unanswered" "decisions"] section::open::write;
        "rhythm" "Run all year, or crammed" ["continuity" "programme"] section::rhythm::write;
        "appetite-now" "Risks against appetite" ["heatmap" "appetite"] section::matrix::small;
        "capacity" "Work against capacity" ["workload"] section::workload::outlook;
        "lacks" "What each phase lacks" ["pdca"] section::lacks::write;
    }
    "plan" "Plan" "What the organisation stands in, what could happen, and what has been decided about it." {
        "context" "Context" [] section::context::write;
        "matrix" "Risk matrix" ["heatmap"] section::matrix::write;
        "register" "Risk register" ["risks" "residual_risks"] section::register::write;
        "graph" "Around the top risk" ["risks"] section::network::write;
        "critical-asset" "Around the most critical asset" ["inherited_criticality" "coverage"] section::neighbourhood::write;
        "appetite" "Risk appetite" ["appetite"] section::appetite::write;
        "loss" "What a year may cost" ["loss"] section::loss::write;
        "next-money" "Where the next money goes" ["optimise" "treatment_frontier"] section::next_money::write;
        "treatment" "Risk treatment plan" ["risk_treatment_plan"] section::treatment::write;
        "applicability" "Statement of Applicability" ["statement_of_applicability"] section::applicability::write;
        "objectives" "Objectives" ["objectives"] section::objectives::write;
        "obligations" "Obligations" ["obligations"] section::obligations::write;
        "gaps" "Gap analysis" ["gaps"] section::gaps::write;
        "programme-gaps" "What the programme leaves out" ["programme_gaps"] section::programme_gaps::write;
        "workload" "Workload" ["workload"] section::workload::write;
    }
    "do" "Do" "What is being done, by whom, and what is owed." {
        "programme" "Programme" ["programme"] section::programme::write;
        "overdue" "Overdue" ["overdue"] section::overdue::write;
        "training" "Training" ["training"] section::training::write;
        "awareness" "Awareness" ["awareness"] section::awareness::write;
        "suppliers" "Suppliers" ["third_party_risk" "supplier_agreements" "supplier_audits"] section::suppliers::write;
        "technologies" "Technologies" ["technology_watch"] section::technologies::write;
        "exercises" "Exercises" ["exercises"] section::exercises::write;
        "documents" "Documents" ["stale_documents" "policy_reviews"] section::documents::write;
    }
    "check" "Check" "Whether it works: audits, evidence all year, measurements, incidents, reviews." {
        "readiness" "Readiness" ["readiness"] section::readiness::write;
        "audits" "Audits and certificate" ["certification" "audit_coverage"] section::audits::write;
        "continuity" "Continuity" ["continuity"] section::continuity::write;
        "metrics" "Metrics" ["metrics"] section::metrics::write;
        "anomalies" "Anomalies" ["anomalies" "unanswered"] section::anomalies::write;
        "effectiveness" "Effectiveness of controls" ["control_effectiveness" "coverage"] section::effectiveness::write;
        "incidents" "Incidents" ["incidents" "notifications_due" "incident_reviews"] section::incidents::write;
        "threats" "How often threats come true" ["event_rates"] section::threats::write;
        "review" "Management review" ["management_review_pack"] section::review::write;
    }
    "act" "Act" "What is put right, decided, learned and improved." {
        "findings" "Findings" ["findings"] section::findings::write;
        "decisions" "Decisions" ["decisions"] section::decisions::write;
        "lessons" "Lessons" ["lessons"] section::lessons::write;
        "recurrence" "Causes that come again" ["recurrence"] section::recurrence::write;
        "reevaluations" "Risks to assess again" ["reevaluations" "risk_watch"] section::reevaluations::write;
        "control-changes" "What changed controls did" ["control_changes"] section::control_changes::write;
        "cycles" "Improvement cycles" ["pdca"] section::cycles::write;
    }
}

/// The section that shows a view in full.
pub(super) fn place_of(view: &str) -> Option<&'static str> {
    let in_full = PAGES.iter().skip(1).flat_map(|page| page.sections);
    in_full.into_iter().find(|part| part.views.contains(&view)).map(|part| part.id)
}

impl Page {
    /// The page with the links to all pages and to its sections, so that it stands for itself.
    pub(super) fn written(&self, view: &View<'_>) -> Result<Markup> {
        let parts = self.sections.iter().map(|part| part.written(view)).collect::<Result<Vec<_>>>()?;
        let title_id = format!("{}-title", self.id);
        Ok(html! {
            article.page id=(self.id) aria-labelledby=(title_id) {
                nav aria-label="Pages" {
                    a.skip href={ "#" (title_id) } { "Skip to the content" }
                    ul { @for page in PAGES { li {
                        @let here = page.id == self.id;
                        a href={ "#" (page.id) } aria-current=[here.then_some("page")] { (page.title) }
                        @if here { ul { @for part in self.sections { li { a href={ "#" (part.id) } { (part.title) } } } } }
                    } } }
                }
                div.content {
                    h2 id=(title_id) tabindex="-1" { (self.title) }
                    p.lead { (self.lead) }
                    div.panels { @for part in &parts { (part) } }
                }
            }
        })
    }
}

impl Section {
    fn written(&self, view: &View<'_>) -> Result<Markup> {
        let title_id = format!("{}-title", self.id);
        let body = (self.write)(view)?;
        Ok(html! {
            section id=(self.id) aria-labelledby=(title_id) {
                h3 id=(title_id) { (self.title) }
                (body)
                @if !self.views.is_empty() {
                    p.from { "From " @for (i, name) in self.views.iter().enumerate() { @if i > 0 { ", " } code { (name) } } }
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::PAGES;
    use crate::view::definitions;

    /// Views that need an entity to ask about, sum up or explain others, or propose what is not there yet.
    const NOT_SHOWN: &[&str] = &[
        "affected",
        "blast_radius",
        "exposure",
        "cheapest_controls",
        "explanation",
        "protection",
        "status",
        "dependency_cycles",
        "document_history",
        "audit_report",
        "programme_proposal",
        "rules",
        "what_if",
    ];

    #[test]
    fn every_view_is_shown_or_left_out_on_purpose() {
        let sections = || PAGES.iter().flat_map(|page| page.sections);
        let shown: BTreeSet<&str> =
            sections().flat_map(|part| part.views).chain(NOT_SHOWN).copied().collect();
        let all: BTreeSet<&str> = definitions().iter().map(|view| view.name).collect();
        assert_eq!(shown, all);
    }

    #[test]
    fn no_id_stands_twice() {
        let ids: Vec<&str> =
            PAGES.iter().flat_map(|page| page.sections.iter().map(|part| part.id).chain([page.id])).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}
