package passerelle.cli.join;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import passerelle.real.sys.Daemon;

/**
 * What a terminal that has joined is still to be shown. A thread of its own writes it, so that the
 * lab never waits for a terminal that does not take it; one that falls too far behind is let go.
 */
final class Outgoing extends OutputStream {
  /** Octets that are kept for a terminal at most. */
  private static final int MOST = 8 << 20;

  private final SocketChannel channel;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final Thread writer = Daemon.thread("joined terminal's screen", this::pass);
  private int pending;
  private boolean ended;

  Outgoing(SocketChannel channel) {
    this.channel = channel;
    writer.start();
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int from = 0; from < length; from += Frame.MOST) {
      byte[] piece = new byte[Math.min(Frame.MOST, length - from)];
      System.arraycopy(bytes, offset + from, piece, 0, piece.length);
      add(new Frame(Frame.Kind.OUTPUT, piece));
    }
  }

  private synchronized void add(Frame frame) {
    if (ended) {
      return;
    }
    pending += frame.content().length;
    if (pending > MOST) {
      ended = true;
      drop();
    } else {
      frames.add(frame);
    }
  }

  private void drop() {
    try {
      channel.close();
    } catch (IOException gone) {
      return;
    }
  }

  /** Says the end, when all has been shown, and waits until that is said, or nobody hears it. */
  void end(int status, String text) {
    byte[] said = Frame.of(Frame.Kind.END, text).content();
    byte[] content = new byte[said.length + 1];
    content[0] = (byte) status;
    System.arraycopy(said, 0, content, 1, said.length);
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      frames.add(new Frame(Frame.Kind.END, content));
    }
    try {
      writer.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Milliseconds that a terminal gets to take the last of it. */
  private static final long PATIENCE = 2000;

  private void pass() {
    try {
      Frame frame = frames.take();
      while (frame.kind() != Frame.Kind.END) {
        frame.write(channel);
        synchronized (this) {
          pending -= frame.content().length;
        }
        frame = frames.take();
      }
      frame.write(channel);
    } catch (IOException gone) {
      // The terminal is no more: who reads from it hears that, too.
      drop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
