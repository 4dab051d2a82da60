package passerelle.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import passerelle.addr.MacAddress;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.packet.EthernetFrame;
import passerelle.packet.codec.Codec;
import passerelle.sim.core.Tracer;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * Captures on simulated devices. The tracer tells of each frame that a device sends or receives;
 * here it becomes bytes.
 */
record SimCaptures(Tracer tracer) implements Kernel.Captures {
  private static final Hop.Ethernet NO_ADDRESSES =
      new Hop.Ethernet(MacAddress.ZERO, MacAddress.ZERO);

  private static final String LOOPBACK = "lo";

  @Override
  public Kernel.Capture open(Predicate<CapturedDevice> devices, Consumer<CapturedFrame> ear) {
    Hearing hearing = new Hearing(devices, ear);
    Runnable steps = tracer.listen(hearing::step);
    Runnable passing = tracer.eavesdrop(hop -> hearing.frame(hop, false));
    return new Kernel.Capture() {
      @Override
      public long missed() {
        return 0;
      }

      @Override
      public void close() {
        steps.run();
        passing.run();
      }
    };
  }

  /** Tells of the frames on the devices that are asked for, each of which is asked about once. */
  private static final class Hearing {
    private final Predicate<CapturedDevice> devices;
    private final Consumer<CapturedFrame> ear;
    private final Map<CapturedDevice, Boolean> wanted = new HashMap<>();

    Hearing(Predicate<CapturedDevice> devices, Consumer<CapturedFrame> ear) {
      this.devices = devices;
      this.ear = ear;
    }

    void step(HopEvent event) {
      boolean out = event instanceof HopEvent.Transmitted;
      // What the loopback sends comes again as received (pcap-linux.c: linux_check_direction).
      boolean twice = out && event.hop().device().equals(LOOPBACK);
      if (out && !twice || event instanceof HopEvent.Received) {
        frame(event.hop(), out);
      }
    }

    void frame(Hop hop, boolean out) {
      CapturedDevice device = new CapturedDevice(hop.netns(), hop.device());
      if (wanted.computeIfAbsent(device, devices::test)) {
        ear.accept(new CapturedFrame(hop.time(), device, out, bytes(hop)));
      }
    }
  }

  private static byte[] bytes(Hop hop) {
    Hop.Ethernet addresses = hop.ethernet().orElse(NO_ADDRESSES);
    return Codec.encode(
        new EthernetFrame(addresses.destination(), addresses.source(), hop.packet()));
  }
}
