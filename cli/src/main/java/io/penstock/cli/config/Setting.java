package io.penstock.cli.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A setting of an experiment: an option of the command line and a key of the YAML file, both by one
 * name. What it means, its default and how it is written are said here once, for the help, the
 * messages and the file's reference.
 */
public enum Setting {
  /** The CSV file; on the command line it is the parameter, not an option. */
  DATA(Group.DATA, "data", Form.TEXT, "FILE", "", "The CSV file."),
  /** Data to be judged on. */
  TEST_FILE(
      Group.DATA,
      "test-file",
      Form.TEXT,
      "FILE",
      "",
      "A file like the data, on all of which the model is scored; the data are then for training and validation alone."),
  /** Columns to forecast. */
  TARGET(Group.DATA, "target", Form.COMMAS, "COL[,COL...]", "", "Columns to forecast."),
  /** Columns that the network reads. */
  FEATURES(
      Group.DATA,
      "features",
      Form.COMMAS,
      "COL[,COL...]",
      "all columns of numbers but the weights",
      "Columns that the network reads. A target is read only if it is among them."),
  /** Columns that are known beforehand. */
  FUTURE(
      Group.DATA,
      "future",
      Form.COMMAS,
      "COL[,COL...]",
      "",
      "Columns that are known for the rows to be forecast, as promotions and holidays are; the forecast reads them there. In the look-back they are read if they are features."),
  /** The column of the rows' weights. */
  WEIGHTS(
      Group.DATA,
      "weights",
      Form.TEXT,
      "COL",
      "",
      "The column that says how much each row counts as a truth in training, at least 0. It is no feature, and scores do not look at it."),
  /** Columns of words. */
  CATEGORIES(
      Group.DATA,
      "categories",
      Form.COMMAS,
      "COL[,COL...]",
      "",
      "Columns to read as words, which a step then makes numbers of. Other columns of text are left out; TRUE and FALSE are read as 1 and 0 without being asked for."),
  /** Columns of the id. */
  SERIES(
      Group.DATA,
      "series",
      Form.PLUSES,
      "COL[+COL...]",
      "",
      "Columns that together tell apart the series that the file holds, one below the other or mixed, as id or store+item. One model learns from all; the id is a column of words, and no feature by itself."),
  /** How series stand in the file. */
  LAYOUT(
      Group.DATA,
      "layout",
      Form.TEXT,
      "long|wide|sequences",
      "long, or sequences if the file is like those of the UCR or UEA archive",
      "Whether a row is a point in time, or a whole series: its id, then its values, oldest first, without times and with empty cells as padding. The columns of a wide file are called value and id. Sequences belong to a class each, to be found from all their values: a line each, its label first, or a file .ts; their columns are called value, or dim_0, dim_1 and so on, and class, which is the target."),
  /** Rows that are not there. */
  ABSENT_ROWS(
      Group.DATA,
      "absent-rows",
      Form.TEXT,
      "gap|insert",
      "gap",
      "What becomes of rows that a regular series lacks: a gap, which no window crosses, or rows without values, which a step can fill."),
  /** Columns of the time. */
  TIME(
      Group.DATA,
      "time",
      Form.PLUSES,
      "COL[+COL...]",
      "found in the file",
      "Columns that make up the time, as date or dteday+hr."),
  /** How times are written. */
  TIME_FORMAT(
      Group.DATA,
      "time-format",
      Form.TEXT,
      "PATTERN",
      "found in the file",
      "How times are written: letters as in yyyy-MM-dd HH:mm, or epoch-seconds or epoch-millis."),
  /** Rows are counted. */
  NO_TIME(
      Group.DATA,
      "no-time",
      Form.SWITCH,
      "true|false",
      "false",
      "Count the rows, even if a column holds times."),
  /** Between cells. */
  DELIMITER(
      Group.DATA,
      "delimiter",
      Form.TEXT,
      "CHAR",
      "found in the file",
      "What stands between cells: one character, or tab."),
  /** Numbers with a comma. */
  DECIMAL_COMMA(
      Group.DATA,
      "decimal-comma",
      Form.SWITCH,
      "true|false",
      "found in the file",
      "Whether numbers are written as 1,5."),
  /** Cut by fractions. */
  SPLIT(
      Group.DATA,
      "split",
      Form.COMMAS,
      "TRAIN,VALIDATION,TEST",
      "0.7,0.1,0.2",
      "Fractions of the rows for training, validation and test, in order of time."),
  /** Cut by dates. */
  VALIDATION_FROM(
      Group.DATA,
      "validation-from",
      Form.TEXT,
      "TIME",
      "",
      "First time that is no longer training, as 2018-01-01 or 2018-01-01T06:00; with test-from, in place of split."),
  /** Cut by dates. */
  TEST_FROM(
      Group.DATA, "test-from", Form.TEXT, "TIME", "", "First time that is no longer validation."),
  /** Cut by counts. */
  SPLIT_ROWS(
      Group.DATA,
      "split-rows",
      Form.COMMAS,
      "VALIDATION,TEST",
      "",
      "Rows of the validation and the test part at the end of each series, in place of split."),
  /** Whole series. */
  SPLIT_SERIES(
      Group.DATA,
      "split-series",
      Form.COMMAS,
      "VALIDATION,TEST",
      "for sequences 0,0.2, and 0,0 beside a file to be judged on",
      "Shares of the series that go as a whole to validation and test, in place of split: of several series, or of sequences, there class by class."),
  /** Which series. */
  SPLIT_SEED(
      Group.DATA,
      "split-seed",
      Form.TEXT,
      "N",
      "1",
      "Seed of the draw with split-series: the same seed draws the same series."),
  /** Rows between parts. */
  PURGE(
      Group.DATA,
      "purge",
      Form.TEXT,
      "ROWS",
      "0",
      "Rows before the validation part and before the test part that are the truth of no window; windows of the later part may read them. They are taken off the part before, with split-rows off the training part."),

  /** Where training parts begin. */
  ORIGIN(
      Group.BACKTEST,
      "origin",
      Form.TEXT,
      "expanding|sliding",
      "expanding",
      "Where the training part of each fold begins: with the series, so that it grows from fold to fold, or so many rows before its end that it slides."),
  /** How many folds. */
  FOLDS(
      Group.BACKTEST,
      "folds",
      Form.TEXT,
      "N",
      "5",
      "Folds; the last one's test part ends with the series."),
  /** Rows between folds. */
  FOLD_STEP(
      Group.BACKTEST,
      "fold-step",
      Form.TEXT,
      "ROWS",
      "as many as test-rows",
      "Rows from the end of one fold's test part to that of the next."),
  /** Rows of the test part. */
  TEST_ROWS(
      Group.BACKTEST,
      "test-rows",
      Form.TEXT,
      "ROWS",
      "those of split-rows, else a tenth of the series and at least the horizon",
      "Rows of each fold's test part."),
  /** Rows of the validation part. */
  VALIDATION_ROWS(
      Group.BACKTEST,
      "validation-rows",
      Form.TEXT,
      "ROWS",
      "as many as the split makes of the series, at least the horizon",
      "Rows of each fold's validation part, before its test part; 0 for none."),
  /** Rows of the training part. */
  TRAIN_ROWS(
      Group.BACKTEST,
      "train-rows",
      Form.TEXT,
      "ROWS",
      "as many as the first fold can have",
      "Rows of each fold's training part, with a sliding origin."),
  /** Folds in which a model is trained. */
  REFIT_EVERY(
      Group.BACKTEST,
      "refit-every",
      Form.TEXT,
      "N",
      "1",
      "Train a model in the first fold and every N folds after it; the folds between ask the latest one."),

  /** What the experiment is called among its variants. */
  NAME(
      Group.TRIALS,
      "name",
      Form.TEXT,
      "NAME",
      "as it is",
      "What the experiment itself is called where it stands beside its variants."),
  /** Variants of the experiment; in the file only. */
  VARIANTS(
      Group.TRIALS,
      "variants",
      Form.MAPPINGS,
      "[{name: NAME, like: NAME, KEY: VALUE, ...}, ...]",
      "",
      "Variants of the experiment, each with a name and the keys that it changes; with like it builds on a variant above it. In the file only: penstock trials makes them all, other commands take the one that variant names, if any."),
  /** The variant that is taken. */
  VARIANT(
      Group.TRIALS,
      "variant",
      Form.TEXT,
      "NAME",
      "",
      "The variant of the file to take in place of the experiment as it is."),
  /** By what trials are judged. */
  JUDGED_ON(
      Group.TRIALS,
      "judged-on",
      Form.TEXT,
      "test|folds",
      "test",
      "By what trials are judged: by the validation and the test part of the split, or by the folds of a backtest."),

  /** Rows that the network reads. */
  LOOK_BACK(
      Group.WINDOW,
      "look-back",
      Form.TEXT,
      "ROWS",
      "from the series' frequency and length",
      "Rows that the network reads."),
  /** Rows to forecast. */
  HORIZON(Group.WINDOW, "horizon", Form.TEXT, "ROWS", "1", "Rows to forecast."),
  /** Rows of a season. */
  SEASON(
      Group.WINDOW,
      "season",
      Form.TEXT,
      "ROWS",
      "from the series' frequency",
      "Rows of a season, for the seasonal naive forecast and the anchor last-season: 12 for months in a year."),

  /** Widths of the layers. */
  UNITS(
      Group.NETWORK,
      "units",
      Form.COMMAS,
      "N[,N...]",
      "64",
      "Units of each LSTM layer; two numbers are two layers."),
  /** The order in which layers read. */
  DIRECTION(
      Group.NETWORK,
      "direction",
      Form.TEXT,
      "forward|bidirectional",
      "forward, for sequences bidirectional",
      "How the LSTM layers read: forward in time, or both ways, side by side."),
  /** Activation of the layers. */
  ACTIVATION(
      Group.NETWORK,
      "activation",
      Form.TEXT,
      "tanh|relu|leaky-relu|sigmoid",
      "tanh",
      "Activation of the LSTM layers' candidate and cell output; their gates are always sigmoid."),
  /** Dropout after the layers. */
  DROPOUT(
      Group.NETWORK,
      "dropout",
      Form.COMMAS,
      "X[,X...]",
      "0, for sequences 0.3",
      "Share of an LSTM layer's outputs that is set to zero in training, from 0 to below 1: one for all layers, or one a layer."),
  /** The layers one by one; in the file only. */
  LAYERS(
      Group.NETWORK,
      "layers",
      Form.MAPPINGS,
      "[{units: N, direction: ..., activation: ..., dropout: X}, ...]",
      "",
      "LSTM layers, each with units and, if need be, direction, activation and dropout of its own; in place of these four keys. In the file only."),
  /** Rows of a step. */
  SEGMENT(
      Group.NETWORK,
      "segment",
      Form.TEXT,
      "ROWS",
      "1, for sequences about a fifteenth of the longest",
      "Rows that the LSTM reads as one step; the look-back is a multiple of it."),
  /** Dense layer before the LSTM. */
  EMBEDDING(
      Group.NETWORK,
      "embedding",
      Form.TEXT,
      "N",
      "0",
      "Units of a dense layer with relu between each step and the first LSTM layer; 0 for none."),
  /** How the columns enter. */
  CHANNELS(
      Group.NETWORK,
      "channels",
      Form.TEXT,
      "joint|independent",
      "joint",
      "How the columns enter: all together, or each target as a series of its own through the same weights, beside the features that are no targets."),
  /** What the forecast is. */
  HEAD(
      Group.NETWORK,
      "head",
      Form.TEXT,
      "linear|sigmoid|softmax|quantiles|gaussian",
      "linear, for sequences softmax",
      "What the forecast is: values, the probability of a label 0 or 1 (sigmoid), probabilities of classes (softmax), quantiles, or mean and scale of a normal distribution (gaussian)."),
  /** How many classes. */
  CLASSES(
      Group.NETWORK,
      "classes",
      Form.TEXT,
      "N",
      "",
      "Classes of the head softmax; the targets hold their numbers, 0 to N-1. Of targets that are read as words, and of sequences, as many as there are labels if it is not given."),
  /** Which quantiles. */
  QUANTILES(
      Group.NETWORK,
      "quantiles",
      Form.COMMAS,
      "X[,X...]",
      "0.1,0.5,0.9",
      "Quantiles to forecast, increasing, between 0 and 1; they imply the head quantiles."),
  /** What the prediction is relative to. */
  ANCHOR(
      Group.NETWORK,
      "anchor",
      Form.TEXT,
      "none|last-value|last-season",
      "last-value, for sigmoid and softmax none",
      "What the network predicts the difference to: nothing, the window's last value, or the value at the same place of the last season."),
  /** Outputs in units of the window's scale. */
  SCALE_BY_WINDOW(
      Group.NETWORK,
      "scale-by-window",
      Form.SWITCH,
      "true|false",
      "false",
      "Whether the network predicts in units of the standard deviation of each window, each column its own."),
  /** Inputs relative to the window. */
  RELATIVE_INPUTS(
      Group.NETWORK,
      "relative-inputs",
      Form.SWITCH,
      "true|false",
      "false",
      "Whether the network reads each column relative to the window too: without its last value where there is an anchor, by the window's scale where it is scaled by that."),
  /** Steps of the preparation. */
  STEPS(
      Group.PREPARATION,
      "steps",
      Form.STEPS,
      "'NAME: {KEY: VALUE, ...}'",
      "none",
      "Steps of the preparation, in order: each cleans, transforms or adds columns, is fitted on the training part, and goes into the model file. A list in the file; on the command line one step each time that --step is given, in place of the file's list."),
  /** Scaling of the columns. */
  SCALE(
      Group.PREPARATION,
      "scale",
      Form.TEXT,
      "none|standard|min-max|robust|max-abs",
      "standard",
      "Scaling of all columns that no step has scaled, fitted on the training part: by mean and standard deviation, least and greatest value, median and interquartile range, or greatest absolute value."),

  /** Passes over the windows. */
  EPOCHS(
      Group.TRAINING,
      "epochs",
      Form.TEXT,
      "N",
      "100, or as many as make 1500 steps if that is more; for sequences 150",
      "Passes over the training part at most."),
  /** Windows of a step. */
  BATCH(
      Group.TRAINING,
      "batch",
      Form.TEXT,
      "N",
      "32, for sequences 16",
      "Windows of a training step."),
  /** Learning rate. */
  LEARNING_RATE(
      Group.TRAINING,
      "learning-rate",
      Form.TEXT,
      "X",
      "0.001, for sequences 0.003",
      "The learning rate."),
  /** Optimizer. */
  OPTIMIZER(
      Group.TRAINING,
      "optimizer",
      Form.TEXT,
      "adam|adamw|nadam|rmsprop|adagrad|sgd",
      "adam",
      "How the weights follow the gradient."),
  /** Momentum of SGD. */
  MOMENTUM(Group.TRAINING, "momentum", Form.TEXT, "X", "0", "Momentum of sgd, from 0 to below 1."),
  /** Nesterov's momentum. */
  NESTEROV(
      Group.TRAINING,
      "nesterov",
      Form.SWITCH,
      "true|false",
      "false",
      "Whether sgd looks ahead along the momentum."),
  /** Decoupled decay of AdamW. */
  WEIGHT_DECAY(
      Group.TRAINING,
      "weight-decay",
      Form.TEXT,
      "X",
      "0.01",
      "By what share of the learning rate adamw shrinks all weights in a step."),
  /** Decay of the first moment. */
  BETA1(
      Group.TRAINING,
      "beta1",
      Form.TEXT,
      "X",
      "0.9",
      "Decay of the first moment in adam, adamw and nadam, from 0 to below 1."),
  /** Decay of the second moment. */
  BETA2(
      Group.TRAINING,
      "beta2",
      Form.TEXT,
      "X",
      "0.999",
      "Decay of the second moment in adam, adamw and nadam, from 0 to below 1."),
  /** Decay of the mean square. */
  RHO(
      Group.TRAINING,
      "rho",
      Form.TEXT,
      "X",
      "0.9",
      "Decay of the mean square in rmsprop, from 0 to below 1."),
  /** Added to a denominator. */
  EPSILON(
      Group.TRAINING,
      "epsilon",
      Form.TEXT,
      "X",
      "1e-8, for adagrad 1e-10",
      "What adam, adamw, nadam, rmsprop and adagrad add to the root that they divide by."),
  /** Penalty on sizes. */
  L1(
      Group.TRAINING,
      "l1",
      Form.TEXT,
      "X",
      "0",
      "Penalty on the sum of the matrices' absolute weights, not biases; no part of the losses that are shown."),
  /** Penalty on squares. */
  L2(
      Group.TRAINING,
      "l2",
      Form.TEXT,
      "X",
      "0",
      "Penalty on the sum of the matrices' squared weights, not biases; no part of the losses that are shown."),
  /** Clipping of the norm. */
  CLIP_NORM(
      Group.TRAINING,
      "clip-norm",
      Form.TEXT,
      "X",
      "not clipped, for sequences 1",
      "The greatest Euclidean norm of a gradient over all weights; a longer one is shortened to it."),
  /** Clipping of the elements. */
  CLIP_VALUE(
      Group.TRAINING,
      "clip-value",
      Form.TEXT,
      "X",
      "not clipped",
      "The greatest size of a gradient's elements, clipped before the norm."),
  /** How the learning rate changes. */
  SCHEDULE(
      Group.TRAINING,
      "schedule",
      Form.TEXT,
      "constant|step|exponential|cosine|one-cycle|on-plateau",
      "constant, for sequences cosine",
      "How the learning rate changes: falls every few epochs (step) or each (exponential), falls along half a cosine, rises and falls (one-cycle), or falls where the validation loss does not (on-plateau)."),
  /** Epochs between falls. */
  SCHEDULE_EVERY(
      Group.TRAINING,
      "schedule-every",
      Form.TEXT,
      "EPOCHS",
      "10",
      "Epochs after which the schedule step lowers the rate, again and again."),
  /** By what the rate falls. */
  SCHEDULE_FACTOR(
      Group.TRAINING,
      "schedule-factor",
      Form.TEXT,
      "X",
      "0.5, for exponential 0.95",
      "What the schedules step, exponential and on-plateau multiply the rate by, above 0 and at most 1."),
  /** Epochs of a rise. */
  WARM_UP(
      Group.TRAINING,
      "warm-up",
      Form.TEXT,
      "EPOCHS",
      "0",
      "Epochs over which the schedule cosine first lets the rate rise from near 0."),
  /** Where a cosine ends. */
  SCHEDULE_FLOOR(
      Group.TRAINING,
      "schedule-floor",
      Form.TEXT,
      "X",
      "0",
      "The share of the rate that the schedule cosine ends with, from 0 to 1."),
  /** Where a cycle turns. */
  SCHEDULE_RISE(
      Group.TRAINING,
      "schedule-rise",
      Form.TEXT,
      "X",
      "0.3",
      "The share of all steps over which the schedule one-cycle lets the rate rise, between 0 and 1."),
  /** Epochs on a plateau. */
  SCHEDULE_PATIENCE(
      Group.TRAINING,
      "schedule-patience",
      Form.TEXT,
      "EPOCHS",
      "5",
      "Epochs without a lower validation loss that the schedule on-plateau lets pass before it lowers the rate."),
  /** What is minimised. */
  LOSS(
      Group.TRAINING,
      "loss",
      Form.TEXT,
      "mse|mae|huber|binary-cross-entropy|categorical-cross-entropy|pinball|gaussian-nll",
      "by the head: mse, binary-cross-entropy, categorical-cross-entropy, pinball or gaussian-nll",
      "What is minimised. With the head linear: mean squared error, mean absolute error, or Huber's loss, which is squared below 1 and straight above; these three with sigmoid too, on the probability. The other heads have one loss each."),
  /** How much a class counts. */
  CLASS_WEIGHTS(
      Group.TRAINING,
      "class-weights",
      Form.COMMAS,
      "X,X[,X...]|balanced",
      "all the same",
      "How much a truth of each class counts in training, in the classes' order, or balanced by how rare they are in the training part; with the heads sigmoid (0, then 1) and softmax."),
  /** Truths that are not quite sure. */
  LABEL_SMOOTHING(
      Group.TRAINING,
      "label-smoothing",
      Form.TEXT,
      "X",
      "0",
      "The part of a truth that is shared among all classes in training, from 0 to below 1; with the heads sigmoid and softmax."),
  /** From which probability on. */
  THRESHOLD(
      Group.TRAINING,
      "threshold",
      Form.TEXT,
      "X|f1|balanced-accuracy|youden|recall=X|precision=X",
      "0.5",
      "From which probability on a label is said to be 1: a number, or the one with the best score on the validation part (F1, balanced accuracy, Youden's J), or with at least so much recall or precision there; with the head sigmoid."),
  /** What decides. */
  MONITOR(
      Group.TRAINING,
      "monitor",
      Form.TEXT,
      "loss|mae|rmse|r2|smape|mase|pinball|nll|accuracy|log-loss|brier",
      "loss",
      "What tells on the validation part which epoch is best: the loss, or a score that the head has, in the targets' units."),
  /** Early stopping. */
  PATIENCE(
      Group.TRAINING,
      "patience",
      Form.TEXT,
      "N",
      "10, or as many as make 150 steps if that is more",
      "Epochs without a better validation loss, or score that is monitored, after which training stops; 0 trains them all."),
  /** Early stopping. */
  MINIMUM_CHANGE(
      Group.TRAINING,
      "minimum-change",
      Form.TEXT,
      "X",
      "0",
      "By what part of the best loss or score another must be better to count as better."),
  /** Whose weights are kept. */
  KEEP(
      Group.TRAINING,
      "keep",
      Form.TEXT,
      "best|last",
      "best",
      "Which epoch's weights the model has: the best one's, or the last one's."),
  /** Intervals around the forecasts. */
  INTERVALS(
      Group.TRAINING,
      "intervals",
      Form.TEXT,
      "none|conformal|adaptive",
      "none",
      "Intervals around the forecasts, learnt from the validation part after training: of the same width whatever the window (conformal), or wider after windows in which the target changes much (adaptive). The model then gives lower end, forecast and upper end."),
  /** What the intervals are to hold. */
  COVERAGE(
      Group.TRAINING,
      "coverage",
      Form.TEXT,
      "X",
      "0.9",
      "The share of truths that the intervals are to hold, above 0 and below 1."),
  /** Order of windows. */
  SHUFFLE(
      Group.TRAINING,
      "shuffle",
      Form.SWITCH,
      "true|false",
      "true",
      "Whether each epoch goes through the windows in an order of its own."),
  /** Seed. */
  SEED(
      Group.TRAINING,
      "seed",
      Form.TEXT,
      "N",
      "1",
      "Seed of the first weights and of the order of windows: the same seed gives the same model."),
  /** A model to start from. */
  FROM(
      Group.TRAINING,
      "from",
      Form.TEXT,
      "MODEL.onnx",
      "",
      "A written model to start from: its weights, columns, network and time are taken unless given, and must fit; so is its preparation, unless steps or a scale are given, which are then fitted anew."),

  /** Engine. */
  BACKEND(
      Group.ENGINE,
      "backend",
      Form.TEXT,
      "auto|NAME",
      "auto",
      "The engine that trains, as pytorch, tensorflow or that of a plugin; penstock backends lists those installed, and which of them auto takes."),
  /** Device. */
  DEVICE(
      Group.ENGINE,
      "device",
      Form.COMMAS,
      "auto|cpu|cuda|cuda:N[,cuda:N...]|cuda:all",
      "auto",
      "Where it computes. auto: the first CUDA device, else the processor. cuda: the first CUDA device, as in PyTorch. Several CUDA devices share the work; the model does not depend on how many of one kind there are."),
  /** Threads. */
  THREADS(
      Group.ENGINE,
      "threads",
      Form.TEXT,
      "N",
      "0",
      "Threads to compute on, 0 for all cores. The model does not depend on it."),

  /** Model file. */
  OUT(
      Group.OUTPUT,
      "out",
      Form.TEXT,
      "FILE",
      "the name of DATA with .onnx, in the current folder",
      "Where the model is written."),
  /** Losses of the epochs. */
  HISTORY(
      Group.OUTPUT,
      "history",
      Form.TEXT,
      "FILE.csv",
      "",
      "Where the losses of each epoch, and the score that is monitored, are written as CSV."),
  /** Losses of the steps. */
  STEP_HISTORY(
      Group.OUTPUT,
      "step-history",
      Form.TEXT,
      "FILE.csv",
      "",
      "Where the loss of each step, before its update, is written as CSV; a resumed run writes those of its own steps."),
  /** Page on the run. */
  REPORT(
      Group.OUTPUT,
      "report",
      Form.TEXT,
      "FILE.html",
      "",
      "Where a page on the run is written: scores, charts, data, settings, in one file that a browser opens from the disk."),
  /** Folder of a run's checkpoints. */
  CHECKPOINT(
      Group.OUTPUT,
      "checkpoint",
      Form.TEXT,
      "DIR",
      "",
      "A folder of its own for the run, with a checkpoint after each epoch; the newest two are kept."),
  /** Folder of the run to go on with. */
  RESUME(
      Group.OUTPUT,
      "resume",
      Form.TEXT,
      "DIR",
      "",
      "The folder of a run to go on with after its last whole epoch, to the same model as if it had never stopped. What is not given is as it was; only epochs, engine and outputs may differ.");

  /** What a setting is about, as headed in the help. */
  public enum Group {
    /** The data and its parts. */
    DATA("Data"),
    /** Folds of a backtest. */
    BACKTEST("Backtest"),
    /** Variants side by side. */
    TRIALS("Trials"),
    /** Rows in and out. */
    WINDOW("Window"),
    /** The network. */
    NETWORK("Network"),
    /** What comes before the network. */
    PREPARATION("Preparation"),
    /** Training. */
    TRAINING("Training"),
    /** Where it runs. */
    ENGINE("Engine"),
    /** What is written. */
    OUTPUT("Output");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    /** For people. */
    public String heading() {
      return heading;
    }
  }

  /** How a setting is written. */
  public enum Form {
    /** One value. */
    TEXT,
    /** True or false. */
    SWITCH,
    /** Values between commas; in YAML a list will do. */
    COMMAS,
    /** Values between plus signs; in YAML a list will do. */
    PLUSES,
    /** A list of mappings, in YAML only. */
    MAPPINGS,
    /** A list of steps of the preparation; on the command line one text each. */
    STEPS
  }

  private final Group group;
  private final String key;
  private final Form form;
  private final String label;
  private final String preset;
  private final String description;

  Setting(Group group, String key, Form form, String label, String preset, String description) {
    this.group = group;
    this.key = key;
    this.form = form;
    this.label = label;
    this.preset = preset;
    this.description = description;
  }

  /** How to read a CSV file. */
  public static Set<Setting> reading() {
    return EnumSet.of(
        CATEGORIES,
        SERIES,
        LAYOUT,
        ABSENT_ROWS,
        TIME,
        TIME_FORMAT,
        NO_TIME,
        DELIMITER,
        DECIMAL_COMMA);
  }

  /** How a backtest cuts its folds. */
  public static Set<Setting> ofBacktest() {
    return EnumSet.of(
        ORIGIN, FOLDS, FOLD_STEP, TEST_ROWS, VALIDATION_ROWS, TRAIN_ROWS, REFIT_EVERY);
  }

  /** How an experiment and its variants are put side by side. */
  public static Set<Setting> ofTrials() {
    return EnumSet.of(NAME, VARIANTS, VARIANT, JUDGED_ON);
  }

  /** What one training can be told, without some settings. */
  public static Set<Setting> ofTrainingBut(Set<Setting> others) {
    EnumSet<Setting> settings = EnumSet.complementOf(EnumSet.copyOf(ofBacktest()));
    settings.removeAll(EnumSet.of(NAME, VARIANTS, JUDGED_ON));
    settings.removeAll(others);
    return settings;
  }

  /** What a layer of {@link #LAYERS} may say of itself. */
  static Set<Setting> ofLayer() {
    return EnumSet.of(UNITS, DIRECTION, ACTIVATION, DROPOUT);
  }

  /**
   * Why it cannot differ between the variants of an experiment, whose scores are to stand beside
   * one another; empty if it can.
   */
  Optional<String> whyNoVariant() {
    return switch (this) {
      case FEATURES, FUTURE, WEIGHTS -> Optional.empty();
      case TARGET, HORIZON, CLASSES -> Optional.of("all forecast the same");
      case SEASON -> Optional.of("baselines depend on it, and all stand beside the same");
      case FROM -> Optional.of("each is trained from first weights of its own");
      default ->
          switch (group) {
            case DATA ->
                Optional.of(
                    reading().contains(this) || this == DATA || this == TEST_FILE
                        ? "all learn from the same data and are judged on the same"
                        : "all are judged on the same rows");
            case BACKTEST -> Optional.of("all are judged on the same rows");
            case TRIALS -> Optional.of("it is about the experiment and all its variants");
            case ENGINE ->
                Optional.of("all are trained on one engine, and penstock compare is for several");
            case OUTPUT -> Optional.of("it is about the whole run");
            case WINDOW, NETWORK, PREPARATION, TRAINING -> Optional.empty();
          };
    };
  }

  /** The setting of that key. */
  public static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** All keys. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }

  /** What it is about. */
  public Group group() {
    return group;
  }

  /** Its key in the YAML file. */
  public String key() {
    return key;
  }

  /** Whether it has an option on the command line; else it is a parameter, or in the file only. */
  public boolean isOption() {
    return this != DATA && form != Form.MAPPINGS;
  }

  /** Its option on the command line, or what stands for it in messages. */
  public String option() {
    if (form == Form.STEPS) {
      return "--step";
    }
    return this == DATA ? "DATA" : isOption() ? "--" + key : key;
  }

  /** How it is written. */
  public Form form() {
    return form;
  }

  /** What stands for its value in the help. */
  public String label() {
    return label;
  }

  /**
   * What holds if it is not given, as it would be written or in words; empty if there is no
   * default.
   */
  public String preset() {
    return preset;
  }

  /** What it means, in a sentence or two. */
  public String description() {
    return description;
  }

  /** Settings that only say more about what this one chooses, as momentum of an optimizer. */
  Set<Setting> details() {
    return switch (this) {
      case HEAD, OPTIMIZER, INTERVALS, SCHEDULE -> displaces();
      default -> EnumSet.noneOf(Setting.class);
    };
  }

  /**
   * Settings that say the same in another way, and so are dropped from the file where this one is a
   * flag.
   */
  Set<Setting> displaces() {
    return switch (this) {
      case SPLIT -> EnumSet.of(VALIDATION_FROM, TEST_FROM, SPLIT_ROWS, SPLIT_SERIES, SPLIT_SEED);
      case VALIDATION_FROM, TEST_FROM -> EnumSet.of(SPLIT, SPLIT_ROWS, SPLIT_SERIES, SPLIT_SEED);
      case SPLIT_ROWS -> EnumSet.of(SPLIT, VALIDATION_FROM, TEST_FROM, SPLIT_SERIES, SPLIT_SEED);
      case SPLIT_SERIES -> EnumSet.of(SPLIT, VALIDATION_FROM, TEST_FROM, SPLIT_ROWS, PURGE);
      case ORIGIN -> EnumSet.of(TRAIN_ROWS);
      case TIME -> EnumSet.of(NO_TIME);
      case NO_TIME -> EnumSet.of(TIME, TIME_FORMAT);
      case UNITS -> EnumSet.of(LAYERS);
      case LAYERS -> ofLayer();
      case HEAD -> Reader.readByAny(HeadChoice.values());
      case QUANTILES -> EnumSet.of(HEAD, CLASSES);
      case OPTIMIZER -> Reader.readByAny(OptimizerChoice.values());
      case INTERVALS -> Reader.readByAny(IntervalChoice.values());
      case SCHEDULE -> Reader.readByAny(ScheduleChoice.values());
      default -> EnumSet.noneOf(Setting.class);
    };
  }
}
