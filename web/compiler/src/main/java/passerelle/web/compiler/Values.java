package passerelle.web.compiler;

import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.Set;
import org.teavm.callgraph.CallGraphNode;
import org.teavm.callgraph.CallSite;
import org.teavm.dependency.AbstractDependencyListener;
import org.teavm.dependency.DependencyAgent;
import org.teavm.model.MethodReference;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * What a value answers, it answers at once: its text, its hash, whether it equals another, which
 * comes first, what stands at a place of it; and a class is made ready at once. The compiler, which
 * knows one {@code Optional.map} for all who call it, takes nearly every one of these for something
 * that may wait, and so whoever asks it, each collection first of all: half of all methods would be
 * written so that they can be suspended and go on, in twice the text.
 */
public final class Values extends AbstractDependencyListener implements TeaVMPlugin {
  private static final Set<String> ANSWERS =
      Set.of(
          """
          <clinit>()V toString()Ljava/lang/String; hashCode()I equals(Ljava/lang/Object;)Z
          compareTo(Ljava/lang/Object;)I compare(Ljava/lang/Object;Ljava/lang/Object;)I
          length()I charAt(I)C subSequence(II)Ljava/lang/CharSequence;
          """
              .split("\\s+"));

  private DependencyAgent agent;

  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void started(DependencyAgent started) {
    agent = started;
  }

  /** No value waits for what it calls: it is not among those who call it. */
  @Override
  public void complete() {
    for (MethodReference method : agent.getReachableMethods()) {
      CallGraphNode node = agent.getCallGraph().getNode(method);
      if (node != null) {
        node.getCallerCallSites().forEach(Values::removeValues);
      }
    }
  }

  private static void removeValues(CallSite site) {
    Set<CallGraphNode> others = new LinkedHashSet<>(site.getCallers());
    if (!others.removeIf(Values::isAnswer)) {
      return;
    }
    try {
      Field callers = site.getClass().getDeclaredField("callers");
      callers.setAccessible(true);
      callers.set(site, others);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("TeaVM keeps who calls what otherwise", e);
    }
  }

  private static boolean isAnswer(CallGraphNode caller) {
    return ANSWERS.contains(caller.getMethod().getDescriptor().toString());
  }
}
