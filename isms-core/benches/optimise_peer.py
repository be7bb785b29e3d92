"""The peer of the optimiser's benchmark: the same problems as mixed-integer linear programs, given to HiGHS.

Reads problems as JSON, one a line, and prints the value HiGHS found, its bound and the seconds it took.
"""

import json
import sys
import time
from typing import Any

import highspy
import numpy as np

limit = float(sys.argv[1])


class Program:
    """A mixed-integer linear program, row by row."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.integer: list[bool] = []
        self.rows: list[tuple[float, float, list[int], list[float]]] = []

    def column(self, cost: float, lower: float, upper: float, integer: bool = False) -> int:
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def row(self, lower: float, upper: float, terms: list[tuple[int, float]]) -> None:
        self.rows.append((lower, upper, [at for at, _ in terms], [count for _, count in terms]))

    def solve(self) -> tuple[float, float, float]:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.cost), len(self.rows)
        model.col_cost_ = np.array(self.cost)
        model.col_lower_, model.col_upper_ = np.array(self.lower), np.array(self.upper)
        model.row_lower_ = np.array([row[0] for row in self.rows])
        model.row_upper_ = np.array([row[1] for row in self.rows])
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if integer else kinds.kContinuous for integer in self.integer]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0] + [len(row[2]) for row in self.rows])
        model.a_matrix_.index_ = np.array([at for row in self.rows for at in row[2]])
        model.a_matrix_.value_ = np.array([count for row in self.rows for count in row[3]])
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("mip_rel_gap", 1e-9)
        solver.setOptionValue("mip_abs_gap", 1e-6)
        solver.setOptionValue("time_limit", limit)
        solver.passModel(model)
        start = time.perf_counter()
        solver.run()
        seconds = time.perf_counter() - start
        info = solver.getInfo()
        return info.objective_function_value, info.mip_dual_bound, seconds


def program(problem: dict[str, Any], goal: Any) -> Program:
    """The problem with an auxiliary column for what each further action leaves of a risk.

    Where z is left of a risk before an action x with effect e, and at least m of it in the end, no less than z - e x
    and (1 - e) z + m e (1 - x) is left after it: exactly, where x is 0 or 1.
    """
    built = Program()
    candidates = {candidate["id"]: built.column(0, 0, 1, True) for candidate in problem["candidates"]}
    costs = [(candidates[c["id"]], c["one_off"]) for c in problem["candidates"]]
    built.row(-highspy.kHighsInf, problem["budget"], costs)
    for group in problem["groups"]:
        built.row(-highspy.kHighsInf, group["most"], [(candidates[name], 1.0) for name in group["candidates"]])
    for candidate in problem["candidates"]:
        for name in candidate["requires"]:
            built.row(-highspy.kHighsInf, 0, [(candidates[candidate["id"]], 1.0), (candidates[name], -1.0)])
    left = []
    for risk in problem["risks"]:
        acting = [
            (candidates[candidate["id"]], effect["rate"])
            for candidate in problem["candidates"]
            for effect in candidate["effects"]
            if effect["risk"] == risk["id"]
        ]
        acting.sort(key=lambda action: action[1])
        before, least = built.column(0, 1, 1), 1.0
        for x, effect in acting:
            after = built.column(0, 0, 1)
            built.row(0, highspy.kHighsInf, [(after, 1.0), (before, -1.0), (x, effect)])
            slack = least * effect
            built.row(slack, highspy.kHighsInf, [(after, 1.0), (before, effect - 1.0), (x, slack)])
            before, least = after, least * (1.0 - effect)
        left.append(before)
    if goal == "expected_loss":
        for column, risk in zip(left, problem["risks"]):
            built.cost[column] = risk["loss"]
        return built
    losses = np.array(problem["scenarios"]["losses"])
    years = losses.shape[1]
    threshold = built.column(1, 0, highspy.kHighsInf)
    for year in range(years):
        above = built.column(1 / (years * (1 - goal["tail_loss"]["level"])), 0, highspy.kHighsInf)
        terms = [(column, -loss) for column, loss in zip(left, losses[:, year]) if loss > 0]
        built.row(0, highspy.kHighsInf, [(above, 1.0), (threshold, 1.0), *terms])
    return built


for line in sys.stdin:
    asked = json.loads(line)
    value, bound, seconds = program(asked["problem"], asked["goal"]).solve()
    # Without any portfolio, or a bound, the figure is infinite, which JSON does not have.
    found = {"value": value if np.isfinite(value) else None, "bound": bound if np.isfinite(bound) else None}
    print(json.dumps({**found, "seconds": seconds}), flush=True)
