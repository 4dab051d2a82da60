package passerelle.web.compiler;

import java.util.Set;
import java.util.TreeSet;
import org.teavm.backend.javascript.TeaVMJavaScriptHost;
import org.teavm.backend.javascript.codegen.SourceWriter;
import org.teavm.backend.javascript.rendering.RenderingManager;
import org.teavm.model.ClassReader;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodReader;
import org.teavm.model.MethodReference;
import org.teavm.vm.BuildTarget;
import org.teavm.vm.spi.RendererListener;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Tells which functions a browser needs before the first commands have answered, a quarter of all:
 * the methods that run while the JVM takes the page's first steps, and those of the JDK. Their
 * names stand in a comment of the script, {@code early: NAME, NAME}; who packs the script lets a
 * browser read the others later.
 */
public final class Early implements TeaVMPlugin, RendererListener {
  /** What is performed on the JVM: a class with a {@code main}. */
  private static final String STEPS = "passerelle.web.FirstSteps";

  /** What answers the browser cannot run on the JVM. */
  private static final String PAGE = "passerelle.web.";

  /** How the compiler names the class of a lambda: after the method in which it stands. */
  private static final String LAMBDA = "$lambda$_";

  @Override
  public void install(TeaVMHost host) {
    TeaVMJavaScriptHost script = host.getExtension(TeaVMJavaScriptHost.class);
    if (script != null) {
      script.add(this);
    }
  }

  @Override
  public void begin(RenderingManager manager, BuildTarget target) {
    Performed performed = Performed.of(STEPS, manager.getClassLoader());
    SourceWriter writer = manager.getWriter();
    writer.append("/*early:");
    Set<String> classes = new TreeSet<>(manager.getClassSource().getClassNames());
    for (String name : classes) {
      ClassReader type = manager.getClassSource().get(name);
      for (MethodReader method : type.getMethods()) {
        if (isWritten(method) && isEarly(method.getReference(), performed)) {
          write(method.getReference(), writer);
        }
      }
    }
    writer.append("*/").newLine();
  }

  private static boolean isWritten(MethodReader method) {
    return !method.hasModifier(ElementModifier.ABSTRACT);
  }

  private static boolean isEarly(MethodReference method, Performed performed) {
    String type = method.getClassName();
    if (type.startsWith(PAGE) || !Performed.isListenedTo(type)) {
      return true;
    }
    int lambda = type.indexOf(LAMBDA);
    return lambda < 0
        ? performed.hasRun(method.toString()) || isAskedHere(method, performed)
        : performed.hasRunIn(type.substring(0, lambda));
  }

  /**
   * Of what is looked for in an empty set a browser's library asks the hash, the JDK's does not.
   */
  private static boolean isAskedHere(MethodReference method, Performed performed) {
    return method.getName().equals("hashCode")
        && performed.hasRunIn(method.getClassName() + "$<init>");
  }

  private static void write(MethodReference method, SourceWriter writer) {
    writer.appendMethod(method).append(",");
    if (method.getName().equals("<init>")) {
      writer.appendInit(method).append(",");
    } else if (method.getName().equals("<clinit>")) {
      writer.appendClassInit(method.getClassName()).append(",");
    }
  }

  @Override
  public void complete() {}
}
