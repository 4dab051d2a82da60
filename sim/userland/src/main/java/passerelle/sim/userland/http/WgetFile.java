package passerelle.sim.userland.http;

import java.util.Optional;
import java.util.function.Consumer;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;

/** A file that GNU wget fetches: how it arrives, where it goes, what is said of it. */
final class WgetFile {
  private final Process self;
  private final Consumer<String> out;
  private final HttpReply reply;
  private String name = "-";
  private double seconds;

  /**
   * A file whose head has come.
   *
   * @param out what wget says goes here
   */
  WgetFile(Process self, Consumer<String> out, HttpReply reply) {
    this.self = self;
    this.out = out;
    this.reply = reply;
  }

  /** Its size and kind, as far as the server told them. */
  void announce() {
    String size =
        reply
            .contentLength()
            .map(l -> l + (l < 1024 ? "" : " (" + WgetAmounts.size(l, 10, 1) + ")"))
            .orElse("unspecified");
    Optional<String> type = reply.field("content-type").map(t -> t.replaceFirst(" *;.*", ""));
    out.accept("Length: " + size + type.map(t -> " [" + t + "]").orElse("") + "\n");
  }

  /** {@code base}, or with a number behind it a name that no file has yet ({@code unique_name}). */
  String freeName(String base) {
    String free = base;
    for (int i = 1; self.files().exists(self.path(free)); i++) {
      free = base + "." + i;
    }
    return free;
  }

  /**
   * Reads the body and shows how it comes.
   *
   * @param wanted the file's name; {@code -} for the standard output
   * @throws KernelException ECONNRESET, or ETIMEDOUT when nothing comes for too long
   */
  void receive(WebClient client, Channel channel, String wanted) throws KernelException {
    name = wanted;
    out.accept("Saving to: ‘" + (isPrinted() ? "STDOUT" : name) + "’\n");
    long total = reply.contentLength().orElse(0L);
    WgetMeter meter =
        self.stderr().isTerminal()
            ? new WgetBar(out, name, total, self.stderr().columns())
            : new WgetDots(out, total);
    long start = self.now();
    meter.start();
    client.read(channel, reply, octets -> meter.add(octets, secondsSince(start)));
    seconds = secondsSince(start);
    if (isPrinted()) {
      self.stdout().write(reply.body());
    }
    meter.finish(seconds);
  }

  private double secondsSince(long start) {
    return (self.now() - start) / (double) EventLoop.SECOND;
  }

  private boolean isPrinted() {
    return name.equals("-");
  }

  /**
   * Keeps it, unless it has been printed.
   *
   * @throws FileError the file system's refusal
   */
  void save() throws FileError {
    if (!isPrinted()) {
      self.files().write(self.path(name), reply.body());
    }
  }

  String name() {
    return name;
  }

  /** Octets that have come, and of how many. */
  String amount() {
    long octets = reply.body().length;
    return octets + reply.contentLength().map(l -> "/" + l).orElse("");
  }

  /** What stands behind the time in the last line. */
  String summary() {
    String rate = WgetAmounts.rate(reply.body().length, seconds);
    String done = isPrinted() ? "written to stdout" : "‘" + name + "’ saved";
    return " (" + rate + ") - " + done + " [" + amount() + "]";
  }
}
