package io.penstock.pytorch;

import io.penstock.error.PenstockException;
import io.penstock.spi.NvidiaDriver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PyTorch's native libraries as far as they can be seen without loading them: jars on the class
 * path, and the folder that the user names in {@value #LIBRARY_PATH}.
 *
 * @param platform this machine, as the jars' classifiers name it, such as {@code linux-x86_64}
 * @param torchVersion the version of libtorch that DJL was built for, such as {@code 2.7.1}
 * @param djlVersion DJL's own
 * @param bundled classifiers of the libtorch jars on the class path
 * @param bridges the builds of libtorch on this platform that the class path has JNI bindings for:
 *     {@code cpu}, {@code cu128}
 * @param folder what {@value #LIBRARY_PATH} says
 */
record NativeLibraries(
    String platform,
    String torchVersion,
    String djlVersion,
    List<String> bundled,
    List<String> bridges,
    Optional<String> folder) {

  /** Environment variable, or system property, that points to an installed libtorch. */
  static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

  /** The one CUDA that DJL's JNI bindings for libtorch 2.7.1 are published for. */
  static final String CUDA_BUILD = "cu128";

  /** {@link #CUDA_BUILD} for people. */
  static final String CUDA_VERSION = "12.8";

  private static final String CPU_BUILD = "cpu";

  NativeLibraries {
    bundled = List.copyOf(bundled);
    bridges = List.copyOf(bridges);
  }

  /** What is on the class path and in the environment now. */
  static NativeLibraries installed() {
    // The class loader that DJL asks, so that both see the same jars.
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? NativeLibraries.class.getClassLoader() : context;
    try {
      Properties engine = new Properties();
      for (URL url : Collections.list(loader.getResources("pytorch-engine.properties"))) {
        engine = read(url);
      }
      List<String> bundled = new ArrayList<>();
      for (URL url : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
        bundled.add(read(url).getProperty("classifier", ""));
      }
      String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
      List<String> bridges = new ArrayList<>();
      for (String build : List.of(CPU_BUILD, CUDA_BUILD)) {
        String library = System.mapLibraryName("djl_torch");
        if (loader.getResource("jnilib/" + platform + "/" + build + "/" + library) != null) {
          bridges.add(build);
        }
      }
      return new NativeLibraries(
          platform,
          engine.getProperty("pytorch_version", "unknown"),
          engine.getProperty("djl_version", "unknown"),
          bundled,
          bridges,
          setting(LIBRARY_PATH));
    } catch (IOException e) {
      throw PenstockException.environment(
          "The class path cannot be searched for PyTorch's native libraries: %s", e);
    }
  }

  private static Properties read(URL url) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = url.openStream()) {
      properties.load(in);
    }
    return properties;
  }

  /** The classifier of a machine, by Java's names for its system and processor. */
  static String platform(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : os;
    return system + "-" + (osArch.equals("amd64") ? "x86_64" : osArch);
  }

  /** An environment variable or, where that is not set, a system property, as DJL looks them up. */
  static Optional<String> setting(String name) {
    String variable = System.getenv(name);
    return Optional.ofNullable(variable != null ? variable : System.getProperty(name))
        .filter(value -> !value.isEmpty());
  }

  /** Whether the libtorch in the user's folder is built for CUDA. */
  boolean isCudaBuildInFolder() {
    return buildInFolder().filter(CUDA_BUILD::equals).isPresent();
  }

  /**
   * What must be added before PyTorch can be loaded, in a sentence; empty if nothing.
   *
   * @param driver what the machine shows of NVIDIA's driver: DJL loads all of a libtorch for CUDA,
   *     a part of which needs the driver's library
   */
  Optional<String> missing(NvidiaDriver driver) {
    Optional<String> missing = missing();
    if (missing.isPresent() || !isCudaBuildInFolder() || driver.library()) {
      return missing;
    }
    return driver
        .missing()
        .map(
            lacking ->
                String.format(
                    "%s is %s, a libtorch for CUDA, which is not loaded without NVIDIA's driver. %s"
                        + " To compute on the processor, unset %s.",
                    LIBRARY_PATH, folder.orElse(""), lacking.sentence(), LIBRARY_PATH));
  }

  private Optional<String> missing() {
    if (folder.isPresent() && libtorchFolder().isEmpty()) {
      return Optional.of(
          String.format(
              "%s is %s, where there is no %s: point it to the folder \"lib\" of an installed"
                  + " libtorch %s, or unset it to use the libtorch on the class path.",
              LIBRARY_PATH, folder.get(), System.mapLibraryName("torch"), torchVersion));
    }
    Optional<String> other = versionInFolder().filter(version -> !isOf(version, torchVersion));
    if (other.isPresent()) {
      return Optional.of(
          String.format(
              "%s is %s, which is libtorch %s, and DJL's bindings are for %s alone: point it to the"
                  + " folder \"lib\" of an installed libtorch %s, or unset it to use the libtorch on"
                  + " the class path.",
              LIBRARY_PATH, folder.get(), other.get(), torchVersion, torchVersion));
    }
    if (bridges.isEmpty()) {
      return Optional.of(
          String.format(
              "DJL's bindings to PyTorch for %s are not on the class path: add"
                  + " ai.djl.pytorch:pytorch-jni:%s-%s (they exist for linux-x86_64, linux-aarch64,"
                  + " osx-aarch64 and win-x86_64).",
              platform, torchVersion, djlVersion));
    }
    if (folder.isEmpty() && !bundled.contains(platform)) {
      String found = bundled.isEmpty() ? "" : " (found: " + String.join(", ", bundled) + ")";
      return Optional.of(
          String.format(
              "PyTorch's native library for %s is not on the class path%s: add"
                  + " ai.djl.pytorch:pytorch-native-cpu:%s with classifier %s, or point %s to the"
                  + " folder \"lib\" of an installed libtorch %s.",
              platform, found, torchVersion, platform, LIBRARY_PATH, torchVersion));
    }
    return Optional.empty();
  }

  /**
   * The first of the folders in {@value #LIBRARY_PATH} that has libtorch; libtorch itself may be
   * named too.
   */
  private Optional<Path> libtorchFolder() {
    String library = System.mapLibraryName("torch");
    for (String entry : folder.orElse("").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      Path file = path.endsWith(library) ? path : path.resolve(library);
      if (Files.isRegularFile(file)) {
        return Optional.ofNullable(file.toAbsolutePath().getParent());
      }
    }
    return Optional.empty();
  }

  /**
   * Which build of libtorch is in the user's folder, in DJL's words. DJL itself guesses names with
   * which it then does not find its own JNI bindings. Empty if there is no such folder.
   */
  Optional<String> buildInFolder() {
    return libtorchFolder()
        .map(
            path ->
                Files.exists(path.resolve(System.mapLibraryName("torch_cuda")))
                    ? CUDA_BUILD
                    : CPU_BUILD);
  }

  /**
   * The version of the libtorch in the user's folder, with its build, as {@code 2.7.1+cu128}: it
   * stands beside the folder "lib", in a file of its own in an archive of libtorch's, and in a file
   * of Python's in an installation by pip. Empty if there is neither.
   */
  private Optional<String> versionInFolder() {
    Optional<Path> home = libtorchFolder().map(Path::getParent);
    if (home.isEmpty()) {
      return Optional.empty();
    }
    return line(home.get().resolve("build-version"), Pattern.compile("^\\s*(\\d\\S*)"))
        .or(
            () ->
                line(
                    home.get().resolve("version.py"),
                    Pattern.compile("^__version__\\s*=\\s*['\"]([^'\"]+)")));
  }

  /** What a pattern's group is in the first line of a file that has it. */
  private static Optional<String> line(Path file, Pattern pattern) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(pattern::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .findFirst();
    } catch (IOException e) {
      throw PenstockException.environment("%s cannot be read: %s.", file, e);
    }
  }

  /** Whether a version with its build is one of this version. */
  private static boolean isOf(String full, String version) {
    return full.equals(version) || full.startsWith(version + "+");
  }
}
