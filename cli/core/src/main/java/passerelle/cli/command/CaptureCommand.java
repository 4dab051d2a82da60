package passerelle.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import passerelle.capture.LinkType;
import passerelle.capture.filter.FilterSyntaxException;
import passerelle.capture.filter.PacketFilter;
import passerelle.capture.print.NameResolver;
import passerelle.capture.print.PrintOptions;
import passerelle.capture.print.TcpdumpPrinter;
import passerelle.cli.command.Recording.CaptureFile;
import passerelle.cli.command.Recording.Frame;
import passerelle.cli.lab.Sites;
import passerelle.files.FileRefusal;
import passerelle.kernel.CapturedDevice;
import passerelle.kernel.KernelException;
import passerelle.sim.process.FileError;
import passerelle.text.Align;
import passerelle.text.TextLine;

/**
 * {@code capture}: packets of one device, of one place or of all, with tcpdump's filters; counted,
 * shown, written to a file, or held against an expectation.
 */
final class CaptureCommand implements LabCommand {
  private static final Set<String> FORCE = Set.of("-f", "--force");
  private static final PrintOptions NUMERIC =
      new PrintOptions(
          true, false, PrintOptions.Time.CLOCK, 0, false, false, false, PrintOptions.Dump.NONE);

  @Override
  public int run(List<String> words, Workbench bench, Printer out) throws CommandException {
    if (words.isEmpty()) {
      throw bench.error("capture.usage");
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "start" -> start(rest.isEmpty() ? List.of("all") : rest, bench, out);
      case "stop" -> stop(rest, bench, out);
      case "list" -> list(rest, bench, out);
      case "show" -> show(rest, bench, out);
      case "count" -> count(rest, bench, out);
      case "expect" -> expect(rest, bench, out);
      case "save" -> save(rest, bench, out);
      default -> start(words, bench, out);
    };
  }

  private static int start(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    List<String> rest = new ArrayList<>(words);
    Optional<String> name = fileOption(rest, bench);
    boolean replace = name.isPresent() && rest.removeIf(FORCE::contains);
    String where = rest.isEmpty() ? "all" : rest.remove(0);
    Predicate<CapturedDevice> devices = devices(where, bench);
    PacketFilter filter = filter(rest, bench);
    List<String> line = new ArrayList<>(List.of("capture", "start", where));
    line.addAll(rest);
    Recording recording = open(bench, where, Words.join(line), devices, filter);
    if (name.isPresent()) {
      writeTo(name.get(), replace, recording, bench);
    }
    bench.record(recording);
    out.line(bench.text("capture.started", where));
    return 0;
  }

  /** Takes {@code -w FILE} out of the words. */
  private static Optional<String> fileOption(List<String> words, Workbench bench)
      throws CommandException {
    int option = words.indexOf("-w");
    if (option < 0) {
      return Optional.empty();
    }
    if (option + 1 >= words.size()) {
      throw bench.error("capture.usage");
    }
    String name = words.get(option + 1);
    if (!name.endsWith(".pcap") && !name.endsWith(".pcapng")) {
      throw bench.error("capture.suffix", name);
    }
    words.subList(option, option + 2).clear();
    return Optional.of(name);
  }

  private static Recording open(
      Workbench bench,
      String where,
      String line,
      Predicate<CapturedDevice> devices,
      PacketFilter filter)
      throws CommandException {
    try {
      return new Recording(bench, where, line, devices, filter);
    } catch (KernelException refused) {
      throw bench.error("capture.refused", refused.getMessage());
    }
  }

  /** Written at the start too, so that a file that cannot be written is no surprise at the end. */
  private static void writeTo(String name, boolean replace, Recording recording, Workbench bench)
      throws CommandException {
    try {
      recording.writeTo(new CaptureFile(name, bench.files().create(name, replace)));
    } catch (FileRefusal refused) {
      recording.stop();
      throw bench.error(refused);
    }
  }

  private static int stop(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    noMore(words, bench);
    Recording recording = running(bench);
    if (!recording.isRunning()) {
      throw bench.error("capture.none");
    }
    recording.stop();
    try {
      recording.write();
    } catch (FileRefusal refused) {
      throw bench.error(refused);
    }
    int frames = recording.frames(device -> true).size();
    out.line(
        recording
            .file()
            .map(file -> bench.text("capture.written", frames, file))
            .orElse(bench.text("capture.stopped", frames)));
    return 0;
  }

  private static int list(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    noMore(words, bench);
    Recording recording = running(bench);
    out.line(
        bench.text(recording.isRunning() ? "capture.running" : "capture.ended", recording.what()));
    Map<String, Integer> counts = new LinkedHashMap<>();
    recording.frames(d -> true).forEach(frame -> counts.merge(frame.place(), 1, Integer::sum));
    counts.forEach((place, number) -> out.line(String.format("%6d  %s", number, place)));
    return 0;
  }

  private static int show(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    Predicate<CapturedDevice> where =
        words.isEmpty() ? device -> true : devices(words.get(0), bench);
    PacketFilter filter = filter(words.subList(Math.min(1, words.size()), words.size()), bench);
    Recording recording = running(bench);
    List<Frame> frames = matching(recording, where, filter);
    TcpdumpPrinter printer =
        new TcpdumpPrinter(LinkType.ETHERNET, NUMERIC, NameResolver.servicesOnly());
    int width = frames.stream().mapToInt(frame -> frame.place().length()).max().orElse(0);
    for (Frame frame : frames) {
      String place = Align.left(frame.place(), width);
      String way = frame.isOut() ? " out " : " in  ";
      String text = printer.print(recording.packet(frame, 0)).stripTrailing();
      out.asItIs(TextLine.of(place + way + text));
    }
    return 0;
  }

  private static int count(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    out.line(String.valueOf(number(words, bench)));
    return 0;
  }

  private static int expect(List<String> words, Workbench bench, Printer out)
      throws CommandException {
    if (words.size() < 2 || !words.get(0).matches("[0-9]{1,9}")) {
      throw bench.error("capture.usage");
    }
    int expected = Integer.parseInt(words.get(0));
    List<String> what = words.subList(1, words.size());
    int found = number(what, bench);
    if (found == expected) {
      return 0;
    }
    out.line(bench.text("capture.differs", found, String.join(" ", what), expected));
    return 1;
  }

  private static int number(List<String> words, Workbench bench) throws CommandException {
    if (words.isEmpty()) {
      throw bench.error("capture.usage");
    }
    Predicate<CapturedDevice> where = devices(words.get(0), bench);
    PacketFilter filter = filter(words.subList(1, words.size()), bench);
    return matching(running(bench), where, filter).size();
  }

  private static List<Frame> matching(
      Recording recording, Predicate<CapturedDevice> where, PacketFilter filter) {
    return recording.frames(where).stream()
        .filter(frame -> filter.matches(frame.bytes(), frame.bytes().length))
        .toList();
  }

  /** {@code save PLACE:/path FILE}: a file of the lab to the user's disk. */
  private static int save(List<String> given, Workbench bench, Printer out)
      throws CommandException {
    List<String> words = new ArrayList<>(given);
    boolean replace = words.removeIf(FORCE::contains);
    if (words.size() != 2 || words.get(0).indexOf(":/") < 1) {
      throw bench.error("capture.usage");
    }
    String name = words.get(0).substring(0, words.get(0).indexOf(":/"));
    String inside = words.get(0).substring(name.length() + 1);
    Sites.Site site = TraceCommand.site(name, bench);
    byte[] bytes;
    try {
      bytes = bench.lab().readFile(site.space(), inside);
    } catch (FileError e) {
      throw new CommandException(words.get(0) + ": " + e.getMessage());
    }
    try {
      bench.files().create(words.get(1), replace).write(bytes);
    } catch (FileRefusal refused) {
      throw bench.error(refused);
    }
    out.line(bench.text("capture.saved", words.get(1), bytes.length));
    return 0;
  }

  private static Recording running(Workbench bench) throws CommandException {
    return bench.recording().orElseThrow(() -> bench.error("capture.none"));
  }

  private static void noMore(List<String> words, Workbench bench) throws CommandException {
    if (!words.isEmpty()) {
      throw bench.error("error.arguments", words.get(0));
    }
  }

  /** {@code all}, {@code PLACE} or {@code PLACE/DEVICE}. */
  private static Predicate<CapturedDevice> devices(String where, Workbench bench)
      throws CommandException {
    if (where.equals("all")) {
      return device -> true;
    }
    int slash = where.indexOf('/');
    Sites.Site site = TraceCommand.site(slash < 0 ? where : where.substring(0, slash), bench);
    if (slash < 0) {
      return device -> device.netns().equals(site.netns());
    }
    CapturedDevice wanted = new CapturedDevice(site.netns(), where.substring(slash + 1));
    List<String> present =
        bench.sites().devices(site.netns()).stream().map(link -> link.name()).toList();
    if (!present.contains(wanted.name())) {
      throw bench.error("capture.device", wanted.name(), site.name(), String.join(" ", present));
    }
    return wanted::equals;
  }

  private static PacketFilter filter(List<String> words, Workbench bench) throws CommandException {
    try {
      return PacketFilter.compile(
          String.join(" ", words),
          LinkType.ETHERNET,
          0,
          name ->
              bench.sites().address(name).stream().<passerelle.addr.IpAddress>map(a -> a).toList());
    } catch (FilterSyntaxException e) {
      throw bench.error("capture.filter", e.getMessage());
    }
  }
}
