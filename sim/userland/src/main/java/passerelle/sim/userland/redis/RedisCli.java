package passerelle.sim.userland.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** redis-cli: one command, or those of its input (redis-cli.c). */
public final class RedisCli implements BlockingProgram {
  private static final int PORT = 6379;
  private static final int CHUNK = 65536;

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    String host = "127.0.0.1";
    int port = PORT;
    boolean raw = !self.stdout().isTerminal();
    boolean warns = false;
    long patience = -1;
    int times = 1;
    long interval = 0;
    String password = self.environment().getOrDefault("REDISCLI_AUTH", "");
    while (!words.isEmpty() && words.get(0).startsWith("-")) {
      String option = words.remove(0);
      boolean valued = List.of("-h", "-p", "-a", "--pass", "-t", "-r", "-i").contains(option);
      if (valued && words.isEmpty()) {
        return self.stderr()
            .print("Unrecognized option or bad number of args for: '" + option + "'\n", 1);
      }
      switch (option) {
        case "-h" -> host = words.remove(0);
        case "-p" -> port = number(words.remove(0));
        case "-t" -> patience = nanoseconds(words.remove(0));
        case "-r" -> times = number(words.remove(0));
        case "-i" -> interval = nanoseconds(words.remove(0));
        case "-a", "--pass" -> {
          password = words.remove(0);
          warns = true;
        }
        case "--no-auth-warning" -> password = password.strip();
        case "--raw" -> raw = true;
        case "--no-raw" -> raw = false;
        case "-v", "--version" -> {
          String version = self.environment().getOrDefault("REDIS_VERSION", "8.2.2");
          self.stdout().print("redis-cli " + version + "\n");
          return 0;
        }
        default -> {
          return self.stderr()
              .print("redis-cli: Passerelle does not model option " + option + "\n", 2);
        }
      }
    }
    if (warns && !self.arguments().contains("--no-auth-warning")) {
      self.stderr()
          .print(
              "Warning: Using a password with '-a' or '-u' option on the command line interface may"
                  + " not be safe.\n");
    }
    Session session = new Session(self, host, port, raw, password, patience);
    int status = session.run(words);
    for (int i = 1; i < times && !words.isEmpty(); i++) {
      self.sleep(interval);
      status = session.run(words);
    }
    return status;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,5}") && Integer.parseInt(text) < 65536
        ? Integer.parseInt(text)
        : 0;
  }

  /** Seconds, as atof(3) reads them. */
  private static long nanoseconds(String text) {
    return text.matches("[0-9]{1,6}(?:\\.[0-9]*)?")
        ? (long) (Double.parseDouble(text) * EventLoop.SECOND)
        : 0;
  }

  /** One run of it. */
  private static final class Session {
    private final Process self;
    private final Net net;
    private final String host;
    private final int port;
    private final boolean raw;
    private final String password;
    private final long patience;
    private Optional<TcpSocket> socket = Optional.empty();
    private String received = "";

    Session(Process self, String host, int port, boolean raw, String password, long patience) {
      this.self = self;
      this.net = new Net(self);
      this.host = host;
      this.port = port;
      this.raw = raw;
      this.password = password;
      this.patience = patience;
    }

    int run(List<String> words) {
      if (!words.isEmpty()) {
        return ask(words) ? 0 : 1;
      }
      boolean typed = self.stdin().isTerminal();
      boolean fine = connect();
      prompt(typed);
      Optional<String> line = self.stdin().readLine();
      while (line.isPresent() && !line.get().trim().matches("exit|quit")) {
        List<String> command = List.of(line.get().trim().split("\\s+"));
        fine = line.get().isBlank() || ask(command);
        prompt(typed);
        line = self.stdin().readLine();
      }
      socket.ifPresent(TcpSocket::close);
      return fine || typed ? 0 : 1;
    }

    private void prompt(boolean typed) {
      if (typed) {
        self.stdout().print(socket.isPresent() ? host + ":" + port + "> " : "not connected> ");
        self.stdout().flush();
      }
    }

    private boolean connect() {
      if (socket.isPresent()) {
        return true;
      }
      Resolver.Result found = new Resolver(self, net).lookup(host);
      try {
        if (!found.isFound()) {
          return refused(found.outcome().text(self));
        }
        TcpSocket made = net.tcp();
        net.connect(made, new SocketAddress(found.first(), port), patience);
        socket = Optional.of(made);
        return true;
      } catch (KernelException e) {
        return refused(e.getMessage());
      }
    }

    private boolean refused(String why) {
      self.stderr().print("Could not connect to Redis at " + host + ":" + port + ": " + why + "\n");
      return false;
    }

    /** Whether a command was answered, and not by an error. */
    private boolean ask(List<String> words) {
      boolean fresh = socket.isEmpty();
      if (!connect()) {
        return false;
      }
      if (fresh && !password.isEmpty()) {
        Optional<Reply> known = exchange(List.of("AUTH", password));
        known.filter(r -> r.kind() == '-').ifPresent(r -> say("AUTH failed: " + r.raw()));
      }
      Optional<Reply> reply = exchange(words);
      if (reply.isEmpty()) {
        return closed();
      }
      say(raw ? reply.get().raw() : reply.get().shown(""));
      return raw ? reply.get().kind() != '-' || words.isEmpty() : true;
    }

    private void say(String text) {
      self.stdout().write((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Asks, and reads the answer; none when the server has gone. */
    private Optional<Reply> exchange(List<String> words) {
      TcpSocket open = socket.orElseThrow();
      try {
        open.send(Payload.of(request(words)));
      } catch (KernelException broken) {
        return Optional.empty();
      }
      Optional<Reply> reply = Reply.read(received, 0);
      while (reply.isEmpty()) {
        net.await(() -> open.available() > 0 || open.atEnd() || open.hasError(), -1);
        if (open.available() == 0) {
          return Optional.empty();
        }
        received += new String(open.receive(CHUNK).toBytes(), StandardCharsets.ISO_8859_1);
        reply = Reply.read(received, 0);
      }
      received = received.substring(reply.get().length());
      return reply;
    }

    private boolean closed() {
      socket.ifPresent(TcpSocket::close);
      socket = Optional.empty();
      self.stderr().print("Error: Server closed the connection\n");
      return false;
    }

    private static byte[] request(List<String> words) {
      StringBuilder out = new StringBuilder("*" + words.size() + "\r\n");
      for (String word : words) {
        byte[] octets = word.getBytes(StandardCharsets.UTF_8);
        out.append('$').append(octets.length).append("\r\n");
        out.append(new String(octets, StandardCharsets.ISO_8859_1)).append("\r\n");
      }
      return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
  }
}
