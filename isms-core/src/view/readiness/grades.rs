//! The one table of what a rule that is not kept means to an auditor, and what makes it good.

use super::super::Rule;
use crate::model::FindingGrade;

/// The grade of each rule, and the remedy.
///
/// The grades are those of ISO/IEC 17021-1, 3.12 and 3.13. **Major**: what the standard asks for is absent or has broken
/// down, so that the management system cannot be relied on. **Minor**: a single lapse. **Opportunity**: nothing is
/// broken, and it could be better. The match names every rule, so that no rule can come without a grade.
pub(super) fn of(rule: Rule) -> (FindingGrade, &'static str) {
    use FindingGrade::{Major, Minor, Opportunity};
    use Rule::*;
    match rule {
        // Clauses 4 to 7.
        NeedAddressed => {
            (Opportunity, "name in the need what addresses it, or the day on which it ceased to be one")
        }
        ClauseServed => (Major, "plan an activity that serves the clause, with an owner and a cadence"),
        PolicyInForce => (Major, "put the information security policy on record and approve a version"),
        OwnerIsHeld => (Minor, "name a person who holds the role from now on"),
        OwnerHeldThroughout => (
            Minor,
            "raise a finding of clause 5.3 found by the role, and take it through its steps to its close",
        ),
        CriteriaSet => (Major, "state the risk criteria: scales, levels, and which level is acceptable"),
        RisksIdentified => (Major, "put the risks on record and assess them"),
        RiskAcceptable | RiskWithinAppetite => {
            (Minor, "treat the risk and assess it again, or have its owner accept it for a time")
        }
        CategoryWithinAppetite | PortfolioWithinTolerance => {
            (Opportunity, "treat the heaviest risks and assess them again, or revise the appetite")
        }
        ApplicabilityDecided => {
            (Major, "decide on each control whether it applies and why: the Statement of Applicability")
        }
        ApplicableIsImplemented => (Minor, "put the control in force and record the revision"),
        NecessaryIsDecided => (Minor, "decide on the applicability of the control"),
        RiskIsTreated => (Minor, "plan the treatment of the risk, or have its owner accept it for a time"),
        ResidualIsAccepted | AcceptanceEnded => {
            (Minor, "have the risk owner accept what remains for a time, or retire what is no risk any more")
        }
        ObjectivesSet => (Major, "set objectives with a target, a day and a metric"),
        ObjectiveReached => {
            (Minor, "measure that the objective is reached, or revise it with a day that lies ahead")
        }
        ObjectiveEvaluated => {
            (Minor, "name the metric of the objective and record a measurement, or retire the objective")
        }
        ObjectiveFollowsCauses => (Minor, "revise the objective with its causes in view"),
        ObjectiveServesGoal => (Minor, "name a goal of the business that it serves, or retire the objective"),
        RoleHasTheHours | CapacityStated => (Opportunity, "state the hours of the role, or spread its work"),
        CarriedOverIsCaughtUp => (Opportunity, "give the role more hours, or its work to another"),
        CourseTakenByDayDue | CourseTakenAgain => {
            (Minor, "have the person take the course and record the completion")
        }
        CampaignReachesAudience => (Opportunity, "reach the rest of the audience and record whom"),
        CampaignRefreshed => (Minor, "end the campaign, or begin another about what has changed"),
        DocumentFollowsWhatItDescribes | RevisionAskedFor => {
            (Minor, "approve a new version of the document, or record a review that confirms it")
        }
        OneVersionInForce | SupersededIsArchived => (Minor, "archive the version that is no longer in force"),
        EvidenceValid => (Minor, "do the work again and record evidence that is valid"),
        RecordedSoon => (Opportunity, "record evidence within days of the work"),
        // Clause 8.
        ProgrammeDone => (
            Minor,
            "do the work and record the evidence of it; of what was left undone for good, raise a finding of clause 8.1 found by the activity and close it",
        ),
        ProgrammeInTime => (Opportunity, "do the work within its grace, or set another cadence"),
        TaskPlanned | ControlKept => (Opportunity, "plan an activity for it, with an owner and a cadence"),
        NothingDueOnDaysOff => (Opportunity, "move the due dates off the days off"),
        RiskReviewDue => (Minor, "assess the risk again"),
        ReassessAfterChange => (
            Minor,
            "assess the risks again; where that came late, raise a finding of clause 8.2 found by the change and close it",
        ),
        NewlyExposed
        | ReassessAfterIncident
        | ReassessAfterFailedTest
        | ReassessAfterExpiredEvidence
        | ReassessAfterSupplierChange
        | ReassessAfterObligation
        | ReassessAfterEndOfSupport
        | ReassessAfterIndicator => (Opportunity, "assess the risks again with what happened in view"),
        ControlsChangedRisk | ResidualStatedLower | ResidualStatedHigher => {
            (Opportunity, "assess the residual risk again with the controls in force in view")
        }
        BestTreatmentChosen => (Opportunity, "decide on the treatment option and plan its action"),
        TreatmentInTime => (Minor, "do the action and complete it on record, or agree on another day"),
        // Clause 9.
        NoLongSilence | NotCrammed => (
            Minor,
            "raise a finding of clause 9.1 found by the activity, and take it through its steps to its close",
        ),
        EvenOverTheYear => (Opportunity, "spread the work as the plan has it"),
        ControlEffective => (Opportunity, "find out why the control fails, and revise it"),
        ControlTested => (Minor, "test the control and record the test"),
        LastTestPassed => (Minor, "mend the control and test it again"),
        ControlAsDesigned => (Minor, "mend the control and record the revision that is implemented again"),
        MetricWithinThreshold => {
            (Opportunity, "act on what is measured until a measurement is on the right side again")
        }
        WesternElectric1 | WesternElectric2 | WesternElectric3 | WesternElectric4 | Nelson1 | Nelson2
        | Nelson3 | Nelson4 | Nelson5 | Nelson6 | Nelson7 | Nelson8 | EwmaWithinLimits
        | CusumWithinInterval => {
            (Opportunity, "answer the anomaly: by a finding, by actions, or with the reason why not")
        }
        AnomalyAnswered => {
            (Minor, "answer the anomaly: by a finding, by actions, or with the reason why not")
        }
        AnomalyActionInTime => (Minor, "do the action and complete it on record"),
        PerformanceMeasured => (Minor, "measure, and record the measurements"),
        MeasuredAsPlanned => (Minor, "take up the measurements again and record them"),
        InternalAuditHeld => (Major, "hold an internal audit and report it"),
        AuditedOnceACycle => (Major, "audit it; while the cycle lasts, plan an audit that covers it"),
        AuditorIndependent => (
            Minor,
            "have another person audit it; of an audit held, raise a finding of clause 9.2 and close it",
        ),
        SampledByRisk => (Opportunity, "put the control in the scope of the next audit"),
        ReportReachesManagement => (
            Minor,
            "communicate the report; of one that came late, raise a finding of clause 9.2 and close it",
        ),
        ReviewInterval => (Major, "hold a management review and record it"),
        ReviewInputsComplete => (Minor, "look at the inputs that are missing and record what was said"),
        ReviewEarlierActions
        | ReviewContext
        | ReviewInterestedParties
        | ReviewPerformance
        | ReviewFeedback
        | ReviewRisks
        | ReviewImprovement => (Opportunity, "look at it in the next management review"),
        DecisionCarriedOut | DecisionActionInTime => (Minor, "do the action and complete it on record"),
        // Clause 10.
        CauseRecurs => (
            Minor,
            "put on record a lesson of the latest incident of the trail, learned since, and what follows from it",
        ),
        CauseElsewhere => (
            Opportunity,
            "put on record a lesson of the latest incident of the trail, learned since, and what follows from it",
        ),
        FindingStepByStep | FindingMovesOn => (Minor, "take the next step of the finding and record it"),
        FindingAnsweredInTime => (Major, "finish the corrective actions and take the finding to its close"),
        EffectivenessReviewed => (Minor, "verify whether the corrective actions work, and record it"),
        FindingDoesNotRecur => (Major, "find the cause that was missed, and close the finding"),
        PhaseLeftOnExit | PhaseLeftInTime => {
            (Minor, "meet the exit criteria of the phase and enter the next, or give the phase another day")
        }
        // Certification (ISO/IEC 17021-1).
        CertificateInForce => (Major, "have the certification body restore or renew the certificate"),
        CertificateCondition => (Major, "meet the condition and record the day"),
        FirstSurveillance | SurveillanceEachYear => (Major, "agree on the surveillance audit and hold it"),
        RecertifiedBeforeExpiry => (Minor, "plan the recertification audit before the certificate ends"),
        MajorsCleared => (Major, "take the major nonconformity through its steps to its close"),
        // Annex A.
        PolicyReviewInterval | PolicyReviewAfterChange => (Minor, "review the policy and record the outcome"),
        SupplierTierByReach => {
            (Opportunity, "state the tier that the access calls for, or narrow the access")
        }
        SupplierAssessedFromTheStart | SupplierAssessmentInterval => {
            (Minor, "assess the supplier and record the outcome")
        }
        AgreementInForce => (Minor, "sign an agreement with the supplier, or end the relation"),
        AgreementRenewedAhead => (Opportunity, "renew the agreement before it ends"),
        AgreementClausesForTier => (Minor, "agree on the clauses that are missing"),
        AgreementReviewInterval => (Minor, "review the agreement and record the day"),
        SupplierAuditInterval => (Minor, "audit the supplier, or obtain an attestation that is valid"),
        AttestationValid => (Minor, "obtain an attestation that is valid"),
        AttestationRenewedAhead => (Opportunity, "ask for the next attestation"),
        ResponseInTime | RespondedUntilClosed => (
            Minor,
            "take the incident to the stage that is late; once there, raise a finding of control A.5.26 and close it",
        ),
        NotifiedInTime => (
            Minor,
            "send the notification and record it; of one sent late, raise a finding of control A.5.26 and close it",
        ),
        RootCauseAnalysed => (Minor, "find the root cause and record the analysis"),
        LessonOrReason => (Minor, "put the lesson on record, or state why there is none"),
        LessonActionsDone | ExerciseActionInTime => (Minor, "do the action and complete it on record"),
        EventRateFromCounts => (Opportunity, "hold the rate to what was counted"),
        ExerciseInterval => (Minor, "hold the exercise and record what came of it"),
        ImpactAssessedBeforeEffect => (
            Minor,
            "assess what the version means; of one assessed late, raise a finding of control A.5.31 and close it",
        ),
        StrictestLimitCounts => (Opportunity, "keep to the strictest figure"),
        RequirementAssessed => (Opportunity, "judge how the requirement is met, and record it"),
        RequirementMet => (Opportunity, "close the gap and assess the requirement again"),
        AnswerRestsOnEvidence => {
            (Minor, "record evidence that shows the answer, or assess the requirement again")
        }
        PromisePlanned => (
            Minor,
            "plan the activity as often as the document promises, or approve a version that promises less",
        ),
        PromiseKept => (
            Minor,
            "do what the document promises; of what was left undone, raise a finding of control A.5.37 found by the document and close it",
        ),
        TechnologySupported => (Minor, "replace the technology, or take it out of use"),
        TechnologyReplacedAhead => {
            (Opportunity, "plan the change that replaces the technology before its support ends")
        }
        TechnologyNotDeprecated => (Opportunity, "plan to replace the technology"),
        VulnerabilityResolved => (Minor, "remove the vulnerability and record the day"),
        NoCircle => (Opportunity, "break the circle, or write down in which order its assets are started"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_a_remedy_that_can_follow_a_colon() {
        for rule in Rule::ALL {
            let (_, remedy) = of(*rule);
            assert!(remedy.len() > 10 && !remedy.ends_with('.'), "{rule}: {remedy}");
            assert!(remedy.starts_with(|c: char| c.is_lowercase()), "{rule}: {remedy}");
        }
    }
}
