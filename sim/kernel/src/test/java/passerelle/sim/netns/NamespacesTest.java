package passerelle.sim.netns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import passerelle.sim.core.Machine;

class NamespacesTest {
  private final Namespaces namespaces = new Namespaces(new Machine(1));

  /** A page in a browser is one lab for hours: each removed container kept 50 KB. */
  @Test
  void whatWasDeletedIsKeptByNobody() throws Exception {
    WeakReference<Netns> netns = new WeakReference<>(namespaces.add("web"));
    namespaces.delete("web");
    System.gc();
    assertNull(netns.get());
  }

  @Test
  void aNamespaceHasANumberThatNoEarlierOneHad() throws Exception {
    long first = namespaces.add("web").inode();
    namespaces.delete("web");
    assertEquals(first + 6, namespaces.add("web").inode());
  }
}
