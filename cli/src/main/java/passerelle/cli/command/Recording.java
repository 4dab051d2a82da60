package passerelle.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.addr.MacAddress;
import passerelle.capture.LinkType;
import passerelle.capture.file.CaptureInterface;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.file.Direction;
import passerelle.capture.file.PcapWriter;
import passerelle.capture.file.PcapngWriter;
import passerelle.capture.filter.PacketFilter;
import passerelle.packet.EthernetFrame;
import passerelle.packet.codec.Codec;
import passerelle.trace.Hop;
import passerelle.trace.HopEvent;

/**
 * A capture on devices of several places at once. It hears of frames by the tracer, which tells of
 * each that a device sends or receives, and so knows of each what happened to it.
 */
final class Recording {
  private final String what;
  private final Predicate<Device> wanted;
  private final PacketFilter filter;
  private final Optional<Path> file;
  private final long epoch;
  private final Sites sites;
  private final PacketFate fate;
  private final List<Frame> frames = new ArrayList<>();
  private final Map<Device, String> names = new HashMap<>();
  private Runnable end = () -> {};
  private boolean running = true;

  /** A device in a namespace. */
  record Device(String netns, String name) {}

  /**
   * A frame that passed.
   *
   * @param place {@code PLACE/DEVICE}
   * @param step the event by which it was heard of
   * @param bytes on the wire
   */
  record Frame(Device device, String place, HopEvent step, byte[] bytes) {
    boolean isOut() {
      return step instanceof HopEvent.Transmitted;
    }
  }

  /**
   * A capture that has not begun.
   *
   * @param what the devices as they were asked for
   * @param wanted which devices it listens on
   * @param filter which frames it keeps
   * @param file where it is written when it stops
   */
  Recording(
      Workbench bench,
      String what,
      Predicate<Device> wanted,
      PacketFilter filter,
      Optional<Path> file) {
    this.what = what;
    this.wanted = wanted;
    this.filter = filter;
    this.file = file;
    sites = bench.sites();
    fate = new PacketFate(bench);
    epoch = bench.lab().engine().date(0).toEpochMilli() * 1_000_000L;
    end = bench.lab().kernel().machine().tracer().listen(this::hear);
  }

  String what() {
    return what;
  }

  boolean isRunning() {
    return running;
  }

  Optional<Path> file() {
    return file;
  }

  private void hear(HopEvent event) {
    fate.add(event);
    if (event instanceof HopEvent.Transmitted || event instanceof HopEvent.Received) {
      Hop hop = event.hop();
      Device device = new Device(hop.netns(), hop.device());
      if (wanted.test(device)) {
        Hop.Ethernet addresses =
            hop.ethernet().orElse(new Hop.Ethernet(MacAddress.ZERO, MacAddress.ZERO));
        byte[] bytes =
            Codec.encode(
                new EthernetFrame(addresses.destination(), addresses.source(), hop.packet()));
        if (filter.matches(bytes, bytes.length)) {
          frames.add(new Frame(device, name(device), event, bytes));
        }
      }
    }
  }

  private String name(Device device) {
    return names.computeIfAbsent(device, d -> sites.label(d.netns()) + "/" + d.name());
  }

  /** What was heard at some devices so far. */
  List<Frame> frames(Predicate<Device> where) {
    return frames.stream().filter(frame -> where.test(frame.device())).toList();
  }

  /** A frame as a capture file holds it, with what happened to it. */
  CapturedPacket packet(Frame frame, int interfaceId) {
    return new CapturedPacket(
        epoch + frame.step().hop().time(),
        interfaceId,
        frame.bytes(),
        frame.bytes().length,
        fate.of(frame.step()),
        frame.isOut() ? Direction.OUTBOUND : Direction.INBOUND);
  }

  /** Listens no more. */
  void stop() {
    end.run();
    running = false;
  }

  /** Writes the file, if one was asked for. */
  void write() throws IOException {
    if (file.isPresent()) {
      Files.write(file.get(), isPcapng(file.get()) ? pcapng() : pcap());
    }
  }

  static boolean isPcapng(Path file) {
    return file.toString().endsWith(".pcapng");
  }

  private byte[] pcap() {
    return PcapWriter.file(
        LinkType.ETHERNET, frames.stream().map(frame -> packet(frame, 0)).toList());
  }

  private byte[] pcapng() {
    Set<String> places = new LinkedHashSet<>();
    frames.forEach(frame -> places.add(frame.place()));
    List<String> order = List.copyOf(places);
    return PcapngWriter.file(
        order.stream().map(CaptureInterface::ethernet).toList(),
        frames.stream().map(frame -> packet(frame, order.indexOf(frame.place()))).toList());
  }
}
