package io.penstock.cli;

import io.penstock.cli.config.Given;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.cli.output.EngineText;
import io.penstock.engine.EngineReport;
import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock backends}. */
@Command(
    name = "backends",
    sortOptions = false,
    description = {
      "Lists the installed engines: versions, devices, what they can do, which way each takes for a network, and which one auto takes.",
      "The environment variable PENSTOCK_PLUGINS, a class path, adds those of other makers."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  penstock backends", "  penstock backends --network experiment.yaml --json"})
final class BackendsCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--network",
      paramLabel = "FILE.yaml",
      description =
          "The experiment whose network the engines are asked about. Default: one layer of 64 units over 96 rows.")
  private @Nullable Path network;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "The variant of that file to take in place of the experiment as it is. Default: none.")
  private @Nullable String variant;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output instead of text. Default: text.")
  private boolean json;

  BackendsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (variant != null && network == null) {
      throw PenstockException.config(
          "--variant: variants stand in the file of --network, and none is given; name it.");
    }
    List<Given> given =
        variant == null
            ? List.of()
            : List.of(Given.flag(Setting.VARIANT, List.of(variant), session.folder()));
    Network asked = Settings.of(given, Optional.ofNullable(network)).network();
    List<EngineReport> engines = session.penstock().backends(asked);
    if (json) {
      session.out().println(EngineText.json(engines));
    } else {
      session.report(EngineText.lines(engines), false);
    }
    return ExitCode.OK;
  }
}
