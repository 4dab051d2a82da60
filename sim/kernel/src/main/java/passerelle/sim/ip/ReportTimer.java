package passerelle.sim.ip;

import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.LabRandom;

/**
 * When a device says which groups it is in, of either family: at once, and once more a random time
 * later ({@code igmp_ifc_event} of net/ipv4/igmp.c, {@code mld_ifc_event} of net/ipv6/mcast.c).
 */
public final class ReportTimer {
  /** How often everything is said ({@code mr_qrv}, {@code mc_qrv}). */
  public static final int ROBUSTNESS = 2;

  /** {@code igmp_ifc_start_timer} and {@code mld_ifc_start_work} add two jiffies. */
  private static final long AT_ONCE = 8 * EventLoop.MILLISECOND;

  /** {@code igmpv3_unsolicited_report_interval}: what is said again comes within it. */
  private static final int INTERVAL = (int) EventLoop.SECOND;

  private final EventLoop loop;
  private final LabRandom random;
  private final Runnable report;
  private Optional<EventLoop.Timer> timer = Optional.empty();

  /** A timer of a device that has nothing to say yet. */
  public ReportTimer(IpStack stack, LabRandom random, Runnable report) {
    loop = stack.machine().loop();
    this.random = random;
    this.report = report;
  }

  /** There is something new to say. */
  public void start() {
    start(AT_ONCE, ROBUSTNESS);
  }

  /** It is said once, a random time from now. */
  public void startLater() {
    start(soon(), 1);
  }

  public void cancel() {
    timer.ifPresent(EventLoop.Timer::cancel);
  }

  private void start(long delay, int times) {
    cancel();
    timer = Optional.of(loop.startTimer(delay, () -> expire(times)));
  }

  private void expire(int times) {
    report.run();
    if (times > 1) {
      start(soon(), times - 1);
    }
  }

  private long soon() {
    return random.nextInt(INTERVAL) + AT_ONCE;
  }
}
