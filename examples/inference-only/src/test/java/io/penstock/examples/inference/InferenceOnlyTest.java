package io.penstock.examples.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the program needs no engine, that it does what its page says, and what it weighs. */
class InferenceOnlyTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path ROOT =
      Path.of(System.getProperty("penstock.root", "../..")).normalize();
  private static final Pattern LIBRARY =
      Pattern.compile(".*\\.(so|dll|dylib|jnilib)([.\\d]*|\\.gz|\\.xz)");
  private static final double MEGABYTE = 1e6;

  /** Before the jars are made, Penstock's own classes are weighed as they lie, not compressed. */
  private static final Percentage A_FEW_PER_CENT = Percentage.withPercentage(4);

  @TempDir Path temporary;

  /** What Maven puts beside this module's own classes at run time. */
  private static List<Path> runtime() throws IOException {
    String list = Files.readString(MODULE.resolve("target/runtime.classpath")).strip();
    return Arrays.stream(list.split(File.pathSeparator)).map(Path::of).toList();
  }

  private static String page() throws IOException {
    return Files.readString(MODULE.resolve("README.md"));
  }

  /** The text of the page's first block in a language, or in none. */
  private static String block(String language) throws IOException {
    return Pattern.compile("(?ms)^```(\\w*)\\R(.*?)^```$")
        .matcher(page())
        .results()
        .filter(fence -> fence.group(1).equals(language))
        .findFirst()
        .orElseThrow()
        .group(2);
  }

  private List<String> run(List<String> command) throws IOException, InterruptedException {
    Path out = temporary.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    // The java of these tests first, which is to be found by its name.
    builder
        .environment()
        .merge(
            "PATH", java().getParent().toString(), (path, bin) -> bin + File.pathSeparator + path);
    int exitCode = builder.start().waitFor();
    assertThat(exitCode).as(Files.readString(out)).isZero();
    // From Java 24 on the JVM warns of Guice, as the page says.
    return Files.readAllLines(out).stream()
        .filter(line -> Runtime.version().feature() < 24 || !line.startsWith("WARNING: "))
        .toList();
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private List<String> runJava(List<String> options, Class<?> main, List<Path> more)
      throws IOException, InterruptedException {
    List<Path> entries = new ArrayList<>(runtime());
    entries.add(MODULE.resolve("target/classes"));
    entries.addAll(more);
    List<String> command = new ArrayList<>(List.of(java().toString()));
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            String.join(File.pathSeparator, entries.stream().map(Path::toString).toList()),
            main.getName(),
            MODULE.resolve("passengers.onnx").toString(),
            ROOT.resolve("examples/airline/passengers.csv").toString()));
    return run(command);
  }

  /** Of every entry, a jar or a folder of the build. */
  private static Stream<String> files(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        try (Stream<Path> files = Files.walk(entry)) {
          return files
              .filter(Files::isRegularFile)
              .map(file -> entry.relativize(file).toString().replace('\\', '/'))
              .toList()
              .stream();
        }
      }
      try (ZipFile jar = new ZipFile(entry.toFile())) {
        return jar.stream().map(ZipEntry::getName).toList().stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theClassPathHasNoArtefactAndNoClassOfAnEngine() throws IOException {
    List<String> names =
        runtime().stream().map(Path::toString).map(name -> name.replace('\\', '/')).toList();
    List<String> packages =
        runtime().stream()
            .flatMap(InferenceOnlyTest::files)
            .filter(name -> name.endsWith(".class"))
            .map(name -> name.replaceAll("^META-INF/versions/\\d+/", ""))
            .map(name -> name.replaceAll("/[^/]*$", "/"))
            .distinct()
            .toList();
    Predicate<String> engine =
        name -> Stream.of("ai/djl/", "org/tensorflow/", "org/bytedeco/").anyMatch(name::startsWith);

    assertThat(names)
        .hasSizeGreaterThan(10)
        .anyMatch(name -> name.contains("/com/microsoft/onnxruntime/"))
        .noneMatch(name -> name.matches(".*/(ai/djl|org/tensorflow|org/bytedeco)/.*"))
        .noneMatch(name -> name.contains("backend-djl") || name.contains("backend-tensorflow"));
    assertThat(packages)
        .contains("ai/onnxruntime/", "io/penstock/onnx/", "io/penstock/forecasting/")
        .noneMatch(engine)
        .noneMatch(name -> name.matches("io/penstock/(pytorch|tensorflow)/.*"));
  }

  @Test
  void everyNativeLibraryOnTheClassPathIsOnnxRuntimes() throws IOException {
    List<String> libraries =
        runtime().stream()
            .flatMap(InferenceOnlyTest::files)
            .filter(name -> LIBRARY.matcher(name).matches())
            .toList();

    assertThat(libraries)
        .isNotEmpty()
        .allMatch(name -> name.matches("ai/onnxruntime/native/.*onnxruntime[^/]*"));
  }

  @Test
  void noClassOfAnEngineCanBeLoadedAndNoneOfTheirLibrariesIsMappedAfterAForecast()
      throws Exception {
    List<String> lines =
        runJava(List.of(), LookAround.class, List.of(MODULE.resolve("target/test-classes")));

    assertThat(lines.stream().filter(line -> line.startsWith(LookAround.LOADED)))
        .containsExactly(LookAround.LOADED + "ai.onnxruntime.OrtEnvironment");
    if (Files.exists(LookAround.MAPS)) {
      assertThat(lines.stream().filter(line -> line.startsWith(LookAround.MAPPED)))
          .anyMatch(line -> line.contains("libonnxruntime"))
          .anyMatch(line -> line.contains("libjvm"))
          .noneMatch(
              line -> line.matches("(?i).*(torch|djl|c10|tensorflow|jnijavacpp|mkl|cuda).*"));
    }
  }

  @Test
  void theCommandOfThePagePrintsItsTable() throws Exception {
    assumeTrue(File.separatorChar == '/', "the page's command is for a Unix shell");
    String command =
        block("sh")
            .lines()
            .filter(line -> !line.startsWith("./mvnw "))
            .reduce("", (a, b) -> a + b + "\n");
    String jar = "examples/inference-only/target/inference-only.jar";
    assertThat(command).contains(jar);

    List<String> lines =
        run(List.of("sh", "-c", command.replace(jar, MODULE.resolve("target/classes").toString())));

    List<String> shown = block("").lines().toList();
    assertThat(lines).hasSameSizeAs(shown).hasSize(13);
    assertThat(lines.get(0)).isEqualTo(shown.get(0));
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(" +");
      String[] expected = shown.get(i).split(" +");
      assertThat(cells).hasSameSizeAs(expected).hasSize(4);
      assertThat(cells[0]).isEqualTo(expected[0]);
      for (int k = 1; k < cells.length; k++) {
        assertThat(Double.parseDouble(cells[k]))
            .isCloseTo(Double.parseDouble(expected[k]), within(0.05));
      }
    }
  }

  @Test
  void theModulesOfTheJdkThatThePageNamesAreEnough() throws Exception {
    Matcher modules = Pattern.compile("jlink --add-modules (\\S+)").matcher(page());
    assertThat(modules.find()).isTrue();

    assertThat(runJava(List.of("--limit-modules", modules.group(1)), Main.class, List.of()))
        .hasSize(13);
  }

  @Test
  void theSizesAreThoseOfThePage() throws Exception {
    long sum = size(MODULE.resolve("target/classes"));
    long onnxRuntime = 0;
    StringBuilder table =
        new StringBuilder("The runtime of a program that only forecasts, in bytes:\n");
    for (Path entry : runtime()) {
      long size = size(entry);
      sum += size;
      onnxRuntime += entry.getFileName().toString().startsWith("onnxruntime") ? size : 0;
      table.append(String.format(Locale.ROOT, "%,14d  %s%n", size, entry.getFileName()));
    }
    long natives = natives();
    table.append(String.format(Locale.ROOT, "%,14d  in sum%n", sum));
    table.append(
        String.format(Locale.ROOT, "%,14d  unpacked for %s%n", natives, onnxRuntimePlatform()));
    System.out.println(table);

    assumeTrue(onnxRuntimeIsForProcessors(), "the page weighs the build for the processor");
    assertThat(sum / MEGABYTE).isCloseTo(stated("The jars are ([\\d.]+) MB"), A_FEW_PER_CENT);
    assertThat(onnxRuntime / MEGABYTE)
        .isCloseTo(stated("sum, ([\\d.]+) MB of them ONNX"), A_FEW_PER_CENT);
    if (onnxRuntimePlatform().equals("linux-x64")) {
      assertThat(natives / MEGABYTE)
          .isCloseTo(stated("([\\d.]+) MB on Linux, x86_64"), A_FEW_PER_CENT);
    }
  }

  private static double stated(String pattern) throws IOException {
    Matcher figure = Pattern.compile(pattern).matcher(page().replaceAll("\\s+", " "));
    assertThat(figure.find()).as("a figure of the page: " + pattern).isTrue();
    return Double.parseDouble(figure.group(1));
  }

  private static long size(Path entry) throws IOException {
    if (!Files.isDirectory(entry)) {
      return Files.size(entry);
    }
    try (Stream<Path> files = Files.walk(entry)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static boolean onnxRuntimeIsForProcessors() throws IOException {
    return runtime().stream().noneMatch(entry -> entry.toString().contains("onnxruntime_gpu"));
  }

  /** As ONNX Runtime names the folder of its libraries. */
  private static String onnxRuntimePlatform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    boolean arm = arch.equals("aarch64");
    return (system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux")
        + (arm ? "-aarch64" : "-x64");
  }

  /** What is unpacked on this machine when the first model is loaded. */
  private static long natives() throws IOException {
    Path jar =
        runtime().stream()
            .filter(entry -> entry.getFileName().toString().startsWith("onnxruntime"))
            .findFirst()
            .orElseThrow();
    long sum = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        boolean ours =
            entry.getName().startsWith("ai/onnxruntime/native/" + onnxRuntimePlatform() + "/")
                && LIBRARY.matcher(entry.getName()).matches();
        sum += ours ? entry.getSize() : 0;
      }
    }
    return sum;
  }
}
