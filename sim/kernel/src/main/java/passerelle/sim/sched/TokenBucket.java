package passerelle.sim.sched;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.EthernetFrame;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.QdiscSettings;
import passerelle.sim.uapi.SendingTime;

/**
 * A token bucket filter (net/sched/sch_tbf.c): tokens come in at a rate, each frame takes as many
 * as it is long, and waits for them. Tokens are counted in nanoseconds of sending at the rate.
 */
final class TokenBucket extends Qdisc {
  private static final Handle CLASS = new Handle(0, 1);

  private final Watchdog watchdog;
  private QdiscSettings.TokenBucket settings;
  private SendingTime time = new SendingTime(1);
  private SendingTime peakTime = time;
  private long buffer;
  private long peakBuffer;
  private Qdisc inner;
  private Optional<Qdisc> grafted = Optional.empty();
  private long tokens;
  private long peakTokens;
  private long checked;

  TokenBucket(RootQueue root, QdiscSettings.TokenBucket settings) {
    super(root);
    watchdog = new Watchdog(root);
    take(settings);
    inner = ownQueue();
    fill();
  }

  private Qdisc ownQueue() {
    return new Fifo(root(), new QdiscSettings.Fifo(true, (int) settings.limit()));
  }

  private void take(QdiscSettings.TokenBucket asked) {
    settings = asked;
    buffer = asked.buffer();
    peakBuffer = asked.peakBuffer();
    time = new SendingTime(asked.rate());
    peakTime = new SendingTime(Math.max(1, asked.peakRate()));
    long frame = root().device().mtu() + EthernetFrame.HEADER_LENGTH;
    if (asked.longest() < frame) {
      String name = root().device().name();
      root()
          .device()
          .machine()
          .log(
              "sch_tbf: burst "
                  + asked.longest()
                  + (" is lower than device " + name + " mtu (" + frame + ") !"));
    }
  }

  private void fill() {
    checked = root().now();
    tokens = buffer;
    peakTokens = peakBuffer;
  }

  @Override
  public String kind() {
    return "tbf";
  }

  @Override
  boolean enqueue(Skb skb) {
    if (skb.length() > settings.longest()) {
      drop(skb, "tbf_enqueue", "longer than the burst of " + settings.longest() + " octets");
      return false;
    }
    if (!inner.enqueue(skb)) {
      statistics().dropped();
      return false;
    }
    statistics().queued(skb);
    return true;
  }

  @Override
  Optional<Skb> dequeue() {
    Optional<Skb> next = inner.peek();
    if (next.isEmpty()) {
      return next;
    }
    int length = next.get().length();
    long now = root().now();
    long passed = Math.min(now - checked, buffer);
    long peak = 0;
    if (settings.peakRate() > 0) {
      peak = Math.min(passed + peakTokens, peakBuffer) - peakTime.of(length);
    }
    long left = Math.min(passed + tokens, buffer) - time.of(length);
    if (left < 0 || peak < 0) {
      watchdog.wakeAt(now + Math.max(-left, -peak));
      statistics().overLimit();
      return Optional.empty();
    }
    checked = now;
    tokens = left;
    peakTokens = peak;
    Optional<Skb> taken = inner.take();
    taken.ifPresent(statistics()::sent);
    return taken;
  }

  @Override
  void reset() {
    super.reset();
    inner.reset();
    fill();
    watchdog.cancel();
  }

  @Override
  void change(QdiscSettings changed) throws KernelException {
    if (!(changed instanceof QdiscSettings.TokenBucket bucket)) {
      throw new KernelException(Errno.EINVAL);
    }
    take(bucket);
    if (grafted.isEmpty()) {
      inner.change(new QdiscSettings.Fifo(true, (int) bucket.limit()));
    }
    tokens = buffer;
    peakTokens = peakBuffer;
  }

  @Override
  public QdiscSettings settings() {
    return settings;
  }

  @Override
  public boolean isClassful() {
    return true;
  }

  @Override
  public boolean hasClass(Handle classId) {
    return classId.minor() == CLASS.minor();
  }

  @Override
  void graft(Handle classId, Optional<Qdisc> child) {
    grafted = child;
    inner = child.orElseGet(this::ownQueue);
    statistics().emptied();
  }
}
