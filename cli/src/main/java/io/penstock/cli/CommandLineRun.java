package io.penstock.cli;

import io.penstock.cli.logging.LogOutput;
import io.penstock.suggestion.Suggestion;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One run of the command: parses, executes, and turns what is thrown into a message and an exit
 * code.
 */
final class CommandLineRun {
  private final PrintStream err;
  private final RootCommand root;
  private final Session session;
  private final CommandLine commandLine;

  CommandLineRun(PrintStream out, PrintStream err) {
    this(out, err, Path.of(""));
  }

  /**
   * @param out for results
   * @param err for progress and messages
   * @param folder that relative paths begin in, those of options and parameters and what is written
   *     without being named: a JVM cannot change its current folder
   */
  CommandLineRun(PrintStream out, PrintStream err, Path folder) {
    this.err = err;
    root = new RootCommand(folder);
    session = new Session(out, err, folder);
    commandLine = new CommandLine(root);
    List.of(
            new TrainCommand(session),
            new ForecastCommand(session),
            new EvaluateCommand(session),
            new BacktestCommand(session),
            new DetectCommand(session),
            new TrialsCommand(session),
            new CompareCommand(session),
            new DiagnoseCommand(session),
            new BackendsCommand(session),
            new InspectCommand(session),
            new VerifyCommand(session),
            new GenerateCommand(session))
        .forEach(commandLine::addSubcommand);
    commandLine.addSubcommand(examples());
    commandLine.registerConverter(Path.class, folder::resolve);
    commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    commandLine.setParameterExceptionHandler((e, arguments) -> misused(e));
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    commandLine.setExecutionStrategy(
        parsed -> {
          LogOutput.send(err, root.debug());
          session.debug(root.debug());
          return new CommandLine.RunLast().execute(parsed);
        });
  }

  private CommandLine examples() {
    return new CommandLine(new ExamplesCommand(session))
        .addSubcommand(new ExamplesShowCommand(session))
        .addSubcommand(new ExamplesRunCommand(session))
        .addSubcommand(new ExamplesCopyCommand(session));
  }

  /** As it was set up. */
  CommandLine commandLine() {
    return commandLine;
  }

  int run(String[] arguments) {
    session.begin(arguments);
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      return failed(e);
    }
  }

  private int failed(Throwable thrown) {
    return Failure.of(thrown).report(err, root.debug());
  }

  private int misused(ParameterException e) {
    CommandLine command = e.getCommandLine();
    String suggestions =
        e instanceof UnmatchedArgumentException unmatched ? didYouMean(unmatched) : "";
    err.println("penstock: " + e.getMessage().strip() + suggestions);
    err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USER;
  }

  /** Of what is similar by its letters, the one that takes the fewest slips to write so. */
  private static String didYouMean(UnmatchedArgumentException unmatched) {
    List<String> similar = unmatched.getSuggestions();
    if (similar.isEmpty()) {
      return "";
    }
    String meant =
        Suggestion.nearest(unmatched.getUnmatched().get(0), similar).orElse(similar.get(0));
    return ". Did you mean " + meant + "?";
  }
}
