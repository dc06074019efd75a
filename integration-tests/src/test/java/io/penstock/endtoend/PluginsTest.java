package io.penstock.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.penstock.Penstock;
import io.penstock.cli.CommandHere;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines of other makers, which the variable PENSTOCK_PLUGINS adds to the command. */
class PluginsTest extends EndToEndTest {
  private static final Path REFERENCE =
      Checkout.path("examples/reference-backend/target/penstock-reference-backend.jar");

  private Launcher launcher;

  @BeforeEach
  void launcherOfTheFolder() throws IOException {
    launcher = Launcher.in(folder);
    passengers();
  }

  private Outcome succeedWith(String plugins, String... arguments) throws Exception {
    Outcome outcome = launcher.run(plugins, arguments);
    assertThat(outcome.exitCode()).as(outcome.transcript()).isZero();
    return outcome;
  }

  @Test
  void aPluginIsListedBesideTheEnginesAndAutoTakesOneOfThem() throws Exception {
    JsonNode engines =
        json(succeedWith(REFERENCE.toString(), "backends", "--json")).path("engines");

    assertThat(engines.valueStream().map(engine -> engine.path("name").asText()))
        .containsExactly("pytorch", "reference", "tensorflow");
    JsonNode reference = engines.get(1);
    assertThat(reference.path("path").asText()).isEqualTo("plain loops in double precision");
    assertThat(reference.path("versions").path("Java").asText())
        .isEqualTo(System.getProperty("java.version"));
    assertThat(reference.path("devices").get(0).path("name").asText()).isEqualTo("cpu");
    assertThat(engines.valueStream().map(engine -> engine.path("chosen").asBoolean()))
        .containsExactly(true, false, false);
    assertThat(Checkout.classPath()).noneMatch(jar -> jar.toString().contains("reference-backend"));
  }

  @Test
  void aPluginTrainsAndItsFileForecasts() throws Exception {
    Outcome trained =
        succeedWith(
            REFERENCE.toString(),
            "train",
            "passengers.csv",
            "--target=passengers",
            "--horizon=12",
            "--backend=reference",
            "--epochs=5");

    assertThat(trained.err()).contains("Training with reference on cpu", "plain loops");
    // Whoever has the file needs no plugin.
    assertThat(succeed("forecast", "passengers.onnx", "passengers.csv").out().lines()).hasSize(13);
    assertThat(Penstock.create().verify(folder.resolve("passengers.onnx")).holds()).isTrue();
  }

  /** Rule N2 among three that were written apart from one another. */
  @Test
  void bothEnginesFollowTheReferenceStepByStep() throws Exception {
    JsonNode comparison =
        json(
            succeedWith(
                REFERENCE.toString(),
                "compare",
                "passengers.csv",
                "--target=passengers",
                "--horizon=12",
                "--epochs=20",
                "--device=cpu",
                "--json"));

    assertThat(comparison.path("runs").valueStream().map(run -> run.path("backend").asText()))
        .containsExactly("pytorch", "reference", "tensorflow");
    assertThat(comparison.path("holds").asBoolean()).isTrue();
    for (String pair : List.of("pytorch against reference", "pytorch against tensorflow")) {
      assertThat(measured(comparison, pair, "losses of the first 60 steps"))
          .as(pair)
          .isLessThanOrEqualTo(1e-5);
      assertThat(measured(comparison, pair, "weights after training"))
          .as(pair)
          .isLessThanOrEqualTo(1e-4);
    }
  }

  private static double measured(JsonNode comparison, String pair, String what) {
    return comparison
        .path("findings")
        .valueStream()
        .filter(finding -> finding.path("rule").asText().startsWith(pair + ": " + what))
        .findFirst()
        .orElseThrow(() -> new AssertionError(pair + ", " + what + ": " + comparison))
        .path("measured")
        .asDouble();
  }

  @Test
  void anUnknownEngineIsRefusedWithThoseThatAreInstalledAndHowToAddOne() throws Exception {
    String message =
        "penstock: There is no backend \"referense\". Did you mean reference? Installed: pytorch,"
            + " reference, tensorflow. Choose one of these, or add the jar of the plugin that you"
            + " mean to the class path: to that of the command by the variable PENSTOCK_PLUGINS.";

    CommandHere.Ended ended =
        CommandHere.run(
            List.of(
                "train",
                Checkout.airline().toString(),
                "--target=passengers",
                "--backend=referense"));

    assertThat(ended.code()).as(ended.transcript()).isEqualTo(2);
    assertThat(ended.err()).endsWith(message + "\n");
    requireShown(message);
  }

  @Test
  void entriesThatDoNotExistAreAllNamed() throws Exception {
    String message =
        "penstock: PENSTOCK_PLUGINS is a class path, and these of its entries do not exist:"
            + " no/such.jar, neither/*. Name jars, folders of classes, or all jars of a folder as"
            + " FOLDER/*, with colons between.";

    refused(launcher.run("no/such.jar:" + REFERENCE + "::neither/*", "backends"))
        .isEqualTo(message + "\n");
    requireShown(message);
  }

  @Test
  void whatJavaWouldPassOverInSilenceIsNamed() throws Exception {
    String message =
        "penstock: PENSTOCK_PLUGINS is a class path, and Java finds nothing in these of its"
            + " entries: text.jar, jars. Name jars, folders of classes, or all jars of a folder as"
            + " FOLDER/*, with colons between.";
    Files.writeString(folder.resolve("text.jar"), "404: not found");
    Files.copy(REFERENCE, Files.createDirectories(folder.resolve("jars")).resolve("one.jar"));

    refused(launcher.run("text.jar:" + REFERENCE + ":jars", "backends")).isEqualTo(message + "\n");
    requireShown(message);
  }

  @Test
  void aFolderWhoseJarsAreAllMeantIsTakenAndSoIsAPathWithSpaces() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("my engines"));
    Files.copy(REFERENCE, jars.resolve("one.jar"));

    assertThat(succeedWith(":my engines/*:", "backends").out()).contains("\nreference\n");
  }

  // Plugins that are not made as they must be.

  @Test
  void aPluginWhoseClassIsMissingIsNamed() throws Exception {
    requireDefect(
        service("missing", "com.example.Missing"),
        "A plugin cannot be loaded: io.penstock.spi.BackendPlugin: Provider com.example.Missing not"
            + " found.");
  }

  @Test
  void aPluginWhoseLibraryIsMissingSaysWhatIsMissing() throws Exception {
    Path plugin =
        compiled(
            "Lame",
            "public final class Lame extends EngineLibrary implements"
                + " io.penstock.spi.BackendPlugin { @Override public String name() { return \"lame\";"
                + " }"
                + MEMBERS
                + "} class EngineLibrary extends com.google.inject.AbstractModule {}");
    Files.delete(plugin.resolve("EngineLibrary.class"));

    requireDefect(
        plugin,
        "A plugin cannot be loaded: java.lang.NoClassDefFoundError: EngineLibrary. A jar that it needs"
            + " is not on the class path, or was made for another version.");
  }

  @Test
  void aPluginThatFailsIsNamedWithTheReason() throws Exception {
    requireDefect(
        plugin(
            "Failing", "failing", "public Failing() { throw new IllegalStateException(\"ink\"); }"),
        "A plugin cannot be loaded: io.penstock.spi.BackendPlugin: Provider Failing could not be"
            + " instantiated: java.lang.IllegalStateException: ink.");
  }

  @Test
  void twoPluginsOfOneNameAreBothNamed() throws Exception {
    requireDefect(
        plugin("Twin", "tensorflow", ""),
        "Two plugins are named tensorflow: io.penstock.tensorflow.TensorFlowPlugin and Twin. Remove"
            + " one of their jars from the class path.");
  }

  @Test
  void aPluginThatIsNoModuleIsNamed() throws Exception {
    Path plugin =
        compiled(
            "Plain",
            "public final class Plain implements io.penstock.spi.BackendPlugin {"
                + " @Override public String name() { return \"plain\"; }"
                + MEMBERS
                + "}");

    requireDefect(
        plugin, "The plugin Plain is not a com.google.inject.Module, so it cannot be wired.");
  }

  @Test
  void aPluginWhoseNameIsNoNameIsNamed() throws Exception {
    requireDefect(
        plugin("Loud", "My Engine", ""),
        "The plugin Loud is named \"My Engine\"; a name is lower case letters, digits and single"
            + " hyphens.");
  }

  @Test
  void aPluginWithoutANameIsNamedByItsClass() throws Exception {
    requireDefect(unnamed("Nameless", "return null;"), "The plugin Nameless has no name.");
    requireDefect(
        unnamed("Shy", "throw new IllegalStateException(\"ink\");"),
        "The plugin Shy cannot tell its name: java.lang.IllegalStateException: ink.");
  }

  private Path unnamed(String type, String body) throws IOException {
    return compiled(
        type,
        String.format(
            "public final class %s extends com.google.inject.AbstractModule implements"
                + " io.penstock.spi.BackendPlugin { @Override public String name() { %s } %s }",
            type, body, MEMBERS));
  }

  @Test
  void aPluginThatCannotMakeItsBackendIsNamed() throws Exception {
    requireDefect(
        plugin(
            "Broken",
            "broken",
            "@Override protected void configure() {"
                + " com.google.inject.multibindings.MapBinder.newMapBinder(binder(), String.class,"
                + " io.penstock.spi.Backend.class).addBinding(\"broken\").toProvider(() -> { throw"
                + " new IllegalStateException(\"ink\"); }); }"),
        "The plugin Broken cannot make its Backend: java.lang.IllegalStateException: ink.");
  }

  @Test
  void aPluginThatBindsNoBackendIsNamed() throws Exception {
    requireDefect(
        plugin("Empty", "empty", ""),
        "The plugin Empty binds no Backend under its name \"empty\".");
  }

  /**
   * In this JVM, where the context class loader has the plugin beside the others. The message is
   * the one that the page on backends shows.
   */
  private static void requireDefect(Path plugin, String message) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    CommandHere.Ended ended;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {plugin.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      ended = CommandHere.run(List.of("backends"));
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(ended.code()).as(ended.transcript()).isEqualTo(3);
    assertThat(ended.out()).as(ended.transcript()).isEmpty();
    assertThat(ended.err())
        .as(ended.transcript())
        .startsWith("penstock: a defect of a plugin: " + message + "\n")
        .doesNotContain("\tat ");
    requireShown(message);
  }

  private static void requireShown(String message) throws IOException {
    assertThat(Files.readAllLines(Checkout.path("docs/backend-guide.md"))).contains(message);
  }

  private static final String MEMBERS =
      " @Override public io.penstock.spi.Capabilities capabilities() { return new"
          + " io.penstock.spi.Capabilities(java.util.Set.of(), java.util.Set.of(),"
          + " java.util.Set.of()); } @Override public int preference() { return 0; } @Override public"
          + " java.util.Optional<String> unavailable() { return java.util.Optional.empty(); } ";

  /** A plugin that can do nothing. */
  private Path plugin(String type, String name, String more) throws IOException {
    return compiled(
        type,
        String.format(
            "public final class %s extends com.google.inject.AbstractModule implements"
                + " io.penstock.spi.BackendPlugin { @Override public String name() { return \"%s\"; }"
                + " %s %s }",
            type, name, MEMBERS, more));
  }

  private Path compiled(String type, String source) throws IOException {
    Path classes = service(type.toLowerCase(Locale.ROOT), type);
    Path file = write(type + ".java", source);
    String classPath =
        Checkout.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                file.toString());
    assertThat(code).as("exit code of javac for " + source).isZero();
    return classes;
  }

  /** A folder of classes that says which plugin it brings. */
  private Path service(String name, String type) throws IOException {
    Path classes = folder.resolve(name);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("io.penstock.spi.BackendPlugin"), type + "\n");
    return classes;
  }
}
