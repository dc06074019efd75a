package io.penstock.pages;

import io.penstock.endtoend.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text in the product's sources: string literals of Java, those that are added to each other as
 * one, cut where a value is put in; and messages of the root pom.
 *
 * @param pieces of at least {@value #LEAST} characters
 */
record Sources(List<String> pieces) {
  private static final int LEAST = 8;
  private static final String LITERAL = "\"((?:[^\"\\\\\\n]|\\\\.)*)\"";
  private static final Pattern LITERALS =
      Pattern.compile(LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*");
  private static final Pattern ONE = Pattern.compile(LITERAL);
  private static final Pattern VALUE = Pattern.compile("%[-#+ 0,(]*\\d*(?:\\.\\d+)?[a-zA-Z]|\\R");
  private static final Pattern MESSAGE = Pattern.compile("(?s)<message>(.*?)</message>");
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{[^}]*}");

  static Sources ofTheProduct() throws IOException {
    List<String> pieces = new ArrayList<>();
    for (String module : ModulesPageTest.described()) {
      try (Stream<Path> files = Files.walk(Checkout.path(module + "/src/main/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          addLiterals(Files.readString(file), pieces);
        }
      }
    }
    MESSAGE
        .matcher(Files.readString(Checkout.path("pom.xml")))
        .results()
        .forEach(message -> add(PROPERTY.split(message.group(1)), pieces));
    return new Sources(List.copyOf(pieces));
  }

  private static void addLiterals(String java, List<String> pieces) {
    LITERALS
        .matcher(java)
        .results()
        .forEach(
            run -> {
              StringBuilder joined = new StringBuilder();
              ONE.matcher(run.group())
                  .results()
                  .forEach(literal -> joined.append(unescaped(literal.group(1))));
              add(VALUE.split(joined), pieces);
            });
  }

  /** Of the escapes those that stand in messages. */
  private static String unescaped(String literal) {
    return literal.replace("\\\"", "\"").replace("\\n", "\n");
  }

  private static void add(String[] parts, List<String> pieces) {
    for (String part : parts) {
      if (part.length() >= LEAST) {
        pieces.add(part);
      }
    }
  }

  /** The stretches of a text that stand nowhere in the sources, as values that are put in do. */
  List<String> unknownIn(String text) {
    BitSet known = new BitSet();
    for (String piece : pieces) {
      for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
        known.set(at, at + piece.length());
      }
    }
    List<String> unknown = new ArrayList<>();
    int from = known.nextClearBit(0);
    while (from < text.length()) {
      int next = known.nextSetBit(from);
      int to = next < 0 ? text.length() : next;
      unknown.add(text.substring(from, to));
      from = known.nextClearBit(to);
    }
    return unknown;
  }
}
