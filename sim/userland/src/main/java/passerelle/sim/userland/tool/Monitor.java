package passerelle.sim.userland.tool;

import java.util.ArrayDeque;
import java.util.Queue;
import passerelle.sim.process.Process;
import passerelle.sim.process.WaitList;

/** What a program prints as it happens: events of the kernel, until somebody ends it. */
public final class Monitor {
  private final Queue<String> texts = new ArrayDeque<>();
  private final WaitList arrived = new WaitList();
  private boolean stopped;

  /** Has a text printed. */
  public void print(String text) {
    texts.add(text);
    arrived.wake();
  }

  /** Ends {@link #run}; what has come before is printed. */
  public void stop() {
    stopped = true;
    arrived.wake();
  }

  /** Prints what comes, and flushes it, until it is stopped. */
  public void run(Process self) {
    while (!stopped) {
      self.awaitWoken(arrived, () -> !texts.isEmpty() || stopped);
      while (!texts.isEmpty()) {
        self.stdout().print(texts.remove());
      }
      self.stdout().flush();
    }
  }
}
