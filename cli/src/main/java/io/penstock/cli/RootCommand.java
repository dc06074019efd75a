package io.penstock.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code penstock} itself, and the options that all commands have. */
@Command(
    name = "penstock",
    versionProvider = RootCommand.Version.class,
    description =
        "Trains LSTM time-series models on PyTorch or TensorFlow and writes one ONNX file that takes raw values and returns forecasts.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock train passengers.csv --target passengers --horizon 12",
      "  penstock forecast passengers.onnx passengers.csv",
      "  penstock train --help"
    })
final class RootCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description =
          "Log what is done, and show where errors come from; so does the environment variable PENSTOCK_DEBUG.")
  private boolean debug;

  private final Path folder;

  RootCommand(Path folder) {
    this.folder = folder;
  }

  /** The folder that relative paths of a command begin in. */
  static Path folderOf(CommandSpec command) {
    return command.root().userObject() instanceof RootCommand root ? root.folder : Path.of("");
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name a command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }

  boolean debug() {
    return debug || System.getenv("PENSTOCK_DEBUG") != null;
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = RootCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "penstock " + (version == null ? "(not packaged)" : version),
        "Java "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
