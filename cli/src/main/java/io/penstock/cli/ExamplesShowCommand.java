package io.penstock.cli;

import io.penstock.cli.gallery.Gallery;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code penstock examples show}. */
@Command(
    name = "show",
    sortOptions = false,
    description =
        "Prints an example's page: what it shows, its commands, the same in Keras or PyTorch, and the scores to expect.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  penstock examples show 4", "  penstock examples show sine-relu"})
final class ExamplesShowCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "N|NAME", description = "Its number or name.")
  private String wanted = "";

  ExamplesShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    try (Gallery gallery = Gallery.packaged()) {
      session.out().print(gallery.named(wanted).page());
    }
    return ExitCode.OK;
  }
}
