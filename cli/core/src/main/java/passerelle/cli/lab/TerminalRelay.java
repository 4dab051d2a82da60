package passerelle.cli.lab;

import passerelle.kernel.KernelProcess;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;

/**
 * {@code docker run -ti}: the client makes its own terminal raw, and hands every key on to that of
 * the container ({@code hijackedIOStreamer}).
 */
final class TerminalRelay {
  private static final int BLOCK = 4096;

  private final Process client;
  private final Tty outer;
  private final Tty inner;

  TerminalRelay(Process client, Tty outer, Tty inner) {
    this.client = client;
    this.outer = outer;
    this.inner = inner;
  }

  /** Hands keys on until the process has ended. */
  void until(KernelProcess process) {
    Modes before = outer.modes();
    outer.setModes(Modes.RAW);
    outer.relayTo(inner);
    client.onSignal(Signal.WINCH, this::resize);
    resize();
    try {
      while (process.exitStatus().isEmpty()) {
        byte[] keys = client.stdin().take(BLOCK);
        if (keys.length > 0) {
          inner.type(keys);
        }
        client.await(() -> outer.source().isReadable() || process.exitStatus().isPresent());
      }
    } finally {
      client.resetSignal(Signal.WINCH);
      outer.endRelay();
      outer.setModes(before);
    }
  }

  private void resize() {
    inner.resize(outer.columns(), outer.rows());
  }
}
