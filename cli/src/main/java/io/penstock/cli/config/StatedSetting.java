package io.penstock.cli.config;

/**
 * A setting of a run, to be shown.
 *
 * @param setting which
 * @param value as it was written, or what holds if nothing is
 * @param given whether it was
 */
public record StatedSetting(Setting setting, String value, boolean given) {}
