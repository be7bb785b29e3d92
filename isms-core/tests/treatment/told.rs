//! What is told beside the best portfolio, on a small problem whose figures are easily worked out by hand.

use isms_core::ErrorCode;
use isms_core::graph::{Next, Progress, Watch};
use isms_core::treatment::{
    Action, AppetitePoint, Candidate, Capacity, Effect, Effort, Fineness, Goal, Group, Portfolio, Problem,
    Reason, Redraw, Relaxed, RiskLoss, Scenarios, Work, ask_json, explain, frontier, optimise, reevaluate,
    relaxing, returns, robustness,
};
use serde_json::json;

const EFFORT: Effort = Effort { nodes: 50_000, gap: 0.0, restarts: 2 };

fn risk(id: &str, loss: f64) -> RiskLoss {
    RiskLoss { id: id.into(), loss }
}

fn candidate(id: &str, cost: f64, effects: &[(&str, f64)]) -> Candidate {
    let effect =
        |(risk, rate): &(&str, f64)| Effect { risk: (*risk).into(), rate: *rate, ..Effect::default() };
    Candidate {
        id: id.into(),
        one_off: cost,
        effects: effects.iter().map(effect).collect(),
        ..Candidate::default()
    }
}

/// Within 100: A and B halve the same risk of 1,000, C ends one of 300, D does nothing, and E needs D.
fn problem() -> Problem {
    let mut problem = Problem {
        risks: vec![risk("FIRE", 1000.0), risk("THEFT", 300.0)],
        candidates: vec![
            candidate("A", 60.0, &[("FIRE", 0.5)]),
            candidate("B", 50.0, &[("FIRE", 0.5)]),
            candidate("C", 45.0, &[("THEFT", 1.0)]),
            candidate("D", 1.0, &[]),
            candidate("E", 200.0, &[("FIRE", 0.9)]),
        ],
        budget: Some(100.0),
        ..Problem::default()
    };
    problem.candidates[4].requires = vec!["D".into()];
    problem
}

fn chosen(problem: &Problem) -> (Portfolio, Vec<String>, f64) {
    let answer = optimise(problem, &Goal::ExpectedLoss, &EFFORT, &Watch::none()).unwrap();
    let names = answer.portfolio.actions.iter().map(|action| action.candidate.clone()).collect();
    (answer.portfolio, names, answer.value)
}

#[test]
fn each_candidate_has_its_reason() {
    let problem = problem();
    let (portfolio, names, value) = chosen(&problem);
    assert_eq!((names, value), (vec!["B".to_owned(), "C".to_owned()], 500.0));
    let told = explain(&problem, &Goal::ExpectedLoss, &portfolio).unwrap();
    let reasons: Vec<&Reason> = told.iter().map(|told| &told.reason).collect();
    assert_eq!(
        reasons,
        [
            &Reason::NoMoney { left: 5.0 },
            &Reason::Saves { saves: 500.0 },
            &Reason::Saves { saves: 300.0 },
            &Reason::NoEffect,
            &Reason::Lacks { candidates: vec!["D".into()] },
        ]
    );
    assert_eq!(
        told[0].sentence,
        "A is not chosen: at a cost of 60 it would save 250, but 5 of the budget is left."
    );
    assert_eq!(told[1].sentence, "B is chosen: at a cost of 50 it saves 500 beside the others.");
}

#[test]
fn each_limit_can_be_the_reason() {
    let mut problem = problem();
    problem.budget = Some(1000.0);
    problem.groups =
        vec![Group { id: "FIRE-SAFETY".into(), candidates: vec!["A".into(), "B".into()], most: 1 }];
    problem.candidates[1].excludes = vec!["C".into()];
    problem.candidates[4].work = vec![Work { owner: "IT".into(), hours: 40.0, yearly: 0.0 }];
    problem.capacities = vec![Capacity { owner: "IT".into(), hours: vec![30.0] }];
    let actions = |names: &[&str]| Portfolio {
        actions: names
            .iter()
            .map(|name| Action { candidate: (*name).into(), start: 0, effective: 0, cost: 0.0 })
            .collect(),
        cost: 0.0,
    };
    let reason = |names: &[&str], at: usize| {
        explain(&problem, &Goal::ExpectedLoss, &actions(names)).unwrap().remove(at).reason
    };
    assert_eq!(reason(&["A"], 1), Reason::GroupIsFull { group: "FIRE-SAFETY".into() });
    assert_eq!(reason(&["C"], 1), Reason::ExcludedBy { candidate: "C".into() });
    assert_eq!(
        reason(&["A"], 4),
        Reason::Lacks { candidates: vec!["D".into()] },
        "what it requires comes before what it takes"
    );
    problem.candidates[4].requires.clear();
    let reason = |names: &[&str], at: usize| {
        explain(&problem, &Goal::ExpectedLoss, &actions(names)).unwrap().remove(at).reason
    };
    assert_eq!(reason(&[], 4), Reason::NoHours { owner: "IT".into(), quarter: 0, left: 30.0, takes: 40.0 });
    assert_eq!(reason(&[], 2), Reason::NotNeeded);
    problem.candidates[2].one_off = 2000.0;
    let told = explain(&problem, &Goal::ExpectedLoss, &actions(&["A"])).unwrap();
    assert_eq!(told[2].reason, Reason::OverBudget { budget: 1000.0 });
    problem.candidates[0].effects[0].rate = 1.0;
    problem.groups.clear();
    let told = explain(&problem, &Goal::ExpectedLoss, &actions(&["A"])).unwrap();
    assert_eq!(told[1].reason, Reason::NothingLeft);
}

#[test]
fn what_is_required_is_chosen_for_what_requires_it() {
    let mut problem = problem();
    problem.budget = Some(250.0);
    let (portfolio, names, value) = chosen(&problem);
    assert_eq!(names, ["C", "D", "E"]);
    assert!((value - 100.0).abs() < 1e-9);
    let told = explain(&problem, &Goal::ExpectedLoss, &portfolio).unwrap();
    assert_eq!(told[3].reason, Reason::RequiredBy { candidates: vec!["E".into()] });
}

#[test]
fn returns_are_alone_and_last_in() {
    let problem = problem();
    let (portfolio, ..) = chosen(&problem);
    let returns = returns(&problem, &Goal::ExpectedLoss, &portfolio).unwrap();
    let figures: Vec<(f64, f64)> =
        returns.iter().map(|r| (r.alone, (r.last_in * 1e6).round() / 1e6)).collect();
    assert_eq!(figures, [(500.0, 250.0), (500.0, 500.0), (300.0, 300.0), (0.0, 0.0), (900.0, 450.0)]);
    assert_eq!((returns[1].alone_per_cost, returns[1].chosen), (Some(10.0), true));
}

#[test]
fn what_binds_has_a_worth() {
    let mut problem = problem();
    problem.candidates[0].one_off = 55.0;
    let (portfolio, names, _) = chosen(&problem);
    assert_eq!(names, ["B", "C"]);
    let worths = relaxing(&problem, &Goal::ExpectedLoss, &portfolio, &EFFORT, &Watch::none()).unwrap();
    // With 110 A and B leave 250 of the fire and all of the theft, which is more than B and C leave.
    assert!(matches!(worths[0].limit, Relaxed::Budget { .. }) && !worths[0].binds);
    assert_eq!((worths[0].worth, worths[0].at_most), (0.0, 0.0));
    problem.budget = Some(140.0);
    let worths = relaxing(&problem, &Goal::ExpectedLoss, &portfolio, &EFFORT, &Watch::none()).unwrap();
    assert!(worths[0].binds && (worths[0].worth - 250.0).abs() < 1e-9, "{worths:?}");
    assert_eq!(worths[0].portfolio.actions.len(), 3);
}

#[test]
fn a_share_tells_how_often_an_action_is_best() {
    let problem = problem();
    let (portfolio, ..) = chosen(&problem);
    let losses = |fire: f64, theft: f64| Redraw { losses: vec![fire, theft], ..Redraw::default() };
    // Whatever the fire and the theft, B and C are the best that 100 can buy, unless there is nothing to steal.
    let redraws = [losses(1000.0, 300.0), losses(1000.0, 0.0), losses(0.0, 300.0), losses(10.0, 300.0)];
    let robust =
        robustness(&problem, &Goal::ExpectedLoss, &portfolio, &redraws, &EFFORT, &Watch::none()).unwrap();
    assert_eq!((robust.redraws, robust.still_best), (4, 1.0));
    let share = |id: &str| robust.shares.iter().find(|share| share.candidate == id).unwrap();
    assert_eq!(share("E").share, 0.0);
    assert!(share("C").share >= 0.75 && share("C").low < share("C").share && share("C").high <= 1.0);
    let cheap = Redraw { effects: vec![vec![]; 5], ..Redraw::default() };
    let robust =
        robustness(&problem, &Goal::ExpectedLoss, &portfolio, &[cheap], &EFFORT, &Watch::none()).unwrap();
    assert_eq!((robust.still_best, robust.worst_regret), (1.0, 0.0));
    let error = robustness(
        &problem,
        &Goal::ExpectedLoss,
        &portfolio,
        &[losses(1.0, 1.0), Redraw { losses: vec![1.0], ..Redraw::default() }],
        &EFFORT,
        &Watch::none(),
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "redraws[1].losses: 1 for 2 risks; give one for each, or none"
    );
}

/// Of two actions the one that happens to meet the bad years of the sample is chosen, and fresh years tell.
#[test]
fn fresh_years_show_the_optimism() {
    let years = |fire: &[f64], theft: &[f64]| Scenarios {
        losses: vec![fire.to_vec(), theft.to_vec()],
        weights: vec![],
    };
    let problem = Problem {
        scenarios: Some(years(&[100.0, 0.0, 0.0, 0.0], &[0.0, 90.0, 0.0, 0.0])),
        candidates: vec![candidate("A", 1.0, &[("FIRE", 1.0)]), candidate("C", 1.0, &[("THEFT", 1.0)])],
        budget: Some(1.0),
        ..problem()
    };
    let answer = optimise(&problem, &Goal::TailLoss { level: 0.75 }, &EFFORT, &Watch::none()).unwrap();
    assert!(answer.portfolio.has("A") && answer.value == 90.0);
    let fresh = years(&[80.0, 0.0, 0.0, 0.0], &[0.0, 180.0, 0.0, 0.0]);
    let told = reevaluate(&problem, 0.75, &answer.portfolio, &fresh).unwrap();
    assert_eq!((told.chosen_on, told.fresh, told.optimism), (90.0, 180.0, 0.5));
    let few = Scenarios { losses: vec![vec![1.0]], weights: vec![] };
    let error = reevaluate(&problem, 0.75, &answer.portfolio, &few).unwrap_err();
    assert_eq!(error.to_string(), "fresh.losses: 1 rows of losses for 2 risks; give one row a risk");
}

/// A hundred candidates, of which few can be had.
fn large() -> Problem {
    let name = |at: usize| format!("R{at}");
    let effects = |at: usize| (0..8).map(move |nth| (at * 7 + nth * nth) % 60);
    let candidates = (0..100).map(|at| Candidate {
        id: format!("C{at}"),
        one_off: 10.0 + ((at * 37) % 101) as f64,
        effects: {
            let mut risks: Vec<usize> = effects(at).collect();
            risks.sort_unstable();
            risks.dedup();
            let effect = |risk: usize| Effect {
                risk: name(risk),
                rate: 0.1 + ((at * 13 + risk * 29) % 70) as f64 / 100.0,
                ..Effect::default()
            };
            risks.into_iter().map(effect).collect()
        },
        ..Candidate::default()
    });
    Problem {
        risks: (0..60).map(|at| risk(&name(at), 50.0 + ((at * 89) % 997) as f64)).collect(),
        candidates: candidates.collect(),
        budget: Some(1000.0),
        ..Problem::default()
    }
}

#[test]
fn threads_change_nothing() {
    let problem = large();
    let effort = Effort { nodes: 300, gap: 0.0, restarts: 3 };
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| optimise(&problem, &Goal::ExpectedLoss, &effort, &Watch::none()).unwrap())
    };
    let one = with(1);
    assert!(one.nodes > 32 && one.gap < 0.02, "{one:?}");
    for threads in [2, 3, 16] {
        assert_eq!(with(threads), one);
    }
}

#[test]
fn who_listens_may_stop_and_keeps_the_best_so_far() {
    let problem = large();
    let of = EFFORT.nodes as usize;
    let after = |nodes: usize, next: Next| {
        move |progress: &Progress| {
            let told = progress.best.is_none_or(|best| 0.0 <= best.bound && best.bound <= best.value);
            assert!(told && (progress.of == 0 || progress.of == of), "{progress:?}");
            if progress.done < nodes { Next::GoOn } else { next }
        }
    };
    let stop = after(64, Next::Enough);
    let stopped = optimise(&problem, &Goal::ExpectedLoss, &EFFORT, &Watch::by(&stop)).unwrap();
    assert!(stopped.stopped && stopped.nodes >= 64 && stopped.bound <= stopped.value);
    let cancel = after(64, Next::Cancel);
    let error = optimise(&problem, &Goal::ExpectedLoss, &EFFORT, &Watch::by(&cancel)).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    let whole = optimise(&problem, &Goal::ExpectedLoss, &EFFORT, &Watch::none()).unwrap();
    assert!(!whole.stopped && whole.value <= stopped.value && whole.bound >= stopped.bound);
    let at_once = Watch::by(&|_| Next::Enough);
    let found = optimise(&problem, &Goal::ExpectedLoss, &EFFORT, &at_once).unwrap();
    assert!(
        found.stopped && found.portfolio.cost <= 1000.0 && (found.bound, found.gap) == (0.0, 1.0),
        "{found:?}"
    );
    let found = frontier(&problem, &Goal::ExpectedLoss, Fineness::default(), &EFFORT, &at_once).unwrap();
    assert!(found.stopped && !found.points.is_empty());
    assert!(relaxing(&problem, &Goal::ExpectedLoss, &whole.portfolio, &EFFORT, &at_once).unwrap().is_empty());
    let redraw = Redraw { losses: vec![1.0; 60], ..Redraw::default() };
    let error = robustness(&problem, &Goal::ExpectedLoss, &whole.portfolio, &[redraw], &EFFORT, &at_once);
    assert_eq!(error.unwrap_err().code, ErrorCode::Cancelled);
    let years = Scenarios { losses: vec![vec![100.0, 0.0]; 60], weights: vec![] };
    let problem = Problem { scenarios: Some(years), ..problem };
    let goal = Goal::Appetite { points: vec![AppetitePoint { loss: 10.0, probability: 0.1 }] };
    let error = optimise(&problem, &goal, &EFFORT, &at_once).unwrap_err();
    assert_eq!(error.to_string(), "the work was stopped before a portfolio was found");
}

#[test]
fn an_appetite_out_of_reach_is_told() {
    let problem = Problem {
        scenarios: Some(Scenarios { losses: vec![vec![100.0, 0.0], vec![0.0, 50.0]], weights: vec![] }),
        ..problem()
    };
    let goal = |loss, probability| Goal::Appetite { points: vec![AppetitePoint { loss, probability }] };
    let error = optimise(&problem, &goal(1.0, 0.4), &EFFORT, &Watch::none()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "goal.appetite.points[0]: even with everything done the probability that a year's loss is over 1 is 0.5000, \
         where 0.4 is the most; offer candidates that do more, or tolerate more"
    );
    let error = optimise(&problem, &goal(20.0, 0.4), &EFFORT, &Watch::none()).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::Rule, "goal.appetite"));
    let answer = optimise(&problem, &goal(50.0, 0.0), &EFFORT, &Watch::none()).unwrap();
    assert_eq!((answer.value, answer.gap), (50.0, 0.0));
}

#[test]
fn mistakes_are_told_with_their_place() {
    let told = |change: &dyn Fn(&mut Problem), goal: &Goal| {
        let mut problem = problem();
        change(&mut problem);
        optimise(&problem, goal, &EFFORT, &Watch::none()).unwrap_err().to_string()
    };
    let mean = Goal::ExpectedLoss;
    for (change, wanted) in [
        (
            (&|p: &mut Problem| p.candidates[0].effects[0].risk = "FLOOD".into()) as &dyn Fn(&mut Problem),
            "candidates[A].effects[FLOOD]: there is no FLOOD; name one of risks",
        ),
        (
            &|p| p.candidates[0].effects[0].rate = 1.5,
            "candidates[A].effects[FIRE].rate: 1.5 is out of range; write a share from 0 (no effect) to 1 (nothing is left)",
        ),
        (
            &|p| p.candidates[4].requires.push("X".into()),
            "candidates[E].requires: there is no X; name one of candidates",
        ),
        (
            &|p| p.risks[0].loss = f64::NAN,
            "risks[FIRE].loss: NaN is out of range; write a number from 0 to 1e18",
        ),
        (&|p| p.horizon = 0, "horizon: 0 is out of range; write years from 1 to 100"),
        (
            &|p| p.candidates[1].starts = vec![4],
            "candidates[B].starts[0]: 4 is out of range; start within the horizon, at 3 at the latest",
        ),
        (&|p| p.risks[1].id = "FIRE".into(), "risks: FIRE is there twice; give each a name of its own"),
    ] {
        assert_eq!(told(change, &mean), wanted);
    }
    assert_eq!(
        told(&|_| (), &Goal::TailLoss { level: 0.9 }),
        "scenarios: the goal looks at the losses of single years, and there are none; hand in the years of a simulation"
    );
    assert_eq!(
        told(&|_| (), &Goal::TailLoss { level: 1.0 }),
        "goal.tail_loss.level: 1 is out of range; write a level from 0 to below 1, such as 0.95"
    );
}

#[test]
fn questions_are_asked_as_json() {
    let problem = Problem {
        scenarios: Some(Scenarios { losses: vec![vec![9.0, 0.0], vec![0.0, 4.0]], weights: vec![] }),
        ..problem()
    };
    let ask = |question: &str, parameters: serde_json::Value| {
        ask_json(question, &parameters.to_string(), &Watch::none())
            .map(|text| serde_json::from_str::<serde_json::Value>(&text).unwrap())
    };
    let answer = ask("optimise", json!({ "problem": problem })).unwrap();
    let ours = optimise(&problem, &Goal::ExpectedLoss, &Effort::default(), &Watch::none()).unwrap();
    assert_eq!(answer, json!(ours));
    let portfolio = &answer["portfolio"];
    let asked = json!({ "problem": problem, "goal": "expected_loss", "portfolio": portfolio });
    assert_eq!(ask("evaluate", asked.clone()).unwrap(), json!(500.0));
    assert_eq!(ask("explain", asked.clone()).unwrap()[0]["reason"], json!({ "no_money": { "left": 5.0 } }));
    assert_eq!(ask("returns", asked.clone()).unwrap()[1]["alone"], json!(500.0));
    assert_eq!(ask("relaxing", asked.clone()).unwrap()[0]["limit"]["budget"]["from"], json!(100.0));
    let robust = json!({ "problem": problem, "portfolio": portfolio, "redraws": [{ "losses": [1.0, 0.0] }] });
    assert_eq!(ask("robustness", robust).unwrap()["redraws"], json!(1));
    let points =
        ask("frontier", json!({ "problem": problem, "goal": { "tail_loss": { "level": 0.5 } } })).unwrap();
    assert_eq!(points["points"][0]["value"], json!(9.0));
    let fresh = json!({ "problem": problem, "portfolio": portfolio, "level": 0.5, "fresh": { "losses": [[8.0], [0.0]] } });
    assert_eq!(ask("reevaluate", fresh).unwrap()["fresh"], json!(4.0));
    for (question, parameters, wanted) in [
        (
            "best",
            json!({}),
            "there is no question \"best\" about treatments; ask one of optimise, evaluate, explain, returns, relaxing, frontier, robustness, reevaluate",
        ),
        ("explain", json!({ "problem": problem }), "portfolio: it is missing; hand it in"),
        (
            "optimise",
            json!({ "problem": problem, "level": 0.5 }),
            "level: optimise does not take it; it takes problem, goal, effort",
        ),
    ] {
        assert_eq!(ask(question, parameters).unwrap_err().to_string(), wanted);
    }
}
