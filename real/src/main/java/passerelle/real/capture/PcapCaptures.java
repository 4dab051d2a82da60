package passerelle.real.capture;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.real.clock.RealClock;
import passerelle.real.sys.Namespaces;

/**
 * Captures with libpcap in a lab's namespaces, on devices with Ethernet frames and {@code lo}. A
 * device can be listened to once it is up, so the first frames of one that was set up by hand in a
 * shell may be missed; of devices that the lab sets up none is.
 */
public final class PcapCaptures implements Kernel.Captures, AutoCloseable {
  private final Namespaces namespaces;
  private final RealClock clock;
  private final List<LiveCapture> running = new CopyOnWriteArrayList<>();

  /** Captures for one lab. */
  public PcapCaptures(Namespaces namespaces, RealClock clock, DeviceEvents events) {
    this.namespaces = namespaces;
    this.clock = clock;
    List<LiveCapture> all = running;
    events.onDevice(device -> all.forEach(LiveCapture::refresh));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The ear is called on a thread of the capture's own. It must not take the lab's lock: who
   * closes the capture may hold that.
   */
  @Override
  public Kernel.Capture open(Predicate<CapturedDevice> devices, Consumer<CapturedFrame> ear)
      throws KernelException {
    LiveCapture capture = new LiveCapture(namespaces, clock, devices, ear);
    running.add(capture);
    try {
      capture.start();
    } catch (KernelException e) {
      running.remove(capture);
      throw e;
    } catch (LinkageError e) {
      running.remove(capture);
      throw new KernelException(
          Errno.EOPNOTSUPP, "libpcap is missing: install it (Debian: apt install libpcap0.8)");
    }
    return new Kernel.Capture() {
      @Override
      public long missed() {
        return capture.missed();
      }

      @Override
      public void close() {
        running.remove(capture);
        capture.close();
      }
    };
  }

  /**
   * Lets go of a namespace that is about to be deleted: listening there would keep it, and the
   * devices in it, alive. What was seen there is still heard.
   */
  public void release(String netns) {
    running.forEach(capture -> capture.release(netns));
  }

  /** Ends the captures that nobody has ended. */
  @Override
  public void close() {
    running.forEach(LiveCapture::close);
    running.clear();
  }
}
