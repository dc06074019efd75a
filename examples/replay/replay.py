"""Replays a reference training run with the command penstock, and says how far it is from it.

    python3 replay.py CASE.json [PENSTOCK [BACKEND]]

Needs the packages numpy and onnx. docs/replay.md says what a case holds and why each step is as it is.
Exit code 1 if a loss differs by more than 1e-5 of itself or a weight by more than 1e-4.
"""

import csv
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile

import numpy
import onnx
from onnx import numpy_helper

LOSSES = {
    "mse": "mse",
    "mae": "mae",
    "huber": "huber",
    "binary_crossentropy": "binary-cross-entropy",
    "categorical_crossentropy": "categorical-cross-entropy",
    "quantile": "pinball",
    "gaussian_nll": "gaussian-nll",
}


def array(tensor):
    return numpy.array(tensor["data"], dtype="float32").reshape(tensor["shape"])


def write_rows(case, file):
    """Each example is a run of rows of its own; the second left out after it is a gap.

    A label is 0 or 1 and a class is its number, as the case has them, so they are written as values are.
    """
    inputs, targets = array(case["X"]), array(case["Y"])
    examples, steps, features = inputs.shape
    horizon = targets.shape[1]
    with open(file, "w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["second"] + [f"x{k}" for k in range(features)] + ["y"])
        for i in range(examples):
            first = i * (steps + horizon + 1)
            for t in range(steps):
                rows.writerow([first + t] + [repr(float(x)) for x in inputs[i, t]] + [0])
            for h in range(horizon):
                rows.writerow([first + steps + h] + [0] * features + [repr(float(targets[i, h]))])


def head(config):
    """What stands at the network's end, and how many numbers it has for each target."""
    outputs, loss = config["outputs"], config["loss"]
    if loss == "binary_crossentropy":
        return ["--head", "sigmoid"], 1
    if loss == "categorical_crossentropy":
        return ["--head", "softmax", "--classes", outputs], outputs
    if loss == "quantile":
        quantiles = config.get("quantiles", [0.1, 0.5, 0.9])
        return ["--quantiles", ",".join(str(q) for q in quantiles)], len(quantiles)
    if loss == "gaussian_nll":
        return ["--head", "gaussian"], 2
    return ["--head", "linear"], 1


def network(config):
    """Everything by which the template's network is that of the case."""
    ending, parameters = head(config)
    options = ["--target", "y", "--features", ",".join(f"x{k}" for k in range(config["F"]))]
    options += ["--look-back", config["T"], "--horizon", config["outputs"] // parameters]
    options += ["--scale", "none", "--anchor", "none"]
    options += ["--units", ",".join(str(units) for units in config["units"])]
    options += ["--direction", "bidirectional" if config["bidirectional"] else "forward"]
    options += ["--activation", config["activation"].replace("_", "-")]
    if "embedding" in config:
        options += ["--embedding", config["embedding"]]
    return options + ending


def training(config):
    if config["steps"] * config["batch"] % config["N"]:
        sys.exit("The case does not end with an epoch, and the command trains whole ones.")
    options = ["--batch", config["batch"], "--shuffle", "false"]
    options += ["--epochs", config["steps"] // (config["N"] // config["batch"])]
    options += ["--loss", LOSSES[config["loss"]], "--optimizer", config["optimizer"]]
    options += ["--learning-rate", config["lr"]]
    for key in ("momentum", "nesterov", "weight_decay", "l1", "l2", "clip_norm", "clip_value"):
        if key in config:
            value = config[key]
            written = str(value).lower() if isinstance(value, bool) else value
            options += ["--" + key.replace("_", "-"), written]
    if "lr_step_decay" in config:
        every, factor = config["lr_step_decay"]
        options += ["--schedule", "step", "--schedule-every", every, "--schedule-factor", factor]
    return options


def of_the_case(weights, name):
    """A tensor of the case under the name that it has in a model file; none of other names."""
    if name.startswith("lstm.") and name.count(".") == 2:
        _, layer, part = name.split(".")
        value = array(weights[part + layer])
        # ONNX has a second, recurrent bias, which stays zero.
        return numpy.concatenate([value, 0 * value], axis=1) if part == "b" else value
    names = {"head.W": "headW", "head.b": "headB"}
    names |= {"embedding.W": "embeddingW", "embedding.b": "embeddingB"}
    return array(weights[names[name]]) if name in names else None


def replace_weights(file, weights):
    model = onnx.load(file)
    for tensor in model.graph.initializer:
        value = of_the_case(weights, tensor.name)
        if value is not None:
            tensor.CopyFrom(numpy_helper.from_array(value.reshape(tensor.dims), tensor.name))
    onnx.save(model, file)


def largest_difference(file, weights):
    differences = []
    for tensor in onnx.load(file).graph.initializer:
        value = of_the_case(weights, tensor.name)
        if value is not None:
            given = numpy_helper.to_array(tensor)
            differences.append(numpy.abs(given - value.reshape(given.shape)).max())
    return max(differences)


def main():
    case = json.load(open(sys.argv[1]))
    penstock = sys.argv[2] if len(sys.argv) > 2 else "penstock"
    backend = sys.argv[3] if len(sys.argv) > 3 else "auto"

    folder = pathlib.Path(tempfile.mkdtemp())
    rows, start, end = folder / "rows.csv", folder / "start.onnx", folder / "end.onnx"
    losses = folder / "steps.csv"

    def train(*options):
        all_rows = [rows, "--time", "second", "--time-format", "epoch-seconds", "--split", "1,0,0"]
        command = [penstock, "train", *all_rows, *options, "--backend", backend, "--quiet"]
        command = [str(word) for word in command]
        print(shlex.join(command))
        subprocess.run(command, check=True)

    write_rows(case, rows)
    train(*network(case["config"]), "--epochs", 1, "--out", start)
    replace_weights(start, case["initial"])
    train("--from", start, *training(case["config"]), "--step-history", losses, "--out", end)

    given = [float(row["loss"]) for row in csv.DictReader(open(losses))]
    expected = case["losses"]
    if len(given) != len(expected):
        sys.exit(f"{len(given)} steps, and {len(expected)} in the case.")
    loss = max(abs(a - b) / abs(b) for a, b in zip(given, expected))
    weight = largest_difference(end, case["final"])
    print(f"{len(given)} losses, at most {loss:.1e} of themselves apart; weights at most {weight:.1e}")
    sys.exit(loss > 1e-5 or bool(weight > 1e-4))


if __name__ == "__main__":
    main()
