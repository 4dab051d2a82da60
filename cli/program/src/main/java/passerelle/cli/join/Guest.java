package passerelle.cli.join;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import passerelle.cli.repl.Company;
import passerelle.cli.repl.Console;
import passerelle.cli.repl.OwnTerminal;
import passerelle.real.sys.Daemon;

/**
 * One who has joined, on the lab's side: a terminal, which is a console whose keys come by a
 * socket, or a page that {@linkplain Onlooker looks on}.
 */
record Guest(SocketChannel channel, Company company, Outgoing outgoing) {
  Guest(SocketChannel channel, Company company) {
    this(channel, company, new Outgoing(channel));
  }

  /** Is there until it leaves, or the lab ends. */
  void stay() {
    try (channel) {
      Optional<Frame> first = Frame.read(channel);
      Optional<Hello> hello = first.flatMap(Hello::of);
      if (hello.isPresent()) {
        sit(hello.get());
      } else if (first.filter(Onlooker::isOne).isPresent()) {
        new Onlooker(channel, outgoing, company).stay();
      } else if (first.filter(Acquaintance::asks).isPresent()) {
        outgoing.write(Acquaintance.answer(company));
        outgoing.end(0, "");
      } else {
        outgoing.end(1, company.messages().get("join.version"));
      }
    } catch (IOException gone) {
      // It has left in the middle of a message.
      return;
    }
  }

  private void sit(Hello hello) throws IOException {
    String type = OwnTerminal.typeOf(hello.type());
    try (LineDisciplineTerminal terminal =
        new LineDisciplineTerminal("joined", type, outgoing, StandardCharsets.UTF_8)) {
      terminal.setSize(orUsual(hello.size()));
      Console console = new Console(company, company.another(terminal), terminal, hello.colours());
      Daemon.start("joined terminal's keys", () -> read(terminal, console));
      int status =
          console.run(Optional.of(company.messages().get("join.welcome")), Optional.empty());
      terminal.flush();
      String text = console.isGone() ? company.messages().get("join.ended") : "";
      outgoing.end(status, text);
    }
  }

  private static Size orUsual(Size size) {
    return size.getColumns() > 0 && size.getRows() > 0 ? size : OwnTerminal.UNKNOWN_SIZE;
  }

  private void read(LineDisciplineTerminal terminal, Console console) {
    try {
      Optional<Frame> frame = Frame.read(channel);
      while (frame.isPresent()) {
        heed(frame.get(), terminal);
        frame = Frame.read(channel);
      }
    } catch (IOException gone) {
      // It is as if its window had been closed.
    } finally {
      console.hangUp();
    }
  }

  private static void heed(Frame frame, LineDisciplineTerminal terminal) throws IOException {
    switch (frame.kind()) {
      case KEYS -> terminal.processInputBytes(frame.content());
      case SIZE ->
          Hello.size(frame.text())
              .ifPresent(
                  size -> {
                    terminal.setSize(orUsual(size));
                    terminal.raise(Terminal.Signal.WINCH);
                  });
      default -> throw new IOException("no message for a lab");
    }
  }
}
