package passerelle.real.capture;

import com.sun.jna.Memory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.PcapDirection;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.packet.namednumber.DataLinkType;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Netns;

/**
 * Listens to one device. libpcap does not say whether a frame was sent or received, but can be
 * asked for either: so there are two handles. Of the loopback device libpcap shows only what is
 * received: all that is sent there is received too.
 */
final class DeviceTap implements AutoCloseable {
  /** The largest frame with segmentation offload: 64 KiB and its Ethernet header and tag. */
  private static final int SNAP_LENGTH = 65_536 + 18;

  private static final int POLL_MILLIS = 1;

  /** Frames that one direction may hand over before it is the others' turn. */
  private static final int TURN = 4096;

  private static final int NO_SUCH_DEVICE = -5;
  private static final int PERMISSION_DENIED = -8;
  private static final int NOT_UP = -9;
  private static final long SECOND = 1_000_000_000L;

  /**
   * Keeps JNA's cleaner thread alive, which would otherwise be started by whoever needs memory
   * next: inside a namespace it would hold that for ever.
   */
  private static final Memory CLEANER = new Memory(1);

  private final int layer;
  private final List<Handle> handles;
  private CapturedDevice device;

  /** A frame, and what decides between two that were seen at the same time. */
  record Seen(CapturedFrame frame, int layer) {}

  private record Handle(PcapHandle pcap, boolean out) {}

  private DeviceTap(CapturedDevice device, int layer, List<Handle> handles) {
    this.device = device;
    this.layer = layer;
    this.handles = handles;
  }

  /**
   * Begins to listen. Not promiscuously: a capture changes nothing on the device.
   *
   * @param ring octets of kernel memory for the frames of one direction
   * @throws KernelException ENODEV when there is no such device, ENETDOWN when it is not up
   */
  static DeviceTap open(Netns netns, Link link, int ring) throws KernelException {
    if (!CLEANER.valid()) {
      throw new IllegalStateException("JNA's memory has been freed");
    }
    List<Handle> handles = new ArrayList<>();
    try {
      netns.call(
          () -> {
            handles.add(handle(link.name(), false, ring));
            return link.isLoopback() || handles.add(handle(link.name(), true, ring));
          });
    } catch (KernelException e) {
      handles.forEach(handle -> handle.pcap().close());
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new DeviceTap(new CapturedDevice(netns.name(), link.name()), link.layer(), handles);
  }

  private static Handle handle(String name, boolean out, int ring) throws KernelException {
    try {
      PcapHandle pcap =
          new PcapHandle.Builder(name)
              .snaplen(SNAP_LENGTH)
              .immediateMode(true)
              .timeoutMillis(POLL_MILLIS)
              .bufferSize(ring)
              .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
              .direction(out ? PcapDirection.OUT : PcapDirection.IN)
              .build();
      prepare(pcap);
      return new Handle(pcap, out);
    } catch (PcapNativeException | NotOpenException e) {
      throw failure(e);
    }
  }

  private static void prepare(PcapHandle pcap) throws PcapNativeException, NotOpenException {
    if (!pcap.getDlt().equals(DataLinkType.EN10MB)) {
      pcap.close();
      throw new PcapNativeException("no Ethernet device", NO_SUCH_DEVICE);
    }
    pcap.setBlockingMode(PcapHandle.BlockingMode.NONBLOCKING);
  }

  private static KernelException failure(Exception e) {
    String words = String.valueOf(e.getMessage());
    int code =
        e instanceof PcapNativeException p && p.getReturnCode() != null ? p.getReturnCode() : 0;
    if (code == NO_SUCH_DEVICE || words.contains("No such device")) {
      return new KernelException(Errno.ENODEV);
    } else if (code == NOT_UP) {
      return new KernelException(Errno.ENETDOWN);
    }
    return new KernelException(
        code == PERMISSION_DENIED ? Errno.EPERM : Errno.EINVAL, "libpcap: " + words);
  }

  /** The device has another name now. */
  void rename(String name) {
    device = new CapturedDevice(device.netns(), name);
  }

  /**
   * Hands over the frames that wait.
   *
   * @param epoch the lab's boot, in nanoseconds since 1970
   */
  void drain(long epoch, Consumer<Seen> into) {
    for (Handle handle : handles) {
      PcapHandle pcap = handle.pcap();
      try {
        byte[] bytes = pcap.getNextRawPacket();
        for (int i = 0; bytes != null; i++) {
          Instant stamp = pcap.getTimestamp().toInstant();
          long at = stamp.getEpochSecond() * SECOND + stamp.getNano() - epoch;
          into.accept(new Seen(new CapturedFrame(at, device, handle.out(), bytes), layer));
          bytes = i < TURN ? pcap.getNextRawPacket() : null;
        }
      } catch (NotOpenException closed) {
        throw new IllegalStateException(closed);
      }
    }
  }

  /** Frames for which the ring had no room, as far as libpcap still says. */
  long missed() {
    long sum = 0;
    for (Handle handle : handles) {
      try {
        sum += handle.pcap().getStats().getNumPacketsDropped();
      } catch (PcapNativeException | NotOpenException gone) {
        // The counters of a device that has vanished went with it.
        continue;
      }
    }
    return sum;
  }

  @Override
  public void close() {
    handles.forEach(handle -> handle.pcap().close());
  }
}
