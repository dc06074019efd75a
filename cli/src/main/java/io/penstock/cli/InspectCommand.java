package io.penstock.cli;

import io.penstock.cli.output.ModelText;
import io.penstock.model.ModelDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code penstock inspect}. */
@Command(
    name = "inspect",
    sortOptions = false,
    description =
        "Shows what is in a model file: columns, network, preparation, how it was trained, its scores beside the baselines, and the graph.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  penstock inspect passengers.onnx", "  penstock inspect passengers.onnx --json"})
final class InspectCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "MODEL.onnx", description = "The model file.")
  private Path model = Path.of("");

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output instead of text. Default: text.")
  private boolean json;

  InspectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ModelDescription description = session.penstock().readModel(model).description();
    String graph = session.penstock().graphSummary(model);
    if (json) {
      session
          .out()
          .println(ModelText.json(description).put("graph", graph).put("model", model.toString()));
      return ExitCode.OK;
    }
    List<String> lines = new ArrayList<>(List.of(model.toString(), ""));
    lines.addAll(ModelText.lines(description));
    lines.add("");
    lines.add("Graph:");
    graph.lines().map(line -> "  " + line).forEach(lines::add);
    session.report(lines, false);
    return ExitCode.OK;
  }
}
