"""The parts of a record by name. Generated from the schema of the record: `make views` writes it anew."""

from __future__ import annotations

from . import entities
from ._collection import Collection, Parts


class Record(Parts):
    """A record by its parts."""

    @property
    def activities(self) -> Collection[entities.Activity]:
        """Something the organisation does again and again."""
        return Collection(self, "activities", entities.Activity)

    @property
    def anomaly_responses(self) -> Collection[entities.AnomalyResponse]:
        """The answer to an anomaly: a finding, an action, or a reason to dismiss it."""
        return Collection(self, "anomaly_responses", entities.AnomalyResponse)

    @property
    def assets(self) -> Collection[entities.Asset]:
        """Anything of value to the organisation, or a class of such things from a catalogue."""
        return Collection(self, "assets", entities.Asset)

    @property
    def assignments(self) -> Collection[entities.Assignment]:
        """A person told to take a course."""
        return Collection(self, "assignments", entities.Assignment)

    @property
    def audit_programmes(self) -> Collection[entities.AuditProgramme]:
        """The audits planned for a time, usually a certification cycle."""
        return Collection(self, "audit_programmes", entities.AuditProgramme)

    @property
    def audits(self) -> Collection[entities.Audit]:
        """An audit, planned or held."""
        return Collection(self, "audits", entities.Audit)

    @property
    def business_goals(self) -> Collection[entities.BusinessGoal]:
        """What the business wants, and security serves."""
        return Collection(self, "business_goals", entities.BusinessGoal)

    @property
    def campaigns(self) -> Collection[entities.Campaign]:
        """An effort to make people aware of something."""
        return Collection(self, "campaigns", entities.Campaign)

    @property
    def certificates(self) -> Collection[entities.Certificate]:
        """A certificate from application to its end."""
        return Collection(self, "certificates", entities.Certificate)

    @property
    def common_causes(self) -> Collection[entities.CommonCause]:
        """Something that several controls share, so that they fail together: one supplier, one administrator, one
        power supply.

        The β-factor model: of the probability that a control is down, the share β is due to the common cause, and
        the rest is its own (K. N. Fleming, *A reliability model for common mode failures in redundant safety
        systems*, 1975).
        """
        return Collection(self, "common_causes", entities.CommonCause)

    @property
    def completions(self) -> Collection[entities.Completion]:
        """A person who has taken a course."""
        return Collection(self, "completions", entities.Completion)

    @property
    def controls(self) -> Collection[entities.Control]:
        """A measure that modifies risk. Without a revision it is only listed, not in force."""
        return Collection(self, "controls", entities.Control)

    @property
    def courses(self) -> Collection[entities.Course]:
        """Something people are trained in."""
        return Collection(self, "courses", entities.Course)

    @property
    def decisions(self) -> Collection[entities.Decision]:
        """Something management decided."""
        return Collection(self, "decisions", entities.Decision)

    @property
    def documents(self) -> Collection[entities.Document]:
        """A policy, procedure or other document."""
        return Collection(self, "documents", entities.Document)

    @property
    def evidence(self) -> Collection[entities.Evidence]:
        """A trace that an activity was performed, or that something else holds."""
        return Collection(self, "evidence", entities.Evidence)

    @property
    def exercises(self) -> Collection[entities.Exercise]:
        """A test of people or technology, planned or held."""
        return Collection(self, "exercises", entities.Exercise)

    @property
    def findings(self) -> Collection[entities.Finding]:
        """Something that is not as it should be, or could be better."""
        return Collection(self, "findings", entities.Finding)

    @property
    def frameworks(self) -> Collection[entities.Framework]:
        """A catalogue of requirements: a standard, a law, a baseline."""
        return Collection(self, "frameworks", entities.Framework)

    @property
    def improvement_cycles(self) -> Collection[entities.ImprovementCycle]:
        """An improvement on its way round."""
        return Collection(self, "improvement_cycles", entities.ImprovementCycle)

    @property
    def incidents(self) -> Collection[entities.Incident]:
        """An incident and its timeline."""
        return Collection(self, "incidents", entities.Incident)

    @property
    def insurance_policies(self) -> Collection[entities.InsurancePolicy]:
        """A policy that pays for losses. Of each event it pays what is above the deductible, up to the limit; of the
        sum of that in a year what is above the aggregate deductible, up to the aggregate limit."""
        return Collection(self, "insurance_policies", entities.InsurancePolicy)

    @property
    def interested_parties(self) -> Collection[entities.InterestedParty]:
        """Somebody with a stake in information security here (clause 4.2)."""
        return Collection(self, "interested_parties", entities.InterestedParty)

    @property
    def issues(self) -> Collection[entities.Issue]:
        """An external or internal issue that bears on the management system (clause 4.1)."""
        return Collection(self, "issues", entities.Issue)

    @property
    def lessons(self) -> Collection[entities.Lesson]:
        """Something learned, and what it bears on."""
        return Collection(self, "lessons", entities.Lesson)

    @property
    def management_reviews(self) -> Collection[entities.ManagementReview]:
        """A review by top management, planned or held."""
        return Collection(self, "management_reviews", entities.ManagementReview)

    @property
    def metrics(self) -> Collection[entities.Metric]:
        """Something that is measured, why, how and how often."""
        return Collection(self, "metrics", entities.Metric)

    @property
    def objectives(self) -> Collection[entities.Objective]:
        """An information security objective (clause 6.2): what is to be reached, by whom and when."""
        return Collection(self, "objectives", entities.Objective)

    @property
    def obligations(self) -> Collection[entities.Obligation]:
        """A law, a regulation, a contract or a standard that binds the organisation."""
        return Collection(self, "obligations", entities.Obligation)

    @property
    def organisation(self) -> entities.Organisation:
        """Whose record it is."""
        return self._setting("organisation", entities.Organisation)

    @property
    def people(self) -> Collection[entities.Person]:
        """Somebody who works for the organisation or audits it."""
        return Collection(self, "people", entities.Person)

    @property
    def requirement_assessments(self) -> Collection[entities.RequirementAssessment]:
        """How a requirement is met, as judged on a day."""
        return Collection(self, "requirement_assessments", entities.RequirementAssessment)

    @property
    def risk_criteria(self) -> entities.RiskCriteria | None:
        """How risk is rated; needed once a risk is assessed."""
        return self._optional_setting("risk_criteria", entities.RiskCriteria)

    @property
    def risks(self) -> Collection[entities.Risk]:
        """Threats acting on assets, and what may follow."""
        return Collection(self, "risks", entities.Risk)

    @property
    def roles(self) -> Collection[entities.Role]:
        """A responsibility that outlives who holds it."""
        return Collection(self, "roles", entities.Role)

    @property
    def root_cause_analyses(self) -> Collection[entities.RootCauseAnalysis]:
        """The search for the cause of an incident or a finding."""
        return Collection(self, "root_cause_analyses", entities.RootCauseAnalysis)

    @property
    def significant_changes(self) -> Collection[entities.SignificantChange]:
        """A change in or around the organisation, after which risks are assessed again."""
        return Collection(self, "significant_changes", entities.SignificantChange)

    @property
    def statement_of_applicability(self) -> Collection[entities.ApplicabilityEntry]:
        """What was decided on one control, and why. A control has one entry."""
        return Collection(self, "statement_of_applicability", entities.ApplicabilityEntry)

    @property
    def suppliers(self) -> Collection[entities.Supplier]:
        """An organisation that supplies goods or services."""
        return Collection(self, "suppliers", entities.Supplier)

    @property
    def technologies(self) -> Collection[entities.Technology]:
        """A product or platform that assets are built on."""
        return Collection(self, "technologies", entities.Technology)

    @property
    def threats(self) -> Collection[entities.Threat]:
        """A potential cause of an incident, for example an adversary technique."""
        return Collection(self, "threats", entities.Threat)

    @property
    def treatment_groups(self) -> Collection[entities.TreatmentGroup]:
        """Treatment options of which only so many may be chosen: products that do the same, or more change than a
        site can bear."""
        return Collection(self, "treatment_groups", entities.TreatmentGroup)

    @property
    def treatment_options(self) -> Collection[entities.TreatmentOption]:
        """A measure that may be taken against risks: what it costs, what it does, and what it stands or falls with."""
        return Collection(self, "treatment_options", entities.TreatmentOption)

    @property
    def vulnerabilities(self) -> Collection[entities.Vulnerability]:
        """A weakness of assets or technologies."""
        return Collection(self, "vulnerabilities", entities.Vulnerability)
