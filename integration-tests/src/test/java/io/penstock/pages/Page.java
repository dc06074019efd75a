package io.penstock.pages;

import io.penstock.endtoend.Checkout;
import io.penstock.endtoend.ShellLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown as code hosts read it.
 *
 * @param name its path in the checkout, as {@code docs/metrics.md}
 * @param text all of it
 */
public record Page(String name, String text) {
  private static final Pattern FENCED =
      Pattern.compile("(?ms)^(\\h*)```(\\w*)\\h*\\R(.*?)^\\h*```\\h*$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern ANCHOR = Pattern.compile("<a (?:name|id)=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");
  private static final String CONSOLE = "$ ";

  /**
   * A fenced block.
   *
   * @param language that stands behind its fence; empty if none does
   * @param lines of it
   */
  public record Block(String language, List<String> lines) {
    /** The lines in one. */
    public String text() {
      return String.join("\n", lines) + "\n";
    }

    /** Whether its first line begins with a prompt, and what is printed follows. */
    public boolean isConsole() {
      return !lines.isEmpty() && lines.get(0).startsWith(CONSOLE);
    }
  }

  /** A page of the checkout. */
  public static Page of(String name) {
    try {
      return new Page(name, Files.readString(Checkout.path(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every page: the README, and all in {@code docs}, {@code examples} and {@code benchmarks}. */
  public static List<Page> all() {
    List<Page> pages = new ArrayList<>(List.of(of("README.md")));
    for (String folder : List.of("docs", "examples", "benchmarks")) {
      try (Stream<Path> files = Files.walk(Checkout.path(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .map(file -> Checkout.path("").relativize(file).toString().replace('\\', '/'))
            .filter(name -> !name.contains("/target/"))
            .sorted()
            .map(Page::of)
            .forEach(pages::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return pages;
  }

  /** Its fenced blocks, in their order. */
  public List<Block> blocks() {
    return FENCED
        .matcher(text)
        .results()
        .map(
            block ->
                new Block(
                    block.group(2),
                    block.group(3).lines().map(line -> line.stripTrailing()).toList()))
        .toList();
  }

  /** Its blocks of one language. */
  public List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  /**
   * The commands {@code penstock …} in its blocks, in their order, without the name, prompts,
   * comments and what is piped on; each as its words.
   */
  public List<List<String>> commands() {
    return blocks().stream()
        .filter(block -> Set.of("sh", "").contains(block.language()))
        .flatMap(block -> ShellLine.joined(block.lines()).stream())
        .map(line -> line.startsWith(CONSOLE) ? line.substring(CONSOLE.length()) : line)
        .filter(line -> line.matches("(?:\\w+=\\S* )*(?:\\./)?penstock .*"))
        .map(line -> ShellLine.words(line.replaceFirst("\\s#\\s.*", "")))
        .map(words -> words.subList(words.indexOf(command(words)) + 1, words.size()))
        .toList();
  }

  private static String command(List<String> words) {
    return words.stream().filter(word -> word.endsWith("penstock")).findFirst().orElseThrow();
  }

  /** Where its links lead, those in code left out. */
  public List<String> links() {
    String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
    return LINK.matcher(prose).results().map(link -> link.group(1)).toList();
  }

  /** What may stand behind {@code #} in a link to it: its headings as GitHub writes them. */
  public Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    String prose = FENCED.matcher(text).replaceAll("");
    Matcher heading = HEADING.matcher(prose);
    while (heading.find()) {
      String anchor = anchor(heading.group(1));
      int times = seen.merge(anchor, 1, Integer::sum);
      anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
    }
    ANCHOR.matcher(prose).results().forEach(own -> anchors.add(own.group(1)));
    return anchors;
  }

  /** Lower case, without marks and punctuation, with a hyphen for each blank. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  /** The part from a heading on, up to the next of its rank or above; without the heading. */
  public String section(String heading) {
    List<String> part = new ArrayList<>();
    int rank = 0;
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      fenced ^= line.strip().startsWith("```");
      Matcher found = HEADING.matcher(line);
      if (!fenced && found.matches()) {
        int here = line.indexOf(' ');
        if (rank > 0 && here <= rank) {
          break;
        }
        if (rank == 0 && found.group(1).equals(heading)) {
          rank = here;
          continue;
        }
      }
      if (rank > 0) {
        part.add(line);
      }
    }
    if (rank == 0) {
      throw new AssertionError(name + " has no heading " + heading);
    }
    return String.join("\n", part) + "\n";
  }

  /** The rows of the tables in a part of a page, without heads and rules; each as its cells. */
  public static List<List<String>> rows(String part) {
    List<List<String>> rows = new ArrayList<>();
    List<String> lines = part.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean head = i + 1 < lines.size() && lines.get(i + 1).matches("\\|[ :|-]+\\|");
      if (lines.get(i).startsWith("| ") && !head && !lines.get(i).matches("\\|[ :|-]+\\|")) {
        String inner = lines.get(i).replaceAll("^\\||\\|$", "");
        rows.add(Stream.of(inner.split("(?<!\\\\)\\|", -1)).map(String::strip).toList());
      }
    }
    return rows;
  }

  @Override
  public String toString() {
    return name;
  }
}
