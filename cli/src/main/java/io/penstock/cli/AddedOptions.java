package io.penstock.cli;

import io.penstock.cli.gallery.Recipe;
import io.penstock.error.PenstockException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Options that the user gives to all commands of an example that have them.
 *
 * @param given value by option, in the order in which they are added
 */
record AddedOptions(Map<String, String> given) {
  AddedOptions {
    given = new LinkedHashMap<>(given);
  }

  /**
   * The example's commands with the options, in place of what a command says of them itself.
   *
   * @throws PenstockException with code CONFIG if no command has one of them
   */
  List<List<String>> to(Recipe recipe) {
    Map<String, CommandLine> known = known();
    List<List<String>> commands = new ArrayList<>(recipe.commands());
    given.forEach(
        (option, value) -> {
          boolean taken = false;
          for (int k = 0; k < commands.size(); k++) {
            CommandLine command = known.get(commands.get(k).get(1));
            if (command != null && command.getCommandSpec().findOption(option) != null) {
              commands.set(k, with(option, value, commands.get(k)));
              taken = true;
            }
          }
          if (!taken) {
            throw PenstockException.config(
                "%s: no command of the example %s has this option. Leave it out.",
                option, recipe.name());
          }
        });
    return commands;
  }

  private static Map<String, CommandLine> known() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new CommandLineRun(nowhere, nowhere).commandLine().getSubcommands();
  }

  private static List<String> with(String option, String value, List<String> words) {
    List<String> changed = new ArrayList<>();
    for (int k = 0; k < words.size(); k++) {
      String word = words.get(k);
      if (word.equals(option)) {
        k++;
      } else if (!word.startsWith(option + "=")) {
        changed.add(word);
      }
    }
    changed.addAll(List.of(option, value));
    return changed;
  }
}
