package io.penstock.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What all checks together say.
 *
 * @param findings the gravest first
 * @param clean the checks that were done and found nothing
 * @param notDone the checks that could not be done
 * @param remarks what else is to be known of how it was looked, as that only some rows were
 */
public record Diagnosis(
    List<Finding> findings, List<String> clean, List<NotDone> notDone, List<String> remarks) {
  /** Sorts and copies. */
  public Diagnosis {
    findings = findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    clean = List.copyOf(clean);
    notDone = List.copyOf(notDone);
    remarks = List.copyOf(remarks);
  }

  /**
   * A check that could not be done.
   *
   * @param check which
   * @param why in a sentence
   */
  public record NotDone(String check, String why) {}

  /** {@return the severity of the gravest finding; empty if there is none} */
  public Optional<Severity> gravest() {
    return findings.stream().map(Finding::severity).findFirst();
  }
}
