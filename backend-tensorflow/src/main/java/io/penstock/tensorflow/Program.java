package io.penstock.tensorflow;

import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.tensorflow.NetworkGraph.LossAndGradients;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A graph, the session that runs it, and what is fed and fetched. Any number of threads may run it
 * at once.
 */
final class Program implements AutoCloseable {
  private final Graph graph;
  private final Session session;
  private final List<Placeholder<TFloat32>> feeds;
  private final List<Operand<?>> fetches;

  private Program(
      Graph graph, Device device, List<Placeholder<TFloat32>> feeds, List<Operand<?>> fetches) {
    this.graph = graph;
    this.session = new Session(graph, SessionSettings.of(device));
    this.feeds = feeds;
    this.fetches = fetches;
  }

  /** Takes weights, inputs and what is known of the future if anything is, gives outputs. */
  static Program forward(Network network, Device device) {
    Graph graph = new Graph();
    try {
      NetworkGraph forward = NetworkGraph.ofUse(graph, network, device);
      List<Placeholder<TFloat32>> feeds = new ArrayList<>(forward.weights());
      feeds.add(forward.inputs());
      forward.future().ifPresent(feeds::add);
      return new Program(graph, device, feeds, List.of(forward.outputs()));
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Takes weights, inputs, what is known of the future if anything is, truths, their weights if
   * they differ, and dropout's factors; gives the gradients of the weights and the loss.
   */
  static Program gradient(Network network, Loss loss, boolean weighted, Device device) {
    Graph graph = new Graph();
    try {
      NetworkGraph forward = NetworkGraph.ofTraining(graph, network, device);
      LossAndGradients back = forward.differentiate(loss, weighted);
      List<Placeholder<TFloat32>> feeds = new ArrayList<>(forward.weights());
      feeds.add(forward.inputs());
      forward.future().ifPresent(feeds::add);
      feeds.add(back.truths());
      back.truthWeights().ifPresent(feeds::add);
      feeds.addAll(forward.factors());
      List<Operand<?>> fetches = new ArrayList<>(back.gradients());
      fetches.add(back.value());
      return new Program(graph, device, feeds, fetches);
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Runs it.
   *
   * @param tensors to feed, in order
   * @return what was fetched, in order; to be closed
   */
  Result run(List<TFloat32> tensors) {
    Session.Runner runner = session.runner();
    for (int i = 0; i < feeds.size(); i++) {
      runner.feed(feeds.get(i), tensors.get(i));
    }
    fetches.forEach(runner::fetch);
    return runner.run();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
