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
final class SimCaptures implements Kernel.Captures {
  private static final Hop.Ethernet NO_ADDRESSES =
      new Hop.Ethernet(MacAddress.ZERO, MacAddress.ZERO);

  private static final String LOOPBACK = "lo";

  private final Tracer tracer;

  SimCaptures(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public Kernel.Capture open(Predicate<CapturedDevice> devices, Consumer<CapturedFrame> ear) {
    Map<CapturedDevice, Boolean> wanted = new HashMap<>();
    Runnable end =
        tracer.listen(
            event -> {
              boolean out = event instanceof HopEvent.Transmitted;
              Hop hop = event.hop();
              // What the loopback sends comes again as received (pcap-linux.c:
              // linux_check_direction).
              boolean twice = out && hop.device().equals(LOOPBACK);
              if (out && !twice || event instanceof HopEvent.Received) {
                CapturedDevice device = new CapturedDevice(hop.netns(), hop.device());
                if (wanted.computeIfAbsent(device, devices::test)) {
                  ear.accept(new CapturedFrame(hop.time(), device, out, bytes(hop)));
                }
              }
            });
    return new Kernel.Capture() {
      @Override
      public long missed() {
        return 0;
      }

      @Override
      public void close() {
        end.run();
      }
    };
  }

  private static byte[] bytes(Hop hop) {
    Hop.Ethernet addresses = hop.ethernet().orElse(NO_ADDRESSES);
    return Codec.encode(
        new EthernetFrame(addresses.destination(), addresses.source(), hop.packet()));
  }
}
