package io.penstock.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What a check gives.
 *
 * @param findings there may be none
 * @param notDone why the check could not be done; empty if it was
 */
record Outcome(List<Finding> findings, Optional<String> notDone) {
  static final Outcome NOTHING = new Outcome(List.of(), Optional.empty());

  Outcome {
    findings = List.copyOf(findings);
  }

  static Outcome of(List<Finding> findings) {
    return new Outcome(findings, Optional.empty());
  }

  static Outcome of(Optional<Finding> finding) {
    return of(finding.stream().toList());
  }

  static Outcome notDone(String why) {
    return new Outcome(List.of(), Optional.of(why));
  }
}
