package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page on writing a backend shows: its Java, its project and its commands. */
class BackendGuideTest extends EndToEndTest {
  private static final Path PAGE = Checkout.path("docs/backend-guide.md");

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$")
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static boolean isFileOfTheReader(String block) {
    return block.startsWith("package com.example.");
  }

  static Stream<String> excerpts() throws IOException {
    return blocks("java").stream().filter(block -> !isFileOfTheReader(block));
  }

  @ParameterizedTest
  @MethodSource("excerpts")
  void theJavaStandsInTheSources(String excerpt) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String under : List.of("examples/reference-backend/src", "integration-tests/src")) {
      try (Stream<Path> files = Files.walk(Checkout.path(under))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          sources.add(onOneLine(Files.readString(file)));
        }
      }
    }
    assertThat(sources).anyMatch(source -> source.contains(onOneLine(excerpt)));
  }

  @Test
  void thereIsJavaOfEveryPartToLookAt() throws IOException {
    assertThat(String.join("\n", excerpts().toList()))
        .contains("class ReferencePlugin", "class ReferenceBackend", "class ReferenceSession")
        .contains("Dense input(int layer", "void step(int k)", "void backward(", "Dropout.fill(");
  }

  private static String onOneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** Its commands make a project that compiles against the API and Guice alone, and is found. */
  @Test
  void theProjectOfThePageIsMadeAndFound() throws Exception {
    Files.createSymbolicLink(folder.resolve("penstock"), Checkout.path(""));
    String commands =
        blocks("sh").stream()
            .filter(block -> block.contains("my-engine/src"))
            .collect(Collectors.joining());
    run("sh", "-e", "-c", commands);
    Path project = folder.resolve("my-engine");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(
        project.resolve("src/main/java"),
        Checkout.classPath().stream()
            .filter(
                jar ->
                    jar.getFileName()
                        .toString()
                        .matches("(penstock-api|guice|jakarta.inject-api|jspecify)-.*"))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)),
        classes);

    String test =
        blocks("java").stream()
            .filter(BackendGuideTest::isFileOfTheReader)
            .findFirst()
            .orElseThrow();
    Path tests = project.resolve("src/test/java");
    Files.writeString(tests.resolve("com/example/mine/MineConformanceTest.java"), test);
    compile(
        tests,
        classes + File.pathSeparator + System.getProperty("java.class.path"),
        Files.createDirectories(folder.resolve("test-classes")));

    Outcome outcome = Launcher.in(folder).run("classes:my-engine/src/main/resources", "backends");
    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    assertThat(outcome.out()).startsWith("mine\n").contains("plain loops in double precision");
  }

  private void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    Outcome outcome = new RunningCommand(List.of(command), process).await();
    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
  }

  private static void compile(Path sources, String classPath, Path classes) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-cp", classPath, "-d", classes.toString()));
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java"))
          .sorted()
          .forEach(arguments::add);
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("exit code of javac for " + sources).isZero();
  }

  /** Versions and artefacts are those of this build. */
  @Test
  void thePomOfThePageNamesWhatThereIs() throws IOException {
    String pom = blocks("xml").get(0);
    String parent = Files.readString(Checkout.path("pom.xml"));
    String bom = Files.readString(Checkout.path("bom/pom.xml"));

    assertThat(artifacts(pom)).contains("penstock-bom", "penstock-api", "penstock-conformance-kit");
    for (String artifact : artifacts(pom)) {
      assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
    }
    String version = first("<artifactId>penstock-parent</artifactId>\\s*<version>(.+?)<", parent);
    assertThat(first("penstock-bom</artifactId>\\s*<version>(.+?)<", pom)).isEqualTo(version);
    assertThat(first("guice</artifactId>\\s*<version>(.+?)<", pom))
        .isEqualTo(first("<guice.version>(.+?)<", parent));
    for (String plugin : List.of("maven-compiler-plugin", "maven-surefire-plugin")) {
      String pattern = plugin + "</artifactId>\\s*<version>(.+?)<";
      assertThat(first(pattern, pom)).as(plugin).isEqualTo(first(pattern, parent));
    }
  }

  private static List<String> artifacts(String pom) {
    return Pattern.compile("<artifactId>(penstock-.+?)</artifactId>")
        .matcher(pom)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError(pattern + " is not in\n" + text));
  }

  @Test
  void theCommandsThatUseThePluginWork() throws Exception {
    Files.createSymbolicLink(folder.resolve("examples"), Checkout.path("examples"));
    List<String> lines =
        blocks("sh").stream()
            .filter(block -> block.startsWith("export PENSTOCK_PLUGINS="))
            .flatMap(String::lines)
            .toList();
    String plugins = lines.get(0).substring("export PENSTOCK_PLUGINS=".length());
    Launcher launcher = Launcher.in(folder);

    assertThat(lines).hasSizeGreaterThanOrEqualTo(4);
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = ShellLine.words(line);
      assertThat(words.get(0)).isEqualTo("./penstock");
      Outcome outcome = launcher.run(plugins, withOneEpoch(words.subList(1, words.size())));
      assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
      assertThat(outcome.out() + outcome.err()).as(outcome.transcript()).contains("reference");
    }
  }

  /** Whether the engines agree after more of them is looked at by {@link PluginsTest}. */
  private static String[] withOneEpoch(List<String> words) {
    List<String> quick = new ArrayList<>(words);
    int epochs = quick.indexOf("--epochs");
    if (epochs >= 0) {
      quick.set(epochs + 1, "1");
    }
    return quick.toArray(String[]::new);
  }

  /** Tests that the page names are tests of the kit. */
  @Test
  void theRulesThatThePageNamesAreThoseOfTheKit() throws IOException {
    String kit;
    try (Stream<Path> files =
        Files.walk(Checkout.path("conformance-kit/src/main/java/io/penstock/conformance"))) {
      kit =
          files
              .filter(file -> file.toString().endsWith("Rules.java"))
              .map(BackendGuideTest::read)
              .collect(Collectors.joining());
    }
    List<String> named =
        Pattern.compile("`([a-z]+(?:[A-Z][a-z]*){3,})`")
            .matcher(Files.readString(PAGE))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(named).hasSizeGreaterThan(8);
    for (String rule : named) {
      assertThat(kit).contains("default void " + rule + "(");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
