package passerelle.cli.join;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;
import passerelle.cli.repl.OwnTerminal;
import passerelle.cli.repl.Tones;
import passerelle.files.Rendezvous;
import passerelle.real.sys.Daemon;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Messages;
import passerelle.text.Visible;

/**
 * {@code passerelle join}: this terminal is one more on a lab that runs in another window. All work
 * is the lab's: keys and sizes go there, and what comes back is shown.
 */
public record JoinProgram(
    Map<String, String> environment, Messages messages, PrintStream out, PrintStream err) {
  private static final long MOMENT = 1000;
  private static final int BLOCK = 4096;

  /**
   * Joins.
   *
   * @param atTerminal whether somebody sits there
   * @param wanted which lab, by its number in the list of them, from 1
   * @return the exit status of the last line there; 1 when the lab has gone without a word
   * @throws LabException says why that cannot be
   */
  public int run(boolean atTerminal, OptionalInt wanted) throws LabException, IOException {
    if (!atTerminal) {
      throw new LabException(messages.get("join.no-terminal"));
    }
    try (Rendezvous.Partner lab = new RunningLabs(environment, messages).choice(wanted)) {
      return join(lab.channel());
    }
  }

  private int join(SocketChannel lab) throws IOException {
    try (Terminal terminal = OwnTerminal.open()) {
      Attributes before = terminal.getAttributes();
      Thread restore = new Thread(() -> terminal.setAttributes(before));
      Runtime.getRuntime().addShutdownHook(restore);
      terminal.setAttributes(raw(before));
      try {
        String type = environment.getOrDefault("TERM", "").replaceAll("[^A-Za-z0-9._+-]", "");
        boolean colours = Tones.areWanted(environment);
        new Hello(type, terminal.getSize(), colours).frame().write(lab);
        terminal.handle(Terminal.Signal.WINCH, signal -> tellSize(terminal, lab));
        Daemon.start("keys", () -> passKeys(terminal, lab));
        return show(terminal, lab, before);
      } finally {
        terminal.setAttributes(before);
        Runtime.getRuntime().removeShutdownHook(restore);
      }
    }
  }

  private static Attributes raw(Attributes modes) {
    Attributes raw = new Attributes(modes);
    raw.setLocalFlags(
        EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
    raw.setInputFlags(EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR), false);
    raw.setOutputFlag(OutputFlag.OPOST, false);
    raw.setControlChar(Attributes.ControlChar.VMIN, 0);
    raw.setControlChar(Attributes.ControlChar.VTIME, 1);
    return raw;
  }

  private static synchronized void send(Frame frame, SocketChannel lab) {
    try {
      frame.write(lab);
    } catch (IOException gone) {
      // Whoever reads what comes from there hears it.
      return;
    }
  }

  private static void tellSize(Terminal terminal, SocketChannel lab) {
    send(Frame.of(Frame.Kind.SIZE, Hello.text(terminal.getSize())), lab);
  }

  private static void passKeys(Terminal terminal, SocketChannel lab) {
    NonBlockingReader keyboard = terminal.reader();
    char[] keys = new char[BLOCK];
    try {
      int count = keyboard.readBuffered(keys, MOMENT);
      while (count != NonBlockingReader.EOF) {
        if (count > 0) {
          send(Frame.of(Frame.Kind.KEYS, new String(keys, 0, count)), lab);
        }
        count = keyboard.readBuffered(keys, MOMENT);
      }
      lab.close();
    } catch (IOException closed) {
      return;
    }
  }

  private int show(Terminal terminal, SocketChannel lab, Attributes before) {
    try {
      Optional<Frame> frame = Frame.read(lab);
      while (frame.isPresent() && frame.get().kind() == Frame.Kind.OUTPUT) {
        terminal.output().write(frame.get().content());
        terminal.output().flush();
        frame = Frame.read(lab);
      }
      if (frame.isPresent() && frame.get().kind() == Frame.Kind.END) {
        return end(frame.get(), terminal, before);
      }
    } catch (IOException gone) {
      // The same as without a word.
    }
    terminal.setAttributes(before);
    out.println();
    err.println("passerelle: " + messages.get("join.lost"));
    return 1;
  }

  private int end(Frame frame, Terminal terminal, Attributes before) {
    terminal.setAttributes(before);
    byte[] content = frame.content();
    String text =
        content.length < 2
            ? ""
            : new String(content, 1, content.length - 1, StandardCharsets.UTF_8);
    if (!text.isEmpty()) {
      err.println("passerelle: " + Visible.of(text));
    }
    return content.length == 0 ? 1 : content[0] & 0xff;
  }
}
