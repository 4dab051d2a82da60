package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.text.Resources;

/** curl 8.14.1, for HTTP (curl(1)). */
public final class Curl implements BlockingProgram {
  static final String HINT = "curl: try 'curl --help' or 'curl --manual' for more information\n";
  private static final String VERSION = Resources.text(Curl.class, "curl-version.txt");
  private static final int MAX_REDIRECTS = 50;
  private static final long LONGEST_WAIT = 600 * EventLoop.SECOND;
  private static final String UNVERIFIED =
      """
      More details here: https://curl.se/docs/sslcerts.html

      curl failed to verify the legitimacy of the server and therefore could not
      establish a secure connection to it. To learn more about this situation and
      how to fix it, please visit the webpage mentioned above.
      """;

  @Override
  public int run(Process self) {
    CurlOptions options;
    try {
      options = CurlOptions.parse(self.arguments());
    } catch (CurlOptions.Refused refused) {
      self.stderr().print("curl: " + refused.getMessage() + "\n");
      return self.stderr().print(refused.hasHint() ? HINT : "", 2);
    }
    if (options.has("version")) {
      self.stdout().print(VERSION);
      return 0;
    }
    if (options.urls.isEmpty()) {
      return self.stderr().print("curl: (2) no URL specified\n" + HINT, 2);
    }
    options.environment(self.environment());
    options.cookies.read(self, options.value("cookie"));
    Net net = new Net(self);
    int status = 0;
    if (options.has("parallel")) {
      status = parallel(self, options);
    } else {
      for (int i = 0; i < options.urls.size(); i++) {
        status = transfer(self, options, net, i);
      }
    }
    options.value("cookie-jar").ifPresent(file -> options.cookies.write(self, file));
    return status;
  }

  /** All at the same time, each by a child, where curl itself is one process. */
  private static int parallel(Process self, CurlOptions options) {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < options.urls.size(); i++) {
      int index = i;
      BlockingProgram one = child -> transfer(child, options, new Net(child), index);
      Process child = self.spawn(one, self.argv()).create();
      child.start();
      children.add(child);
    }
    int status = 0;
    for (Process child : children) {
      int ended = self.awaitEnd(child);
      status = ended == 0 ? status : ended;
    }
    return status;
  }

  private static int transfer(Process self, CurlOptions options, Net net, int index) {
    Optional<String> output =
        index < options.outputs.size() ? Optional.of(options.outputs.get(index)) : Optional.empty();
    String text = options.urls.get(index);
    boolean toFile = output.isPresent() || options.has("remote-name");
    boolean meterShown =
        !options.isSilent()
            && !options.has("no-progress-meter")
            && !options.has("parallel")
            && (toFile || !self.stdout().isTerminal());
    try {
      return retried(self, options, net, meterShown, Url.parse(text), output);
    } catch (Url.Rejected rejected) {
      return fail(self, options, new CurlFailure(3, "URL rejected: " + rejected.getMessage()));
    }
  }

  /** Tries again what may go better the next time (src/tool_operate.c). */
  private static int retried(
      Process self,
      CurlOptions options,
      Net net,
      boolean meterShown,
      Url url,
      Optional<String> output) {
    long wait = EventLoop.SECOND;
    for (int left = options.retries(); ; left--) {
      Outcome outcome = run(self, options, net, new CurlMeter(self, meterShown), url, output);
      String problem = outcome.problem(options);
      if (left == 0 || problem.isEmpty()) {
        return outcome.code();
      }
      long pause =
          options
              .value("retry-delay")
              .filter(n -> n.matches("[1-9][0-9]{0,4}"))
              .map(n -> Long.parseLong(n) * EventLoop.SECOND)
              .orElse(wait);
      if (!options.isSilent()) {
        long seconds = pause / EventLoop.SECOND;
        self.stderr()
            .print(
                String.format(
                    "Warning: Problem : %s. Will retry in %d second%s. %d retr%s left.%n",
                    problem, seconds, seconds == 1 ? "" : "s", left, left == 1 ? "y" : "ies"));
      }
      self.sleep(pause);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  /**
   * How a transfer ended.
   *
   * @param code curl's exit status
   * @param status the answer's; 0 for none
   */
  private record Outcome(int code, int status) {
    /** Why it is worth another try; empty when it is not. */
    String problem(CurlOptions options) {
      if (code == 28 || code == 6) {
        return code == 28 ? "timeout" : "";
      }
      if (code == 7 && options.has("retry-connrefused")) {
        return "connection refused";
      }
      boolean transient_ = List.of(408, 429, 500, 502, 503, 504).contains(status);
      return transient_
          ? "HTTP error"
          : code != 0 && options.has("retry-all-errors") ? "(retrying all errors)" : "";
    }
  }

  private static Outcome run(
      Process self,
      CurlOptions options,
      Net net,
      CurlMeter meter,
      Url first,
      Optional<String> output) {
    Url url = first;
    Optional<HttpReply> reply = Optional.empty();
    Optional<TcpSocket> socket = Optional.empty();
    CurlTrace trace = new CurlTrace(self, options);
    int code = 0;
    String message = "";
    String file = output.orElse("-");
    if (output.isEmpty() && options.has("remote-name")) {
      file = url.fileName().orElse("curl_response");
      if (url.fileName().isEmpty() && !options.has("silent")) {
        self.stderr().print("Warning: No remote file name, uses \"curl_response\"\n");
      }
    }
    try {
      for (int i = 0; i <= MAX_REDIRECTS; i++) {
        meter.begin();
        CurlTransfer transfer = new CurlTransfer(self, options, net, meter, trace, url);
        try {
          reply = Optional.of(transfer.run());
        } finally {
          socket = transfer.connection();
        }
        options.cookies.take(reply.get(), url);
        Optional<String> location = reply.get().field("location");
        boolean follows =
            options.has("location") && location.isPresent() && reply.get().status() / 100 == 3;
        if (!follows) {
          break;
        }
        url = url.resolve(location.get());
      }
      answered(self, options, meter, trace, reply.get(), file, url);
    } catch (CurlFailure failure) {
      code = fail(self, options, failure, meter);
      message = failure.getMessage();
    } catch (Url.Rejected rejected) {
      code = fail(self, options, new CurlFailure(3, "URL rejected: " + rejected.getMessage()));
    }
    if (options.value("write-out").isPresent()) {
      long nanos = self.now() - meter.start();
      CurlWriteOut out =
          new CurlWriteOut(
              reply, socket, url, options.method(), meter, nanos, new CurlFailure(code, message));
      out.print(self, options.value("write-out").get());
    }
    return new Outcome(code, reply.map(HttpReply::status).orElse(0));
  }

  /** Prints what came. */
  private static void answered(
      Process self,
      CurlOptions options,
      CurlMeter meter,
      CurlTrace trace,
      HttpReply reply,
      String file,
      Url url)
      throws CurlFailure {
    boolean shown = options.has("include") || options.method().equals("HEAD");
    if (options.isVerbose()) {
      told(self, trace, reply, shown && file.equals("-"));
      if (reply.bodyReceived() > 0) {
        trace.data(false, reply.bodyReceived());
      }
    }
    if (options.has("fail") && reply.status() >= 400) {
      meter.line(0, -1);
      throw new CurlFailure(22, "The requested URL returned error: " + reply.status());
    }
    long total = reply.contentLength().orElse(-1L);
    meter.line(reply.bodyReceived(), total);
    boolean written = options.isVerbose() && file.equals("-");
    byte[] start = shown && !written ? reply.head() : new byte[0];
    Optional<String> heads = options.value("dump-header");
    if (heads.isPresent()) {
      write(self, heads.get(), reply.head(), new byte[0]);
    }
    String farewell =
        reply.keepsAlive()
            ? "Connection #0 to host " + url.host() + " left intact"
            : "shutting down connection #0";
    if (file.equals("-") && self.stdout().isTerminal()) {
      write(self, file, start, reply.body());
      meter.end();
      trace.note(farewell);
    } else {
      meter.end();
      trace.note(farewell);
      write(self, file, start, reply.body());
    }
  }

  /** Tells the header line by line; who asked to see it sees each line again. */
  private static void told(Process self, CurlTrace trace, HttpReply reply, boolean shown) {
    List<String> lines = new ArrayList<>(reply.lines());
    if (lines.get(0).startsWith("HTTP/1.0")) {
      trace.note("HTTP 1.0, assume close after body");
    }
    lines.add("");
    for (String line : lines) {
      trace.answered(line);
      if (shown) {
        self.stdout().print(line + "\r\n");
      }
    }
  }

  private static void write(Process self, String file, byte[] head, byte[] body)
      throws CurlFailure {
    if (file.equals("-")) {
      if (head.length > 0) {
        self.stdout().write(head);
      }
      if (body.length > 0) {
        self.stdout().write(body);
      }
      return;
    }
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    try {
      self.files().write(self.path(file), all);
    } catch (FileError refused) {
      self.stderr()
          .print(
              "curl: (23) client returned ERROR on write, "
                  + all.length
                  + " bytes wanted to write\n");
      throw new CurlFailure(23, "Failure writing output to destination");
    }
  }

  private static int fail(Process self, CurlOptions options, CurlFailure failure, CurlMeter meter) {
    if (!failure.isTold()) {
      meter.stop();
    }
    return fail(self, options, failure);
  }

  private static int fail(Process self, CurlOptions options, CurlFailure failure) {
    if (options.showsErrors()) {
      self.stderr().print("curl: (" + failure.code() + ") " + failure.getMessage() + "\n");
      self.stderr().print(failure.code() == 60 ? UNVERIFIED : "");
    }
    return failure.code();
  }
}
