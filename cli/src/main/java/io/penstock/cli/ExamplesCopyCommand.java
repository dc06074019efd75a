package io.penstock.cli;

import io.penstock.cli.gallery.Gallery;
import io.penstock.cli.gallery.Recipe;
import io.penstock.cli.output.ShellWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code penstock examples copy}. */
@Command(
    name = "copy",
    sortOptions = false,
    description =
        "Copies an example's files into a folder, to start a project of your own from. Overwrites nothing.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  penstock examples copy 4 my-project"})
final class ExamplesCopyCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "N|NAME", description = "Its number or name.")
  private String wanted = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "The folder, which is made if it is not there.")
  private Path folder = Path.of("");

  ExamplesCopyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (Gallery gallery = Gallery.packaged()) {
      Recipe recipe = gallery.named(wanted);
      recipe.copyTo(folder);
      session.report(lines(recipe), false);
    }
    return ExitCode.OK;
  }

  private List<String> lines(Recipe recipe) {
    String place = folder.toString().isEmpty() ? "." : folder.toString();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Example "
            + recipe.number()
            + " is in "
            + place
            + ": "
            + String.join(", ", recipe.files())
            + ".");
    lines.add("");
    lines.add("Run it with:");
    lines.add("  cd " + ShellWords.quoted(place));
    recipe.commands().forEach(words -> lines.add("  " + ShellWords.line(words)));
    lines.add("");
    lines.add("Then name your own file (data) and column (target) in experiment.yaml, where each");
    lines.add("key is explained, and train again.");
    return lines;
  }
}
