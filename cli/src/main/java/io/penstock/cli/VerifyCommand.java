package io.penstock.cli;

import io.penstock.cli.output.Json;
import io.penstock.cli.output.ModelText;
import io.penstock.forecasting.Verification;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code penstock verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description =
        "Replays the golden rows stored in a model file: questions, and what the engine that trained it answered. Exit code 1 if this machine answers otherwise.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  penstock verify passengers.onnx"})
final class VerifyCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "MODEL.onnx", description = "The model file.")
  private Path model = Path.of("");

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output instead of text. Default: text.")
  private boolean json;

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Verification verification = session.penstock().verify(model);
    session.out().println(json ? json(verification) : line(verification));
    return verification.holds() ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  private String line(Verification verification) {
    if (verification.rows() == 0) {
      return "BROKEN  " + model + " holds no golden rows, so nothing proves it.";
    }
    return String.format(
        Locale.ROOT,
        "%s  %s, %s replayed: the largest difference is %.2e of the target's scale, allowed %.2e.",
        verification.holds() ? "ok" : "BROKEN",
        model,
        ModelText.plural(verification.rows(), "golden row"),
        verification.largestDifference(),
        verification.bound());
  }

  private Json json(Verification verification) {
    return new Json()
        .put("holds", verification.holds())
        .put("rows", verification.rows())
        .put("largestDifference", verification.largestDifference())
        .put("bound", verification.bound())
        .put("model", model.toString());
  }
}
