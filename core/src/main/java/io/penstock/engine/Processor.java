package io.penstock.engine;

import com.sun.management.OperatingSystemMXBean;
import io.penstock.spi.Device;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processor of this machine, described for people; engines know it as {@link Device#CPU}. */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(\\S.*?)\\s*$");

  private Processor() {}

  /** Model, where Linux tells it, cores and memory that the JVM may use, of a container too. */
  static Device described() {
    int cores = Runtime.getRuntime().availableProcessors();
    String model = text().flatMap(Processor::model).orElse("processor");
    return new Device(
        Device.CPU.name(), model + ", " + cores + (cores == 1 ? " core" : " cores"), memory());
  }

  private static Optional<String> text() {
    try {
      return Files.isReadable(LINUX) ? Optional.of(Files.readString(LINUX)) : Optional.empty();
    } catch (IOException e) {
      // The model is said for people's sake: without it the processor is one nevertheless.
      return Optional.empty();
    }
  }

  /** The model that stands in {@code /proc/cpuinfo}; not on every architecture. */
  static Optional<String> model(String text) {
    Matcher matcher = MODEL.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static OptionalLong memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            && system.getTotalMemorySize() > 0
        ? OptionalLong.of(system.getTotalMemorySize())
        : OptionalLong.empty();
  }
}
