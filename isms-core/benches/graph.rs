//! How fast a compiled graph of a million nodes and five million edges answers, beside what a Python program would use,
//! in one run; what peers find must be what ours finds. `make bench-graph` runs it whole; `cargo bench -p isms-core
//! --bench graph -- alone` leaves the peers out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on must fail"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant as Clock;

use isms_core::graph::{Depth, EdgeList, Graph, GraphChange, Kinds, Limits, RemovedEdge, Watch};
use serde_json::Value;

const EDGES: usize = 5_000_000;
const THREATS: usize = 1_000;

/// Columns of a random graph: of each hundred nodes two are threats, which nothing leads to, 90 assets, 8 controls.
struct Columns {
    nodes: usize,
    sources: Vec<u32>,
    targets: Vec<u32>,
    kinds: Vec<u8>,
    probabilities: Vec<f32>,
}

impl Columns {
    fn random(edges: usize) -> Self {
        let nodes = edges / 5;
        let threats = nodes as u64 / 50;
        let mut state = 88_172_645_463_325_252_u64;
        // Marsaglia's xorshift.
        let mut random = |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) % below
        };
        let sources = (0..edges).map(|_| random(nodes as u64) as u32).collect();
        let targets = (0..edges).map(|_| (threats + random(nodes as u64 - threats)) as u32).collect();
        let kinds = (0..edges).map(|_| random(5) as u8).collect();
        let probabilities = (0..edges).map(|_| random(1000) as f32 / 999.0).collect();
        Self { nodes, sources, targets, kinds, probabilities }
    }

    fn list(&self) -> EdgeList<'_> {
        let Self { sources, targets, kinds, probabilities, .. } = self;
        EdgeList { sources, targets, kinds, probabilities }
    }

    fn compile(&self) -> Graph {
        Graph::from_edges(self.nodes, self.list()).unwrap()
    }
}

/// What was found, and the best of some times in seconds.
fn best<T>(times: usize, mut run: impl FnMut() -> T) -> (T, f64) {
    let mut found = None;
    let mut seconds = f64::INFINITY;
    for _ in 0..times {
        drop(found.take());
        let start = Clock::now();
        found = Some(run());
        seconds = seconds.min(start.elapsed().as_secs_f64());
    }
    (found.unwrap(), seconds)
}

struct Row {
    question: &'static str,
    found: usize,
    seconds: f64,
    limit: f64,
}

fn main() {
    let alone = std::env::args().any(|argument| argument == "alone");
    let columns = Columns::random(EDGES);
    println!(
        "A random graph of {} nodes and {EDGES} edges, {} threads",
        columns.nodes,
        rayon::current_num_threads()
    );
    let (graph, build) = best(7, || columns.compile());
    let (reach, one) = best(7, || graph.reach(&[0], &Limits::default()).unwrap());
    let threats: Vec<u32> = (0..THREATS as u32).map(|number| number * 20).collect();
    let (many, all) = best(3, || graph.reach_many(&threats, &Limits::default(), &Watch::none()).unwrap());
    let (components, strong) = best(5, || graph.components(Kinds::ALL).count());
    let peer_threats = many.reached.iter().take(5).sum::<u32>() as usize;
    let rows = [
        Row { question: "build", found: columns.nodes, seconds: build, limit: 0.10 },
        Row { question: "reach", found: reach.nodes().len(), seconds: one, limit: 0.08 },
        Row { question: "threats", found: peer_threats, seconds: all, limit: 4.0 },
        Row { question: "components", found: components, seconds: strong, limit: 0.25 },
    ];
    let peers = if alone { Vec::new() } else { peers(&columns) };
    for Row { question, found, seconds, limit } in &rows {
        println!("{question:<12} isms       {seconds:>9.4} s   (at most {limit} s)");
        for peer in peers.iter().filter(|peer| peer["question"] == *question) {
            assert_eq!(peer["found"].as_u64().unwrap() as usize, *found, "{peer}");
            let theirs = peer["seconds"].as_f64().unwrap();
            let (name, of) = (peer["peer"].as_str().unwrap(), peer["of"].as_str().unwrap());
            println!("{:<12} {name:<10} {theirs:>9.4} s   {:.1} times ours {of}", "", theirs / seconds);
        }
    }
    println!("memory       isms       {:>9.1} MB  (at most 120 MB)", graph.memory() as f64 / 1e6);
    others(&graph, &columns, &threats);
    growth();
}

/// What peers do not do, or not in this form.
fn others(graph: &Graph, columns: &Columns, threats: &[u32]) {
    let told = |what: &str, seconds: f64| println!("{what:<48} {seconds:>9.4} s");
    let depth = Limits { depth: Depth::AtMost(64), ..Limits::default() };
    let kinds = Limits { kinds: Kinds::of(&[0, 1, 2, 3]), ..Limits::default() };
    told("reach along four of five kinds", best(5, || graph.reach(&[0], &kinds).unwrap()).1);
    told("strongest ways from one threat", best(3, || graph.strongest(&[0], &Limits::default()).unwrap()).1);
    told(
        "1,000 threats with distances, walked together",
        best(1, || graph.reach_many(threats, &depth, &Watch::none()).unwrap()).1,
    );
    told("dominators from 1,000 threats", best(1, || graph.dominators(threats, Kinds::ALL).unwrap()).1);
    told("articulation points", best(1, || graph.articulation_points(Kinds::ALL).len()).1);
    let mut changed = graph.clone();
    let hundred = |from: usize| EdgeList {
        sources: &columns.sources[from..from + 100],
        targets: &columns.targets[from + 1..from + 101],
        ..EdgeList::default()
    };
    let mut seconds = f64::INFINITY;
    for round in 0..20 {
        let removed: Vec<_> = (0..100)
            .map(|i| round * 100 + i)
            .map(|i| RemovedEdge { from: columns.sources[i], to: columns.targets[i], kind: columns.kinds[i] })
            .collect();
        let change =
            GraphChange { removed: &removed, added: hundred(1_000_000 + 100 * round), ..Default::default() };
        let start = Clock::now();
        changed.update(change).unwrap();
        seconds = seconds.min(start.elapsed().as_secs_f64());
    }
    told("update: 100 edges removed and 100 added (at most 0.010 s)", seconds);
    let (bytes, seconds) = best(3, || graph.to_bytes(&[] as &[&str]).unwrap());
    told("save", seconds);
    told("load", best(3, || Graph::from_bytes(&bytes).unwrap()).1);
}

/// From ten thousand to ten million edges, as a table and a drawing.
fn growth() {
    println!("\n{:>10} {:>10} {:>10} {:>10}", "edges", "build", "reach", "components");
    let sizes = [10_000, 31_600, 100_000, 316_000, 1_000_000, 3_160_000, 10_000_000];
    let mut lines: [Vec<(f64, f64)>; 3] = Default::default();
    for edges in sizes {
        let columns = Columns::random(edges);
        let (graph, build) = best(3, || columns.compile());
        let reach = best(3, || graph.reach(&[0], &Limits::default()).unwrap()).1;
        let components = best(3, || graph.components(Kinds::ALL)).1;
        println!("{edges:>10} {build:>10.5} {reach:>10.5} {components:>10.5}");
        for (line, seconds) in lines.iter_mut().zip([build, reach, components]) {
            line.push((edges as f64, seconds));
        }
    }
    let path = directory().join("graph-growth.svg");
    std::fs::write(&path, plot(&lines)).unwrap();
    println!("drawn in {}", path.display());
}

/// Both axes logarithmic: what grows in proportion is a line of slope 1.
fn plot(lines: &[Vec<(f64, f64)>; 3]) -> String {
    let place =
        |(edges, seconds): &(f64, f64)| (60.0 + (edges.log10() - 4.0) * 160.0, 40.0 - seconds.log10() * 60.0);
    let mut out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 620 400\" font-family=\"sans-serif\" font-size=\"12\">\n".to_owned();
    for power in 4..=7 {
        let x = 60 + (power - 4) * 160;
        out += &format!(
            "<path d=\"M{x} 20V360\" stroke=\"#ddd\"/><text x=\"{x}\" y=\"378\">10^{power} edges</text>\n"
        );
    }
    for power in 0..=5 {
        let y = 40 + power * 60;
        out += &format!(
            "<path d=\"M60 {y}H560\" stroke=\"#ddd\"/><text x=\"2\" y=\"{}\">10^-{power} s</text>\n",
            y + 4
        );
    }
    for (line, (colour, name)) in
        lines.iter().zip([("#c33", "build"), ("#36c", "reach"), ("#393", "components")])
    {
        let points: Vec<String> = line.iter().map(place).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let (x, y) = line.last().map(place).unwrap();
        out += &format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n",
            points.join(" ")
        );
        out += &format!("<text x=\"{x:.0}\" y=\"{y:.0}\" fill=\"{colour}\">{name}</text>\n");
    }
    out + "</svg>\n"
}

fn directory() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_TARGET_TMPDIR").unwrap_or_else(|_| env!("CARGO_TARGET_TMPDIR").into()))
}

/// What the peers found and how long it took, measured inside of them.
fn peers(columns: &Columns) -> Vec<Value> {
    let directory = directory();
    for (name, column) in [("sources", &columns.sources), ("targets", &columns.targets)] {
        let bytes: Vec<u8> = column.iter().flat_map(|node| node.to_le_bytes()).collect();
        std::fs::write(directory.join(name), bytes).unwrap();
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join("../target/venv/bin/python");
    let mut command = Command::new(&python);
    command.arg(root.join("benches/graph_peers.py")).arg(&directory);
    command.arg(columns.nodes.to_string()).arg(THREATS.to_string());
    let output = command.output();
    let output =
        output.unwrap_or_else(|error| panic!("{}: {error}; run `make bench-graph`", python.display()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
