package passerelle.sim.process;

import java.util.Arrays;

/**
 * A pipe ({@code fs/pipe.c}): {@link #sink} is its writing end, {@link #source} its reading end.
 * Both ends begin with no holder; an end closes when its last holder lets go. Writers that can wait
 * do so above 64 KiB; event-driven ones may go over.
 */
public final class Pipe {
  private static final int CAPACITY = 65536;

  private final WaitList changed = new WaitList();
  private final WaitList drained = new WaitList();
  private final Writing sink = new Writing();
  private final Reading source = new Reading();
  private byte[] buffer = {};
  private int start;
  private int end;
  private int writers;
  private int readers;
  private boolean writerClosed;
  private boolean readerClosed;

  /** The end to write to. */
  public Sink sink() {
    return sink;
  }

  /** The end to read from. */
  public Source source() {
    return source;
  }

  private void append(byte[] bytes) {
    if (end + bytes.length > buffer.length) {
      byte[] larger = new byte[Math.max(buffer.length, 2 * (end - start + bytes.length))];
      System.arraycopy(buffer, start, larger, 0, end - start);
      end -= start;
      start = 0;
      buffer = larger;
    }
    System.arraycopy(bytes, 0, buffer, end, bytes.length);
    end += bytes.length;
  }

  private final class Writing implements Sink {
    @Override
    public void retain() {
      writers++;
    }

    @Override
    public void release() {
      if (--writers == 0) {
        writerClosed = true;
        changed.wake();
      }
    }

    @Override
    public boolean write(byte[] bytes) {
      if (readerClosed) {
        return false;
      }
      append(bytes);
      changed.wake();
      return true;
    }

    @Override
    public boolean isFull() {
      return !readerClosed && end - start > CAPACITY;
    }

    @Override
    public WaitList drained() {
      return drained;
    }
  }

  private final class Reading implements Source {
    @Override
    public void retain() {
      readers++;
    }

    @Override
    public void release() {
      if (--readers == 0) {
        readerClosed = true;
        start = end;
        drained.wake();
      }
    }

    @Override
    public byte[] take(int max) {
      byte[] taken = Arrays.copyOfRange(buffer, start, Math.min(end, start + max));
      start += taken.length;
      if (taken.length > 0 && !sink.isFull()) {
        drained.wake();
      }
      return taken;
    }

    @Override
    public boolean isReadable() {
      return end > start;
    }

    @Override
    public boolean atEnd() {
      return writerClosed && end == start;
    }

    @Override
    public WaitList changed() {
      return changed;
    }
  }
}
