package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages of the project promise: their commands, their Java, their links. */
class ReadmeTest extends EndToEndTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern IMPORTED =
      Pattern.compile("io/penstock(/[a-z]+)*/[A-Z]\\w*\\.class");

  @BeforeEach
  void examples() throws Exception {
    Path airline = Files.createDirectories(folder.resolve("examples/airline"));
    Files.copy(Checkout.airline(), airline.resolve("passengers.csv"));
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    Matcher fence =
        Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$").matcher(Files.readString(page));
    return fence.results().map(block -> block.group(1)).toList();
  }

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Checkout.path("README.md")));
    pages.add(Checkout.path("benchmarks/README.md"));
    for (String under : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(Checkout.path(under))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkToAFileLeadsSomewhere(Path page) throws IOException {
    Path folderOfPage = Checkout.path("").resolve(page).getParent();
    List<String> broken =
        LINK.matcher(Files.readString(page))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.matches("[a-z]+:.*|#.*"))
            .filter(link -> !Files.exists(folderOfPage.resolve(link.replaceAll("#.*", ""))))
            .toList();

    assertThat(broken).as("links of " + page + " that lead nowhere").isEmpty();
  }

  @Test
  void theCommandsOfTheReadmeWorkInTheirOrder() throws Exception {
    List<String> lines =
        blocks(Checkout.path("README.md"), "sh").stream()
            .flatMap(block -> ShellLine.joined(block.lines().toList()).stream())
            .filter(line -> line.startsWith("./penstock "))
            .toList();

    assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    for (String line : lines) {
      List<String> words = ShellLine.words(line);
      succeed(ShellLine.quick(words.subList(1, words.size())));
    }
  }

  @Test
  void theJavaOfTheReadmeCompilesAndForecasts() throws Exception {
    String example = blocks(Checkout.path("README.md"), "java").get(0);
    assertThat(example.lines().count()).as("about a dozen lines").isLessThanOrEqualTo(20);
    Path source =
        write(
            "Example.java",
            imports()
                + "final class Example {\n  public static void main(String[] arguments) {\n"
                + example
                + "  }\n}\n");
    String classPath =
        Checkout.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int compiled =
        compiler.run(
            null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), "" + source);
    assertThat(compiled).as("exit code of javac for\n" + Files.readString(source)).isZero();
    List<String> command = new ArrayList<>(PenstockCommand.jvm());
    command.addAll(
        List.of("-cp", folder + System.getProperty("path.separator") + classPath, "Example"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    PenstockCommand.environment(builder);
    Outcome outcome = new RunningCommand(command, builder.start()).await();

    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    assertThat(outcome.out()).contains("epoch 1: ");
    assertThat(outcome.lastLine().replaceAll("[\\[\\] ]", "").split(","))
        .hasSize(12)
        .allSatisfy(value -> assertThat(Double.parseDouble(value)).isBetween(300.0, 700.0));
    assertThat(folder.resolve("passengers.onnx")).exists();
    succeed("verify", "passengers.onnx");
  }

  /** The page leaves imports out: all packages of Penstock's that hold public types. */
  private static String imports() throws IOException {
    List<String> packages = new ArrayList<>(List.of("java.nio.file.Path"));
    for (String module : List.of("api", "core")) {
      Path classes = Checkout.path(module + "/target/classes");
      try (Stream<Path> files = Files.walk(classes)) {
        files
            .map(file -> classes.relativize(file).toString().replace('\\', '/'))
            .filter(name -> IMPORTED.matcher(name).matches())
            .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.') + ".*")
            .distinct()
            .sorted()
            .forEach(packages::add);
      }
    }
    return packages.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }
}
