//! The parameters that every view of treatment options has.

/// Declares the parameters of a view of treatment options: its own, and then those of all. They stand side by side in one
/// structure, so that what is wrong is told with its place.
macro_rules! treatment_parameters {
    ($(#[$attribute:meta])* $name:ident { $($(#[$of_own:meta])* $own:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Default, PartialEq, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$of_own])* #[serde(default)] pub $own: Option<$type>,)*
            /// What to make small; the expected loss if absent.
            #[serde(default)]
            pub goal: Option<$crate::view::TreatmentGoal>,
            /// Share of years beyond which the tail begins, for the goal `tail_loss` and for what is told of the tail; 0.95
            /// if absent.
            #[serde(default)]
            pub level: Option<f64>,
            /// Years over which costs and losses count; 3 if absent, 10 at most.
            #[serde(default)]
            pub horizon: Option<u32>,
            /// Yearly rate by which later costs and losses count less, such as 0.04; 0 if absent.
            #[serde(default)]
            pub discount_rate: Option<f64>,
            /// Whether the hours of roles limit the choice; they do if absent. A role that states no hours never does.
            #[serde(default)]
            pub capacities: Option<bool>,
            /// Quarters, counted from the date looked at, in which an option may start; 4 if absent.
            #[serde(default)]
            pub start_quarters: Option<u32>,
            /// Years to simulate to choose on; 8192 if absent, 200 000 at most. Where a choice is judged, it is on as many
            /// fresh ones.
            #[serde(default)]
            pub trials: Option<u64>,
            /// Equal seeds give equal answers; 1 if absent.
            #[serde(default)]
            pub seed: Option<u64>,
            /// Most nodes of the search tree of a portfolio. If absent 2000, and fewer where each has many losses to go
            /// through: where the goal is not the expected loss, and risks and years are many. What a limit is worth, and
            /// the choice in other circumstances, is looked for with a quarter of them.
            #[serde(default)]
            pub nodes: Option<u64>,
        }

        impl $name {
            /// What is asked, without a budget.
            pub(in crate::view) fn question(&self) -> $crate::view::treatment_problem::Question {
                $crate::view::treatment_problem::Question {
                    goal: self.goal.unwrap_or_default(),
                    level: self.level.unwrap_or(0.95),
                    budget: None,
                    horizon: self.horizon.unwrap_or(3),
                    discount_rate: self.discount_rate.unwrap_or(0.0),
                    capacities: self.capacities.unwrap_or(true),
                    start_quarters: self.start_quarters.unwrap_or(4),
                    trials: self.trials.unwrap_or(8_192),
                    seed: self.seed.unwrap_or(1),
                    nodes: self.nodes,
                }
            }
        }
    };
}
pub(in crate::view) use treatment_parameters;
