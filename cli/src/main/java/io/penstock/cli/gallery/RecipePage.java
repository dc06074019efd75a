package io.penstock.cli.gallery;

import io.penstock.cli.output.ShellWords;
import io.penstock.error.PenstockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a recipe's README says: a heading with number and title, a paragraph whose first sentence
 * says what it shows, and the commands, which are the first block of shell.
 *
 * @param number from 1
 * @param title without the number
 * @param summary one sentence, without marks of Markdown
 * @param commands the words of each, the first of which is {@code penstock}
 */
record RecipePage(int number, String title, String summary, List<List<String>> commands) {
  /** Of a recipe's folder. */
  static final String NAME = "README.md";

  private static final Pattern HEADING = Pattern.compile("# ([1-9][0-9]?)\\. (\\S.*)");
  private static final Pattern SENTENCE = Pattern.compile("(.*?[.!?])(?:\\s.*|)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");

  RecipePage {
    commands = commands.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a page.
   *
   * @param file as messages name it
   * @throws PenstockException with code INTERNAL if the page is not written as it has to be
   */
  static RecipePage read(String file, String text) {
    List<String> lines = text.lines().toList();
    Matcher heading = HEADING.matcher(lines.isEmpty() ? "" : lines.get(0).strip());
    if (!heading.matches()) {
      throw malformed(file, "begin with a heading as '# 4. Title'");
    }
    return new RecipePage(
        Integer.parseInt(heading.group(1)),
        plain(heading.group(2)),
        summary(lines.subList(1, lines.size()))
            .orElseThrow(() -> malformed(file, "have a sentence below the heading")),
        commands(file, text));
  }

  private static Optional<String> summary(List<String> lines) {
    String paragraph =
        lines.stream()
            .dropWhile(String::isBlank)
            .takeWhile(line -> !line.isBlank() && !line.startsWith("```"))
            .map(String::strip)
            .collect(Collectors.joining(" "));
    Matcher sentence = SENTENCE.matcher(plain(paragraph));
    return sentence.matches() ? Optional.of(sentence.group(1)) : Optional.empty();
  }

  private static String plain(String text) {
    return LINK.matcher(text).replaceAll("$1").replaceAll("[`*]", "").strip();
  }

  private static List<List<String>> commands(String file, String text) {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw malformed(file, "have a block that begins with ```sh and ends with ```");
    }
    List<List<String>> commands = new ArrayList<>();
    for (String line : block.group(1).replaceAll("\\\\\\R", " ").lines().toList()) {
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        commands.add(command(file, line.strip()));
      }
    }
    if (commands.isEmpty()) {
      throw malformed(file, "have a command in its first block of shell");
    }
    return commands;
  }

  private static List<String> command(String file, String line) {
    List<String> words;
    try {
      words = ShellWords.words(line);
    } catch (IllegalArgumentException e) {
      throw malformed(file, "have plain commands in its first block of shell; " + e.getMessage());
    }
    if (words.size() < 2 || !words.get(0).equals("penstock")) {
      throw malformed(
          file,
          "have lines as 'penstock train ...' in its first block of shell, not '" + line + "'");
    }
    return words;
  }

  private static PenstockException malformed(String file, String need) {
    return PenstockException.internal("The recipe's page %s must %s.", file, need);
  }
}
