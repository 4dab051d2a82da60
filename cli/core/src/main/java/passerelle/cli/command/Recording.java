package passerelle.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.capture.LinkType;
import passerelle.capture.file.CaptureInterface;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.file.Direction;
import passerelle.capture.file.PcapWriter;
import passerelle.capture.file.PcapngWriter;
import passerelle.capture.filter.PacketFilter;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.files.FileRefusal;
import passerelle.files.MachineFiles;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.CapturedFrame;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.trace.HopEvent;

/**
 * A capture on devices of several places at once. Where the kernel tells of each step of a packet
 * (the simulated one does), it knows of each frame what happened to it.
 */
public final class Recording {
  private final String what;
  private final String line;
  private final Moment begin;
  private final PacketFilter filter;
  private Optional<CaptureFile> file = Optional.empty();
  private final long epoch;
  private final Sites sites;
  private final PacketFate fate;
  private final List<Frame> frames = new ArrayList<>();
  private final Map<CapturedDevice, String> names = new HashMap<>();
  private final Lab lab;
  private final Optional<Runnable> steps;
  private final Kernel.Capture capture;
  private Optional<HopEvent> latest = Optional.empty();
  private Optional<Moment> end = Optional.empty();

  /**
   * When it began or stopped.
   *
   * @param deeds how many had been done in the lab
   * @param at in nanoseconds since the lab was booted
   */
  record Moment(int deeds, long at) {
    private static Moment of(Lab lab) {
      return new Moment(lab.history().size(), lab.kernel().clock().now());
    }
  }

  /**
   * A frame that passed.
   *
   * @param place {@code PLACE/DEVICE}
   * @param step the event by which it was heard of, where the kernel tells of events
   */
  record Frame(CapturedFrame seen, String place, Optional<HopEvent> step) {
    boolean isOut() {
      return seen.out();
    }

    byte[] bytes() {
      return seen.bytes();
    }
  }

  /**
   * A file of the machine's that a capture is written to.
   *
   * @param name as it was typed; its suffix says the format
   */
  record CaptureFile(String name, MachineFiles.NewFile file) {
    boolean isPcapng() {
      return name.endsWith(".pcapng");
    }
  }

  /**
   * A capture that begins now.
   *
   * @param what the devices as they were asked for
   * @param line the command that begins it
   * @param wanted which devices it listens on
   * @param filter which frames it keeps
   */
  Recording(
      Workbench bench,
      String what,
      String line,
      Predicate<CapturedDevice> wanted,
      PacketFilter filter)
      throws KernelException {
    this.what = what;
    this.line = line;
    lab = bench.lab();
    begin = Moment.of(lab);
    this.filter = filter;
    sites = bench.sites();
    fate = new PacketFate(bench);
    epoch = bench.lab().engine().date(0).toEpochMilli() * 1_000_000L;
    // Heard of before the frame itself, which is made from the same step.
    steps = bench.lab().hear(this::hear);
    capture = bench.lab().kernel().captures().open(wanted, this::see);
  }

  String what() {
    return what;
  }

  boolean isRunning() {
    return end.isEmpty();
  }

  /** The command that begins it, whose packets go to no file. */
  String line() {
    return line;
  }

  Moment begin() {
    return begin;
  }

  /** When it stopped, if it has. */
  Optional<Moment> end() {
    return end;
  }

  /** The name of its file. */
  Optional<String> file() {
    return file.map(CaptureFile::name);
  }

  private void hear(HopEvent event) {
    fate.add(event);
    latest = Optional.of(event);
  }

  private synchronized void see(CapturedFrame frame) {
    if (filter.matches(frame.bytes(), frame.bytes().length)) {
      frames.add(new Frame(frame, name(frame.device()), latest));
    }
  }

  private String name(CapturedDevice device) {
    return names.computeIfAbsent(device, d -> sites.label(d.netns()) + "/" + d.name());
  }

  /** What was heard at some devices so far. */
  synchronized List<Frame> frames(Predicate<CapturedDevice> where) {
    return frames.stream().filter(frame -> where.test(frame.seen().device())).toList();
  }

  /** A frame as a capture file holds it, with what happened to it. */
  CapturedPacket packet(Frame frame, int interfaceId) {
    return new CapturedPacket(
        epoch + frame.seen().at(),
        interfaceId,
        frame.bytes(),
        frame.bytes().length,
        frame.step().flatMap(fate::of),
        frame.isOut() ? Direction.OUTBOUND : Direction.INBOUND);
  }

  /** Listens no more. */
  void stop() {
    capture.close();
    steps.ifPresent(Runnable::run);
    end = Optional.of(end.orElseGet(() -> Moment.of(lab)));
  }

  /** Names the file that it is written to now and when it stops. */
  void writeTo(CaptureFile captureFile) throws FileRefusal {
    file = Optional.of(captureFile);
    write();
  }

  /** Writes the file, if one was asked for. */
  void write() throws FileRefusal {
    if (file.isPresent()) {
      file.get().file().write(file.get().isPcapng() ? pcapng() : pcap());
    }
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
