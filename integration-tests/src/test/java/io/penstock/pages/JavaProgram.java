package io.penstock.pages;

import io.penstock.endtoend.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program in Java as pages have it: without imports, and without what stands around statements.
 *
 * @param name of the class with the method {@code main}
 * @param source all of the file
 */
public record JavaProgram(String name, String source) {
  private static final Pattern PUBLIC_CLASS =
      Pattern.compile("io/penstock(/[a-z]+)*/[A-Z]\\w*\\.class");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:public |final |abstract )*(?:class|record|interface|enum) (\\w+)");

  private static final String TESTING =
      "import org.junit.jupiter.api.Test;\nimport static org.assertj.core.api.Assertions.assertThat;\n";

  /** Statements, in a method {@code main}. */
  public static JavaProgram ofStatements(String statements) {
    return ofStatements(statements, "");
  }

  /**
   * The same.
   *
   * @param fields that the statements take for granted: static, so that one declared in the
   *     statements hides it
   */
  public static JavaProgram ofStatements(String statements, String fields) {
    return new JavaProgram(
        "Example",
        imports()
            + "final class Example {\n"
            + fields
            + "  public static void main(String[] arguments) throws Exception {\n"
            + statements
            + "  }\n}\n");
  }

  /**
   * A block of a page: a type, a test, or statements.
   *
   * @param name of the class around what is no type
   */
  static JavaProgram ofBlock(String block, String fields, String name) {
    Matcher type = TYPE.matcher(block);
    if (type.find()) {
      return new JavaProgram(
          type.group(1), block.startsWith("package ") ? block : imports() + block);
    }
    if (block.startsWith("@Test")) {
      return new JavaProgram(
          name, imports() + TESTING + "final class " + name + " {\n" + fields + block + "}\n");
    }
    JavaProgram statements = ofStatements(block, fields);
    return new JavaProgram(name, statements.source.replace("class Example", "class " + name));
  }

  /** All packages of Penstock's that hold public types, and what programs commonly need. */
  private static String imports() {
    List<String> packages =
        new ArrayList<>(
            List.of(
                "java.nio.file.Path",
                "java.time.Instant",
                "java.util.List",
                "java.util.Map",
                "ai.onnxruntime.*"));
    for (String module : List.of("api", "core")) {
      Path classes = Checkout.path(module + "/target/classes");
      try (Stream<Path> files = Files.walk(classes)) {
        files
            .map(file -> classes.relativize(file).toString().replace('\\', '/'))
            .filter(name -> PUBLIC_CLASS.matcher(name).matches())
            .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.') + ".*")
            .distinct()
            .sorted()
            .forEach(packages::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return packages.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
  }

  /** The class path of the command, as one word. */
  public static String classPath() {
    return Checkout.classPath().stream()
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  /**
   * Compiles it into a folder, beside what is there and what tests use, and gives the compiler's
   * complaints; empty if it has none.
   */
  public List<String> compiledInto(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  complaints,
                  List.of(
                      "-proc:none",
                      "-cp",
                      String.join(
                          System.getProperty("path.separator"),
                          folder.toString(),
                          classPath(),
                          System.getProperty("java.class.path")),
                      "-d",
                      folder.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      return compiled
          ? List.of()
          : complaints.getDiagnostics().stream()
              .filter(complaint -> complaint.getKind() == Diagnostic.Kind.ERROR)
              .map(complaint -> complaint.getMessage(Locale.ROOT))
              .toList();
    }
  }
}
