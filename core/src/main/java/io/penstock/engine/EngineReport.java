package io.penstock.engine;

import io.penstock.spi.Capabilities;
import io.penstock.spi.Device;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an installed engine.
 *
 * @param name of its plugin
 * @param capabilities what it can do
 * @param chosen whether {@code auto} takes it
 * @param unavailable why it cannot run here; empty if it can, and what follows is known only then
 * @param versions of engine and runtime
 * @param devices where it can compute
 * @param cuda about CUDA, in a sentence
 * @param path which way it takes for the network asked about
 */
public record EngineReport(
    String name,
    Capabilities capabilities,
    boolean chosen,
    Optional<String> unavailable,
    Map<String, String> versions,
    List<Device> devices,
    String cuda,
    String path) {}
