package io.penstock.cli;

import io.penstock.cli.config.Setting;
import io.penstock.cli.gallery.Gallery;
import io.penstock.cli.gallery.Recipe;
import io.penstock.cli.output.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code penstock examples run}. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Runs an example's commands in a folder, one after the other, and shows each before it.",
      "Stops at the first that fails, with its exit code. What the folder holds already is overwritten only if it is a result; files of the example or data that you have changed are refused."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock examples run 4 --epochs 2",
      "  penstock examples run sine-relu --backend tensorflow --epochs 2 --dir sine"
    })
final class ExamplesRunCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "N|NAME", description = "Its number or name.")
  private String wanted = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "The folder to run it in, which is made if it is not there. Default: one of the example's name in the current folder.")
  private @Nullable Path folder;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "The engine to train with, as penstock backends lists them. Default: auto.")
  private @Nullable String backend;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "Where to compute, as cpu or cuda:0. Default: auto.")
  private @Nullable String device;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Passes over the training part, as few for a quick look. Default: the example's.")
  private @Nullable String epochs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute on, 0 for all cores. Default: 0.")
  private @Nullable String threads;

  ExamplesRunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<List<String>> commands;
    Path place;
    try (Gallery gallery = Gallery.packaged()) {
      Recipe recipe = gallery.named(wanted);
      commands = new AddedOptions(given()).to(recipe);
      place = folder == null ? session.folder().resolve(recipe.name()) : folder;
      GeneratedData.requireOwn(recipe, place);
      recipe.prepare(place);
    }
    for (List<String> words : commands) {
      session.err().println("$ " + ShellWords.line(words));
      int code = run(words, place);
      if (code != ExitCode.OK) {
        return code;
      }
    }
    return ExitCode.OK;
  }

  private int run(List<String> words, Path place) {
    List<String> arguments = new ArrayList<>(words.subList(1, words.size()));
    if (session.debug()) {
      arguments.add("--debug");
    }
    return new CommandLineRun(session.out(), session.err(), place)
        .run(arguments.toArray(String[]::new));
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, Setting.BACKEND, backend);
    put(given, Setting.DEVICE, device);
    put(given, Setting.EPOCHS, epochs);
    put(given, Setting.THREADS, threads);
    return given;
  }

  private static void put(Map<String, String> given, Setting setting, @Nullable String value) {
    if (value != null) {
      given.put(setting.option(), value);
    }
  }
}
