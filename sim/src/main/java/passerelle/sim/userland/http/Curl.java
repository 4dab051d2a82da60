package passerelle.sim.userland.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;

/** curl 8.14.1, for HTTP (curl(1)). */
public final class Curl implements BlockingProgram {
  private static final String HINT =
      "curl: try 'curl --help' or 'curl --manual' for more information\n";
  private static final int MAX_REDIRECTS = 50;

  @Override
  public int run(Process self) {
    CurlOptions options;
    try {
      options = CurlOptions.parse(self.arguments());
    } catch (CurlOptions.Refused refused) {
      self.stderr().print("curl: " + refused.getMessage() + "\n");
      self.stderr().print(refused.hasHint() ? HINT : "");
      return 2;
    }
    if (options.has("version")) {
      self.stdout().print("curl 8.14.1 (x86_64-pc-linux-gnu) libcurl/8.14.1\n");
      return 0;
    }
    if (options.urls.isEmpty()) {
      self.stderr().print("curl: (2) no URL specified\n" + HINT);
      return 2;
    }
    Net net = new Net(self);
    int status = 0;
    for (int i = 0; i < options.urls.size(); i++) {
      status = transfer(self, options, net, i);
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
            && (toFile || !self.stdout().isTerminal());
    CurlMeter meter = new CurlMeter(self, meterShown);
    try {
      return run(self, options, net, meter, Url.parse(text), output);
    } catch (Url.Rejected rejected) {
      return fail(self, options, new CurlFailure(3, "URL rejected: " + rejected.getMessage()));
    }
  }

  private static int run(
      Process self,
      CurlOptions options,
      Net net,
      CurlMeter meter,
      Url first,
      Optional<String> output) {
    Url url = first;
    Optional<HttpReply> reply = Optional.empty();
    Optional<TcpSocket> socket = Optional.empty();
    int code = 0;
    String file = output.orElse("-");
    if (output.isEmpty() && options.has("remote-name")) {
      file = url.fileName().orElse("curl_response");
      if (url.fileName().isEmpty()) {
        self.stderr().print("Warning: No remote file name, uses \"curl_response\"\n");
      }
    }
    try {
      for (int i = 0; i <= MAX_REDIRECTS; i++) {
        meter.begin();
        CurlTransfer transfer = new CurlTransfer(self, options, net, meter, url);
        try {
          reply = Optional.of(transfer.run());
        } finally {
          socket = transfer.connection();
        }
        Optional<String> location = reply.get().field("location");
        boolean follows =
            options.has("location") && location.isPresent() && reply.get().status() / 100 == 3;
        if (!follows) {
          break;
        }
        url = url.resolve(location.get());
      }
      answered(self, options, meter, reply.get(), file);
    } catch (CurlFailure failure) {
      code = fail(self, options, failure, meter);
    } catch (Url.Rejected rejected) {
      code = fail(self, options, new CurlFailure(3, "URL rejected: " + rejected.getMessage()));
    }
    if (options.value("write-out").isPresent()) {
      long nanos = self.now() - meter.start();
      CurlWriteOut out = new CurlWriteOut(reply, socket, url, options.method(), nanos, code);
      self.stdout().print(out.expand(options.value("write-out").get()));
    }
    return code;
  }

  /** Prints what came. */
  private static void answered(
      Process self, CurlOptions options, CurlMeter meter, HttpReply reply, String file)
      throws CurlFailure {
    boolean shown = options.has("include") || options.method().equals("HEAD");
    if (options.isVerbose()) {
      told(self, reply, shown && file.equals("-"));
      if (reply.bodyReceived() > 0 && CurlTransfer.tellsData(self, options)) {
        self.stderr().print("{ [" + reply.bodyReceived() + " bytes data]\n");
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
    if (file.equals("-") && self.stdout().isTerminal()) {
      write(self, file, start, reply.body());
      end(self, options, meter);
    } else {
      end(self, options, meter);
      write(self, file, start, reply.body());
    }
  }

  private static void end(Process self, CurlOptions options, CurlMeter meter) {
    meter.end();
    if (options.isVerbose()) {
      self.stderr().print("* shutting down connection #0\n");
    }
  }

  /** Tells the header line by line; who asked to see it sees each line again. */
  private static void told(Process self, HttpReply reply, boolean shown) {
    List<String> lines = new ArrayList<>(reply.lines());
    if (lines.get(0).startsWith("HTTP/1.0")) {
      self.stderr().print("* HTTP 1.0, assume close after body\n");
    }
    lines.add("");
    for (String line : lines) {
      self.stderr().print("< " + line + "\n");
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
      self.files().write(FileSystem.resolve(self.directory(), file), all);
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
    boolean closedByNotes = options.isVerbose() && failure.code() == 7;
    if (!closedByNotes && failure.code() != 6 || !options.isVerbose()) {
      meter.line(0, -1);
      meter.end();
    }
    return fail(self, options, failure);
  }

  private static int fail(Process self, CurlOptions options, CurlFailure failure) {
    if (options.showsErrors()) {
      self.stderr().print("curl: (" + failure.code() + ") " + failure.getMessage() + "\n");
    }
    return failure.code();
  }
}
