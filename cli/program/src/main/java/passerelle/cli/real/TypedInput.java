package passerelle.cli.real;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import passerelle.engine.Container;
import passerelle.kernel.KernelProcess;
import passerelle.real.lab.RealClock;

/**
 * What is typed into a docker command goes to a process of a container, until it ends or the person
 * presses Ctrl-P Ctrl-Q. Where the process has a terminal of its own, that one makes lines and
 * signals of the keys, and the command's terminal does not meanwhile (docker/cli streams/in.go).
 */
final class TypedInput implements AutoCloseable {
  private static final int TICK = 50;

  /** UNIX98_PTY_SLAVE_MAJOR of linux/major.h. */
  private static final int PTY_SLAVES = 136;

  private static final int CTRL_P = 16;
  private static final int CTRL_Q = 17;

  /** Flags of c_lflag and c_iflag in a struct termios (asm-generic/termbits.h). */
  private static final int COOKED = 0x1 | 0x2 | 0x8 | 0x8000; // ISIG, ICANON, ECHO, IEXTEN

  private static final int INPUT_FLAGS = 0x2 | 0x100 | 0x400; // BRKINT, ICRNL, IXON
  private static final int LOCAL_WORD = 12;

  private final RealClock clock;
  private final ScriptFiles files;
  private final KernelProcess process;
  private final Optional<byte[]> modes;
  private final Thread thread = new Thread(this::read, "docker input");
  private volatile boolean detached;
  private volatile boolean closed;
  private boolean held;

  TypedInput(RealClock clock, ScriptFiles files, Container container, KernelProcess process) {
    this.clock = clock;
    this.files = files;
    this.process = process;
    modes = hasTerminal(container) ? files.modes(ScriptFiles.INPUT) : Optional.empty();
    modes.ifPresent(before -> files.setModes(ScriptFiles.INPUT, raw(before)));
    thread.setDaemon(true);
    thread.start();
  }

  private boolean hasTerminal(Container container) {
    if (container.process().filter(main -> main == process).isPresent()) {
      return container.spec().process().terminal();
    }
    // A program may have put something else in the place of one: BusyBox's ping its socket at 0.
    return IntStream.rangeClosed(0, 2).anyMatch(this::isTerminal);
  }

  private boolean isTerminal(int file) {
    try {
      Path path = Path.of("/proc/" + process.pid() + "/fd/" + file);
      return (long) Files.getAttribute(path, "unix:rdev") >> 8 == PTY_SLAVES;
    } catch (IOException ended) {
      return false;
    }
  }

  private static byte[] raw(byte[] modes) {
    ByteBuffer words = ByteBuffer.wrap(modes.clone()).order(ByteOrder.nativeOrder());
    words.putInt(0, words.getInt(0) & ~INPUT_FLAGS);
    words.putInt(LOCAL_WORD, words.getInt(LOCAL_WORD) & ~COOKED);
    return words.array();
  }

  private void read() {
    boolean more = true;
    while (more && !closed && !detached) {
      if (files.isReadable(ScriptFiles.INPUT, TICK)) {
        byte[] keys = files.read(ScriptFiles.INPUT, 1 << 12);
        more = keys.length > 0;
        byte[] typed = modes.isPresent() ? withoutDetachKeys(keys) : keys;
        process.input(new String(typed, StandardCharsets.UTF_8));
      }
    }
    if (!more) {
      process.endInput();
    }
  }

  private byte[] withoutDetachKeys(byte[] keys) {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    for (byte key : keys) {
      if (held && key == CTRL_Q) {
        clock.run(() -> detached = true);
        return typed.toByteArray();
      }
      if (held) {
        typed.write(CTRL_P);
      }
      held = key == CTRL_P;
      if (!held) {
        typed.write(key);
      }
    }
    return typed.toByteArray();
  }

  /** Whether the person has pressed the detach keys. */
  boolean isDetached() {
    return detached;
  }

  @Override
  public void close() {
    closed = true;
    ScriptIo.await(thread);
    modes.ifPresent(before -> files.setModes(ScriptFiles.INPUT, before));
  }
}
