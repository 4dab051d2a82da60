package passerelle.web.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.teavm.asm.ClassReader;
import org.teavm.asm.ClassVisitor;
import org.teavm.asm.ClassWriter;
import org.teavm.asm.MethodVisitor;
import org.teavm.asm.Opcodes;

/**
 * What ran while the JVM performed a program: its classes are loaded anew, and each method says
 * that it runs.
 */
public final class Performed {
  /** How the names of classes begin that are not loaded anew. */
  private static final List<String> OTHERS =
      List.of("java.", "jdk.", "sun.", "org.teavm.", Performed.class.getName());

  private static final Set<String> RAN = ConcurrentHashMap.newKeySet();

  private final Set<String> owners = ConcurrentHashMap.newKeySet();

  private Performed() {
    for (String method : RAN) {
      owners.add(place(method));
    }
  }

  /** The class and the name of a method, as lambdas in it are named. */
  private static String place(String method) {
    String name = method.substring(0, method.indexOf('('));
    int dot = name.lastIndexOf('.');
    return name.substring(0, dot) + "$" + name.substring(dot + 1);
  }

  /**
   * Performs the {@code main} of a class.
   *
   * @param loader has the program's classes
   * @throws IllegalStateException when the program fails
   */
  static Performed of(String main, ClassLoader loader) {
    RAN.clear();
    try {
      Class<?> type = Class.forName(main, true, new Listening(loader));
      type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(main + " cannot be performed on the JVM", e);
    }
    return new Performed();
  }

  /** To be called by the methods themselves. */
  public static void run(String method) {
    RAN.add(method);
  }

  /**
   * Whether a method ran.
   *
   * @param method its class, name and descriptor, as {@code a.Type.name(I)V}
   */
  boolean hasRun(String method) {
    return RAN.contains(method);
  }

  /**
   * Whether a method of that name ran, whatever it takes.
   *
   * @param place its class and its name, as {@code a.Type$name}
   */
  boolean hasRunIn(String place) {
    return owners.contains(place);
  }

  /** Whether methods of that class say that they run: those of the JDK do not. */
  static boolean isListenedTo(String type) {
    return OTHERS.stream().noneMatch(type::startsWith);
  }

  private static String file(String type) {
    return type.replace('.', '/') + ".class";
  }

  /** Loads a program's classes with what says that a method runs. */
  private static final class Listening extends ClassLoader {
    Listening(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        try (InputStream in = isListenedTo(name) ? getResourceAsStream(file(name)) : null) {
          if (in == null) {
            return super.loadClass(name, resolve);
          }
          byte[] octets = spoken(in.readAllBytes());
          return defineClass(name, octets, 0, octets.length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private static byte[] spoken(byte[] octets) {
      ClassReader reader = new ClassReader(octets);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      String type = reader.getClassName().replace('/', '.');
      reader.accept(new Speaking(type, writer), 0);
      return writer.toByteArray();
    }
  }

  private static final class Speaking extends ClassVisitor {
    private final String type;

    Speaking(String type, ClassVisitor next) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitCode() {
          super.visitCode();
          visitLdcInsn(type + "." + name + descriptor);
          visitMethodInsn(
              Opcodes.INVOKESTATIC,
              Performed.class.getName().replace('.', '/'),
              "run",
              "(Ljava/lang/String;)V",
              false);
        }
      };
    }
  }
}
