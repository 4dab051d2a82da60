package passerelle.web.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Gives TeaVM's classes the methods that the JDK's have and they lack, or have otherwise: each
 * calls the one of that name in {@link passerelle.web.jdk.Missing}.
 */
public final class Additions implements TeaVMPlugin, ClassHolderTransformer {
  private static final String MISSING = "passerelle.web.jdk.Missing";
  private static final String THREADS = "passerelle.web.jdk.Threads";

  private record Addition(String name, String descriptor, boolean isStatic) {}

  private static final Map<String, List<Addition>> ADDITIONS =
      Map.ofEntries(
          Map.entry(
              "java.lang.String",
              List.of(
                  of("lines", "()Ljava/util/stream/Stream;"),
                  of("formatted", "([Ljava/lang/Object;)Ljava/lang/String;"),
                  ofStatic(
                      "format",
                      "(Ljava/util/Locale;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;"),
                  ofStatic("format", "(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;"))),
          Map.entry(
              "java.util.regex.Matcher",
              List.of(
                  of("replaceAll", "(Ljava/util/function/Function;)Ljava/lang/String;"),
                  of("results", "()Ljava/util/stream/Stream;"))),
          Map.entry(
              "java.util.stream.Stream",
              List.of(ofStatic("ofNullable", "(Ljava/lang/Object;)Ljava/util/stream/Stream;"))),
          Map.entry("java.io.Reader", List.of(of("transferTo", "(Ljava/io/Writer;)J"))),
          Map.entry("java.io.ByteArrayOutputStream", List.of(of("writeBytes", "([B)V"))),
          Map.entry(
              "java.lang.Long", List.of(ofStatic("parseUnsignedLong", "(Ljava/lang/String;I)J"))),
          Map.entry("java.nio.ByteBuffer", List.of(of("slice", "(II)Ljava/nio/ByteBuffer;"))),
          Map.entry("java.lang.Character", List.of(ofStatic("toString", "(I)Ljava/lang/String;"))),
          Map.entry("java.util.Arrays", List.of(ofStatic("compare", "([J[J)I"))),
          Map.entry("java.util.Random", List.of(of("nextInt", "(I)I"))),
          Map.entry(
              "java.time.Duration",
              List.of(
                  of("toSeconds", "()J"),
                  of("toHoursPart", "()I"),
                  of("toMinutesPart", "()I"),
                  of("toSecondsPart", "()I"),
                  of("toMillisPart", "()I"))),
          Map.entry(
              "java.time.LocalDate",
              List.of(
                  ofStatic(
                      "ofInstant",
                      "(Ljava/time/Instant;Ljava/time/ZoneId;)Ljava/time/LocalDate;"))),
          Map.entry(
              "java.util.Collections",
              List.of(
                  ofStatic(
                      "unmodifiableSortedMap", "(Ljava/util/SortedMap;)Ljava/util/SortedMap;"))));

  private static Addition of(String name, String descriptor) {
    return new Addition(name, descriptor, false);
  }

  private static Addition ofStatic(String name, String descriptor) {
    return new Addition(name, descriptor, true);
  }

  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (type.getName().equals(THREADS)) {
      setCurrentThread(type, context);
    }
    for (Addition addition : ADDITIONS.getOrDefault(type.getName(), List.of())) {
      MethodDescriptor descriptor = MethodDescriptor.parse(addition.name() + addition.descriptor());
      MethodHolder existing = type.getMethod(descriptor);
      if (existing != null) {
        type.removeMethod(existing);
      }
      type.addMethod(method(type.getName(), addition, descriptor, context));
    }
  }

  private static void setCurrentThread(ClassHolder type, ClassHolderTransformerContext context) {
    MethodHolder method =
        type.getMethod(new MethodDescriptor("setCurrent", Thread.class, void.class));
    method.getModifiers().remove(ElementModifier.NATIVE);
    ProgramEmitter code = ProgramEmitter.create(method, context.getHierarchy());
    code.invoke(
        new MethodReference(Thread.class, "setCurrentThread", Thread.class, void.class),
        code.var(1, Thread.class));
    code.exit();
  }

  private static MethodHolder method(
      String owner,
      Addition addition,
      MethodDescriptor descriptor,
      ClassHolderTransformerContext context) {
    MethodHolder method = new MethodHolder(descriptor);
    method.setLevel(AccessLevel.PUBLIC);
    if (addition.isStatic()) {
      method.getModifiers().add(ElementModifier.STATIC);
    }
    ProgramEmitter code = ProgramEmitter.create(method, context.getHierarchy());
    List<ValueType> types = new ArrayList<>();
    List<ValueEmitter> values = new ArrayList<>();
    if (!addition.isStatic()) {
      types.add(ValueType.object(owner));
      values.add(code.var(0, ValueType.object(owner)));
    }
    for (int i = 0; i < descriptor.parameterCount(); i++) {
      types.add(descriptor.parameterType(i));
      values.add(code.var(i + 1, descriptor.parameterType(i)));
    }
    ValueType result = descriptor.getResultType();
    types.add(result);
    MethodReference target =
        new MethodReference(MISSING, addition.name(), types.toArray(new ValueType[0]));
    if (result == ValueType.VOID) {
      code.invoke(target, values.toArray(new ValueEmitter[0]));
      code.exit();
    } else {
      code.invoke(target, values.toArray(new ValueEmitter[0])).returnValue();
    }
    return method;
  }
}
