//! The rules that speak in the answers: a stable vocabulary with a text for each.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::View;

macro_rules! rules {
    ($($variant:ident $id:literal $text:literal;)*) => {
        /// A rule, written as its clause or control and a name: `9.3/interval`. The spelling is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule { $(#[doc = $text] $variant),* }

        impl Rule {
            /// Every rule, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its stable id.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// What it says.
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
    };
}

rules! {
    // Risk watch, re-evaluation and control changes (activities rows 1 to 3).
    RiskReviewDue "8.2/review-date" "A risk is assessed again by its review date.";
    NewlyExposed "8.2/newly-exposed" "A new threat or vulnerability reaches an asset of the risk with no effective control between.";
    ReassessAfterChange "8.2/significant-change" "Risks that a significant change reaches are assessed again within its deadline.";
    ReassessAfterIncident "8.2/incident" "Risks that an incident reaches are assessed again.";
    ReassessAfterFailedTest "8.2/failed-test" "Risks that lean on a control that failed its test are assessed again.";
    ReassessAfterExpiredEvidence "8.2/expired-evidence" "Risks that lean on what expired evidence showed are assessed again.";
    ReassessAfterSupplierChange "8.2/supplier-change" "Risks that a supplier reaches are assessed again when its standing changes.";
    ReassessAfterObligation "8.2/obligation-change" "Risks that a new version of an obligation touches are assessed again once it binds.";
    ReassessAfterEndOfSupport "8.2/end-of-support" "Risks that an unsupported technology reaches are assessed again.";
    ControlsChangedRisk "8.3/control-change" "A change of a control changes the residual risk computed from it.";
    ResidualStatedLower "8.3/stated-lower" "The residual risk is stated lower than the controls in force give.";
    ResidualStatedHigher "8.3/stated-higher" "The residual risk is stated higher than the controls in force give.";
    // Incidents and what is learned from them (rows 7 to 9).
    ResponseInTime "A.5.26/response-in-time"
        "An incident reaches each stage of the response within the time set for it.";
    RespondedUntilClosed "A.5.26/responded-until-closed" "An incident is responded to until it is closed.";
    NotifiedInTime "A.5.26/notified-in-time"
        "Whomever an obligation names is told of an incident before the time for it runs out.";
    RootCauseAnalysed "A.5.27/root-cause-analysed"
        "The root cause of a severe incident is found within the days set after recovery.";
    LessonOrReason "A.5.27/lesson-or-reason"
        "An incident leaves a lesson, or the reason why there is none, when it is closed.";
    LessonActionsDone "A.5.27/lesson-actions-done" "What follows from a lesson is done by its day.";
    CauseRecurs "10.2/cause-recurs"
        "A cause does not lead to incidents with assets of the same class again once it was dealt with.";
    CauseElsewhere "10.2/cause-elsewhere"
        "A cause does not lead to incidents with assets of other classes once it was dealt with.";
    EventRateFromCounts "A.5.27/event-rate-from-counts"
        "The yearly rate of a threat follows from what was held before and the incidents counted since.";
    // Documents and policies (rows 16 to 18).
    DocumentFollowsWhatItDescribes "7.5.2/follows-what-it-describes"
        "A document is revised, or confirmed by a review, once something it describes has changed after its version.";
    RevisionAskedFor "7.5.2/revision-asked-for" "A review that asks for a new version is followed by one.";
    OneVersionInForce "7.5.3/one-version-in-force"
        "A version is in force from its approval until another takes its place or the document is retired.";
    SupersededIsArchived "7.5.3/superseded-is-archived" "A version that is no longer in force is archived, never lost.";
    PolicyReviewInterval "A.5.1/review-interval" "A policy is reviewed at least once in the interval set, a year by default.";
    PolicyReviewAfterChange "A.5.1/review-after-change"
        "A policy is reviewed within the days set once something it describes has changed.";
    // People: training, awareness, exercises (rows 19 to 21).
    CourseTakenByDayDue "7.2/course-taken-by-day-due"
        "Who holds a role that requires a course, or is told to take one, takes it by the day due.";
    CourseTakenAgain "7.2/course-taken-again" "A course is taken again before its completion lapses.";
    CampaignReachesAudience "7.3/campaign-reaches-audience" "A campaign reaches everybody it is for.";
    CampaignRefreshed "7.3/campaign-refreshed"
        "A running campaign is refreshed once a threat or policy it is about has changed.";
    ExerciseInterval "A.5.30/exercise-interval" "An exercise of each kind is held again within its interval.";
    // Suppliers (rows 22 to 24).
    SupplierTierByReach "A.5.19/tier-by-reach"
        "The tier stated for a supplier is the one that the criticality of what its access reaches calls for.";
    SupplierAssessedFromTheStart "A.5.19/assessed-from-the-start"
        "A supplier is assessed by the first day of the relation.";
    AgreementInForce "A.5.20/agreement-in-force" "There is an agreement in force with every supplier.";
    AgreementRenewedAhead "A.5.20/renewed-ahead" "An agreement is renewed before it ends.";
    AgreementClausesForTier "A.5.20/clauses-for-tier"
        "The agreements with a supplier hold the security clauses that its tier needs.";
    SupplierAssessmentInterval "A.5.22/assessment-interval"
        "A supplier is assessed again within the interval of its tier.";
    AgreementReviewInterval "A.5.22/agreement-review-interval"
        "An agreement is reviewed within the interval of the tier of the supplier.";
    SupplierAuditInterval "A.5.22/audit-interval"
        "A supplier is audited, or attested by somebody else, within the interval of its tier.";
    AttestationValid "A.5.22/attestation-valid" "An attestation that is relied on is valid.";
    AttestationRenewedAhead "A.5.22/attestation-renewed-ahead" "An attestation is renewed before it lapses.";
    // Obligations (rows 25 and 26).
    ImpactAssessedBeforeEffect "A.5.31/impact-assessed-before-effect"
        "What a new version of an obligation means is assessed before the day it takes effect.";
    StrictestLimitCounts "A.5.31/strictest-limit-counts"
        "Where several obligations limit the same thing, the strictest figure counts.";
    // Control effectiveness (row 28).
    ControlEffective "9.1/control-effective"
        "How well a control works follows from dated evidence, of which the older weighs less.";
    ControlTested "9.1/control-tested" "A control in force is tested, and again within its interval.";
    // Technologies (row 29).
    TechnologySupported "A.8.8/technology-supported" "A technology in use is supported by its maker.";
    TechnologyReplacedAhead "6.3/end-of-support-raises-a-change"
        "The end of support of a technology raises a change before it comes.";
    TechnologyNotDeprecated "A.8.8/technology-not-deprecated"
        "A technology that its maker advises against is replaced.";
    // Applicability and treatment (rows 1 and 3).
    ApplicabilityDecided "6.1.3/applicability-decided" "Of each control it is decided whether it applies, and why.";
    ApplicableIsImplemented "6.1.3/applicable-is-implemented" "A control that applies is implemented.";
    NecessaryIsDecided "6.1.3/necessary-is-decided"
        "A control that treats a risk stands in the statement of applicability.";
    RiskIsTreated "6.1.3/risk-is-treated" "A risk that is not acceptable is treated, or its owner accepts it.";
    ResidualIsAccepted "6.1.3/residual-is-accepted"
        "What remains of a risk above what is acceptable is accepted by its owner for a time, and anew after it.";
    // Gap analysis (row 35).
    RequirementAssessed "A.5.36/requirement-assessed" "Each requirement of a framework that is followed is assessed.";
    RequirementMet "A.5.36/requirement-met" "A requirement that applies is met in full.";
    AnswerRestsOnEvidence "A.5.36/evidence-in-force" "Where a requirement is said to be met, evidence in force shows it.";
    PromisePlanned "A.5.37/promise-planned" "The programme holds what a document promises, as often as it promises.";
    PromiseKept "A.5.37/promise-kept" "What a document promises is done as often as it promises.";
    // Monitoring and management review (rows 10 and 13 to 15).
    WesternElectric1 "9.1/western-electric-1" "No measurement lies more than three sigmas from the centre.";
    WesternElectric2 "9.1/western-electric-2"
        "No two of three measurements in a row lie more than two sigmas to one side of the centre.";
    WesternElectric3 "9.1/western-electric-3"
        "No four of five measurements in a row lie more than a sigma to one side of the centre.";
    WesternElectric4 "9.1/western-electric-4" "No eight measurements in a row lie to one side of the centre.";
    Nelson1 "9.1/nelson-1" "No measurement lies more than three sigmas from the centre.";
    Nelson2 "9.1/nelson-2" "No nine measurements in a row lie to one side of the centre.";
    Nelson3 "9.1/nelson-3" "No six measurements in a row rise, or fall.";
    Nelson4 "9.1/nelson-4" "No fourteen measurements in a row go up and down by turns.";
    Nelson5 "9.1/nelson-5"
        "No two of three measurements in a row lie more than two sigmas to one side of the centre.";
    Nelson6 "9.1/nelson-6"
        "No four of five measurements in a row lie more than a sigma to one side of the centre.";
    Nelson7 "9.1/nelson-7" "No fifteen measurements in a row lie less than a sigma from the centre.";
    Nelson8 "9.1/nelson-8" "No eight measurements in a row lie more than a sigma from the centre.";
    EwmaWithinLimits "9.1/ewma" "The weighted moving average of the measurements stays within its limits.";
    CusumWithinInterval "9.1/cusum"
        "What measurements lie above or below the centre does not add up to more than the decision interval.";
    PerformanceMeasured "9.1/performance-measured"
        "The performance of the management system is measured, analysed and evaluated.";
    ReassessAfterIndicator "8.2/indicator-crossed"
        "Risks are assessed again once the metric that indicates them crosses its threshold.";
    ReviewInterval "9.3/interval" "Top management reviews the management system at least once an interval, a year by default.";
    ReviewInputsComplete "9.3.2/inputs-complete" "A management review looks at every input of the clause, a to g.";
    ReviewEarlierActions "9.3.2/earlier-actions" "A review looks at how the actions of earlier reviews stand.";
    ReviewContext "9.3.2/context" "A review looks at external and internal issues that changed.";
    ReviewInterestedParties "9.3.2/interested-parties"
        "A review looks at needs and expectations of interested parties that changed.";
    ReviewPerformance "9.3.2/performance"
        "A review looks at nonconformities and corrective actions, measurements, audits and objectives.";
    ReviewFeedback "9.3.2/feedback" "A review looks at what interested parties say.";
    ReviewRisks "9.3.2/risks" "A review looks at the results of risk assessment and the state of the treatment plan.";
    ReviewImprovement "9.3.2/improvement" "A review looks at opportunities for continual improvement.";
    MeasuredAsPlanned "9.1/measured-as-planned" "A metric is measured as often as its cadence says.";
    AnomalyAnswered "9.1/anomaly-answered"
        "An anomaly is answered within the days set: by a finding, by actions, or with the reason why not.";
    // Programme, workload and continuity (rows 36 and 37).
    ProgrammeDone "8.1/done" "What the programme plans is done, and evidence shows it.";
    ProgrammeInTime "8.1/in-time" "What the programme plans is done within its grace.";
    NoLongSilence "9.1/no-long-silence" "Work goes on all year, without a long silence between pieces of evidence.";
    NotCrammed "9.1/not-crammed" "Work is not crammed into the run-up to an audit.";
    EvenOverTheYear "9.1/evenness" "Evidence comes as evenly over the period as the plan has it.";
    RecordedSoon "7.5.3/recorded-soon" "Evidence is put on record within 14 days of the work.";
    TaskPlanned "8.1/planned" "An activity is planned for each recurring task of the management system.";
    ClauseServed "4.4/clause-served" "An activity serves each clause from 4 to 10.";
    ControlKept "8.1/control-kept" "An activity keeps alive each control that applies.";
    NothingDueOnDaysOff "8.1/days-off" "Nothing falls due on the organisation's days off.";
    OwnerIsHeld "5.3/held" "Somebody holds each role that owes work.";
    RoleHasTheHours "7.1/capacity" "What falls to a role in a month takes no more hours than it has.";
    CapacityStated "7.1/capacity-stated" "A role that owes work states the hours it has for it.";
    CarriedOverIsCaughtUp "7.1/caught-up" "Work carried over from one month to the next can still be caught up with.";
    EvidenceValid "7.5.3/validity" "The latest evidence of an activity may still be relied on.";
    // Audits, findings and certification (rows 4 to 6, 27, 33 and 34). A rule of ISO/IEC 17021-1 bears its number first.
    AuditedOnceACycle "9.2/audited-once-a-cycle"
        "Each clause from 4 to 10 and each control that applies is audited at least once in a certification cycle.";
    AuditorIndependent "9.2/auditor-independent" "An auditor does not own what the audit covers.";
    SampledByRisk "9.2/sampled-by-risk" "Audits look first at the controls on which most risk leans.";
    ReportReachesManagement "9.2/reported-to-management"
        "The report of an audit reaches management within the days set.";
    FindingStepByStep "10.2/step-by-step" "A finding goes from correction to closing step by step, and skips none.";
    FindingAnsweredInTime "10.2/answered-in-time" "A finding is closed by its day.";
    FindingMovesOn "10.2/moves-on" "A finding takes its next step within the days set for its grade.";
    EffectivenessReviewed "10.2/effectiveness-reviewed"
        "Whether corrective actions work is verified within the days set once they are implemented.";
    FindingDoesNotRecur "10.2/does-not-recur"
        "The same requirement is not broken for the same cause again once a finding is closed.";
    CertificateInForce "17021.9.6.5/in-force" "The certificate is neither suspended nor withdrawn nor expired.";
    CertificateCondition "17021.9.6.1/condition-met" "A condition of the certification body is met by its day.";
    FirstSurveillance "17021.9.1.3/first-surveillance"
        "The first surveillance audit is held within 12 months of the first certification decision.";
    SurveillanceEachYear "17021.9.1.3/surveillance-each-year"
        "A surveillance audit is held in each calendar year, except the year of recertification.";
    RecertifiedBeforeExpiry "17021.9.6.3/before-expiry"
        "Recertification is planned ahead and decided before the certificate expires.";
    MajorsCleared "17021.9.6.3/majors-cleared"
        "Major nonconformities that a certification body found are closed before it decides.";
    // Decisions, objectives, appetite and improvement (rows 11, 12 and 30 to 32).
    DecisionCarriedOut "9.3/carried-out" "A decision is open until each of its actions is done.";
    DecisionActionInTime "9.3/action-in-time" "An action that management decided on is done by its day.";
    ObjectiveReached "6.2/reached-by-its-day" "An objective is reached by its day, as measured.";
    ObjectiveEvaluated "6.2/evaluated" "Whether an objective is reached is measured.";
    ObjectiveFollowsCauses "6.2/follows-its-causes"
        "An objective is revised once a cause of its last revision has changed.";
    ObjectiveServesGoal "6.2/serves-a-goal" "An objective serves a goal of the business.";
    RiskAcceptable "6.1.2/acceptable" "A risk is of an acceptable level, or its owner accepts it for a time.";
    RiskWithinAppetite "6.1.2/within-appetite"
        "A risk is no higher than the appetite of its category, or its owner accepts it for a time.";
    CategoryWithinAppetite "6.1.2/category-loss"
        "The expected yearly loss of a category is no higher than its appetite.";
    PortfolioWithinTolerance "6.1.2/loss-tolerance" "A year's loss exceeds an amount no more often than is tolerated.";
    BestTreatmentChosen "6.1.3/best-treatment"
        "Of the treatment options those are taken that leave the least loss for what there is to spend.";
    TreatmentInTime "8.3/action-in-time" "An action of a treatment plan is done by its day.";
    PhaseLeftOnExit "10.1/phase-left-on-exit" "A phase of an improvement is left once its exit criteria hold.";
    PhaseLeftInTime "10.1/phase-left-in-time" "A phase of an improvement is left by its day.";
    // Readiness (row 38): what no other row asks for.
    NeedAddressed "4.2/need-addressed" "The management system addresses what interested parties need and expect.";
    PolicyInForce "5.2/policy-in-force" "An information security policy is in force.";
    OwnerHeldThroughout "5.3/held-throughout" "A role that owes work is held without a break.";
    CriteriaSet "6.1.2/criteria-set" "Criteria say how risk is rated and what is acceptable.";
    RisksIdentified "6.1.2/risks-identified" "Risks are identified and stand on the register.";
    AcceptanceEnded "6.1.3/acceptance-ended" "An acceptance that ran out is renewed, or the risk is treated and assessed anew.";
    ObjectivesSet "6.2/objectives-set" "Objectives are set.";
    ControlAsDesigned "9.1/works-as-designed" "A control in force works as designed.";
    LastTestPassed "9.1/last-test-passed" "A control passed its last test.";
    MetricWithinThreshold "9.1/within-threshold" "A metric is on the right side of its threshold.";
    AnomalyActionInTime "9.1/anomaly-action-in-time" "What is to be done about an anomaly is done by its day.";
    InternalAuditHeld "9.2/held-within-a-year" "An internal audit is held at least once in twelve months.";
    ExerciseActionInTime "A.5.30/action-in-time" "What follows from an exercise is done by its day.";
    VulnerabilityResolved "A.8.8/vulnerability-resolved" "A vulnerability that is known is removed.";
    NoCircle "A.8.14/no-circle" "Assets do not need one another in a circle.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
impl JsonSchema for Rule {
    fn schema_name() -> Cow<'static, str> {
        "Rule".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let ids: Vec<_> = Self::ALL.iter().map(|rule| rule.id()).collect();
        json_schema!({
            "type": "string", "enum": ids,
            "description": "A rule, written as its clause or control and a name. The spelling is stable.",
        })
    }
}

/// The vocabulary of rules.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Rules {
    /// The date looked at.
    pub as_of: crate::model::Date,
    /// The rules, in the order of the vocabulary.
    pub rules: Vec<RuleText>,
}

/// A rule and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RuleText {
    /// Its id, as items name it.
    pub rule: Rule,
    /// What it says.
    pub text: String,
}

impl View<'_> {
    /// Every rule that can speak in an answer, and what it says. The same on every date.
    pub fn rules(&self) -> Rules {
        let told = |rule: &Rule| RuleText { rule: *rule, text: rule.text().to_owned() };
        Rules { as_of: self.date(), rules: Rule::ALL.iter().map(told).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_words_and_each_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for rule in Rule::ALL {
            let (clause, name) = rule.id().split_once('/').unwrap();
            assert!(clause.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'), "{rule}");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.chars().all(plain) && !name.is_empty(), "{rule}");
            assert!(seen.insert(rule.id()), "{rule} stands twice");
            assert!(rule.text().ends_with('.'), "{rule}");
        }
    }
}
