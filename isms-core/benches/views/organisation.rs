//! An organisation of any size, made by arithmetic: the same each time, and nothing in it left empty.

use isms_core::prelude::Date;
use serde_json::{Value, json};

/// How many of what; the rest is in proportion.
pub(crate) struct Size {
    pub(crate) risks: usize,
    pub(crate) assets: usize,
    pub(crate) controls: usize,
    pub(crate) activities: usize,
    pub(crate) evidence: usize,
}

impl Size {
    /// A share of it, but something of everything.
    pub(crate) fn times(&self, scale: f64) -> Self {
        let scaled = |count: usize| ((count as f64 * scale) as usize).max(20);
        Self {
            risks: scaled(self.risks),
            assets: scaled(self.assets),
            controls: scaled(self.controls),
            activities: scaled(self.activities),
            evidence: scaled(self.evidence),
        }
    }

    fn roles(&self) -> usize {
        self.activities / 40 + 5
    }
    fn people(&self) -> usize {
        self.risks / 20 + 10
    }
    fn threats(&self) -> usize {
        self.controls / 4 + 5
    }
    fn suppliers(&self) -> usize {
        self.assets / 25 + 2
    }
    fn documents(&self) -> usize {
        self.controls / 10 + 2
    }
}

/// The day `days` after the first of the story.
fn day(days: usize) -> String {
    let first: Date = "2022-01-03".parse().unwrap();
    first.plus_days(days as i64).to_string()
}

fn list(count: usize, of: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..count).map(of).collect()
}

/// The record as a document.
pub(crate) fn generate(size: &Size) -> Value {
    let mut record = json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR", "profile": {
            "employees": size.people(),
            "blackouts": [{"from": "2025-12-22", "until": "2026-01-02", "reason": "Closed"}]}},
        "risk_criteria": criteria(),
        "certificates": [{"id": "CERT", "standard": "ISO/IEC 27001:2022", "body": "Certifier", "scope": "All of it",
            "applied_on": "2023-09-01", "decided_on": "2024-02-01", "valid_until": "2027-01-31"}],
        "audits": list(6, |n| json!({"id": format!("AUDIT-{n}"), "title": "Audit", "kind": "internal",
            "start": day(200 + 200 * n), "end": day(203 + 200 * n), "clauses": ["9.2", "9.3"],
            "controls": (0..20).map(|c| format!("C-{}", (n * 20 + c) % size.controls)).collect::<Vec<_>>()})),
    });
    for (name, entities) in programme(size).into_iter().chain(risks(size)).chain(around(size)) {
        record[name] = entities.into();
    }
    record
}

fn criteria() -> Value {
    let ids = ["rare", "unlikely", "possible", "likely"];
    let scale = |anchors: [f64; 4]| {
        let levels =
            ids.iter().zip(anchors).map(|(id, anchor)| json!({"id": id, "name": id, "anchor": anchor}));
        json!({"levels": levels.collect::<Vec<_>>()})
    };
    json!({"likelihood": scale([0.05, 0.2, 1.0, 5.0]), "consequence": scale([1e4, 1e5, 5e5, 2e6]),
        "levels": [{"id": "low", "name": "Low", "acceptable": true}, {"id": "high", "name": "High", "acceptable": false}],
        "matrix": [["low", "low", "low", "high"], ["low", "low", "high", "high"], ["low", "high", "high", "high"],
            ["high", "high", "high", "high"]]})
}

type Collections = Vec<(&'static str, Vec<Value>)>;

/// People, roles, activities and evidence. Each piece of evidence names the due date it answers, and a few come late.
fn programme(size: &Size) -> Collections {
    let cadences = [
        ("FREQ=DAILY;INTERVAL=14", 14),
        ("FREQ=DAILY;INTERVAL=12", 12),
        ("FREQ=WEEKLY", 7),
        ("FREQ=DAILY;INTERVAL=30", 30),
    ];
    let activity = |n: usize| {
        json!({"id": format!("ACT-{n}"), "title": format!("Check {n}"), "owner": format!("ROLE-{}", n % size.roles()),
            "start": day(n % 28), "cadence": (cadences[n % 4].0), "grace_days": 3, "effort_hours": 1.5,
            "clauses": [format!("{}.{}", 4 + n % 7, 1 + n % 3)], "controls": [format!("C-{}", n % size.controls)]})
    };
    let evidence = |n: usize| {
        let (act, round) = (n % size.activities, n / size.activities);
        let due = act % 28 + round * cadences[act % 4].1;
        // One in thirteen is late, one in seventeen recorded weeks after.
        let done = due + if n % 13 == 0 { 5 } else { n % 3 };
        let recorded = done + if n % 17 == 0 { 20 } else { 1 };
        json!({"id": format!("E-{n}"), "activity": format!("ACT-{act}"), "title": "Minutes", "performed_on": day(done),
            "recorded_at": format!("{}T12:00:00Z", day(recorded)), "performed_by": format!("P-{}", n % size.people()),
            "occurrence": day(due)})
    };
    let role = |n: usize| {
        json!({"id": format!("ROLE-{n}"), "name": format!("Role {n}"),
            "holders": [{"person": format!("P-{}", n % size.people()), "from": day(0)}],
            "capacity": [{"from": day(0), "hours_per_month": 160.0}]})
    };
    vec![
        ("people", list(size.people(), |n| json!({"id": format!("P-{n}"), "name": format!("Person {n}")}))),
        ("roles", list(size.roles(), role)),
        ("activities", list(size.activities, activity)),
        ("evidence", list(size.evidence, evidence)),
    ]
}

/// Assets that lean on one another, threats, vulnerabilities, controls with tests, and risks.
fn risks(size: &Size) -> Collections {
    let levels = ["rare", "unlikely", "possible", "likely"];
    let role = |n: usize| format!("ROLE-{}", n % size.roles());
    // Platforms, services that lean on one of them, and what leans on a service.
    let (platforms, services) = (size.assets / 50 + 1, size.assets / 5 + 1);
    let asset = |n: usize| {
        let needed = if n < platforms {
            None
        } else if n < services {
            Some(n % platforms)
        } else {
            Some(n % services)
        };
        let needs: Vec<_> =
            needed.map(|needed| json!({"asset": format!("A-{needed}")})).into_iter().collect();
        let share = (n % 5) as f64 / 4.0;
        json!({"id": format!("A-{n}"), "name": format!("Asset {n}"), "owner": role(n), "depends_on": needs,
            "criticality": {"confidentiality": share, "integrity": share, "availability": share}})
    };
    let functions = ["preventive", "detective", "corrective"];
    let control = |n: usize| {
        json!({"id": format!("C-{n}"), "name": format!("Control {n}"), "owner": role(n),
            "function": (functions[n % 3]),
            "mitigates": [format!("T-{}", n % size.threats())],
            "protects": (0..4).map(|a| format!("A-{}", (n * 4 + a) % size.assets)).collect::<Vec<_>>(),
            "revisions": [{"on": day(0), "status": "implemented", "effectiveness": 0.6},
                {"on": day(1200 + n % 180), "status": if n % 20 == 0 { "degraded" } else { "implemented" }, "effectiveness": 0.7}],
            "tests": [{"on": day(700 + n % 300), "result": if n % 9 == 0 { "failed" } else { "passed" }}]})
    };
    let assessment = |stage: &str, n: usize, on: usize| json!({"stage": stage, "assessed_on": day(on), "likelihood": (levels[n % 4]), "consequence": (levels[n / 4 % 4])});
    let risk = |n: usize| {
        json!({"id": format!("R-{n}"), "title": format!("Loss of service {n}"), "owner": role(n),
            "identified_on": day(30), "threats": [format!("T-{}", n % size.threats())],
            "assets": [format!("A-{}", n % size.assets), format!("A-{}", n * 7 % size.assets)],
            "controls": [format!("C-{}", n % size.controls), format!("C-{}", n * 11 % size.controls)],
            "assessments": [assessment("inherent", n, 40), assessment("residual", n / 2, 900 + n % 400)],
            "treatment": {"option": "modify", "actions": [{"title": "Keep a copy offline", "owner": role(n), "due": "2026-03-31"}]}})
    };
    vec![
        ("assets", list(size.assets, asset)),
        (
            "threats",
            list(size.threats(), |n| {
                json!({"id": format!("T-{n}"), "name": format!("Threat {n}"),
            "identified_on": day(n), "targets": [format!("A-{}", n * 3 % size.assets), format!("A-{}", n * 5 % size.assets)]})
            }),
        ),
        (
            "vulnerabilities",
            list(size.threats(), |n| {
                json!({"id": format!("V-{n}"), "title": "Weakness", "owner": role(n),
            "identified_on": day(600 + n), "assets": [format!("A-{}", n * 11 % size.assets)],
            "threats": [format!("T-{n}")]})
            }),
        ),
        (
            "technologies",
            list(size.threats(), |n| {
                json!({"id": format!("TECH-{n}"), "name": "Product", "owner": role(n),
            "used_by": [format!("A-{}", n * 13 % size.assets)], "support_ends_on": day(1200 + n)})
            }),
        ),
        ("controls", list(size.controls, control)),
        (
            "statement_of_applicability",
            list(size.controls, |n| {
                json!({"id": format!("SOA-{n}"), "control": format!("C-{n}"),
            "decisions": [{"decided_on": day(10), "applicable": true, "justification": "Risk treatment"}]})
            }),
        ),
        ("risks", list(size.risks, risk)),
        (
            "significant_changes",
            list(size.threats() / 5, |n| {
                json!({"id": format!("CH-{n}"), "title": "Change", "kind": "technology",
            "owner": role(n), "on": day(1000 + n % 300), "touches": [format!("asset:A-{}", size.assets - 1 - n)]})
            }),
        ),
    ]
}

/// Suppliers, obligations, documents, courses, campaigns and exercises.
fn around(size: &Size) -> Collections {
    let role = |n: usize| format!("ROLE-{}", n % size.roles());
    let person = |n: usize| format!("P-{}", n % size.people());
    let supplier = |n: usize| {
        json!({"id": format!("S-{n}"), "name": format!("Supplier {n}"), "owner": role(n), "since": day(0), "tier": 1 + n % 4,
            "agreements": [{"title": "Contract", "signed_on": day(0), "expires_on": day(1300 + n % 400), "clauses": ["incident notice"],
                "reviewed_on": [day(500 + n % 400)]}],
            "access": [{"asset": format!("A-{}", n * 17 % size.assets), "privilege": "read", "from": day(5)}],
            "attestations": [{"standard": "ISO/IEC 27001", "issued_on": day(300), "valid_until": day(1300 + n % 300)}],
            "assessments": [{"assessed_on": day(700 + n % 500), "by": person(n), "outcome": "acceptable"}]})
    };
    let document = |n: usize| {
        json!({"id": format!("D-{n}"), "title": format!("Procedure {n}"), "kind": if n % 4 == 0 { "policy" } else { "procedure" },
            "owner": role(n), "describes": [format!("control:C-{}", n * 10 % size.controls)],
            "versions": [{"number": "1", "author": person(n), "approver": person(n + 1), "approved_on": day(100), "archived_on": day(800)},
                {"number": "2", "author": person(n), "approver": person(n + 1), "approved_on": day(800)}],
            "reviews": [{"reviewed_on": day(1000), "by": person(n), "outcome": "confirmed"}]})
    };
    let obligation = |n: usize| {
        json!({"id": format!("O-{n}"), "title": format!("Law {n}"), "kind": "law", "owner": role(n),
            "versions": [{"number": "1", "published_on": day(400 + n), "effective_on": day(900 + n)}],
            "binds": [format!("control:C-{}", n * 7 % size.controls)],
            "limits": [{"topic": "retention of logs", "value": 90 + n, "unit": "days", "strictest": "highest", "source": "Article"}]})
    };
    let courses = 20;
    vec![
        ("suppliers", list(size.suppliers(), supplier)),
        ("documents", list(size.documents(), document)),
        ("obligations", list(size.documents() / 4 + 1, obligation)),
        (
            "courses",
            list(courses, |n| {
                json!({"id": format!("COURSE-{n}"), "title": "Course", "owner": role(n),
            "required_for": [role(n), role(n + 1)], "valid_months": 12})
            }),
        ),
        (
            "assignments",
            list(size.people() * 4, |n| {
                json!({"id": format!("ASSIGN-{n}"), "course": format!("COURSE-{}", n % courses),
            "person": person(n / 4), "assigned_on": day(1000), "due": day(1060)})
            }),
        ),
        (
            "completions",
            list(size.people() * 3, |n| {
                json!({"id": format!("DONE-{n}"), "course": format!("COURSE-{}", n % courses),
            "person": person(n / 3), "completed_on": day(1020 + n % 60)})
            }),
        ),
        (
            "campaigns",
            list(10, |n| {
                json!({"id": format!("CAMPAIGN-{n}"), "title": "Campaign", "owner": role(n), "from": day(900),
            "audience": [role(n), role(n + 1)], "about": ["document:D-0"]})
            }),
        ),
        (
            "exercises",
            list(24, |n| {
                json!({"id": format!("EX-{n}"), "title": "Exercise", "kind": "phishing", "owner": role(n),
            "held_on": day(60 * n), "outcome": {"trials": 100, "successes": 60 + n}})
            }),
        ),
    ]
}
