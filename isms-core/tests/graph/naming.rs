//! Graphs with names: what nodes are called, questions as JSON, and drawings.

use isms_core::graph::{Drawing, EdgeList, EntityGraph, Graph, Kinds, NamedGraph, Watch};
use isms_core::prelude::*;
use serde_json::{Value, json};

const HOSTILE: &str = "a\"<&\\#";

fn graph() -> NamedGraph {
    let edges = EdgeList { sources: &[0, 1], targets: &[1, 2], kinds: &[0, 9], probabilities: &[1.0, 0.5] };
    let names = ["threat:X", "asset:X", HOSTILE].map(str::to_owned).to_vec();
    NamedGraph::with_names(Graph::from_edges(3, edges).unwrap(), names).unwrap()
}

fn told(question: &str, parameters: &str) -> String {
    graph().ask_json(question, parameters, &Watch::none()).unwrap_err().to_string()
}

#[test]
fn names_are_found_whole_or_by_what_stands_after_the_colon() {
    let graph = graph();
    assert_eq!(graph.find("asset:X").unwrap(), 1);
    assert_eq!(graph.find(HOSTILE).unwrap(), 2);
    assert_eq!(
        graph.find("X").unwrap_err().to_string(),
        "X names more than one node; write one of threat:X, asset:X"
    );
    assert_eq!(graph.find_all(&["asset:X", "Y"]).unwrap_err().path, "[1]");
    let two = Graph::from_edges(2, EdgeList::default()).unwrap();
    assert_eq!(NamedGraph::with_names(two, vec!["a".to_owned()]).unwrap_err().path, "names");
    let again = NamedGraph::from_bytes(&graph.to_bytes().unwrap()).unwrap();
    assert_eq!(again.names(), graph.names());
}

#[test]
fn wrong_questions_are_refused_with_their_place() {
    assert!(
        told("colour", "").starts_with("there is no question \"colour\" to a graph; ask one of way, cycles")
    );
    assert_eq!(
        told("cycles", "[]"),
        "the parameters are not a JSON object; name the parameters in an object, or leave them out"
    );
    assert_eq!(told("cycles", "{\"count\": 1}"), "count: cycles does not take it; it takes kinds");
    assert_eq!(told("single_points", "{\"sources\": [0]}"), "targets: is missing; give it");
    assert_eq!(
        told("way", "{\"sources\": [\"NO\"], \"target\": 1}"),
        "sources[0]: there is no node \"NO\"; name one that is there"
    );
    assert_eq!(
        told("way", "{\"sources\": [0], \"target\": 7}"),
        "target: there is no node 7; nodes are 0 to 2"
    );
    assert!(told("way", "{\"sources\": [-1], \"target\": 0}").starts_with("sources[0]: "));
    assert!(
        told("drawing", "{\"sources\": [0], \"format\": \"gif\"}")
            .starts_with("format: there is no format \"gif\"")
    );
}

#[test]
fn every_question_answers() {
    let graph = graph();
    let ask = |question: &str, parameters: Value| graph.ask(question, &parameters, &Watch::none()).unwrap();
    let (from, to) = (json!(["threat:X"]), json!([2]));
    let way = ask("way", json!({"sources": from, "target": 2, "strongest": true}));
    assert_eq!(
        way["sentence"],
        format!("threat:X leads to asset:X (kind 0); asset:X leads to {HOSTILE} (kind 9)")
    );
    assert_eq!(way["steps"][1], json!({"from": "asset:X", "to": HOSTILE, "kind": 9, "probability": 0.5}));
    assert_eq!(ask("way", json!({"sources": to, "target": 0})), Value::Null);
    assert_eq!(ask("cycles", json!({})), json!([]));
    assert_eq!(
        ask("single_points", json!({"sources": from, "targets": to})),
        json!([{"node": "asset:X", "targets": 1}])
    );
    let lost = ask("most_disconnecting", json!({"sources": from, "targets": to, "count": 2}));
    assert_eq!(lost, json!([{"node": "asset:X", "targets": 1}]));
    assert_eq!(ask("articulation_points", json!({})), json!([{"node": "asset:X", "pieces": 2, "pairs": 1}]));
    let cuts =
        ask("cheapest_cuts", json!({"sources": from, "targets": to, "costs": {"asset:X": 5}, "count": 3}));
    assert_eq!(cuts, json!([{"cost": 5, "nodes": ["asset:X"]}]));
    let exposed = ask("exposed_pairs", json!({"sources": from, "targets": [1, 2], "open": [0]}));
    assert_eq!(exposed, json!([{"source": "threat:X", "target": "asset:X", "distance": 1, "residual": 1.0}]));
    let hit = ask("hit_probability", json!({"sources": from, "target": 2}));
    assert_eq!(hit, json!({"probability": 0.5, "method": "exact", "trials": null, "error": 0.0}));
    assert_eq!(ask("distance_profiles", json!({"sources": [0, 1]})), json!([[1, 1, 1], [1, 1]]));
}

#[test]
fn drawings_quote_what_names_hold() {
    let graph = graph();
    let draw = |drawing| graph.draw(&[1], 1, Kinds::ALL, 3, drawing).unwrap();
    assert!(draw(Drawing::Dot).contains("n2 [label=\"a\\\"<&\\\\#\"];"));
    assert!(draw(Drawing::Mermaid).contains("n2[\"a#quot;<&\\#35;\"]"));
    assert!(draw(Drawing::GraphMl).contains("<data key=\"name\">a&quot;&lt;&amp;\\#</data>"));
    let svg = draw(Drawing::Svg);
    assert!(svg.contains("<title>threat:X leads to asset:X (kind 0)</title>"));
    // Before, in the middle and after: three columns.
    assert!(svg.contains("x=\"10\"") && svg.contains("x=\"270\"") && svg.contains("x=\"530\""));
    let error = graph.draw(&[1], 1, Kinds::ALL, 2, Drawing::Dot).unwrap_err();
    assert_eq!((error.code.as_str(), error.path.as_str()), ("limit", "most"));
    assert!(graph.draw(&[0], 0, Kinds::ALL, 1, Drawing::Svg).unwrap().contains("threat:X"));
}

#[test]
fn a_record_is_compiled_with_its_names_and_reasons() {
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"},
        "roles": [{"id": "CISO", "name": "Officer"}],
        "assets": [{"id": "DB", "name": "Database", "retired_on": "2026-06-01"},
                   {"id": "APP", "name": "Application", "depends_on": [{"asset": "DB", "probability": 0.25}]}],
        "suppliers": [{"id": "HOST", "name": "Host", "services": "Servers", "owner": "CISO",
                       "access": [{"asset": "DB", "privilege": "write", "from": "2026-01-01", "until": "2026-03-01"}]}]}"#;
    let isms = Isms::from_json(text).unwrap();
    let graph = NamedGraph::from(&isms.graph());
    let way = graph.ask("way", &json!({"sources": ["HOST"], "target": "APP"}), &Watch::none()).unwrap();
    assert_eq!(way["sentence"], "supplier:HOST has access to asset:DB; asset:DB is needed by asset:APP");
    let hit =
        graph.ask("hit_probability", &json!({"sources": ["HOST"], "target": "APP"}), &Watch::none()).unwrap();
    assert_eq!(hit["probability"], 0.25);
    let edges_on = |date: &str| EntityGraph::on(&isms, date.parse().unwrap()).compiled().edge_count();
    assert_eq!(["2026-03-01", "2026-03-02", "2026-06-01"].map(edges_on), [2, 1, 0]);
    let again = NamedGraph::from_bytes(&graph.to_bytes().unwrap()).unwrap();
    assert_eq!(again.edge_name(2), "is needed by");
}
