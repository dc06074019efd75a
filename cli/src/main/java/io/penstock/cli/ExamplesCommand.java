package io.penstock.cli;

import io.penstock.cli.gallery.Gallery;
import io.penstock.cli.gallery.Recipe;
import io.penstock.cli.output.Json;
import io.penstock.cli.output.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock examples}. */
@Command(
    name = "examples",
    sortOptions = false,
    description =
        "Lists known recipes for LSTMs that come with the command, each with its data; shows one, runs one, or copies one to start from.",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock examples",
      "  penstock examples run 4 --backend tensorflow --epochs 2",
      "  penstock examples copy sine-relu my-project"
    })
final class ExamplesCommand implements Callable<Integer> {
  private static final int WIDTH = 76;

  private final Session session;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output instead of text. Default: text.")
  private boolean json;

  ExamplesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (Gallery gallery = Gallery.packaged()) {
      if (json) {
        List<Json> examples = gallery.recipes().stream().map(ExamplesCommand::json).toList();
        session.out().println(new Json().put("examples", examples));
      } else {
        session.report(lines(gallery.recipes()), false);
      }
    }
    return ExitCode.OK;
  }

  private static List<String> lines(List<Recipe> recipes) {
    List<String> lines = new ArrayList<>();
    for (Recipe recipe : recipes) {
      lines.add(String.format("%2d  %s (%s)", recipe.number(), recipe.title(), recipe.name()));
      wrapped(recipe.summary()).forEach(line -> lines.add("    " + line));
    }
    lines.add("");
    lines.add("Read one with penstock examples show N, run it with penstock examples run N,");
    lines.add("and start your own project from it with penstock examples copy N DIR.");
    return lines;
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH && !line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static Json json(Recipe recipe) {
    return new Json()
        .put("number", recipe.number())
        .put("name", recipe.name())
        .put("title", recipe.title())
        .put("summary", recipe.summary())
        .put("commands", recipe.commands().stream().map(ShellWords::line).toList())
        .put("files", recipe.files());
  }
}
