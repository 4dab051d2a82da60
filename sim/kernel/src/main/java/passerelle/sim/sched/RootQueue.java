package passerelle.sim.sched;

import java.util.Optional;
import java.util.function.IntSupplier;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Device;
import passerelle.sim.link.Queue;
import passerelle.sim.link.Skb;

/**
 * The queueing discipline at the root of a device, with those that hang on it: what the device asks
 * for frames ({@code dev->qdisc}).
 */
public final class RootQueue implements Queue {
  private final Device device;
  private final IntSupplier length;
  private final QdiscTree tree = new QdiscTree();
  private boolean running;

  /**
   * The queue of a device, without a queueing discipline yet.
   *
   * @param length packets that may wait for the device ({@code tx_queue_len})
   */
  RootQueue(Device device, IntSupplier length) {
    this.device = device;
    this.length = length;
  }

  /** The queueing disciplines by their names. */
  public QdiscTree tree() {
    return tree;
  }

  @Override
  public String kind() {
    return tree.root().kind();
  }

  @Override
  public boolean send(Skb skb) {
    boolean taken = tree.root().enqueue(skb);
    run();
    return taken;
  }

  /** Takes a copy of a frame in at the top; its own way is no matter of the frame's. */
  void enqueueCopy(Skb copy) {
    tree.root().enqueue(copy);
  }

  /** Sends what may go now ({@code __qdisc_run}). */
  void run() {
    if (running) {
      return;
    }
    running = true;
    try {
      Optional<Skb> next = tree.root().dequeue();
      while (next.isPresent()) {
        device.leave(next.get());
        next = tree.root().dequeue();
      }
    } finally {
      running = false;
    }
  }

  @Override
  public void reset() {
    tree.all().forEach(entry -> entry.qdisc().reset());
  }

  Device device() {
    return device;
  }

  /** The device's queue length in packets, 1 at least. */
  int length() {
    return Math.max(1, length.getAsInt());
  }

  EventLoop loop() {
    return device.machine().loop();
  }

  long now() {
    return device.machine().now();
  }
}
