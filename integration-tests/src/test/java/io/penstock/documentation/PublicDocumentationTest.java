package io.penstock.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/**
 * That every public and protected member of the published modules has a comment which names each
 * parameter, result and exception, by the compiler's own rules ({@code -Xdoclint:missing}). One of
 * them is left out: a record's compact constructor need not repeat the components, which the record
 * itself has to name.
 */
@EnabledOnJre(
    value = JRE.JAVA_17,
    disabledReason = "the compilers of later JDKs ask for other things to be said")
class PublicDocumentationTest {
  private static final Path ROOT =
      Path.of(System.getProperty("penstock.root", "..")).toAbsolutePath().normalize();

  /** The modules whose POM says that their pages are built. */
  private static final Pattern PUBLISHED =
      Pattern.compile("<javadoc\\.check\\.skip>false</javadoc\\.check\\.skip>");

  /** Without parameters, which only a record's can be. */
  private static final Pattern COMPACT_CONSTRUCTOR =
      Pattern.compile("\\s*(?:public|protected)?\\s*[A-Z]\\w*\\s*\\{\\s*");

  @TempDir Path classes;

  private static List<Path> publishedModules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .filter(folder -> PUBLISHED.matcher(text(folder.resolve("pom.xml"))).find())
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** What the compiler finds missing in some sources. */
  private List<Diagnostic<? extends JavaFileObject>> missing(List<Path> sources)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    StringWriter out = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ENGLISH, null)) {
      boolean compiled =
          compiler
              .getTask(
                  out,
                  files,
                  found,
                  List.of(
                      "-proc:none",
                      "-Xdoclint:missing/protected",
                      "-Xmaxwarns",
                      "100000",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(out + "" + found.getDiagnostics()).isTrue();
    }
    return found.getDiagnostics().stream()
        .filter(each -> each.getSource() != null && message(each).startsWith("no "))
        .toList();
  }

  private static String message(Diagnostic<?> diagnostic) {
    return diagnostic.getMessage(Locale.ENGLISH);
  }

  private static boolean isOfACompactConstructor(Diagnostic<? extends JavaFileObject> diagnostic) {
    try {
      List<String> lines = diagnostic.getSource().getCharContent(true).toString().lines().toList();
      return message(diagnostic).startsWith("no @param")
          && COMPACT_CONSTRUCTOR.matcher(lines.get((int) diagnostic.getLineNumber() - 1)).matches();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPublicMemberOfThePublishedModulesSaysWhatItTakesGivesAndThrows() throws IOException {
    List<Path> modules = publishedModules();
    assertThat(modules.stream().map(module -> module.getFileName().toString()))
        .contains(
            "api",
            "core",
            "backend-onnx",
            "backend-djl-pytorch",
            "backend-tensorflow",
            "conformance-kit");
    List<Path> sources = new ArrayList<>();
    for (Path module : modules) {
      sources.addAll(sources(module));
    }

    List<Diagnostic<? extends JavaFileObject>> missing = missing(sources);

    assertThat(missing).as("what compact constructors leave to their records").isNotEmpty();
    assertThat(
            missing.stream()
                .filter(each -> !isOfACompactConstructor(each))
                .map(
                    each ->
                        ROOT.relativize(Path.of(each.getSource().toUri()))
                            + ":"
                            + each.getLineNumber()
                            + ": "
                            + message(each)))
        .as("what is missing in comments")
        .isEmpty();
  }

  @Test
  void whatIsMissingIsFound() throws IOException {
    Path source =
        Files.writeString(
            classes.resolve("Half.java"),
            """
            /**
             * Half documented.
             *
             * @param size how large
             */
            public record Half(int size) {
              /** Checks the size. */
              public Half {
                assert size > 0;
              }

              /** Is larger. */
              public Half larger(int by) {
                return new Half(size + by);
              }
            }
            """);

    List<Diagnostic<? extends JavaFileObject>> missing = missing(List.of(source));

    assertThat(missing.stream().filter(each -> isOfACompactConstructor(each)))
        .extracting(each -> message(each))
        .containsExactly("no @param for size");
    assertThat(missing.stream().filter(each -> !isOfACompactConstructor(each)))
        .extracting(each -> message(each))
        .containsExactlyInAnyOrder("no @param for by", "no @return");
  }
}
