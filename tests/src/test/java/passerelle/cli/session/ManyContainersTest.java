package passerelle.cli.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.text.Language;

/** A key is answered as soon in a lab of many containers as in an empty one. */
class ManyContainersTest {
  private static final int MANY = 50;

  /** What an Enter looks at of each container to tell whether the line has changed it, in bytes. */
  private static final long LOOKED_AT = 40_000;

  /** A few lists of references to all of them may be copied; nothing is made for each. */
  private static final long REFERENCED = 200;

  private final Session session = new Session(Labs.commands(Language.EN));

  /** Bytes of memory that something takes when it is done again: how much work it is. */
  private static long work(Runnable deed) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    for (int i = 0; i < 20; i++) {
      deed.run();
    }
    long before = threads.getThreadAllocatedBytes(id);
    deed.run();
    return threads.getThreadAllocatedBytes(id) - before;
  }

  private void startMany() {
    run("for i in $(seq 1 " + MANY + "); do docker run -d --name c$i alpine sleep infinity; done");
  }

  private void run(String line) {
    session.run(line, bytes -> true);
  }

  @Test
  void aKeyLooksAtNoContainer() {
    Completions completions = new Completions(session);
    Runnable key = () -> completions.knows("dock");
    long before = work(key);
    startMany();
    long more = (work(key) - before) / MANY;
    assertTrue(more < REFERENCED, more + " bytes a container");
  }

  @Test
  void anEnterLooksAtEachContainerBriefly() {
    Runnable enter = () -> run("true");
    long before = work(enter);
    startMany();
    long more = (work(enter) - before) / MANY;
    assertTrue(more < LOOKED_AT, more + " bytes a container");
  }
}
