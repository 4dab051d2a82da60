package passerelle.sim.userland.nc;

import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;

/** Copies standard input to a socket and the socket to standard output until both are done. */
final class Relay {
  private static final int CHUNK = 16384;
  private final Process self;
  private final Net net;
  private final Wire wire;
  private final Ending ending;
  private Payload pending = Payload.EMPTY;
  private boolean inputOver;
  private boolean wireOver;
  private boolean finished;

  /**
   * When to stop.
   *
   * @param finishAtEnd tell the peer when the input ends
   * @param stopWithPeer stop when the peer ends, even while there may be input
   * @param idle nanoseconds without anything after which to stop; negative for never
   * @param quit nanoseconds to go on after the input ends; negative for ever
   * @param noInput leave the input alone
   */
  record Ending(boolean finishAtEnd, boolean stopWithPeer, long idle, long quit, boolean noInput) {}

  Relay(Process self, Net net, Wire wire, Ending ending) {
    this.self = self;
    this.net = net;
    this.wire = wire;
    this.ending = ending;
    inputOver = ending.noInput();
  }

  void run() {
    while (!isDone()) {
      boolean quitting = inputOver && !ending.noInput() && ending.quit() >= 0;
      long wait = quitting ? ending.quit() : ending.idle();
      if (!net.await(this::isReady, wait)) {
        return;
      }
      readWire();
      readInput();
      flush();
    }
  }

  private boolean isDone() {
    boolean nothingToSend = pending.length() == 0;
    return wireOver && nothingToSend && (inputOver || ending.stopWithPeer())
        || wireOver && inputOver;
  }

  private boolean isReady() {
    boolean input =
        !inputOver
            && pending.length() == 0
            && (self.stdin().source().isReadable() || self.stdin().atEnd());
    return !wireOver && wire.isReadable() || input || pending.length() > 0 && wire.isWritable();
  }

  private void readWire() {
    if (wireOver) {
      return;
    }
    if (wire.isReadable() && !wire.atEnd()) {
      Payload data = wire.read();
      if (data.length() > 0) {
        self.stdout().write(data.toBytes());
      }
    }
    wireOver = wire.atEnd();
  }

  private void readInput() {
    if (inputOver || pending.length() > 0) {
      return;
    }
    if (self.stdin().source().isReadable()) {
      pending = Payload.of(self.stdin().take(CHUNK));
    } else if (self.stdin().atEnd()) {
      inputOver = true;
    }
  }

  private void flush() {
    try {
      if (pending.length() > 0) {
        net.systemCall();
        int taken = wire.write(pending);
        pending = pending.slice(taken, pending.length());
      }
    } catch (KernelException broken) {
      pending = Payload.EMPTY;
      wireOver = true;
      inputOver = true;
    }
    if (inputOver && pending.length() == 0 && ending.finishAtEnd() && !finished) {
      finished = true;
      wire.finish();
    }
  }
}
