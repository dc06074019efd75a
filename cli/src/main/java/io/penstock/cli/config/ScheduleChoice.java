package io.penstock.cli.config;

import io.penstock.training.Schedule;
import java.util.Set;

/** A schedule of the learning rate by its word, and which settings it reads. */
enum ScheduleChoice implements Reader {
  CONSTANT(),
  STEP(Setting.SCHEDULE_EVERY, Setting.SCHEDULE_FACTOR),
  EXPONENTIAL(Setting.SCHEDULE_FACTOR),
  COSINE(Setting.WARM_UP, Setting.SCHEDULE_FLOOR),
  ONE_CYCLE(Setting.SCHEDULE_RISE),
  ON_PLATEAU(Setting.SCHEDULE_FACTOR, Setting.SCHEDULE_PATIENCE);

  private static final int EVERY = 10;
  private static final double FACTOR = 0.5;
  private static final double EXPONENTIAL_FACTOR = 0.95;
  private static final double RISE = 0.3;
  private static final int PATIENCE = 5;

  private final Set<Setting> reads;

  ScheduleChoice(Setting... reads) {
    this.reads = Set.of(reads);
  }

  @Override
  public Set<Setting> reads() {
    return reads;
  }

  /**
   * The schedule that was given; what is wrong with it is added to the problems.
   *
   * @param preset what holds if nothing is said
   */
  static Schedule read(SettingValues given, Problems problems, Schedule preset) {
    ScheduleChoice usual = preset instanceof Schedule.Cosine ? COSINE : CONSTANT;
    ScheduleChoice choice =
        Reader.choose(given, problems, "schedule", Setting.SCHEDULE, values(), usual);
    int every = given.count(Setting.SCHEDULE_EVERY, 1).orElse(EVERY);
    double factor =
        given
            .number(Setting.SCHEDULE_FACTOR, "a number above 0 and at most 1", x -> x > 0 && x <= 1)
            .orElse(choice == EXPONENTIAL ? EXPONENTIAL_FACTOR : FACTOR);
    int warmUp = given.count(Setting.WARM_UP, 0).orElse(0);
    double floor =
        given
            .number(Setting.SCHEDULE_FLOOR, "a number from 0 to 1", x -> x >= 0 && x <= 1)
            .orElse(0.0);
    double rise =
        given
            .number(Setting.SCHEDULE_RISE, "a number above 0 and below 1", x -> x > 0 && x < 1)
            .orElse(RISE);
    int patience = given.count(Setting.SCHEDULE_PATIENCE, 0).orElse(PATIENCE);
    return switch (choice) {
      case CONSTANT -> Schedule.CONSTANT;
      case STEP -> new Schedule.Step(every, factor);
      case EXPONENTIAL -> new Schedule.Exponential(factor);
      case COSINE -> new Schedule.Cosine(warmUp, floor);
      case ONE_CYCLE -> new Schedule.OneCycle(rise);
      case ON_PLATEAU -> new Schedule.OnPlateau(factor, patience);
    };
  }
}
